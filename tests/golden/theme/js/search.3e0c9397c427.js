// The search page. Every word that it shows stands in the page; nothing of the index is loaded before it is needed.

const AT_ONCE = 10;
const PAUSE = 250; // milliseconds after the last key
const FACETS = ["kind", "year", "case", "topic"];
const WEIGHTS = { title: 5, document: 0.2, date: 0.1 };
const AROUND = 3; // words before and after those that are marked on the page

const form = document.querySelector("form.search");
const words = form.dataset;
const field = form.elements.q;
const scope = form.querySelector(".search__scope");
const filters = document.querySelector("#search-filters");
const status = document.querySelector(".search__status");
const pattern = document.querySelector("#search-hits");
const hits = pattern.content.firstElementChild.cloneNode(false);
const more = document.querySelector("#search-more");
const others = [...document.querySelectorAll("#search-others a")];

let engine = null;
let latest = 0;
let waiting = [];
let timer = 0;

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function load() {
  engine ??= start().catch((error) => {
    engine = null;
    throw error;
  });
  return engine;
}

async function start() {
  const { createInstance } = await import(`${words.index}pagefind.js`);
  const made = createInstance({ noWorker: true, baseUrl: "/", excerptLength: 36 });
  await made.options({ ranking: { metaWeights: WEIGHTS } });
  return made;
}

// What is asked for, as the address has it.
function asked() {
  const given = new URLSearchParams(new FormData(form));
  for (const [name, value] of [...given]) if (!value.trim()) given.delete(name);
  return given;
}

function fill(given) {
  field.value = given.get("q") ?? "";
  const slug = given.get("document") ?? "";
  form.elements.document.value = slug;
  form.elements.document.disabled = !slug;
  for (const name of FACETS) choose(form.elements[name], given.get(name) ?? "");
  filters.open = FACETS.some((name) => given.has(name));
}

function choose(select, value) {
  if (value && ![...select.options].some((option) => option.value === value)) select.add(new Option(value, value));
  select.value = value;
}

function remember(given, how) {
  const query = given.toString();
  const address = `${location.pathname}${query ? `?${query}` : ""}`;
  if (address !== `${location.pathname}${location.search}`) history[how](null, "", address);
}

async function search() {
  clearTimeout(timer);
  const mine = ++latest;
  const given = asked();
  const text = given.get("q") ?? "";
  showWays(given);
  if (!text) return empty("");
  status.textContent = words.busy;
  try {
    const pagefind = await load();
    if (filters.open) await pagefind.filters();
    const found = await pagefind.search(text, { filters: chosen(given) });
    if (mine !== latest) return;
    await show(found, text, mine);
  } catch (error) {
    if (mine === latest) empty(words.failed);
    console.info(error);
  }
}

function chosen(given) {
  const names = [...FACETS, "document"].filter((name) => given.has(name));
  return Object.fromEntries(names.map((name) => [name, given.get(name)]));
}

// The other languages with the same words, and the way out of one document.
function showWays(given) {
  const query = given.get("q") ? `?${new URLSearchParams({ q: given.get("q") })}` : "";
  for (const link of others) link.search = query;
  scope.hidden = !given.has("document");
  scope.querySelector("a").search = query;
}

function empty(said) {
  status.textContent = said;
  hits.remove();
  waiting = [];
  more.hidden = true;
  filters.hidden = !filters.open;
}

async function show(found, text, mine) {
  const count = found.results.length;
  hits.replaceChildren();
  if (count) pattern.before(hits);
  else hits.remove();
  filters.hidden = false;
  status.textContent = count
    ? filled(words.count, { num: count.toLocaleString(document.documentElement.lang) })
    : filled(words.none, { words: text });
  for (const name of FACETS) offer(form.elements[name], found.totalFilters[name]);
  waiting = found.results;
  await showMore(mine);
}

// The next hits, in their order, as they come.
async function showMore(mine) {
  const next = waiting.splice(0, AT_ONCE).map((result) => result.data());
  more.hidden = !waiting.length;
  for (const coming of next) {
    const result = await coming;
    if (mine !== latest) return;
    hits.append(hit(result));
    if (!scope.hidden) scope.querySelector("b").textContent = result.meta.document ?? result.meta.title;
  }
}

