// Behaviour of the desk's own HTML: source marking, listening, step in the address, lost sessions.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // --- a sentence shows its place in the source ------------------------------------------------
  function unmark() {
    all(".tl-source-text [data-o]").forEach((piece) => {
      if (piece.querySelector("mark")) piece.textContent = piece.textContent;
    });
    all(".tl-sentence.on").forEach((s) => s.classList.remove("on"));
  }
  function mark(ranges) {
    let first = null;
    all(".tl-source-text [data-o]").forEach((piece) => {
      const letters = [...piece.textContent];
      const at = Number(piece.dataset.o);
      const hits = ranges
        .map(([a, b]) => [Math.max(0, a - at), Math.min(letters.length, b - at)])
        .filter(([a, b]) => a < b)
        .sort((x, y) => x[0] - y[0]);
      if (!hits.length) return;
      piece.textContent = "";
      let done = 0;
      hits.forEach(([a, b]) => {
        if (b <= done) return;
        const from = Math.max(a, done);
        piece.append(letters.slice(done, from).join(""));
        const m = document.createElement("mark");
        m.textContent = letters.slice(from, b).join("");
        piece.append(m);
        first = first || m;
        done = b;
      });
      piece.append(letters.slice(done).join(""));
    });
    if (first) {
      const pane = first.closest(".tl-source-text");
      const top = first.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop;
      pane.scrollTo({ top: Math.max(0, top - pane.clientHeight / 3), behavior: "smooth" });
    }
    return first;
  }
  function show(sentence) {
    unmark();
    sentence.classList.add("on");
    return mark(JSON.parse(sentence.dataset.spans || "[]"));
  }
  // On a phone the source stands a screen above the sentence: a tap must show something happening.
  function showAndGo(sentence) {
    const pane = show(sentence)?.closest(".tl-source-text");
    if (!pane) return;
    const box = pane.getBoundingClientRect();
    if (box.bottom < 60 || box.top > window.innerHeight) pane.scrollIntoView({ block: "center", behavior: "smooth" });
  }
  function showLine(area) {
    const line = area.value.slice(0, area.selectionStart).split("\n").filter((l, i, a) => i === a.length - 1 || l.trim()).length - 1;
    const list = area.closest(".tl-form-part")?.querySelector(`.tl-sentence[data-line="${line}"]`);
    if (list) show(list);
  }

  // --- listening -------------------------------------------------------------------------------
  function follow(audio) {
    const player = audio.closest(".tl-player");
    if (!player) return;
    const now = audio.currentTime;
    let current = null;
    all("li[data-t]", player).forEach((li) => {
      const on = now >= Number(li.dataset.t) && now < Number(li.dataset.e);
      li.classList.toggle("on", on);
      if (on) current = li;
    });
    // Every word, not only those of the current sentence: the last one said must go out when playback moves on.
    all("[data-w]", player).forEach((w) => {
      const [a, b] = w.dataset.w.split(",").map(Number);
      w.classList.toggle("on", now >= a && now < b && !audio.ended);
    });
    if (current) {
      const list = current.parentElement;
      if (!audio.paused && list.scrollHeight > list.clientHeight)
        list.scrollTo({ top: current.offsetTop - list.offsetTop - list.clientHeight / 3, behavior: "smooth" });
    }
    const told = player.querySelector(".tl-heard");
    if (told) {
      const part = heardOf(audio);
      told.textContent = part >= 0.95 ? "Đã nghe hết bản thu" : `Đã nghe ${Math.floor(part * 100)}%`;
      told.classList.toggle("done", part >= 0.95);
    }
  }
  function heardOf(audio) {
    if (!audio || !audio.duration) return 0;
    let sum = 0;
    for (let i = 0; i < audio.played.length; i++) sum += audio.played.end(i) - audio.played.start(i);
    return Math.min(1, sum / audio.duration);
  }
  ["timeupdate", "play", "pause", "ended", "seeked"].forEach((name) =>
    document.addEventListener(name, (e) => e.target.tagName === "AUDIO" && follow(e.target), true));
  document.addEventListener("play", (e) => all("audio").forEach((a) => a !== e.target && a.pause()), true);

  // --- clicks and keys -------------------------------------------------------------------------
  document.addEventListener("click", (e) => {
    const sentence = e.target.closest?.(".tl-sentence");
    if (sentence) return showAndGo(sentence);
    const spoken = e.target.closest?.(".tl-player li[data-t]");
    if (spoken) {
      const audio = spoken.closest(".tl-player").querySelector("audio");
      const word = e.target.closest("[data-w]");
      audio.currentTime = Number(word ? word.dataset.w.split(",")[0] : spoken.dataset.t);
      audio.play();
      return;
    }
    all("details.tl-me[open]").forEach((d) => d.contains(e.target) || d.removeAttribute("open"));
    const area = e.target.closest?.(".tl-lines textarea");
    if (area) showLine(area);
  });
  document.addEventListener("keydown", (e) => {
    if ((e.key === "Enter" || e.key === " ") && e.target.matches?.('[role="button"][tabindex]')) {
      e.preventDefault();
      e.target.click();
    }
  });
  document.addEventListener("keyup", (e) => {
    const area = e.target.closest?.(".tl-lines textarea");
    if (area) showLine(area);
  });

  // --- what is typed is saved ------------------------------------------------------------------
  let waiting = 0;
  function saveNow() {
    if (!waiting) return;
    clearTimeout(waiting);
    waiting = 0;
    document.getElementById("tu-luu")?.click();
  }
  document.addEventListener("input", (e) => {
    if (!e.target.closest?.(".tl-saves") || !e.target.matches("textarea, input:not([type=checkbox]):not([type=radio]):not([type=file])")) return;
    if (e.target.closest(".tl-unsaved") || e.target.getAttribute("role") === "listbox") return;
    document.body.dataset.typing = "1";
    clearTimeout(waiting);
    waiting = setTimeout(saveNow, 500);
  });
  document.addEventListener("focusout", saveNow);
  document.addEventListener("visibilitychange", () => document.hidden && saveNow());
  window.addEventListener("beforeunload", (e) => {
    if (!waiting) return;
    saveNow();
    e.preventDefault();
  });

  // --- the address keeps bulletin and step -----------------------------------------------------
  document.addEventListener("click", (e) => {
    const tab = e.target.closest?.('#cac-buoc [role="tab"]');
    const number = tab && /^\s*(\d)\./.exec(tab.textContent);
    if (!number) return;
    const here = new URL(location.href);
    here.searchParams.set("buoc", number[1]);
    history.replaceState(null, "", here);
  });

  // --- a session that ended must not cost a word -----------------------------------------------
  const send = window.fetch.bind(window);
  window.fetch = async (...args) => {
    const answer = await send(...args);
    if (answer.status === 401 && String(args[0]?.url || args[0]).includes("/gradio_api/")) lost();
    return answer;
  };
  function lost() {
    if (document.querySelector(".tl-lost")) return;
    const box = document.createElement("div");
    box.className = "tl-lost";
    box.setAttribute("role", "alert");
    box.innerHTML =
      'Phiên làm việc đã hết hạn, chữ bạn vừa gõ vẫn còn trên trang. <a href="/dang-nhap" target="_blank">Đăng nhập ở thẻ mới</a> rồi quay lại đây gõ tiếp.';
    document.body.append(box);
    window.addEventListener("focus", () => box.remove(), { once: true });
  }

  document.documentElement.lang = "vi";
  window.tiengLang = {
    heard: () => Math.max(0, ...all(".tl-player.gate audio").map(heardOf)),
    saved: () => waiting || delete document.body.dataset.typing,
    settle: (ms) => new Promise((done) => setTimeout(done, ms)),
  };
})();
