// Step 2: a word is pointed at, heard, said otherwise. Python answers; here is only what the page itself must do.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const TOKEN = ".tl-reading [data-a]";
  const panel = () => document.querySelector("#cach-doc .tl-place");

  // --- hearing: only the answer to the last click is played ------------------------------------
  const sound = new Audio();
  sound.id = "tl-nghe";
  sound.hidden = true;
  let ask = 0;
  let played = "";
  function silence() {
    ask += 1;
    sound.pause();
  }
  function play(wav, which) {
    played = which;
    if (!sound.isConnected) document.body.append(sound); // Gradio has filled the body by now
    const bytes = Uint8Array.from(atob(wav), (c) => c.charCodeAt(0));
    URL.revokeObjectURL(sound.src);
    sound.src = URL.createObjectURL(new Blob([bytes], { type: "audio/wav" }));
    sound.play().catch(() => {});
  }

  // Python's answers arrive as HTML in the column beside the text.
  let watched = null;
  function watch() {
    const column = document.getElementById("ben-canh");
    if (!column || column === watched) return;
    watched = column;
    new MutationObserver(answered).observe(column, { childList: true, subtree: true, attributes: true, characterData: true });
  }

  // --- pointing --------------------------------------------------------------------------------
  function mark(tokens) {
    all(".tl-reading .on").forEach((t) => t.classList.remove("on"));
    tokens.forEach((t) => t.classList.add("on"));
  }
  function between(first, last) {
    const line = all("[data-a]", first.closest("[data-line]"));
    return line.slice(line.indexOf(first), line.indexOf(last) + 1);
  }
  function drawn(root) {
    const selection = window.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return [];
    const range = selection.getRangeAt(0);
    const hit = all(TOKEN, root).filter((t) => range.intersectsNode(t) && range.toString().includes(own(t).trim()));
    const line = hit.length ? hit[0].closest("[data-line]") : null;
    return hit.filter((t) => t.closest("[data-line]") === line);
  }
  const own = (token) => token.firstChild?.textContent || "";
  function pointed(event) {
    watch();
    const doubt = event.target.closest(".tl-doubt");
    if (doubt) return goTo(doubt);
    let tokens = drawn(event.currentTarget);
    if (tokens.length < 2) {
      const token = event.target.closest(TOKEN);
      tokens = token ? [token] : [];
    }
    if (!tokens.length) return null;
    silence();
    tokens = between(tokens[0], tokens[tokens.length - 1]);
    mark(tokens);
    return {
      do: "place",
      line: tokens[0].closest("[data-line]").dataset.line,
      a: tokens[0].dataset.a,
      z: tokens[tokens.length - 1].dataset.a,
    };
  }
  function goTo(doubt) {
    silence();
    const { line, a } = doubt.dataset;
    const token = document.querySelector(`.tl-reading [data-line="${line}"] [data-a="${a}"]`);
    if (token) {
      mark([token]);
      token.scrollIntoView({ block: "center" });
    }
    return { do: "place", line, a, z: a };
  }

  // --- asking ----------------------------------------------------------------------------------
  function asked(event) {
    const button = event.target.closest("[data-do]");
    if (!button) return null;
    watch();
    event.preventDefault();
    const what = button.dataset.do;
    if (what === "next") return goTo(button);
    silence();
    const place = panel();
    const sent = { ...button.dataset };
    if (place) Object.assign(sent, { line: place.dataset.line, a: place.dataset.a, z: place.dataset.z, w: place.dataset.w });
    const typed = place?.querySelector(".tl-typed")?.value.trim() || "";
    if (what.startsWith("hear")) {
      sent.ask = String(ask);
      if (what === "hear-typed") sent.said = typed;
    }
    if (what === "fix" || what === "replace") {
      sent.said = typed || place?.querySelector('[name="tl-alt"]:checked')?.value || "";
      sent.before = place?.querySelector(".tl-before")?.value || "";
      sent.after = place?.querySelector(".tl-after")?.value || "";
      sent.cased = place?.querySelector(".tl-cased")?.checked ?? true;
    }
    if (what === "close") close();
    return sent;
  }
  function close() {
    const token = document.querySelector(".tl-reading .on");
    mark([]);
    token?.focus({ preventScroll: true });
  }
  let shown = "";
  function answered() {
    const heard = document.querySelector("#tieng-nghe [data-wav]");
    if (heard && heard.dataset.ask === String(ask) && heard.dataset.ask !== played) play(heard.dataset.wav, heard.dataset.ask);
    document.querySelector('#cach-doc-bao [role="alert"]')?.scrollIntoView({ block: "nearest" });
    // Gradio patches the panel in place: what was typed for one word must not stay for the next.
    const place = panel();
    const which = place ? JSON.stringify([{ ...place.dataset }, place.querySelector(".tl-now").textContent]) : "";
    if (which === shown) return;
    shown = which;
    if (!place) return;
    all('input[type="text"]', place).forEach((box) => (box.value = ""));
    all('[name="tl-alt"]', place).forEach((radio, n) => (radio.checked = n === 0));
    document.getElementById("cach-doc").scrollTop = 0;
    const line = document.querySelector(`.tl-reading [data-line="${place.dataset.line}"]`);
    const [first, last] = [place.dataset.a, place.dataset.z].map(Number);
    mark(line ? all("[data-a]", line).filter((t) => first <= Number(t.dataset.a) && Number(t.dataset.a) <= last) : []);
    place.querySelector("h3").focus({ preventScroll: true });
    reveal();
  }
  // On a phone the panel is a sheet over the lower part: the word must stay in sight above it.
  function reveal() {
    const token = document.querySelector(".tl-reading .on");
    const sheet = document.getElementById("cach-doc");
    if (!token || !sheet || getComputedStyle(sheet).position !== "fixed") return;
    const box = token.getBoundingClientRect();
    if (box.top < 8 || box.bottom > sheet.getBoundingClientRect().top - 8) window.scrollBy({ top: box.top - 72 });
  }

  // --- keys and the two ways of choosing -------------------------------------------------------
  document.addEventListener("keydown", (e) => {
    const token = e.target.closest?.(TOKEN);
    if (token && (e.key === "ArrowRight" || e.key === "ArrowLeft")) {
      const tokens = all(TOKEN);
      tokens[tokens.indexOf(token) + (e.key === "ArrowRight" ? 1 : -1)]?.focus();
      e.preventDefault();
    } else if (token && e.key === "Enter" && token.getAttribute("role") !== "button") {
      token.click();
    } else if (e.key === "Escape" && panel()) {
      panel().querySelector(".tl-close").click();
    } else if (e.key === "Enter" && e.target.matches?.(".tl-typed")) {
      e.preventDefault();
      panel()?.querySelector('[data-scope="here"]')?.click();
    }
  });
  document.addEventListener("input", (e) => {
    if (e.target.matches?.(".tl-typed") && e.target.value.trim()) all('[name="tl-alt"]', panel()).forEach((r) => (r.checked = false));
    if (e.target.matches?.('[name="tl-alt"]')) panel().querySelector(".tl-typed").value = "";
  });

  window.tiengLangReading = { pointed, asked };
})();
