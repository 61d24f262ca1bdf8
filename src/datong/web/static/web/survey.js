// Visits (入户): what is typed, photographed and signed stays in this browser until the server has it.
// form[data-offline="survey-12"][data-who="7"]; [data-offline-waiting] lists what still waits. Without script: a plain form.
"use strict";

{
  const en = document.documentElement.lang === "en";
  const SAY = {
    kept: en ? "Kept on this device." : "已保存在本机。",
    waits: en ? "Kept on this device; it is sent when there is a network." : "已保存在本机，联网后发送。",
    sending: en ? "Sending …" : "正在发送……",
    restored: en ? "What was not sent from this device has been put back." : "已恢复本机上没有提交的内容。",
    send: en ? "Send now" : "现在发送",
    open: en ? "Open the form" : "打开表单",
    refused: en ? "The server did not take it; open the form and look." : "没有被接收，请打开表单查看。",
    gone: en ? "Sent." : "已发送。",
    full: en ? "This device has no room left; send it while there is a network." : "本机空间不足，请在有网络时提交。",
  };
  const KEY = "idempotency_key";
  const TOKEN = "csrfmiddlewaretoken";
  const WAIT = 30_000;

  // One store: drafts by form, and what has been sent off but not arrived, by the key of the form.
  const store = new Promise((resolve, reject) => {
    const asked = indexedDB.open("datong-visits", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("visits", { keyPath: "id" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const ask = async (mode, act) => {
    const table = (await store).transaction("visits", mode).objectStore("visits");
    const asked = act(table);
    return new Promise((resolve, reject) => {
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  };
  const put = (row) => ask("readwrite", (table) => table.put(row));
  const drop = (id) => ask("readwrite", (table) => table.delete(id));
  const get = (id) => ask("readonly", (table) => table.get(id));
  const all = () => ask("readonly", (table) => table.getAll());

  const who = document.querySelector("[data-who]")?.dataset.who;
  const token = () => document.querySelector(`[name=${TOKEN}]`)?.value;
  const entries = (form) => [...new FormData(form).entries()].filter(([name]) => name !== TOKEN);
  const draftId = (form) => `draft:${form.dataset.who}:${form.dataset.offline}`;

  // Send one; true when the server has it, false when it refused, null when there is no way through.
  const send = async (row) => {
    const body = new FormData();
    for (const [name, value] of row.entries) body.append(name, value);
    body.append(TOKEN, token() || "");
    try {
      const answer = await fetch(row.address, { method: "POST", body, signal: AbortSignal.timeout(WAIT) });
      if (answer.redirected && new URL(answer.url).pathname.includes("/login/")) return { taken: false };
      return { taken: answer.ok && answer.redirected, at: answer.url };
    } catch {
      return null;
    }
  };

  // What waits on this device, with a button to send it.
  const place = document.querySelector("[data-offline-waiting]");
  const line = (row, words) => {
    const note = document.createElement("p");
    const text = document.createElement("span");
    const button = document.createElement("button");
    const link = document.createElement("a");
    note.className = "note note-warning";
    note.setAttribute("role", "status");
    text.textContent = `${row.title}：${words}`;
    button.type = "button";
    button.className = "btn";
    button.textContent = SAY.send;
    button.addEventListener("click", () => deliver(row, note, text));
    link.href = row.address;
    link.textContent = SAY.open;
    note.append(text, button, link);
    return note;
  };
  const deliver = async (row, note, text) => {
    text.textContent = `${row.title}：${SAY.sending}`;
    const answer = await send(row);
    if (answer?.taken) {
      await drop(row.id);
      await drop(row.draft);
      note.className = "note note-success";
      note.replaceChildren(Object.assign(document.createElement("a"), { href: answer.at, textContent: `${row.title}：${SAY.gone}` }));
      if (row.address === location.pathname) location.assign(answer.at);
    } else {
      text.textContent = `${row.title}：${answer ? SAY.refused : SAY.waits}`;
    }
  };
  const flush = async () => {
    if (!place || !who) return;
    const rows = (await all()).filter((row) => row.waiting && row.who === who);
    place.replaceChildren(...rows.map((row) => line(row, SAY.waits)));
    if (!navigator.onLine) return;
    for (const [at, row] of rows.entries()) {
      const note = place.children[at];
      await deliver(row, note, note.querySelector("span"));
    }
  };
  window.addEventListener("online", flush);

  // The form itself.
  const form = document.querySelector("form[data-offline]");
  const state = form?.querySelector("[data-offline-state]");
  const tell = (words) => {
    if (state) state.textContent = words;
  };
  const restore = async () => {
    const draft = await get(draftId(form));
    if (!draft) return;
    const again = Boolean(form.dataset.typed); // it came back and holds what was typed, but no browser gives files back
    const rows = new Map();
    for (const [name] of draft.entries) {
      const found = /^(\w+)-(\d+)-/.exec(name);
      if (found) rows.set(`${found[1]}-${found[2]}`, found);
    }
    for (const [, key, number] of again ? [] : rows.values()) {
      const group = form.querySelector(`[data-group="${key}"]`);
      if (group && !group.querySelector(`:scope > [data-row="${number}"]`)) addRow(group, Number(number));
    }
    for (const row of form.querySelectorAll("[data-group] > [data-row]")) {
      if (!again && !rows.has(`${row.parentElement.dataset.group}-${row.dataset.row}`)) row.remove();
    }
    const given = new Map();
    for (const [name, value] of draft.entries) given.set(name, [...(given.get(name) || []), value]);
    for (const each of form.elements) {
      const values = given.get(each.name) || [];
      if (!each.name || each.name === TOKEN || each.name === KEY || each.type === "submit") continue;
      if (each.type === "file") {
        const files = new DataTransfer();
        for (const file of values) if (file instanceof File && file.size) files.items.add(file);
        each.files = files.files;
      } else if (again) continue;
      else if (each.matches("[type=checkbox], [type=radio]")) each.checked = values.includes(each.value);
      else if (values.length && each.name !== "seen") {
        each.value = values[0];
        if (each.matches("[data-sign-path]")) each.dispatchEvent(new Event("change"));
      }
    }
    if (!again) tell(SAY.restored);
  };
  let late = null;
  const keep = async () => {
    try {
      await put({ id: draftId(form), who: form.dataset.who, entries: entries(form), at: Date.now() });
      tell(SAY.kept);
    } catch {
      tell(SAY.full);
    }
  };
  if (form && "indexedDB" in window) {
    const typed = () => {
      clearTimeout(late);
      late = setTimeout(keep, 400);
    };
    form.addEventListener("input", typed);
    form.addEventListener("change", typed);
    form.addEventListener("submit", async (event) => {
      if (event.submitter?.name === "add" || event.submitter?.name === "remove") return;
      event.preventDefault();
      clearTimeout(late);
      const key = form.elements.namedItem(KEY).value;
      const row = {
        id: `sent:${key}`,
        draft: draftId(form),
        waiting: true,
        who: form.dataset.who,
        title: form.dataset.title,
        address: form.getAttribute("action"),
        entries: entries(form),
        at: Date.now(),
      };
      try {
        await keep();
        await put(row);
      } catch {
        form.submit();
        return;
      }
      tell(SAY.sending);
      const answer = await send(row);
      if (answer === null) {
        tell(SAY.waits);
        form.classList.add("is-waiting");
        await flush();
        return;
      }
      await drop(row.id);
      if (answer.taken) {
        await drop(row.draft);
        location.assign(answer.at);
      } else form.submit(); // the server says what is wrong on the page itself
    });
    restore().then(flush);
  } else if ("indexedDB" in window) flush();

  // Somebody else may sit here next: signing out takes drafts away. What waits to be sent stays, for its owner alone.
  for (const leaving of document.querySelectorAll("form[action$='/logout/']")) {
    leaving.addEventListener("submit", async () => {
      for (const row of await all()) if (!row.waiting) await drop(row.id);
    });
  }
}
