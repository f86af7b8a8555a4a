"use strict";

/* ---- the table of reports ---- */

function setUpTable() {
  const table = byId("reports-table");
  const [body] = table.tBodies;
  const rows = all("tr", body).map((row) => ({
    row,
    words: folded(row.textContent),
    year: row.querySelector(".year").textContent,
    bad: "bad" in row.dataset,
  }));
  const heads = all("thead th", table);
  for (const { row } of rows) {
    all("td.number", row).forEach((cell) => { cell.dataset.label = heads[cell.cellIndex].textContent; });
  }

  controls(byId("reports-controls"), () => {
    const words = wordsOf(byId("find-report"));
    const year = byId("report-year")?.value ?? "";
    const faulty = byId("report-faulty").checked;
    let shown = 0;
    for (const each of rows) {
      const fits = words.every((word) => each.words.includes(word)) && (!year || each.year === year) && (!faulty || each.bad);
      each.row.hidden = !fits;
      shown += fits;
    }
    showCount(byId("reports-shown"), shown, rows.length);
    byId("reports-none").hidden = shown > 0;
  });

  const order = new Intl.Collator("zh-CN", { numeric: true });
  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.ariaSort === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.ariaSort = down ? "descending" : "ascending";
      const value = ({ row }) => row.cells[head.cellIndex].textContent;
      const compare = head.dataset.sort === "number"
        ? (one, other) => Number(value(one)) - Number(value(other))
        : (one, other) => order.compare(value(one), value(other));
      const sorted = rows.map((each, at) => [each, at]).sort(([one, at], [other, place]) => (
        missing(value(one)) - missing(value(other)) || (down ? -1 : 1) * compare(one, other) || at - place
      ));
      body.append(...sorted.map(([each]) => each.row));
    });
  }
}

/* What has no value comes last, whichever way the table is sorted. */
const missing = (text) => Number(text === "");

/* ---- the charts ---- */

function setUpCharts() {
  const section = byId("charts");
  const form = byId("charts-controls");
  if (!form) return;
  const cards = all(".card", section).map((card) => ({ card, words: folded(card.dataset.find) }));

  controls(form, () => {
    const words = wordsOf(byId("find-chart"));
    const group = byId("chart-group")?.value ?? "";
    let shown = 0;
    for (const { card, words: own } of cards) {
      const fits = words.every((word) => own.includes(word)) && (!group || card.closest(".group").id === group);
      card.hidden = !fits;
      shown += fits;
    }
    for (const each of all(".group", section)) each.hidden = !each.querySelector(".card:not([hidden])");
    showCount(byId("charts-shown"), shown, cards.length);
    const view = form.elements.view?.value;
    if (view) section.dataset.view = view;
    openYear(section, byId("chart-year")?.value ?? "");
  });

  for (const chart of all(".chart", section)) {
    all("a", chart).forEach((link, at) => { if (at) link.setAttribute("tabindex", "-1"); });
  }
  section.addEventListener("keydown", moveAmongBars);
  for (const type of ["pointerover", "focusin"]) section.addEventListener(type, showTip);
  for (const type of ["pointerout", "focusout"]) section.addEventListener(type, () => { byId("tip").hidden = true; });
}

/* Open the charts of one year and close the others; of an indicator that has none for that year the last. */
function openYear(section, year) {
  if (year === (section.dataset.year ?? "")) return;  // what was opened by hand stays so
  section.dataset.year = year;
  for (const places of all(".across-places", section)) {
    const years = all("details", places);
    const wanted = years.some((each) => each.dataset.year === year) ? year : years[0].dataset.year;
    for (const each of years) each.open = each.dataset.year === wanted;
  }
}

/* One stop of the tab key a chart; the arrow keys go from bar to bar. */
function moveAmongBars(event) {
  const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
  const link = event.target.closest(".chart a");
  if (!step || !link) return;
  const links = all("a", link.closest(".chart"));
  const next = links[links.indexOf(link) + step];
  if (!next) return;
  event.preventDefault();
  link.setAttribute("tabindex", "-1");
  next.removeAttribute("tabindex");
  next.focus();
}

/* What a bar says in full, beside it; the browser's own hint would come late, and never to the keyboard. */
function showTip(event) {
  const bar = event.target.closest(".chart > a, .chart > g");
  if (!bar) return;
  const title = bar.querySelector("title");
  if (title) {
    bar.setAttribute("aria-label", title.textContent);
    title.remove();
    nameChart(bar.closest(".chart"));
  }
  const tip = byId("tip");
  tip.textContent = bar.getAttribute("aria-label");
  tip.hidden = false;
  const box = bar.getBoundingClientRect();
  const left = Math.min(Math.max(12, box.left + box.width / 2 - tip.offsetWidth / 2), innerWidth - tip.offsetWidth - 12);
  const above = box.top - tip.offsetHeight - 6;
  tip.style.left = `${left}px`;
  tip.style.top = `${above > 8 ? above : box.bottom + 6}px`;
}

function nameChart(chart) {
  const title = chart.querySelector(":scope > title");
  if (!title) return;
  chart.setAttribute("aria-label", title.textContent);
  title.remove();
}

setUpTable();
setUpCharts();
