// Reading aloud with the device's own voice; nothing is sent anywhere. (朗读：只用本机语音)
"use strict";

const READABLE = "h1, h2, h3, p, li, dt, dd, tr, summary, figcaption, caption";
const LONGEST = 180; // some voices fall silent in the middle of longer texts

// The words of one block as they are spoken: the cells of a row with a pause between them.
function spoken(block) {
  if (block.tagName !== "TR") return block.innerText.trim();
  return [...block.cells].map((cell) => cell.innerText.trim()).filter(Boolean).join("，");
}

// What stands on the page now: no hidden part, nothing twice, navigation and buttons left out.
function blocks(root) {
  return [...root.querySelectorAll(READABLE)].filter(
    (block) =>
      block.checkVisibility?.() !== false &&
      !block.closest("nav, form, [data-silent]") &&
      !block.parentElement.closest("tr, li, dd, dt, summary, p"),
  );
}

function pieces(text) {
  const found = [];
  for (const sentence of text.match(/[^。！？；!?;\n]+[。！？；!?;\n]*/g) || []) {
    for (let at = 0; at < sentence.length; at += LONGEST) found.push(sentence.slice(at, at + LONGEST));
  }
  return found;
}

const button = document.querySelector("[data-speak]");
if (button && "speechSynthesis" in window) {
  const words = button.textContent;
  let run = 0;
  button.hidden = false;

  const rest = () => {
    run += 1;
    speechSynthesis.cancel();
    button.textContent = words;
    button.setAttribute("aria-pressed", "false");
    document.querySelector(".is-spoken")?.classList.remove("is-spoken");
  };

  const read = () => {
    const mine = ++run;
    const line = blocks(document.querySelector("[data-read]")).flatMap((block) =>
      pieces(spoken(block)).map((text) => ({ block, text })),
    );
    const next = () => {
      if (mine !== run) return;
      document.querySelector(".is-spoken")?.classList.remove("is-spoken");
      const turn = line.shift();
      if (!turn) return rest();
      const voice = new SpeechSynthesisUtterance(turn.text);
      voice.lang = turn.block.closest("[lang]").lang;
      voice.rate = 0.9;
      voice.onend = next;
      voice.onerror = () => mine === run && rest();
      turn.block.classList.add("is-spoken");
      speechSynthesis.speak(voice);
    };
    button.textContent = button.dataset.stop;
    button.setAttribute("aria-pressed", "true");
    next();
  };

  button.addEventListener("click", () => (speechSynthesis.speaking || button.getAttribute("aria-pressed") === "true" ? rest() : read()));
  window.addEventListener("pagehide", rest);
}
