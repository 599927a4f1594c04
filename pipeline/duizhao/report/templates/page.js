"use strict";
const filters = document.getElementById("filters");
const cards = [...document.querySelectorAll(".card")];
const shown = document.getElementById("shown");
const panel = document.getElementById("panel");
const views = [...document.querySelectorAll(".document-view")];
// One column: the filters are folded away, so that the findings are seen at once.
const narrow = window.matchMedia("(max-width: 60rem)");

function fold() {
  panel.open = !narrow.matches;
}

function applyFilters() {
  const data = new FormData(filters);
  const severities = new Set(data.getAll("severity"));
  const kinds = new Set(data.getAll("kind"));
  const statuses = new Set(data.getAll("status"));
  const words = data.get("words").trim().toLowerCase();
  let count = 0;
  for (const card of cards) {
    const fits = severities.has(card.dataset.severity) && kinds.has(card.dataset.kind) && statuses.has(card.dataset.status)
      && (!data.get("document") || card.dataset.document === data.get("document"))
      && (!words || card.textContent.toLowerCase().includes(words));
    card.hidden = !fits;
    if (fits) count += 1;
  }
  shown.value = count;
  document.getElementById("nothing").hidden = count > 0 || !cards.length;
  filterDocuments(data.get("document"), words);
}

function filterDocuments(name, words) {
  let any = false;
  for (const view of views) {
    let fits = !name || view.dataset.document === name;
    if (fits) {
      let rows = 0;
      for (const row of view.querySelectorAll("tbody tr")) {
        row.hidden = words !== "" && !row.textContent.toLowerCase().includes(words);
        if (!row.hidden) rows += 1;
      }
      fits = !words || rows > 0;
    }
    view.hidden = !fits;
    any ||= fits;
  }
  document.getElementById("no-documents").hidden = any || !views.length;
}

function showAll() {
  for (const box of filters.querySelectorAll("input[type=checkbox]")) box.checked = true;
  filters.elements.document.value = "";
  filters.elements.words.value = "";
  applyFilters();
}

// The cards are written most severe first; as the texts run, document by document, they are read in one go.
function applyOrder() {
  const byPlace = filters.elements.order.value === "place";
  cards.sort((one, other) => (byPlace ? one.dataset.place - other.dataset.place : one.dataset.rank - other.dataset.rank));
  document.getElementById("nothing").before(...cards);
}

function countStatuses() {
  for (const count of filters.querySelectorAll("[data-count]")) {
    count.textContent = cards.filter((card) => card.dataset.status === count.dataset.count).length;
  }
}

function move(step) {
  const visible = cards.filter((card) => !card.hidden);
  if (!visible.length) return;
  const index = visible.indexOf(document.activeElement.closest(".card"));
  const next = index < 0 ? (step > 0 ? 0 : visible.length - 1) : Math.min(Math.max(index + step, 0), visible.length - 1);
  visible[next].focus();
  visible[next].scrollIntoView({ block: "nearest" });
}

async function decide(card, status) {
  const answer = await fetch(`api/findings/${card.id}`, {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ status }),
  });
  if (!answer.ok) {
    window.alert(`The decision was not saved: ${answer.status} ${answer.statusText}`);
    return;
  }
  card.dataset.status = status;
  card.querySelector(".status").textContent = status;
  countStatuses();
}

cards.forEach((card, rank) => { card.dataset.rank = rank; });
filters.addEventListener("input", applyFilters);
filters.elements.order.addEventListener("input", applyOrder);
// A link to a finding that the filters hide shows all of them.
window.addEventListener("hashchange", () => {
  const card = document.getElementById(location.hash.slice(1));
  if (!card || !card.matches(".card")) return;
  if (card.hidden) showAll();
  card.scrollIntoView();
  card.focus();
});
filters.addEventListener("submit", (event) => event.preventDefault());
document.getElementById("all").addEventListener("click", showAll);
narrow.addEventListener("change", fold);
document.addEventListener("keydown", (event) => {
  if (event.target.matches("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j") move(1);
  if (event.key === "k") move(-1);
  if (!("live" in document.body.dataset)) return;
  const card = document.activeElement.closest(".card");
  const status = { c: "confirmed", d: "dismissed", o: "open" }[event.key];
  if (card && status) {
    decide(card, status);
    if (status !== "open") move(1);
  }
});
document.addEventListener("click", (event) => {
  const button = event.target.closest(".decide button");
  if (button) decide(button.closest(".card"), button.dataset.status);
});
fold();
applyFilters();
