// In the preview only: reloads the page after a build, and lays the report over it while a build has problems.
"use strict";

(() => {
  const { version, notice } = document.currentScript.dataset;
  const STYLE = `
    :host { all: initial; }
    section, p { font: 16px/1.5 system-ui, sans-serif; color: #fff; margin: 0; }
    section { position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-height: 70vh; overflow: auto;
      box-sizing: border-box; padding: 1rem 1.25rem; background: #5c1414; border-top: 4px solid #ffb3a7; }
    h2 { font-size: 1.125rem; line-height: 1.3; margin: 0 0 .5rem; }
    pre { font: 14px/1.5 ui-monospace, monospace; margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
    p { position: fixed; inset: auto 0 0 auto; z-index: 2147483646; padding: .25rem .75rem; background: #5c1414; }
    @media print { section, p { display: none; } }
  `;

  function shadow(name, content) {
    const host = document.createElement(name);
    const root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    root.append(content);
    document.body.append(host);
    return host;
  }

  function element(name, text) {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  }

  let overlay = null;
  let shown = "";

  function showProblem(text) {
    if (text === shown) return;
    shown = text;
    overlay?.remove();
    if (!text) return;
    const section = document.createElement("section");
    section.setAttribute("role", "alert");
    section.append(element("h2", "Not rebuilt: this page is from the last build that worked"), element("pre", text));
    overlay = shadow("daylight-problem", section);
  }

  let source = null;

  // A hidden page lets go of its connection: a browser has only six for one server.
  function listen() {
    source?.close();
    source = null;
    if (document.hidden) return;
    source = new EventSource("/_reload");
    source.onmessage = (event) => {
      const standing = JSON.parse(event.data);
      if (standing.version && standing.version !== version) location.reload();
      else showProblem(standing.problem);
    };
  }

  if (notice) shadow("daylight-notice", element("p", notice));
  document.addEventListener("visibilitychange", listen);
  window.addEventListener("pageshow", (event) => event.persisted && listen());
  listen();
})();
