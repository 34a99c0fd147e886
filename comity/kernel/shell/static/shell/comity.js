/* What a page can do better with script; nothing needs it.
   Kept drafts, keys, menus that close, a word when the connection is gone. No inline code, no other host. */
"use strict";

const one = (query, root = document) => root.querySelector(query);
const all = (query, root = document) => [...root.querySelectorAll(query)];
const kept = (name) => { try { return JSON.parse(localStorage.getItem(name)); } catch { return null; } };
const keep = (name, value) => { try { localStorage.setItem(name, JSON.stringify(value)); } catch { /* full or forbidden */ } };
const forget = (name) => { try { localStorage.removeItem(name); } catch { /* forbidden */ } };

/* Drafts: what is typed into form[data-draft] stays on this device until it was received, at most a week.
   A draft belongs to a person and a form. Sign-out and a week's age remove it; secrets are never kept. */
const WEEK = 7 * 24 * 3600 * 1000;
const person = document.body.dataset.person;
const nameOf = (form) => `draft:${person}:${location.pathname}:${form.dataset.draft}`;
const boxes = (form) => [...form.elements].filter((box) => box.name && !box.name.startsWith("csrf") &&
  !["hidden", "password", "file", "submit", "button"].includes(box.type));
const read = (form) => boxes(form).map((box) => [box.name, ["checkbox", "radio"].includes(box.type) ? [box.value, box.checked] : box.value]);

function put(form, values) {
  for (const [name, value] of values) {
    for (const box of boxes(form).filter((other) => other.name === name)) {
      if (Array.isArray(value)) { if (box.value === value[0]) box.checked = value[1]; } else box.value = value;
    }
  }
}

function watch(form) {
  if (form.dataset.watched || !person) return;
  form.dataset.watched = "yes";
  const name = nameOf(form), draft = kept(name), refused = one(".faults, [aria-invalid=true]", form.parentElement);
  let wait;
  const save = () => keep(name, { at: Date.now(), sent: false, values: read(form) });
  form.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(save, 400); });
  form.addEventListener("submit", () => { clearTimeout(wait); keep(name, { at: Date.now(), sent: true, values: read(form) }); });
  if (!draft || refused) return;
  if (JSON.stringify(draft.values) === JSON.stringify(read(form))) return forget(name);
  const notice = one("#draft-words").content.cloneNode(true).firstElementChild;
  one("[data-put]", notice).addEventListener("click", () => { put(form, draft.values); save(); notice.remove(); });
  one("[data-drop]", notice).addEventListener("click", () => { forget(name); notice.remove(); });
  form.prepend(notice);
}

function tidy() {
  for (const name of Object.keys(localStorage).filter((key) => key.startsWith("draft:"))) {
    const draft = kept(name), elsewhere = !name.includes(`:${location.pathname}:`);
    if (!draft || Date.now() - draft.at > WEEK || (person && draft.sent && elsewhere)) forget(name);
  }
}

/* A form that stays on its own page after sending (a comment) has been received when no fault is shown. */
function received() {
  for (const form of all("form[data-draft][data-stays]")) {
    const draft = kept(nameOf(form));
    if (draft && draft.sent && !one(".message.error, .faults")) forget(nameOf(form));
  }
}

/* Keys. Off in boxes, with modifiers, and for who has switched them off. */
const rows = () => all(".rows a.whole");
const go = (query) => { const link = one(query); if (link) link.click(); };
let before = "";

function step(by) {
  const links = rows(), at = links.indexOf(document.activeElement?.closest("tr")?.querySelector("a.whole"));
  const next = links[Math.min(links.length - 1, Math.max(0, at + by))];
  if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); }
}

const KEYS = {
  "/": () => one("[data-key='/']")?.focus(),
  "?": () => one("#keys")?.showModal(),
  j: () => step(1),
  k: () => step(-1),
  x: () => document.activeElement?.closest("tr")?.querySelector(".tick input")?.click(),
  e: () => go("[data-key=e]"),
  c: () => { const box = one("[data-key=c]"); if (box) box.tagName === "A" ? box.click() : box.focus(); },
  gh: () => go(".brand"),
  ga: () => go(".bottom a[data-key=ga]"),
  gw: () => go(".bottom a[data-key=gw]"),
  gs: () => one("[data-key='/']")?.focus(),
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") return all("details.drop[open]").forEach((menu) => { menu.open = false; one("summary", menu).focus(); });
  const box = event.target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
  if (box || event.ctrlKey || event.metaKey || event.altKey || one("dialog[open]") || kept("keys") === false) return;
  const act = KEYS[before + event.key] || KEYS[event.key];
  before = event.key === "g" ? "g" : "";
  if (act) { event.preventDefault(); act(); }
});

/* Menus close when something else is pressed. */
document.addEventListener("click", (event) => {
  all("details.drop[open]").filter((menu) => !menu.contains(event.target)).forEach((menu) => { menu.open = false; });
});

document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-leave]")) {
    Object.keys(localStorage).filter((name) => name.startsWith("draft:")).forEach(forget);
  }
});

/* Tick all rows that are shown. */
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-all]")) all(".rows tbody .tick input").forEach((tick) => { tick.checked = event.target.checked; });
  if (event.target.id === "keys-on") keep("keys", event.target.checked);
});

const line = () => { const note = one("#offline"); if (note) note.hidden = navigator.onLine; };
addEventListener("online", line);
addEventListener("offline", line);

function begin() {
  all("form[data-draft]").forEach(watch);
  all("[data-print]").forEach((button) => { button.hidden = false; button.onclick = () => print(); });
  const on = one("#keys-on");
  if (on) on.checked = kept("keys") !== false;
  line();
}

try { tidy(); received(); } catch { /* storage is forbidden: the page works without it */ }
begin();
document.addEventListener("htmx:afterSettle", begin);
