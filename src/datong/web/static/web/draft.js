// Long forms: what is typed stays in this browser until it is sent; how many characters are still wanted. (草稿与字数)
// Works for every form[data-draft="name"] and textarea[data-least="20"]; without script both are plain forms.
"use strict";

const DRAFTS = "draft:";
const WEEK = 7 * 24 * 3600 * 1000;
const drafts = () => Object.keys(localStorage).filter((key) => key.startsWith(DRAFTS));
const english = document.documentElement.lang === "en";

// Somebody else may sit here next: signing out takes every draft away; old ones go by themselves.
for (const form of document.querySelectorAll("form[action$='/logout/'], form[action$='/leave/']")) {
  form.addEventListener("submit", () => drafts().forEach((key) => localStorage.removeItem(key)));
}
for (const key of drafts()) {
  try {
    if (Date.now() - JSON.parse(localStorage.getItem(key)).at > WEEK) localStorage.removeItem(key);
  } catch {
    localStorage.removeItem(key);
  }
}

for (const form of document.querySelectorAll("form[data-draft]")) {
  const key = `${DRAFTS}${location.pathname}:${form.dataset.draft}`;
  const sent = `${key}:sent`;
  const fields = () =>
    [...form.elements].filter(
      (each) => each.name && each.matches("textarea, select, input:not([type=hidden], [type=file], [type=password], [type=submit])"),
    );
  const value = (each) => (each.matches("[type=checkbox], [type=radio]") ? each.checked : each.value);
  const name = (each) => (each.type === "radio" || each.type === "checkbox" ? `${each.name}=${each.value}` : each.name);
  const restore = (each, kept) => {
    if (each.matches("[type=checkbox], [type=radio]")) each.checked = kept;
    else each.value = kept;
  };
  let kept = null;
  try {
    kept = JSON.parse(localStorage.getItem(key));
  } catch {
    kept = null;
  }
  // A form that came back with errors already holds what was typed.
  if (kept && !form.querySelector(".error-summary") && !form.dataset.typed) {
    for (const each of fields()) if (kept.fields[name(each)] !== undefined) restore(each, kept.fields[name(each)]);
    const note = document.createElement("p");
    const drop = document.createElement("button");
    note.className = "draft-note";
    note.setAttribute("role", "status");
    note.textContent = english ? "What you typed here before and did not send has been put back. " : "已恢复上次没有提交的内容。";
    drop.type = "button";
    drop.className = "btn btn-link";
    drop.textContent = english ? "Start anew" : "清除重填";
    drop.addEventListener("click", () => {
      localStorage.removeItem(key);
      form.reset();
      note.remove();
    });
    note.append(drop);
    form.prepend(note);
  }
  form.addEventListener("input", () => {
    const typed = Object.fromEntries(fields().map((each) => [name(each), value(each)]));
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields: typed }));
  });
  // The draft goes only when the answer is another page: a form that failed, or a lost connection, keeps it.
  form.addEventListener("submit", () => sessionStorage.setItem(sent, key));
  form.addEventListener("reset", () => localStorage.removeItem(key));
}
for (const mark of Object.keys(sessionStorage).filter((each) => each.startsWith(DRAFTS) && each.endsWith(":sent"))) {
  const key = sessionStorage.getItem(mark);
  const again = [...document.querySelectorAll("form[data-draft], form[data-draft-check]")].some(
    (form) => key === `${DRAFTS}${location.pathname}:${form.dataset.draft || form.dataset.draftCheck}`,
  );
  if (!again && document.querySelector(".trouble") === null) {
    localStorage.removeItem(key);
    sessionStorage.removeItem(mark);
  }
}

// How many characters there are, and how many are wanted.
for (const area of document.querySelectorAll("textarea[data-least]")) {
  const least = Number(area.dataset.least);
  const line = document.createElement("p");
  line.className = "field-hint field-count";
  line.setAttribute("aria-live", "polite");
  const count = () => {
    const now = area.value.trim().length;
    line.textContent = english
      ? `${now} characters${now < least ? `, ${least - now} more needed` : ""}`
      : `已写 ${now} 字${now < least ? `，还差 ${least - now} 字` : ""}`;
    line.classList.toggle("field-count-short", now < least);
  };
  area.addEventListener("input", count);
  area.after(line);
  count();
}
