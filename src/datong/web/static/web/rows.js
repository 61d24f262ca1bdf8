// Rows of long forms (长表单的行): added and taken out at once; without script the same buttons ask the server.
// Stands before draft.js: rows of a kept draft are made first, so that it can be put back.
"use strict";

const groups = [...document.querySelectorAll("[data-group]")];
const numberOf = (row) => Number(row.dataset.row);

const nextNumber = (group) => {
  const used = [...group.querySelectorAll(":scope > [data-row]")].map(numberOf);
  const next = Math.max(Number(group.dataset.next || 0), ...used.map((each) => each + 1));
  group.dataset.next = next + 1;
  return next;
};
const addRow = (group, number) => {
  const copy = group.querySelector(":scope > template").innerHTML.replaceAll("__n__", number);
  const holder = document.createElement("template");
  holder.innerHTML = copy;
  const row = holder.content.firstElementChild;
  group.insertBefore(row, group.querySelector(":scope > .group-add") || group.querySelector(":scope > template"));
  group.querySelector(":scope > .group-none")?.remove();
  return row;
};

// What a draft of this page holds more rows for.
for (const form of document.querySelectorAll("form[data-draft]:not([data-typed])")) {
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem(`draft:${location.pathname}:${form.dataset.draft}`))?.fields || {};
  } catch {
    kept = {};
  }
  for (const group of form.querySelectorAll("[data-group]")) {
    const name = new RegExp(`^${group.dataset.group}-(\\d+)-`);
    const wanted = new Set(Object.keys(kept).map((each) => name.exec(each)?.[1]).filter(Boolean).map(Number));
    for (const number of [...wanted].sort((a, b) => a - b)) {
      if (!group.querySelector(`:scope > [data-row="${number}"]`)) addRow(group, number);
    }
  }
}

// The members typed so far, to choose from.
const members = (form) =>
  [...form.querySelectorAll("[data-group=members] > [data-row]")].map((row, place) => {
    const known = row.querySelector("[name$='-id']");
    const typed = row.querySelector("[name$='-name']");
    const name = row.querySelector("[data-name]")?.dataset.name || typed?.value;
    return [known ? known.value : `n${row.dataset.row}`, name || `${document.documentElement.lang === "en" ? "Member" : "成员"} ${place + 1}`];
  });
document.addEventListener("focusin", (event) => {
  const list = event.target.closest?.("[data-group] select[name$='-member']");
  if (!list) return;
  const chosen = list.value;
  list.replaceChildren(new Option("–", ""), ...members(list.form).map(([id, name]) => new Option(name, id, false, id === chosen)));
});

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[name=add], button[name=remove]");
  const group = button?.closest("[data-group]");
  if (!group || !groups.includes(group)) return;
  event.preventDefault();
  if (button.name === "add") {
    const row = addRow(group, nextNumber(group));
    row.querySelector("input:not([type=hidden]), select")?.focus();
  } else {
    const form = button.form;
    nextNumber(group); // a number is never given twice
    button.closest("[data-row]").remove();
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }
});
