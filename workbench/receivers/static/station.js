// The station's player. The server decides what should sound; this page makes it sound and says so.
"use strict";
const base = document.body.dataset.base;
const page = crypto.getRandomValues(new Uint32Array(2)).join("-");
const $ = (id) => document.getElementById(id);
const sound = $("sound");
let on = false;        // the operator has pressed "Bắt đầu phát"
let paused = false;
let now = null;        // what the server wants to sound
let loaded = 0;        // airing the audio element holds
let round = 0;         // repeat of it
let skew = 0;          // server clock minus ours, seconds
let answered = true;
let lateAudio = false;
let elsewhere = false; // another page, or the clock, plays

const pad = (n) => String(n).padStart(2, "0");
const mmss = (s) => `${Math.floor(s / 60)}:${pad(Math.floor(s % 60))}`;
const local = (t) => new Date(t * 1000);
const hhmm = (t) => local(t).toLocaleTimeString("vi-VN", { timeZone: "Asia/Ho_Chi_Minh", hour: "2-digit", minute: "2-digit" });
const dayOf = (t) => local(t).toLocaleDateString("vi-VN", { timeZone: "Asia/Ho_Chi_Minh", weekday: "short", day: "2-digit", month: "2-digit" });
const today = (t) => dayOf(t) === dayOf(Date.now() / 1000 + skew);

async function call(path, body) {
  const options = body ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) } : {};
  const answer = await fetch(`${base}/api/${path}`, { cache: "no-store", ...options });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

function oneLength() { return now ? now.length / now.repeats : 0; }
function position() { return loaded ? round * oneLength() + (sound.currentTime || 0) : 0; }

async function tell(event) {
  const play = loaded || 0;
  try {
    const answer = await call("player", { page, event, play, position: Math.max(0, position()) });
    reachable(true);
    if (!answer.leader && on) return followOnly();
    follow(answer.now);
  } catch { reachable(false); }   // what is loaded goes on sounding without the server
}

function follow(wanted) {
  const changed = (wanted ? wanted.play : 0) !== loaded;
  if (!wanted) { now = null; if (loaded) { sound.pause(); sound.removeAttribute("src"); loaded = 0; } return draw(); }
  now = wanted;
  if (changed && wanted.audio) {
    loaded = wanted.play;
    round = Math.min(wanted.repeats - 1, Math.floor(wanted.position / oneLength()) || 0);
    const from = wanted.position - round * oneLength();
    sound.src = `${base}/${wanted.audio}`;
    if (from > 0.5) sound.addEventListener("loadedmetadata", () => { sound.currentTime = from; }, { once: true });
    if (wanted.priority === 1) paused = false;      // an emergency does not wait for a paused station
    if (!paused) play();
  }
  draw();
}

function play() {
  sound.play().then(() => { lateAudio = false; tell("playing"); }).catch(() => { lateAudio = true; draw(); });
}

function followOnly() {
  on = false; sound.pause(); loaded = 0; sound.removeAttribute("src");
  $("link").textContent = "Một trang khác đang phát đài này. Đóng trang kia, hoặc đợi 15 giây rồi bấm “Bắt đầu phát”.";
  $("link").hidden = false;
  draw();
}

function reachable(yes) {
  if (yes === answered) return;
  answered = yes;
  $("link").textContent = "Mất kết nối với máy nhận. Bản tin đang phát vẫn tiếp tục; trang tự nối lại.";
  $("link").hidden = yes;
}

sound.addEventListener("ended", () => {
  if (now && round + 1 < now.repeats) { round += 1; sound.currentTime = 0; return play(); }
  const ended = { page, event: "ended", play: loaded, position: now ? now.length : 0 };
  loaded = 0;
  const send = () => call("player", ended).then((a) => { reachable(true); follow(a.now); refresh(); })
    .catch(() => { reachable(false); setTimeout(send, 2000); });   // an airing is not reported lost because of a cable
  send();
});
sound.addEventListener("error", () => { if (loaded) { loaded = 0; lateAudio = true; draw(); } });

$("start").addEventListener("click", () => { on = true; paused = false; $("link").hidden = true; if (loaded) play(); else tell("ready"); draw(); });
$("pause").addEventListener("click", () => { paused = !paused; if (paused) { sound.pause(); tell("playing"); } else play(); draw(); });
$("skip").addEventListener("click", () => { sound.pause(); tell("skip").then(refresh); });
$("stop").addEventListener("click", () => { on = false; sound.pause(); tell("playing").then(() => call("player", { page, event: "leave" })).then(() => { loaded = 0; now = null; sound.removeAttribute("src"); draw(); }).catch(() => {}); });
addEventListener("pagehide", () => {
  if (!on) return;
  const body = new Blob([JSON.stringify({ page, event: "leave" })], { type: "application/json" });
  navigator.sendBeacon(`${base}/api/player`, body);
});

