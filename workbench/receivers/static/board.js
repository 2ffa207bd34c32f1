// The board. Keeps the last screens it got, so it goes on turning when the network is gone.
"use strict";
const base = document.body.dataset.base;
const organisation = document.body.dataset.organisation;
const KEEP = `bang:${base}`;
const $ = (id) => document.getElementById(id);
const text = $("text"), screen = $("screen");
let screens = [];
let at = -1;
let timer = 0;
let skew = 0;
const told = new Set();
const DAYS = ["Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];

try { screens = JSON.parse(localStorage.getItem(KEEP)) || []; } catch { screens = []; }

const same = (a, b) => a && b && a.id === b.id && a.revision === b.revision && a.number === b.number;

async function refresh() {
  try {
    const answer = await fetch(`${base}/api/state`, { cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    const state = await answer.json();
    skew = state.time - Date.now() / 1000;
    const before = screens[at];
    const alarm = state.screens.some((s) => s.emergency) && !screens.some((s) => s.emergency);
    screens = state.screens;
    try { localStorage.setItem(KEEP, JSON.stringify(screens)); } catch { /* a board without storage still turns */ }
    const here = screens.findIndex((s) => same(s, before));
    if (alarm || (before && here < 0) || (!before && screens.length)) { at = -1; next(); }
    else at = here;
  } catch { /* keep turning what is here */ }
}

function fit() {
  let low = 12, high = Math.min(screen.clientHeight, screen.clientWidth);
  const style = getComputedStyle(screen);
  const width = screen.clientWidth - parseFloat(style.paddingLeft) * 2;
  const height = screen.clientHeight - parseFloat(style.paddingTop) * 2;
  while (high - low > 1) {
    const size = (low + high) / 2;
    text.style.fontSize = `${size}px`;
    const fits = text.scrollHeight <= height && text.scrollWidth <= width + 1 && longestWordFits(width);
    if (fits) low = size; else high = size;
  }
  text.style.fontSize = `${low}px`;
}
const ruler = document.createElement("canvas").getContext("2d");
function longestWordFits(width) {       // a word is never broken in the middle
  const style = getComputedStyle(text);
  ruler.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  return text.textContent.split(/\s+/).every((word) => ruler.measureText(word).width <= width);
}

// A number stays with its unit: "200 m²", "8 giờ".
const joined = (line) => line.replace(/(\d)\s+(?=[^\s\d]{1,4}(\s|$))/g, "$1\u00a0");

function show(s) {
  const lines = (s ? s.lines : [organisation]).map(joined);
  text.replaceChildren(...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
  document.body.classList.toggle("emergency", Boolean(s && s.emergency));
  $("alarm").hidden = !(s && s.emergency);
  $("who").textContent = s ? s.source : organisation;
  $("ai").textContent = s ? s.ai : "";
  fit();
  text.classList.remove("leaving");
  if (s) setTimeout(() => report(s), 1000);
}

function next() {
  clearTimeout(timer);
  at = screens.length ? (at + 1) % screens.length : -1;
  const s = screens[at];
  text.classList.add("leaving");
  setTimeout(() => show(s), 350);
  timer = setTimeout(next, ((s && s.dwell) || 5) * 1000);
}

async function report(s) {
  const key = `${s.id}.${s.revision}`;
  if (told.has(key) || !same(screens[at], s)) return;
  try {
    const answer = await fetch(`${base}/api/shown`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ bulletin_id: s.id, revision: s.revision }) });
    if (answer.ok) told.add(key);
  } catch { /* told the next time it comes round */ }
}

function clock() {
  const now = new Date(Date.now() + skew * 1000);
  const zone = { timeZone: "Asia/Ho_Chi_Minh" };
  const day = new Date(now.toLocaleString("en-US", zone));
  $("date").textContent = `${DAYS[day.getDay()]}, ${day.toLocaleDateString("vi-VN")}`;
  $("clock").textContent = now.toLocaleTimeString("vi-VN", zone);
}

addEventListener("resize", fit);
document.addEventListener("click", () => document.documentElement.requestFullscreen?.().catch(() => {}));
setInterval(clock, 500);
setInterval(refresh, 3000);
clock();
next();
refresh();
