// Searches the exported files without a server (静态检索): the shards that datong.foundation.portal.extracts.searching writes.
// On a page that a server has answered already there is nothing to do.
"use strict";

(() => {
  const SHARDS = 251;
  const DOCS = 500;
  const MOST = 50;
  const HOME = "/open/search/";
  const place = document.querySelector("[data-find]");
  const text = new URLSearchParams(location.search).get("q") || "";
  if (!place || !text.trim()) return;

  const tokens = (words) => {
    const found = new Set();
    for (const run of words.toLowerCase().match(/[\u3400-\u9fff\uf900-\ufaff]+|[a-z0-9]+/g) || []) {
      if (run[0] < "\u3400") found.add(run);
      else for (let at = 0; at < Math.max(1, run.length - 1); at += 1) found.add(run.slice(at, at + 2));
    }
    return [...found];
  };
  const shardOf = (token) => {
    let number = 0;
    for (const unit of token) number = (number * 31 + unit.charCodeAt(0)) % SHARDS;
    return number;
  };
  const json = async (path) => {
    const answer = await fetch(HOME + path);
    return answer.ok ? answer.json() : {};
  };
  // Ids that hold every token; a token that too many hold (null) narrows nothing.
  const search = async (wanted) => {
    let ids = null;
    for (const token of wanted) {
      const shard = await json(`${shardOf(token)}.json`);
      const there = token in shard ? shard[token] : [];
      if (there === null) continue;
      const keep = new Set(there);
      ids = ids === null ? there : ids.filter((id) => keep.has(id));
    }
    return (ids || []).sort((a, b) => b - a);
  };
  const line = ([number, zh, en, , day, where], base) => {
    const item = document.createElement("li");
    item.className = "paper-line";
    const link = document.createElement("a");
    link.href = `${base}p/${number}/`;
    link.textContent = base.endsWith("/en/") && en ? en : zh;
    const note = document.createElement("p");
    note.className = "quiet";
    note.textContent = `${where} · ${day}`;
    item.append(link, note);
    return item;
  };

  (async () => {
    const base = place.dataset.find;
    document.querySelector("#q").value = text;
    const ids = await search(tokens(text));
    const list = place.querySelector("[data-find-list]");
    for (const id of ids.slice(0, MOST)) {
      const found = (await json(`docs/${Math.floor(id / DOCS)}.json`))[id];
      if (found) list.append(line(found, base));
    }
    place.querySelector("[data-find-count]").textContent = String(ids.length);
    place.querySelector("[data-find-none]").hidden = list.children.length > 0;
    place.hidden = false;
  })().catch(() => {});
})();
