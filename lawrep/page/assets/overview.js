"use strict";

const byId = (id) => document.getElementById(id);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const folded = (text) => text.normalize("NFKC").toLocaleLowerCase().trim();
const wordsOf = (input) => folded(input.value).split(/\s+/);

/* Call `change` at the start, when a control of the form is used, and when the browser has put back what was chosen
   before another page was gone to. A form is never sent. */
function controls(form, change) {
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", change);
  addEventListener("pageshow", change);
  change();
}

function showCount(output, shown, count) {
  output.value = output.dataset.form.replace("{shown}", shown).replace("{all}", count);
}

/* The slash goes to the first search box. */
document.addEventListener("keydown", (event) => {
  const box = document.querySelector("input[type=search]");
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !box) return;
  if (event.target.closest("input:not([type=checkbox], [type=radio]), select, textarea")) return;
  event.preventDefault();
  box.focus();
});
