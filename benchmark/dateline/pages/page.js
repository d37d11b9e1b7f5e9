"use strict";
for (const box of document.querySelectorAll("[data-layer]")) {
  box.addEventListener("change", () => document.body.classList.toggle("no-" + box.dataset.layer, !box.checked));
}
function light(article, entity) {
  const on = article.dataset.lit !== entity;
  article.dataset.lit = on ? entity : "";
  for (const mark of article.querySelectorAll(".chain")) mark.classList.remove("chain");
  for (const button of article.querySelectorAll("aside button")) button.setAttribute("aria-pressed", String(on && button.dataset.entity === entity));
  if (!on) return;
  for (const mark of article.querySelectorAll("[data-entities]")) {
    if (mark.dataset.entities.split(" ").includes(entity)) mark.classList.add("chain");
  }
}
for (const article of document.querySelectorAll("article")) {
  article.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-entity]");
    if (chosen) light(article, chosen.dataset.entity);
  });
}
