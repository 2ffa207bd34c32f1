// Transcript and sound together: the sentence being heard is marked; pressing a sentence goes there.
"use strict";
const player = document.getElementById("player");
const box = document.getElementById("transcript");
const caption = document.getElementById("caption");
if (player && box) {
  const lines = [...box.querySelectorAll("button")].map((button) => ({ button, start: Number(button.dataset.start), end: Number(button.dataset.end) }));
  let current = null;
  const mark = () => {
    const t = player.currentTime;
    const started = t > 0 || !player.paused;
    const found = started ? lines.findLast((line) => line.start <= t + 0.05) : undefined;
    if (found === current) return;
    if (current) current.button.removeAttribute("aria-current");
    current = found;
    caption.textContent = found ? found.button.textContent : "";
    if (!found) return;
    found.button.setAttribute("aria-current", "true");
    const top = found.button.offsetTop - box.offsetTop;
    if (top < box.scrollTop || top > box.scrollTop + box.clientHeight - 60) box.scrollTop = top - box.clientHeight / 3;
  };
  player.addEventListener("timeupdate", mark);
  player.addEventListener("seeked", mark);
  for (const line of lines) line.button.addEventListener("click", () => { player.currentTime = line.start + 0.01; player.play(); });
}
