// Larger type and high contrast, kept in this browser only. Runs before the page is drawn, so nothing flickers. (大字、高对比)
"use strict";

const eyes = {
  type: ["larger", "largest"],
  contrast: ["high"],
};

function kept(name) {
  try {
    return localStorage.getItem(`datong-${name}`) || "";
  } catch {
    return ""; // storage is forbidden here: the choice lasts for this page
  }
}

function keep(name, value) {
  try {
    if (value) localStorage.setItem(`datong-${name}`, value);
    else localStorage.removeItem(`datong-${name}`);
  } catch {
    // as above
  }
}

function wear(name, value) {
  if (eyes[name].includes(value)) document.documentElement.dataset[name] = value;
  else delete document.documentElement.dataset[name];
}

for (const name of Object.keys(eyes)) wear(name, kept(name));

document.addEventListener("DOMContentLoaded", () => {
  for (const bar of document.querySelectorAll("[data-eyes]")) bar.hidden = false;
  for (const [name, steps] of Object.entries(eyes)) {
    for (const button of document.querySelectorAll(`button[data-${name}]`)) {
      const show = () => button.setAttribute("aria-pressed", String(Boolean(document.documentElement.dataset[name])));
      button.addEventListener("click", () => {
        const next = steps[steps.indexOf(document.documentElement.dataset[name]) + 1] || "";
        wear(name, next);
        keep(name, next);
        show();
      });
      show();
    }
  }
});
