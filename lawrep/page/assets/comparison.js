"use strict";

/* The lines that have the words and one of the ticked changes; a line of parts goes with what it is a part of. */
function setUpLines() {
  const form = byId("controls");
  if (!form) return;
  const table = form.parentElement.querySelector("table");
  const lines = all("tr.line", table);
  const wholes = lines.filter((line) => !line.classList.contains("part")).length;

  document.documentElement.classList.add("scripted");  // the controls say the counts too
  controls(form, () => {
    const words = wordsOf(byId("find"));
    const wanted = new Set(all("input:checked", form).map((input) => input.value));
    let shown = 0;
    let fits = false;
    for (const line of lines) {
      if (!line.classList.contains("part")) {
        const own = folded(line.cells[0].textContent);
        fits = words.every((word) => own.includes(word)) && (!wanted.size || wanted.has(line.dataset.change));
        shown += fits;
      }
      line.hidden = !fits;
    }
    for (const body of table.tBodies) body.hidden = !body.querySelector("tr.line:not([hidden])");
    table.hidden = !shown;
    byId("none").hidden = shown > 0;
    showCount(byId("shown"), shown, wholes);
  });
}

setUpLines();
