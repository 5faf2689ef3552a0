// In the preview only: renews the page after a build, and lays the report over it while a build has problems.
"use strict";

(() => {
  const { notice } = document.currentScript.dataset;
  let { version } = document.currentScript.dataset;
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
    document.documentElement.append(host); // beside the body, which is renewed
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

  function mark(old, now) {
    for (const { name } of [...old.attributes]) {
      if (name !== "open" && !now.hasAttribute(name)) old.removeAttribute(name);
    }
    for (const { name, value } of now.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }

  // Puts what is new in its place and leaves the rest of the page as the reader has it: scrolled, opened, marked.
  function renew(old, now) {
    if (old.isEqualNode(now)) return;
    if (old.nodeName !== now.nodeName || old.nodeType !== Node.ELEMENT_NODE) {
      old.replaceWith(now);
      return;
    }
    mark(old, now);
    const before = [...old.childNodes];
    const after = [...now.childNodes];
    while (before.length && after.length && before[0].isEqualNode(after[0])) {
      before.shift();
      after.shift();
    }
    let same = 0;
    while (before.length && after.length && before.at(-1).isEqualNode(after.at(-1))) {
      before.pop();
      after.pop();
      same += 1;
    }
    const next = old.childNodes[old.childNodes.length - same] ?? null;
    while (before.length && after.length) renew(before.shift(), after.shift());
    for (const node of before) node.remove();
    for (const node of after) old.insertBefore(node, next);
  }

  const FRAME = "script:not([data-version], [type='application/ld+json']), link[rel=stylesheet], style, base";

  // Whether a page runs or looks otherwise than this one, which only a reload can bring about.
  function isOther(page) {
    const [here, there] = [document, page].map((one) => [...one.querySelectorAll(FRAME)]);
    return here.length !== there.length || here.some((node, index) => !node.isEqualNode(there[index]));
  }

  async function follow() {
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const script = page.querySelector("script[data-version]");
      if (!answer.ok || answer.redirected || !script || isOther(page)) throw new Error("another page");
      version = script.dataset.version;
      mark(document.documentElement, page.documentElement);
      renew(document.head, page.head);
      renew(document.body, page.body);
    } catch {
      location.reload();
    }
  }

  let source = null;
  let followed = Promise.resolve();

  // A hidden page lets go of its connection: a browser has only six for one server.
  function listen() {
    source?.close();
    source = null;
    if (document.hidden) return;
    source = new EventSource("/_reload");
    source.onmessage = (event) => {
      const standing = JSON.parse(event.data);
      showProblem(standing.problem);
      if (standing.version && standing.version !== version) followed = followed.then(follow);
    };
  }

  if (notice) shadow("daylight-notice", element("p", notice));
  document.addEventListener("visibilitychange", listen);
  window.addEventListener("pageshow", (event) => event.persisted && listen());
  listen();
})();
