// Conveniences of the shell; every page works without them. (页面便利功能，没有脚本也能用)
"use strict";

const typing = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;

// "/" goes to the search box, Escape leaves it and closes the navigation on narrow screens.
document.addEventListener("keydown", (event) => {
  const search = document.getElementById("search");
  if (event.key === "/" && search && !typing(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    search.focus();
    search.select();
  } else if (event.key === "Escape") {
    if (location.hash === "#navigation") location.hash = "#main";
    if (event.target === search) search.blur();
  }
});

// Lists: the whole row opens its page; up and down move between rows, Home and End to the first and last.
const link = (row) => row.querySelector("td:first-child a");

document.addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-href]");
  if (!row || event.target.closest("a, button, input, label, summary") || String(getSelection())) return;
  if (event.ctrlKey || event.metaKey) window.open(row.dataset.href, "_blank", "noopener");
  else link(row).click();
});

document.addEventListener("keydown", (event) => {
  if (!["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key) || typing(event.target)) return;
  const table = event.target.closest("[data-rows]") || document.querySelector("[data-rows]");
  const inside = event.target === document.body || event.target.closest("[data-rows], #main") !== null;
  if (!table || !inside || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const rows = [...table.querySelectorAll("tr[data-href]")];
  const here = rows.indexOf(event.target.closest("tr[data-href]"));
  if (!rows.length || (here < 0 && event.key !== "ArrowDown")) return;
  const next = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (rows[next]) {
    event.preventDefault();
    link(rows[next]).focus();
  }
});

// Messages go away when the reader says so; the summary of errors is read out first.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-close]");
  if (button) button.parentElement.remove();
});
document.querySelector("[data-focus]")?.focus();

// What htmx could not do is said where messages stand, in the server's own sentence.
document.addEventListener("htmx:responseError", (event) => say(event.detail.xhr));
document.addEventListener("htmx:sendError", () => say(null));

function say(answer) {
  const notes = document.getElementById("messages");
  if (!notes) return;
  const plain = answer && (answer.getResponseHeader("Content-Type") || "").startsWith("text/plain");
  const english = document.documentElement.lang === "en";
  const note = document.createElement("div");
  const words = document.createElement("p");
  note.className = "note note-error";
  note.setAttribute("role", "alert");
  words.textContent = plain
    ? answer.responseText
    : english
      ? "The server could not be reached. Nothing was lost; please try again."
      : "暂时连不上服务器，已填内容没有丢失，请稍后再试。";
  note.append(words);
  notes.replaceChildren(note);
}

// Files: drag them anywhere on the field; the names chosen are listed.
for (const zone of document.querySelectorAll("[data-drop]")) {
  const input = zone.querySelector("input[type=file]");
  const list = zone.querySelector(".drop-files");
  const over = (event, on) => {
    event.preventDefault();
    zone.classList.toggle("drop-over", on);
  };
  zone.addEventListener("dragover", (event) => over(event, true));
  zone.addEventListener("dragleave", (event) => over(event, false));
  zone.addEventListener("drop", (event) => {
    over(event, false);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  input.addEventListener("change", () => {
    list.replaceChildren(
      ...[...input.files].map((file) => {
        const line = document.createElement("li");
        line.textContent = `${file.name} · ${Math.max(1, Math.round(file.size / 1024)).toLocaleString()} KB`;
        return line;
      }),
    );
  });
}
