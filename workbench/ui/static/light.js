// One look in every room: dark mode is not drawn, so Gradio must not choose it by itself.
(() => {
  const ask = window.matchMedia.bind(window);
  window.matchMedia = (query) =>
    query.includes("prefers-color-scheme: dark") ? ask("not all") : ask(query);
})();
