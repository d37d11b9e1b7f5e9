"use strict";
const SVG = "http://www.w3.org/2000/svg";
const places = (item) => (item.dataset.at || "").split(" ").filter(Boolean).map((range) => range.split("-").map(Number));

function browse(article) {
  const prefix = article.dataset.article, text = article.querySelector(".text"), panel = article.querySelector("aside");
  const entries = [...panel.querySelectorAll("li[data-at]")], box = panel.querySelector(".chosen");
  const byStart = new Map([...text.querySelectorAll("[data-o]")].map((mark) => [Number(mark.dataset.o), mark]));
  const starts = [...byStart.keys()];
  const marksOf = ([low, high]) => starts.filter((start) => start >= low && start < high).map((start) => byStart.get(start));
  const clear = (name) => text.querySelectorAll("." + name).forEach((mark) => mark.classList.remove(name));
  const hint = box.firstElementChild;
  box.hidden = false;

  function arcs(item) {
    article.querySelector(".page svg")?.remove();
    const wanted = (item?.dataset.arcs || "").match(/\d+:\d+:[^ ]*/g) || [];
    if (!wanted.length) return;
    const frame = text.getBoundingClientRect(), svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("width", frame.width);
    svg.setAttribute("height", frame.height);
    svg.setAttribute("aria-hidden", "true");
    for (const arc of wanted) {
      const [from, to, label] = arc.split(":");
      const ends = [byStart.get(Number(from)), byStart.get(Number(to))];
      if (!ends[0] || !ends[1]) continue;
      const [a, b] = ends.map((mark) => mark.getClientRects()[0]).map((r) => [r.left + r.width / 2 - frame.left, r.top - frame.top]);
      const lift = Math.min(60, 14 + Math.abs(a[0] - b[0]) / 8), top = Math.min(a[1], b[1]) - lift;
      const path = document.createElementNS(SVG, "path"), words = document.createElementNS(SVG, "text");
      path.setAttribute("d", `M${a[0]} ${a[1]}C${a[0]} ${top} ${b[0]} ${top} ${b[0]} ${b[1]}`);
      words.setAttribute("x", (a[0] + b[0]) / 2);
      words.setAttribute("y", (a[1] + b[1]) / 8 + top * 0.75);
      words.setAttribute("text-anchor", "middle");
      words.textContent = label;
      svg.append(path, words);
    }
    text.parentElement.append(svg);
  }

  let again = null;
  const side = () => [...article.querySelectorAll("input[type=radio]")].findIndex((radio) => radio.checked);
  const see = (item) => {
    const radio = article.querySelector(`.see${(item.className.match(/\bof(\d)/) || [])[1]}`);
    if (radio) radio.checked = true;
  };
  const redraw = () => again && again();
  article.querySelectorAll("fieldset input").forEach((input) => input.addEventListener("change", redraw));
  window.addEventListener("resize", redraw);

  function show(found, title) {
    for (const item of entries) item.classList.toggle("on", found.includes(item));
    const list = document.createElement("ul");
    for (const item of found.slice(0, 30)) {
      const copy = item.cloneNode(true);
      copy.hidden = false;
      copy.classList.remove("on");
      list.append(copy);
    }
    const head = document.createElement("p");
    head.className = "soft";
    head.textContent = found.length ? title : "Nothing is said here.";
    const close = document.createElement("button");
    close.type = "button";
    close.className = "close";
    close.textContent = "close";
    close.addEventListener("click", article.letGo);
    head.append(" ", close);
    box.replaceChildren(head, list);
    box.classList.add("open");
    again = () => arcs(found.find((item) => item.dataset.arcs && item.classList.contains("of" + Math.max(0, side()))));
    again();
  }

  function pick(item, scroll) {
    clear("here");
    const marks = [...new Set(places(item).flatMap(marksOf))];
    marks.forEach((mark) => mark.classList.add("here"));
    see(item);
    show([item], "chosen");
    again = () => arcs(item);
    again();
    if (scroll) {
      marks[0]?.scrollIntoView({ block: "center" });
      item.scrollIntoView({ block: "nearest" });
    }
  }

  function light(button) {
    const on = button.getAttribute("aria-pressed") !== "true", wanted = button.dataset.chain;
    clear("chain");
    panel.querySelectorAll("button[data-chain]").forEach((each) => each.setAttribute("aria-pressed", String(on && each.dataset.chain === wanted)));
    if (!on) return;
    for (const mark of text.querySelectorAll("[data-entities]")) if (mark.dataset.entities.split(" ").includes(wanted)) mark.classList.add("chain");
  }

  text.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-o]");
    if (!mark) return;
    const at = Number(mark.dataset.o);
    clear("here");
    mark.classList.add("here");
    const width = (item) => Math.min(...places(item).filter(([low, high]) => low <= at && at < high).map(([low, high]) => high - low));
    const found = entries.filter((item) => places(item).some(([low, high]) => low <= at && at < high));
    found.sort((a, b) => !a.dataset.kind - !b.dataset.kind || width(a) - width(b));
    show(found, `“${mark.textContent}”`);
  });
  panel.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-chain]");
    if (button) return light(button);
    const item = event.target.closest("li[data-at]");
    if (item && !(event.target.closest("a") && !event.target.closest(".jump"))) pick(item, Boolean(event.target.closest(".jump")));
  });

  for (const button of article.querySelectorAll("button[data-all]")) {
    button.hidden = false;
    button.addEventListener("click", () => button.parentElement.querySelectorAll("input[type=checkbox]").forEach((box) => (box.checked = button.dataset.all === "all")));
  }
  const filters = [...panel.querySelectorAll("[data-filter]")], errors = [...panel.querySelectorAll(".errors > li")];
  const typed = panel.querySelector(".words");
  function filter() {
    for (const item of errors) {
      item.hidden = !item.textContent.toLowerCase().includes(typed.value.toLowerCase()) || filters.some((each) => each.value && item.dataset[each.dataset.filter] !== each.value && !(each.dataset.filter === "system" && item.dataset.system === "both"));
    }
    panel.querySelector(".shown").textContent = `${errors.filter((item) => !item.hidden).length} of ${errors.length} errors`;
  }
  panel.querySelector(".filters")?.removeAttribute("hidden");
  filters.forEach((each) => each.addEventListener("change", filter));
  typed?.addEventListener("input", filter);
  panel.querySelector(".reset")?.addEventListener("click", () => {
    for (const each of [...filters, typed]) each.value = "";
    filter();
  });
  article.step = (by) => {
    const shown = errors.filter((item) => !item.hidden), now = shown.findIndex((item) => item.classList.contains("on"));
    const next = shown[Math.max(0, Math.min(shown.length - 1, now + by))];
    if (next) pick(next, true);
  };
  article.letGo = () => {
    clear("here");
    clear("chain");
    again = null;
    arcs(null);
    box.replaceChildren(hint);
    box.classList.remove("open");
    entries.forEach((item) => item.classList.remove("on"));
  };
}

