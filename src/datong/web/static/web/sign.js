// Signing in a frame (屏上签名): strokes of pen, finger or mouse become path data in a hidden field. Without it: type or paper.
"use strict";

for (const part of document.querySelectorAll("[data-sign]")) {
  const frame = part.querySelector("canvas");
  const path = part.querySelector("[name=path], [data-sign-path]");
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

  // What was signed before, such as on a form that came back.
  const redraw = () => {
    pen.clearRect(0, 0, frame.width, frame.height);
    for (const stroke of path.value.split("M").filter(Boolean)) {
      const points = stroke.split("L").map((each) => each.split(" ").map(Number));
      points.forEach((point, place) => draw(points[Math.max(place - 1, 0)], point));
    }
  };
  path.addEventListener("change", redraw);
  redraw();

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
      path.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
  part.querySelector("[data-sign-clear]").addEventListener("click", () => {
    pen.clearRect(0, 0, frame.width, frame.height);
    path.value = "";
    path.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