function draw() {
  const shown = now;
  $("idle").hidden = Boolean(shown);
  $("airing").hidden = !shown;
  $("start").hidden = on;
  for (const id of ["pause", "stop"]) $(id).hidden = !on;
  $("skip").hidden = !on || !shown;
  $("pause").textContent = paused ? "Phát tiếp" : "Tạm dừng";
  $("now").classList.toggle("playing", on && Boolean(shown) && !paused);
  $("now").classList.toggle("urgent", Boolean(shown) && shown.priority === 1);
  const sounding = on ? !paused : elsewhere;
  $("now-heading").textContent = !shown || sounding ? "Đang phát" : on ? "Đang tạm dừng" : "Tới giờ phát, chờ bấm “Bắt đầu phát”";
  $("hint").textContent = on
    ? (lateAudio ? "Trình duyệt chưa mở được âm thanh; trang tự thử lại." : "Trang đang tự phát theo lịch. Hãy để trang này mở.")
    : "Bấm “Bắt đầu phát” một lần; sau đó trang tự phát đúng giờ, tin khẩn cấp được phát ngay.";
  if (!shown) return;
  $("now-title").textContent = shown.title;
  $("now-summary").textContent = shown.summary;
  $("now-priority").textContent = shown.priority_name;
  $("now-priority").classList.toggle("urgent", shown.priority === 1);
  $("now-revision").textContent = `Phiên bản ${shown.revision}`;
  $("now-ai").textContent = shown.ai; $("now-ai").hidden = !shown.ai;
  const at = loaded === shown.play ? position() : shown.position;
  $("bar").value = shown.length ? Math.min(1, at / shown.length) : 0;
  $("now-position").textContent = mmss(at);
  $("now-length").textContent = mmss(shown.length) + (shown.repeats > 1 ? ` (lần ${Math.min(round + 1, shown.repeats)}/${shown.repeats})` : "");
}

function row(when, day, title, meta, bad) {
  const li = document.createElement("li");
  const time = Object.assign(document.createElement("span"), { className: "when", textContent: when });
  if (day) time.append(Object.assign(document.createElement("span"), { className: "day", textContent: day }));
  const what = Object.assign(document.createElement("span"), { className: "what", textContent: title });
  what.append(Object.assign(document.createElement("span"), { className: bad ? "meta missed" : "meta", textContent: meta }));
  li.append(time, what);
  return li;
}
function fill(id, rows, none) {
  const empty = Object.assign(document.createElement("li"), { className: "none", textContent: none });
  $(id).replaceChildren(...(rows.length ? rows : [empty]));
}

async function refresh() {
  try {
    const state = await call("state");
    reachable(true);
    skew = state.time - Date.now() / 1000;
    elsewhere = state.playing_elsewhere || state.headless;
    if (!on) now = state.now;
    fill("next", state.next.map((i) => row(i.on_arrival ? "Ngay" : hhmm(i.due_at), i.on_arrival || today(i.due_at) ? "" : dayOf(i.due_at), i.title,
      `${i.priority_name} · ${mmss(i.length)} · phiên bản ${i.revision}` + (i.audio ? "" : " · đang tải âm thanh") + (i.position > 0 ? " · phát tiếp phần còn lại" : ""))), "Chưa có bản tin nào trong lịch.");
    fill("played", state.played.map((i) => row(hhmm(i.at), today(i.at) ? "" : dayOf(i.at), i.title, i.state === "missed" ? "Không phát được" : `Đã phát · phiên bản ${i.revision}`, i.state === "missed")), "Chưa phát bản tin nào.");
    const soon = state.next.find((i) => !i.on_arrival);
    $("idle-next").textContent = soon ? `Bản tin kế tiếp lúc ${hhmm(soon.due_at)}${today(soon.due_at) ? "" : `, ${dayOf(soon.due_at)}`}.` : "";
    if (!on && state.playing_elsewhere) { $("link").textContent = "Một trang khác đang phát đài này; trang này chỉ theo dõi."; $("link").hidden = false; }
    else if (!on && answered) $("link").hidden = true;
    draw();
  } catch { reachable(false); }
}

function tick() {
  if (on) { if (lateAudio && loaded && !paused) play(); else tell(loaded && !sound.paused ? "playing" : "ready"); }
}
setInterval(tick, 1500);
setInterval(refresh, 3000);
setInterval(() => { $("clock").textContent = local(Date.now() / 1000 + skew).toLocaleTimeString("vi-VN", { timeZone: "Asia/Ho_Chi_Minh" }); if (on && now) draw(); }, 500);
refresh();
