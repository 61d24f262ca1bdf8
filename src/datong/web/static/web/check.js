// Checks a publication in the reader's own browser (自己核对): the steps of RFC 6962 and C2SP with WebCrypto, nothing else.
// Its words stand in the page (data-ok, data-bad, data-none of each step); this script only decides which are true.
"use strict";

const utf8 = new TextEncoder();
const ED25519 = 1;
const COSIGNATURE = 4;

const joined = (...parts) => {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};
const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", joined(...parts)));
const fromHex = (text) => Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
const toHex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const fromBase64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
const same = (a, b) => a.length === b.length && a.every((byte, index) => byte === b[index]);

// The root a proof leads to (RFC 9162, 2.1.3.2), or null when the proof does not fit the index and the size.
async function rootOf(entry, index, size, proof) {
  let [at, last] = [index, size - 1];
  if (!(index >= 0 && index < size)) return null;
  let hash = await sha256(Uint8Array.of(0), entry);
  for (const other of proof) {
    if (last === 0) return null;
    if (at % 2 === 1 || at === last) {
      hash = await sha256(Uint8Array.of(1), other, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      hash = await sha256(Uint8Array.of(1), hash, other);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hash : null;
}

// A signed note: its text and its signatures; and the three lines of a checkpoint.
function opened(raw) {
  const cut = raw.lastIndexOf("\n\n");
  const text = raw.slice(0, cut + 1);
  const signatures = raw
    .slice(cut + 2)
    .split("\n")
    .filter((line) => line.startsWith("\u2014 "))
    .map((line) => {
      const [, name, body] = line.split(" ");
      const bytes = fromBase64(body);
      return { name, id: toHex(bytes.slice(0, 4)), body: bytes.slice(4) };
    });
  const [origin, size, root] = text.split("\n");
  return { text, signatures, origin, size: Number(size), root: fromBase64(root) };
}

function keyOf(vkey) {
  const [name, id] = vkey.split("+", 2);
  const raw = fromBase64(vkey.slice(name.length + id.length + 2));
  return { name, id, type: raw[0], bytes: raw.slice(1) };
}

// true or false; null where this browser has no Ed25519.
async function stands(key, signature, message) {
  let imported;
  try {
    imported = await crypto.subtle.importKey("raw", key.bytes, { name: "Ed25519" }, false, ["verify"]);
  } catch {
    return null;
  }
  return crypto.subtle.verify({ name: "Ed25519" }, imported, signature, message);
}

// A witness signs the moment it saw the checkpoint together with its text.
function witnessed(signature, text) {
  const seconds = new DataView(signature.body.buffer, signature.body.byteOffset).getBigUint64(0);
  return [signature.body.slice(8), utf8.encode(`cosignature/v1\ntime ${seconds}\n${text}`)];
}

// How many of these keys signed; null where this browser cannot tell. A signature of a known key that fails counts as fraud.
async function signers(note, vkeys, type) {
  let count = 0;
  for (const vkey of vkeys) {
    const key = keyOf(vkey);
    const signature = note.signatures.find((each) => each.name === key.name && each.id === key.id);
    if (key.type !== type || !signature) continue;
    const [body, message] =
      type === COSIGNATURE ? witnessed(signature, note.text) : [signature.body, utf8.encode(note.text)];
    const verdict = await stands(key, body, message);
    if (verdict === null) return null;
    if (!verdict) return -1;
    count += 1;
  }
  return count;
}

const grouped = (number) => String(number).replace(/\B(?=(\d{3})+(?!\d))/g, ",");

// One cell as the page prints it.
function cell(value, kind) {
  if (value === null) return "—";
  if (kind === "money" && Number.isInteger(value)) {
    const fen = Math.abs(value);
    return `${value < 0 ? "-" : ""}${grouped(Math.floor(fen / 100))}.${String(fen % 100).padStart(2, "0")}`;
  }
  if (kind === "number" && Number.isInteger(value)) return (value < 0 ? "-" : "") + grouped(Math.abs(value));
  return String(value);
}

// Every word of the content in the order the page shows it.
function words(content, lang) {
  const found = [content.title[lang], content.place.name];
  for (const block of content.blocks) {
    if (block.type === "words") {
      found.push(block.heading, block.text);
      continue;
    }
    found.push(block.caption[lang], ...block.columns.map((column) => column.name[lang]));
    for (const row of [...block.rows, ...(block.total ? [block.total] : [])]) {
      row.forEach((value, index) => found.push(cell(value, block.columns[index].kind)));
    }
  }
  found.push(...content.files.map((file) => file.name));
  return found.map((each) => each.trim()).filter(Boolean);
}

function printed(article) {
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const text = walker.currentNode.data.trim();
    if (text) found.push(text);
  }
  return found;
}

// The tree must not shrink or fork between two visits: remember the newest one this browser has seen.
function unlikeBefore(note) {
  const name = `datong-log-${note.origin}`;
  try {
    const [size, root] = (localStorage.getItem(name) || "0 ").split(" ");
    if (note.size === Number(size) && root && root !== toHex(note.root)) return true;
    if (note.size > Number(size)) localStorage.setItem(name, `${note.size} ${toHex(note.root)}`);
  } catch {
    return false; // nothing can be remembered here
  }
  return false;
}

async function verdicts(base, article) {
  const answers = await Promise.all(
    ["content.json", "proof.json"].map((name) => fetch(base + name, { cache: "no-store", credentials: "omit" })),
  );
  if (!answers.every((answer) => answer.ok)) throw new Error("unreachable");
  const bytes = new Uint8Array(await answers[0].arrayBuffer());
  const proof = await answers[1].json();
  const content = JSON.parse(new TextDecoder().decode(bytes));
  const entry = JSON.parse(proof.entry);
  const note = opened(proof.checkpoint);
  const commitment = toHex(await sha256(fromHex(proof.salt || ""), bytes));
  const root = await rootOf(utf8.encode(proof.entry), proof.index, note.size, proof.hashes.map(fromBase64));
  const logs = await signers(note, proof.vkeys, ED25519);
  const witnesses = await signers(note, proof.witnesses, COSIGNATURE);
  const shown = printed(article);
  const told = words(content, document.documentElement.lang === "en" ? "en" : "zh");
  const named =
    entry.object === article.dataset.number &&
    String(entry.version) === article.dataset.version &&
    content.number === entry.object &&
    content.version === entry.version &&
    content.action === entry.action;
  return {
    content: Boolean(proof.salt) && commitment === entry.commitment && named,
    page: shown.length === told.length && shown.every((text, index) => text === told[index]),
    tree: root !== null && same(root, note.root) && !unlikeBefore(note),
    signature: logs === null ? null : logs > 0 && note.origin === proof.origin,
    witness: witnesses === null || proof.witnesses.length === 0 ? null : witnesses > 0,
  };
}

function say(section, found) {
  for (const step of section.querySelectorAll("[data-step]")) {
    const verdict = found[step.dataset.step];
    const state = verdict === true ? "ok" : verdict === false ? "bad" : "none";
    step.className = `check-${state}`;
    for (const words of step.querySelectorAll("[data-ok], [data-bad], [data-none]")) {
      words.hidden = !(state in words.dataset);
    }
  }
  const whole = Object.values(found).includes(false) ? "bad" : "ok";
  section.querySelector("[data-check-steps]").hidden = false;
  summary(section, whole);
}

function summary(section, state) {
  for (const words of section.querySelectorAll("[data-sum]")) words.hidden = words.dataset.sum !== state;
}

async function run(section) {
  const button = section.querySelector("[data-check-run]");
  button.disabled = true;
  try {
    if (!globalThis.crypto?.subtle) summary(section, "unable");
    else say(section, await verdicts(section.dataset.base, document.getElementById("published")));
  } catch {
    summary(section, "unreachable");
  } finally {
    button.disabled = false;
  }
}

for (const section of document.querySelectorAll("[data-check]")) {
  const button = section.querySelector("[data-check-run]");
  button.hidden = false;
  button.addEventListener("click", () => run(section));
}
