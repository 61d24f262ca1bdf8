// Signing in a frame (屏上签名): strokes of pen, finger or mouse become path data in a hidden field. Without it: type or paper.
"use strict";

for (const form of document.querySelectorAll("form[data-sign]")) {
  const frame = form.querySelector("canvas");
  const path = form.elements.namedItem("path");
  const pen = frame.getContext("2d");
  let last = null;

  const place = (event) => {
    const box = frame.getBoundingClientRect();
    const across = ((event.clientX - box.left) / box.width) * frame.width;
    const down = ((event.clientY - box.top) / box.height) * frame.height;
    return [Math.round(across), Math.round(down)];
  };
  const draw = (from, to) => {
    pen.strokeStyle = getComputedStyle(frame).color;
    pen.lineWidth = 3;
    pen.lineCap = "round";
    pen.beginPath();
    pen.moveTo(...from);
    pen.lineTo(...to);
    pen.stroke();
  };

  frame.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    frame.setPointerCapture(event.pointerId);
    last = place(event);
    path.value += `M${last.join(" ")}`;
    draw(last, last);
  });
  frame.addEventListener("pointermove", (event) => {
    if (!last) return;
    const here = place(event);
    if (here[0] === last[0] && here[1] === last[1]) return;
    path.value += `L${here.join(" ")}`;
    draw(last, here);
    last = here;
  });
  for (const end of ["pointerup", "pointercancel"]) {
    frame.addEventListener(end, () => {
      last = null;
    });
  }
  form.querySelector("[data-sign-clear]").addEventListener("click", () => {
    pen.clearRect(0, 0, frame.width, frame.height);
    path.value = "";
  });
}
