/* Search in the page of one report: in its text, and in what its figures are said to count. Hits are painted as
   highlights, which leave the text as it is; a browser that has none selects the hit. */
"use strict";
(() => {
  const find = (id) => document.getElementById(id);
  const [text, bar, help, query, output] = ["text", "bar", "help", "query", "hits"].map(find);
  const rows = [...document.querySelectorAll("#rows > tr")];
  const paints = typeof Highlight === "function" && CSS.highlights;
  const lower = (said) => (said.toLowerCase().length === said.length ? said.toLowerCase() : said); // offsets must stay

  let hits = []; // ranges, in reading order
  let at = -1; // which of them the reader is at
  let nodes = null; // the text nodes, with the offset that each begins at
  let whole = ""; // their text

  function readText() {
    nodes = [];
    whole = "";
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      nodes.push({ node: walker.currentNode, start: whole.length });
      whole += walker.currentNode.data;
    }
    whole = lower(whole);
  }

  /** The text node that holds the character at an offset. */
  function nodeAt(offset) {
    let [low, high] = [0, nodes.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (nodes[middle].start <= offset) low = middle;
      else high = middle - 1;
    }
    return nodes[low];
  }

  function rangeOf(start, end) {
    const range = document.createRange();
    const [first, last] = [nodeAt(start), nodeAt(end - 1)];
    range.setStart(first.node, start - first.start);
    range.setEnd(last.node, end - last.start);
    return range;
  }

  function search() {
    if (!nodes) readText();
    const wanted = lower(query.value.trim());
    hits = [];
    at = -1;
    if (wanted) {
      for (let from = whole.indexOf(wanted); from >= 0; from = whole.indexOf(wanted, from + wanted.length)) {
        hits.push(rangeOf(from, from + wanted.length));
      }
      hits.push(...hitsInRows(wanted));
      hits.sort((one, other) => one.compareBoundaryPoints(Range.START_TO_START, other));
    }
    paint();
  }

  /** The figures that count what is wanted, where the words themselves do not stand in the same paragraph. */
  function hitsInRows(wanted) {
    const paragraph = (node) => (node.closest ? node : node.parentElement).closest("p, tr, h2, h3, h4, h5, h6");
    const said = new Set(hits.map((range) => paragraph(range.startContainer)));
    const marks = rows.filter((row) => counts(row, wanted)).map((row) => find(row.dataset.mark));
    return [...new Set(marks)].filter((mark) => mark.matches("mark") && !said.has(paragraph(mark))).map((mark) => {
      const range = document.createRange();
      range.selectNodeContents(mark);
      return range;
    });
  }

  function counts(row, wanted) {
    const [label, name] = [".label", ".name"].map((cell) => row.querySelector(cell).textContent);
    return [label, name, row.dataset.code].some((said) => lower(said).includes(wanted));
  }

  function paint() {
    const found = hits.length ? `${at + 1} / ${hits.length}` : output.dataset.none;
    output.textContent = query.value.trim() ? found : "";
    if (!paints) return;
    const every = new Highlight();
    for (const range of hits) every.add(range);
    const now = at < 0 ? new Highlight() : new Highlight(hits[at]);
    now.priority = 1;
    CSS.highlights.set("hit", every);
    CSS.highlights.set("hit-now", now);
  }

  function next(by) {
    if (!hits.length) return;
    if (!text.offsetParent) document.querySelector('.views [data-view="paper"]').click();
    at = at < 0 ? firstSeen(by) : (at + by + hits.length) % hits.length;
    const { top, bottom } = hits[at].getBoundingClientRect();
    if (top < bar.offsetHeight + 20 || bottom > innerHeight - 80) scrollBy(0, top - innerHeight / 2);
    if (!paints) {
      getSelection().removeAllRanges();
      getSelection().addRange(hits[at]);
    }
    paint();
  }

  /** The hit to begin with: the first one from the top of the window on, or when going back the last above it. */
  function firstSeen(by) {
    const below = hits.findIndex((range) => range.getBoundingClientRect().top >= bar.offsetHeight);
    if (by > 0) return Math.max(0, below);
    return (below <= 0 ? hits.length : below) - 1;
  }

  function clear() {
    query.value = "";
    search();
  }

  function onKey(event) {
    const { key, target, defaultPrevented, altKey, ctrlKey, metaKey } = event;
    if (help.open || defaultPrevented || altKey || ctrlKey || metaKey) return;
    const by = event.shiftKey ? -1 : 1;
    if (key === "/" && !target.matches("input, select")) query.select();
    else if ((key === "F3" && hits.length) || (key === "Enter" && target === query)) next(by);
    else if (key === "Escape" && query.value) clear();
    else if (key === "Escape" && target === query) query.blur();
    else return;
    event.preventDefault();
  }

  query.addEventListener("input", () => {
    search();
    if (text.offsetParent) next(1);
  });
  find("forth").addEventListener("click", () => next(1));
  find("back").addEventListener("click", () => next(-1));
  addEventListener("keydown", onKey);
})();
