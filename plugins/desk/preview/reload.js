// In the preview only: renews the page after a build, and lays the report over it while a build has problems.
"use strict";

(() => {
  const { notice, base } = document.currentScript.dataset;
  let { version } = document.currentScript.dataset;
  const STYLE = `
    :host { all: initial; }
    section, aside, p, a, button, li { font: 16px/1.5 system-ui, sans-serif; color: #fff; margin: 0; }
    aside { position: fixed; inset: auto 0 0 auto; z-index: 2147483646; max-width: 100vw; background: #222; }
    aside p { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: center; padding: 0 .75rem; }
    aside p > * { min-height: 44px; display: inline-flex; align-items: center; }
    button { background: none; border: 0; padding: 0; text-decoration: underline; cursor: pointer; }
    button.urgent { background: #8a1f1f; padding: 0 .75rem; }
    a:focus-visible, button:focus-visible { outline: 3px solid #ffe27a; outline-offset: 2px; }
    .drawer { max-height: 50vh; overflow: auto; padding: .75rem 1.25rem; border-bottom: 1px solid #777; max-width: 60rem; }
    .drawer[hidden] { display: none; }
    ul { margin: 0 0 1rem; padding: 0 0 0 1.25rem; }
    li { margin-bottom: .5rem; overflow-wrap: anywhere; }
    .fix { display: block; color: #ffe27a; }
    @media (max-width: 40rem) { aside p { flex-wrap: nowrap; overflow-x: auto; white-space: nowrap; } }
    @media print { aside { display: none; } }
    section { position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-height: 70vh; overflow: auto;
      box-sizing: border-box; padding: 1rem 1.25rem; background: #5c1414; border-top: 4px solid #ffb3a7; }
    h2 { font-size: 1.125rem; line-height: 1.3; margin: 0 0 .5rem; }
    pre { font: 14px/1.5 ui-monospace, monospace; margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
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

  // The bar of the preview: what is wrong here, and the page as others see it.
  const SEVERITIES = ["error", "publication", "warning"];
  let bar = null;
  let isOpen = false;

  function path() {
    const here = decodeURI(location.pathname).slice(base.length).replace(/index\.html$/, "");
    return encodeURI(here);
  }

  function list(title, problems) {
    const part = document.createElement("div");
    part.append(element("h2", title));
    const items = document.createElement("ul");
    for (const one of problems) {
      const item = element("li", `${one.file ? `${one.file}:${one.line}: ` : ""}${one.what} [${one.severity}]`);
      const fix = element("span", `Fix: ${one.fix}`);
      fix.className = "fix";
      item.append(fix);
      items.append(item);
    }
    part.append(items);
    return part;
  }

  function link(text, href) {
    const made = element("a", text);
    made.href = href;
    return made;
  }

  async function showBar() {
    let report = { here: [], elsewhere: [] };
    try {
      report = await (await fetch(`/_preview/report/${path()}`, { cache: "no-store" })).json();
    } catch {
      // The server is gone; the page says so when it comes back.
    }
    bar?.remove();
    const all = [...report.here, ...report.elsewhere];
    const aside = document.createElement("aside");
    aside.setAttribute("aria-label", "Preview");
    const row = document.createElement("p");
    if (notice) row.append(element("b", notice));
    if (all.length) {
      const drawer = document.createElement("div");
      drawer.className = "drawer";
      drawer.hidden = !isOpen;
      if (report.here.length) drawer.append(list("On this page", report.here));
      if (report.elsewhere.length) drawer.append(list("Elsewhere", report.elsewhere));
      const here = report.here.length ? `${report.here.length} here, ` : "";
      const button = element("button", `${here}${all.length} ${all.length === 1 ? "problem" : "problems"} in all`);
      button.className = all.some((one) => one.severity !== SEVERITIES[2]) ? "urgent" : "";
      button.setAttribute("aria-expanded", String(isOpen));
      button.addEventListener("click", () => {
        isOpen = !isOpen;
        drawer.hidden = !isOpen;
        button.setAttribute("aria-expanded", String(isOpen));
      });
      aside.append(drawer);
      row.append(button);
    } else {
      row.append(element("span", "No problem found"));
    }
    row.append(
      link("As subscribers see it", `/_preview/feed/${path()}`),
      link("As shared", `/_preview/shared/${path()}`),
      link("As e-mail", `/_preview/email/${path()}`),
      link("Phone", `/_preview/phone/${path()}`),
    );
    const print = element("button", "Print");
    print.addEventListener("click", () => window.print());
    row.append(print);
    aside.append(row);
    bar = shadow("daylight-preview", aside);
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
      await showBar();
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

  if (window === window.top) showBar(); // not within the frame of a phone
  document.addEventListener("visibilitychange", listen);
  window.addEventListener("pageshow", (event) => event.persisted && listen());
  listen();
})();