function hit(result) {
  const item = pattern.content.querySelector("li").cloneNode(true);
  const url = result.raw_url ?? result.url;
  const page = /#page=(\d+)$/.exec(url)?.[1];
  const parts = marked(result.excerpt);
  const link = item.querySelector("a");
  link.textContent = result.meta.title ?? result.meta.document;
  if (page) link.append(`, ${filled(words.page, { number: page })}`);
  link.href = url + directive(parts, url);
  item.querySelector(".search__facts").textContent = [kind(result), result.meta.date].filter(Boolean).join(" · ");
  item.querySelector(".search__excerpt").append(...parts.map(drawn));
  return item;
}

// The kind in its most exact word.
function kind(result) {
  const values = result.filters.kind ?? [];
  const named = [...form.elements.kind.options].filter((option) => values.includes(option.value));
  return named.at(-1)?.dataset.one ?? "";
}

// An excerpt as texts, and whether each is what was searched for. Words side by side are one.
function marked(excerpt) {
  const joined = excerpt.replace(/<\/mark>(\s*)<mark>/g, "$1");
  const plain = (text) => text.replaceAll("\u200b", "").replaceAll("&lt;", "<").replaceAll("&gt;", ">");
  return joined.split(/<\/?mark>/).map((text, at) => ({ text: plain(text), isMarked: at % 2 === 1 }));
}

function drawn({ text, isMarked }) {
  if (!isMarked) return text;
  const mark = document.createElement("mark");
  mark.textContent = text;
  return mark;
}

// Has the browser mark the words on the page that it opens (https://wicg.github.io/scroll-to-text-fragment/).
function directive(parts, url) {
  const at = parts.findIndex((part) => part.isMarked);
  if (at < 0 || !("fragmentDirective" in document)) return "";
  const coded = (text) => encodeURIComponent(text).replaceAll("-", "%2D");
  const before = parts[at - 1].text.trim().split(/\s+/).slice(-AROUND).join(" ");
  const after = (parts[at + 1]?.text ?? "").trim().split(/\s+/).slice(0, AROUND).join(" ");
  const text = [before && `${coded(before)}-`, coded(parts[at].text.trim()), after && `-${coded(after)}`];
  return `${url.includes("#") ? "" : "#"}:~:text=${text.filter(Boolean).join(",")}`;
}

// Options of a filter, and how often each would be found.
function offer(select, counts) {
  if (!counts) return;
  const value = select.value;
  if (select.name === "kind") {
    for (const option of select.options) count(option, counts[option.value]);
    return;
  }
  const there = Object.entries(counts).filter(([name, number]) => number || name === value);
  const order = (one, other) => one.localeCompare(other, document.documentElement.lang, { numeric: true });
  there.sort(([one], [other]) => (select.name === "year" ? order(other, one) : order(one, other)));
  select.replaceChildren(select.options[0], ...there.map(([name, number]) => count(new Option(name, name), number)));
  choose(select, value);
  select.closest("p").hidden = !there.length;
}

function count(option, number) {
  option.dataset.text ??= option.textContent;
  option.textContent = option.value && number !== undefined ? `${option.dataset.text} (${number})` : option.dataset.text;
  return option;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  remember(asked(), "pushState");
  search();
});
field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    remember(asked(), "replaceState");
    search();
  }, PAUSE);
});
form.addEventListener("change", (event) => {
  if (event.target === field) return;
  remember(asked(), "pushState");
  search();
});
filters.addEventListener("toggle", () => {
  if (filters.open && asked().get("q")) search();
});
more.addEventListener("click", async () => {
  const first = hits.children.length;
  await showMore(latest);
  hits.children[first]?.querySelector("a").focus();
});
addEventListener("popstate", () => {
  fill(new URLSearchParams(location.search));
  search();
});

fill(new URLSearchParams(location.search));
if (field.value) search();
else field.focus();
