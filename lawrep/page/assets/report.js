/* The page of one report, made easier to use. Everything that is shown stands in the page; nothing is fetched, and no
   text becomes HTML. A figure is a mark of the text (#q12) and a row of the table (#r12); a finding is a flag of the text
   (#f3) and an item of the list (#f3-item). */
"use strict";
(() => {
  const root = document.documentElement;
  const body = document.body;
  const find = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const [text, bar, card, help] = ["text", "bar", "card", "help"].map(find);
  const marks = all("mark", text);
  const rows = all("#rows > tr");
  const rowOf = (mark) => find(`r${mark.id.slice(1)}`);
  const markOf = (row) => find(row.dataset.mark);
  const phone = matchMedia("screen and (max-width: 759.98px)");
  const wide = matchMedia("screen and (min-width: 1180px)");

  const barEnd = () => Math.max(0, bar.getBoundingClientRect().bottom); // it scrolls away where the window is low

  // ---- Views: the panes beside the text, and on a phone the text too.

  const views = all(".views a");
  const scrolled = {}; // how far each view was scrolled on a phone

  function show(view) {
    if (phone.matches) scrolled[body.dataset.view] = scrollY;
    body.dataset.view = view;
    for (const link of views) {
      if (link.dataset.view === view) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    if (phone.matches) scrollTo(0, scrolled[view] || 0);
    hideCard();
  }

  function fitView() {
    const view = body.dataset.view;
    if (!view || phone.matches) show(phone.matches ? "paper" : "figures");
    else if (view === "paper" || (wide.matches && view === "outline")) show("figures");
  }

  function focusPane(view, item) {
    hideCard();
    if (!find(view).offsetParent) show(view);
    (item || find(view)).focus();
  }

  /** Scroll a pane, and never the page, so that an item of it is seen. */
  function scrollPane(item) {
    const pane = item.closest(".pane");
    const [outer, inner] = [pane.getBoundingClientRect(), item.getBoundingClientRect()];
    if (inner.height && (inner.top < outer.top + 48 || inner.bottom > outer.bottom - 12)) {
      pane.scrollTop += inner.top - outer.top - outer.height / 3;
    }
  }

  // ---- The card of a figure or finding.

  let pinned = null; // what was chosen, whose card comes back when the pointer leaves another
  let described = body; // what the card is about
  let timer = 0;

  function fill(target) {
    const mark = target.closest("mark");
    const figure = card.querySelector(".figure");
    figure.hidden = !mark;
    card.className = mark ? `card ${mark.dataset.kind}` : "card";
    if (mark) fillFigure(figure, rowOf(mark));
    const inside = target.matches(".flag") ? [target] : [target.closest(".tint"), ...all(".tint", mark || target)];
    const numbers = inside.flatMap((each) => (each ? (each.dataset.findings || each.id.slice(1)).split(" ") : []));
    card.querySelector(".notes").replaceChildren(...[...new Set(numbers)].map(note));
  }

  function fillFigure(figure, row) {
    const cell = (name) => row.querySelector(`.${name}`).textContent;
    const { code, range, change, heading } = row.dataset;
    const said = { label: cell("label"), name: cell("name") || card.dataset.uncoded, code, range, change, status: cell("status"), heading };
    figure.querySelector(".words").textContent = cell("value");
    for (const [name, value] of Object.entries(said)) {
      const line = figure.querySelector(`.${name}`);
      line.hidden = !value;
      line.lastElementChild.textContent = value;
    }
  }

  function note(number) {
    const item = find(`f${number}-item`);
    const line = document.createElement("li");
    line.append(item.querySelector(".sign").cloneNode(true), item.querySelector(".message").textContent);
    return line;
  }

  /** Show the card below its target, or above where there is no room, and always within what is seen. */
  function showCard(target) {
    clearTimeout(timer);
    fill(target);
    card.hidden = false;
    const mark = target.closest("mark") || target;
    const place = mark.getClientRects()[0] || mark.getBoundingClientRect();
    const [top, bottom] = [barEnd(), phone.matches ? views[0].getBoundingClientRect().top : innerHeight];
    const { offsetWidth: width, offsetHeight: height } = card;
    const last = [...mark.getClientRects()].pop() || place;
    const below = last.bottom + 8 + height <= bottom;
    const y = below ? last.bottom + 8 : place.top - 8 - height;
    const x = Math.min(place.left, root.clientWidth - width - 8);
    card.style.left = `${Math.max(8, x) + scrollX}px`;
    card.style.top = `${Math.max(top + 4, Math.min(y, bottom - height - 4)) + scrollY}px`;
    described.removeAttribute("aria-describedby");
    described = mark;
    described.setAttribute("aria-describedby", "card");
  }

  function hideCard() {
    clearTimeout(timer);
    card.hidden = true;
    described.removeAttribute("aria-describedby");
    pinned = null;
  }

  function leave() {
    clearTimeout(timer);
    timer = setTimeout(() => (pinned ? showCard(pinned) : hideCard()), 200);
  }

  // ---- Choosing: a mark and its row, or a flag and its item, are current together.

  function choose(target) {
    for (const each of all(".current")) {
      each.classList.remove("current");
      each.removeAttribute("aria-current");
    }
    const other = target.matches("mark") ? rowOf(target) : find(`${target.id}-item`);
    for (const each of [target, other]) each.classList.add("current");
    other.setAttribute("aria-current", "true");
    if (target.matches("mark")) {
      for (const each of all('mark[tabindex="0"]', text)) each.tabIndex = -1;
      target.tabIndex = 0;
    }
    if (!phone.matches) {
      if (target.matches(".flag")) show("findings");
      else if (body.dataset.view === "findings") show("figures");
    }
    scrollPane(other);
    history.replaceState(null, "", `#${target.id}`);
    showCard(target);
    pinned = target;
  }

  /** Bring a place of the text into the middle of the window, and flash it alone. */
  function reveal(target) {
    if (phone.matches) show("paper");
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
    if (target.matches("mark, .flag")) choose(target);
    for (const each of all(".flash")) each.classList.remove("flash");
    void target.offsetWidth; // lets the animation start anew
    target.classList.add("flash");
  }

  function step(by) {
    const left = marks.filter((mark) => !mark.classList.contains("off"));
    if (!left.length) return;
    let at = left.findIndex((mark) => mark.classList.contains("current"));
    if (at < 0) {
      const top = barEnd();
      at = left.findIndex((mark) => mark.getBoundingClientRect().top > top);
      at = at < 0 ? left.length : at;
      at -= by > 0 ? 1 : 0;
    }
    reveal(left[Math.max(0, Math.min(left.length - 1, at + by))]);
  }

  function followHash() {
    const target = find(location.hash.slice(1));
    const pane = target?.closest(".pane");
    if (!pane) return;
    const place = find(target.dataset.mark || target.dataset.flag) || target; // of a row or item, what it is about
    if (place.matches("#text mark, .flag")) reveal(place);
    else if (phone.matches || !target.offsetParent) {
      show(pane.dataset.pane);
      target.scrollIntoView();
    }
  }

  // ---- Filters: marks, rows and the counts of the outline at once.

  const boxes = all('input[name="kind"]');
  const [status, code, reset, shown] = ["status", "code", "reset", "shown"].map(find);
  const links = all(".outline a");

  function filter() {
    const kinds = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const counts = new Map();
    let left = 0;
    for (const row of rows) {
      const { kind, status: state, code: own, section } = row.dataset;
      const passes = kinds.has(kind) && (!status.value || status.value === state) && (code.value === "*" || code.value === own);
      row.hidden = !passes;
      find(`q${row.id.slice(1)}`)?.classList.toggle("off", !passes);
      if (passes) left += 1;
      for (let at = section; passes && at !== null; at = at.includes(".") ? at.replace(/\.[^.]*$/, "") : null) {
        counts.set(at, (counts.get(at) || 0) + 1);
      }
    }
    for (const link of links) link.querySelector("small").textContent = counts.get(link.dataset.section) || "";
    shown.querySelector("b").textContent = left;
    reset.hidden = left === rows.length;
    if (find("none")) find("none").hidden = left > 0;
    hideCard();
  }

  function clearFilters() {
    for (const box of boxes) box.checked = true;
    status.value = "";
    code.value = "*";
    filter();
  }

  // ---- Sorting the table, by a click on a head.

  const numeric = (row) => Number(row.dataset.value);
  const place = (row) => Number(row.id.slice(1));
  const { compare } = new Intl.Collator(root.lang, { numeric: true });
  const words = (name) => (row) => row.querySelector(`.${name}`).textContent;
  const keys = { place, value: numeric, label: words("label"), name: words("name"), status: words("status") };

  function sort(button) {
    const head = button.closest("th");
    const falling = head.getAttribute("aria-sort") === "ascending";
    for (const each of all("th", head.parentElement)) each.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", falling ? "descending" : "ascending");
    const keyed = rows.map((row) => [keys[button.dataset.key](row), row]);
    const order = (a, b) => (typeof a[0] === "number" ? a[0] - b[0] : compare(a[0], b[0]));
    keyed.sort((a, b) => (falling ? order(b, a) : order(a, b)) || place(a[1]) - place(b[1]));
    find("rows").append(...keyed.map((pair) => pair[1]));
  }

  // ---- The outline: where the reader is.

  const heads = all(".head", text);
  const above = new Set(); // the headings that the reader has come to: above a line below the bar
  let observer = null;

  function watchHeads() {
    root.style.setProperty("--bar", `${bar.offsetHeight}px`);
    observer?.disconnect();
    above.clear();
    const below = Math.max(0, innerHeight - bar.offsetHeight - 40);
    observer = new IntersectionObserver(locate, { rootMargin: `9999999px 0px -${below}px 0px` });
    for (const head of heads) observer.observe(head);
  }

  function locate(entries) {
    for (const { target, isIntersecting } of entries) above[isIntersecting ? "add" : "delete"](target);
    const head = heads.filter((each) => above.has(each)).pop();
    let link = links.find((each) => each.hash === (head ? `#${head.id}` : "#text"));
    for (let closed; (closed = link?.closest("details:not([open])")); ) link = closed.previousElementSibling;
    for (const each of links) if (each !== link) each.removeAttribute("aria-current");
    if (!link || link.hasAttribute("aria-current")) return;
    link.setAttribute("aria-current", "location");
    if (!phone.matches) scrollPane(link);
  }

  // ---- What the reader does.

  const actions = {
    j: () => step(1),
    n: () => step(1),
    k: () => step(-1),
    p: () => step(-1),
    o: () => focusPane("outline", find("outline").querySelector("[aria-current]")),
    t: () => focusPane("figures", all("#rows > tr.current a, #rows > tr:not([hidden]) a")[0]),
    f: () => focusPane("findings", all(".findings li.current a, .findings li a")[0]),
    "?": () => help.showModal(),
    Escape: hideCard,
  };

  function onKey(event) {
    const { key, target } = event;
    if (help.open || event.altKey || event.ctrlKey || event.metaKey || target.matches("input, select")) return;
    if (key === "Escape" && card.hidden) return;
    if (target.matches("mark") && key === "ArrowRight") step(1);
    else if (target.matches("mark") && key === "ArrowLeft") step(-1);
    else if (Object.hasOwn(actions, key)) actions[key]();
    else return;
    event.preventDefault();
  }

  function onClick(event) {
    const target = event.target;
    const mark = target.closest("#text mark:not(.off)");
    const flag = target.closest(".flag");
    const item = target.closest("#rows > tr, .findings li");
    const link = target.closest("a");
    if (flag || mark) choose(flag || mark);
    else if (item) reveal(item.matches("tr") ? markOf(item) : find(item.dataset.flag) || text);
    else if (target.closest(".views a")) show(link.dataset.view);
    else if (link && phone.matches && link.hash.length > 1 && link.closest(".outline")) reveal(find(link.hash.slice(1)));
    else if (!target.closest(".card")) {
      hideCard();
      if (target.closest("#text .tint")) showCard(target.closest(".tint"));
      return;
    } else return;
    event.preventDefault();
  }

  let pointer = "";

  function onHover(event) {
    const now = `${event.screenX},${event.screenY}`;
    if (event.pointerType === "touch" || now === pointer) return; // the page moved, and not the pointer
    pointer = now;
    const target = event.target.closest("#text mark:not(.off), .flag, .tint");
    clearTimeout(timer);
    if (target) timer = setTimeout(() => showCard(target), 120);
    else if (!event.target.closest(".card") && !card.hidden) leave();
  }

  function start() {
    for (const mark of marks) mark.removeAttribute("title"); // the card says it better
    new ResizeObserver(watchHeads).observe(bar);
    for (const control of [...boxes, status, code]) control.addEventListener("change", filter);
    for (const button of all("th button")) button.addEventListener("click", () => sort(button));
    reset.addEventListener("click", () => {
      clearFilters();
      boxes[0].focus(); // the button is gone
    });
    find("ask").addEventListener("click", () => help.showModal());
    find("done").addEventListener("click", () => help.close());
    find("toggle").addEventListener("click", (event) => {
      const open = find("filters").classList.toggle("open");
      event.target.setAttribute("aria-expanded", open);
    });
    text.addEventListener("focusin", (event) => {
      if (event.target.matches("mark:not(.current), .flag:not(.current)")) choose(event.target);
    });
    addEventListener("pointerover", onHover);
    addEventListener("click", onClick);
    addEventListener("keydown", onKey);
    addEventListener("hashchange", followHash);
    addEventListener("resize", () => {
      hideCard();
      watchHeads();
    });
    for (const media of [phone, wide]) media.addEventListener("change", fitView);
    fitView();
    filter(); // a browser keeps what was chosen before a reload
    followHash();
  }

  start();
})();