const articles = [...document.querySelectorAll("article[data-article]")];
articles.forEach(browse);
if (articles.length) {
  const keys = document.querySelector("#keys");
  if (keys) keys.hidden = false;
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("select, input[type=search]") || event.ctrlKey || event.metaKey || event.altKey) return;
    const middle = articles.find((article) => article.getBoundingClientRect().bottom > innerHeight / 3) || articles[0];
    if (event.key === "j") middle.step(1);
    if (event.key === "k") middle.step(-1);
    if (event.key === "Escape") articles.forEach((article) => article.letGo());
  });
}

const number = (cell) => {
  const value = Number.parseFloat(cell.textContent);
  return Number.isNaN(value) ? cell.textContent.toLowerCase() : value;
};
const compare = (a, b) => (typeof a === typeof b ? (a < b ? -1 : a > b ? 1 : 0) : typeof a === "number" ? 1 : -1);
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") !== "descending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...table.tBodies[0].rows], untried = rows.filter((row) => row.cells[column].textContent.startsWith("–"));
      const tried = rows.filter((row) => !untried.includes(row));
      tried.sort((x, y) => compare(number(x.cells[column]), number(y.cells[column])));
      table.tBodies[0].append(...(down ? tried.reverse() : tried), ...untried);
    });
  });
}

const search = document.querySelector("#search"), kind = document.querySelector("#kind"), shown = document.querySelector("#shown");
function sift() {
  const words = search.value.toLowerCase(), rows = [...document.querySelectorAll("table.sortable tbody tr")];
  for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(words) || Boolean(kind?.value && row.cells[1].textContent !== kind.value);
  const left = rows.filter((row) => !row.hidden).length;
  if (shown) shown.textContent = left === rows.length ? "" : `${left} of ${rows.length}`;
}
if (search) {
  document.querySelector("#searching").hidden = false;
  search.addEventListener("input", sift);
  kind?.addEventListener("change", sift);
}

const left = document.querySelector("#left"), right = document.querySelector("#right");
function side() {
  for (const row of document.querySelectorAll("#sides tr")) {
    for (const cell of row.querySelectorAll("[data-system]")) cell.hidden = cell.dataset.system !== left.value && cell.dataset.system !== right.value;
    const gap = row.querySelector(".gap");
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
