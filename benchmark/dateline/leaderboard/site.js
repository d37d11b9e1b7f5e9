"use strict";
function value(cell) {
  const number = Number.parseFloat(cell.textContent);
  return Number.isNaN(number) ? cell.textContent.toLowerCase() : number;
}
function compare(a, b) {
  if (typeof a === typeof b) return a < b ? -1 : a > b ? 1 : 0;
  return typeof a === "number" ? 1 : -1;
}
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") !== "descending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...table.tBodies[0].rows], untried = rows.filter((row) => row.cells[column].textContent === "–");
      const tried = rows.filter((row) => !untried.includes(row));
      tried.sort((x, y) => compare(value(x.cells[column]), value(y.cells[column])));
      table.tBodies[0].append(...(down ? tried.reverse() : tried), ...untried);
    });
  });
}
const layer = document.querySelector("#layer"), slice = document.querySelector("#slice"), shown = document.querySelector("#shown");
function filter() {
  let number = 0;
  for (const row of document.querySelectorAll("tr[data-layer]")) {
    const right = (!layer.value || row.dataset.layer === layer.value) && (slice.value === "all" || (slice.value === "total") === !row.dataset.slice);
    row.hidden = !right;
    number += right;
  }
  shown.textContent = number + " rows";
}
if (layer) {
  document.querySelector("#filters").hidden = false;
  layer.addEventListener("change", filter);
  slice.addEventListener("change", filter);
  filter();
}
const left = document.querySelector("#left"), right = document.querySelector("#right");
function side() {
  for (const row of document.querySelectorAll("#sides tr")) {
    for (const cell of row.querySelectorAll("[data-system]")) cell.hidden = cell.dataset.system !== left.value && cell.dataset.system !== right.value;
    const gap = row.querySelector(".gap");
    if (!gap) continue;
    const pick = (name) => Number.parseFloat(row.querySelector(`[data-system="${name}"]`)?.textContent ?? "");
    const difference = pick(left.value) - pick(right.value);
    if (gap.tagName === "TD") gap.textContent = Number.isNaN(difference) ? "–" : (difference > 0 ? "+" : "") + difference.toFixed(3);
    gap.hidden = false;
  }
}
if (left) {
  document.querySelector("#pair").hidden = false;
  left.addEventListener("change", side);
  right.addEventListener("change", side);
  side();
}
for (const box of document.querySelectorAll("[data-layer][type=checkbox]")) {
  box.addEventListener("change", () => document.body.classList.toggle("no-" + box.dataset.layer, !box.checked));
}
for (const article of document.querySelectorAll("article")) {
  article.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-entity]");
    if (!chosen) return;
    const on = article.dataset.lit !== chosen.dataset.entity;
    article.dataset.lit = on ? chosen.dataset.entity : "";
    for (const mark of article.querySelectorAll("[data-entities]")) {
      mark.classList.toggle("chain", on && mark.dataset.entities.split(" ").includes(chosen.dataset.entity));
    }
  });
}
