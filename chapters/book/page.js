/* make("p", {class: "x", text: "words", click: act}, child, ...); what is null, false or "" is left out */
function make(tag, attributes, ...children) {
  const svg = /^(svg|path|line|circle|text)$/.test(tag);
  const e = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => {
    if (name === "text") e.textContent = value;
    else if (typeof value === "function") e.addEventListener(name, value);
    else if (value !== null && value !== false) e.setAttribute(name, value);
  });
  e.append(...children.filter(Boolean));
  return e;
}

/* What the address says behind its #; an escape that is none stays as it is. */
function placeInAddress() {
  try {
    return decodeURIComponent(location.hash);
  } catch {
    return location.hash;
  }
}

/* Gives the reader a file. */
function download(name, data) {
  const link = make("a", { href: URL.createObjectURL(new Blob([data])), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
}

/* Loads one more script of the book; without clang it was not made. */
function loadScript(src) {
  return new Promise((done, fail) => document.head.append(make("script", { src, load: done,
    error: () => fail(new Error(`${src} is missing: this book was made without clang (make setup-book)`)) })));
}
const bytesOf = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

/* What scrolls sideways can be scrolled with the keyboard, in a browser that does not see to it. */
const scrolls = new ResizeObserver((entries) => entries.forEach(({ target }) => {
  const wide = target.scrollWidth > target.clientWidth || target.scrollHeight > target.clientHeight;
  Object.entries({ tabindex: 0, role: "group", "aria-label": "more to the side" })
    .forEach(([name, value]) => (wide ? target.setAttribute(name, value) : target.removeAttribute(name)));
}));
document.querySelectorAll("pre, .table, .equation, .long").forEach((e) => scrolls.observe(e));

/* What the reader's browser keeps of this book, where it keeps anything: kept("x"), and kept("x", "1") to keep. */
function kept(name, value) {
  try {
    if (value !== undefined) localStorage.setItem("brick-by-brick " + name, value);
    return localStorage.getItem("brick-by-brick " + name);
  } catch {
    return null;
  }
}

/* Copies a text, and says so for a while on the button that was pressed. */
async function copy(text, button) {
  const words = button.textContent, area = make("textarea", { text });
  if (words === "Copied") return;
  const old = () => { // where the page came by plain http
    button.after(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  };
  const copied = navigator.clipboard ? navigator.clipboard.writeText(text) : Promise.resolve().then(old);
  button.textContent = await copied.then(() => "Copied", () => "Not allowed");
  setTimeout(() => { button.textContent = words; }, 1500);
}

/* What every page has: buttons that copy, the section that is read, chapters that were finished. */
(() => {
  "use strict";

  const copier = (of, text) => make("button", { type: "button", class: "copy", text: "Copy", "aria-label": `Copy ${of}`,
    click: ({ target }) => copy(text, target) });

  /* Of a block with commands its commands, without "$" and without what they print; of code all of it. */
  for (const pre of document.querySelectorAll("main pre")) {
    const commands = [...pre.querySelectorAll(".command")].map((line) => line.textContent.replace(/^\$ /, "").trim());
    const caption = pre.closest(".listing") && pre.closest(".listing").querySelector("figcaption");
    if (commands.length) pre.prepend(copier(commands.length > 1 ? "the commands" : "the command", commands.join("\n") + "\n"));
    else if (caption) caption.append(copier("the code", pre.textContent.trimEnd() + "\n"));
  }

  /* The section that is read is marked in the list of what is on the page. */
  const links = [...document.querySelectorAll(".here a")];
  const sections = links.map((link) => document.getElementById(link.hash.slice(1)));
  function mark() {
    const at = sections.findLastIndex((heading) => heading.getBoundingClientRect().top < innerHeight / 3);
    links.forEach((link, i) => (i === at ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current")));
  }
  if (links.length) addEventListener("scroll", mark, { passive: true });

  /* Chapters that the reader has finished: said at their end, shown in the tower. */
  const chapter = document.querySelector("h1 .chapter") && location.pathname.split("/").pop();
  const turn = document.querySelector("nav.turn"), said = "finished " + chapter;
  if (chapter && turn && kept(said, kept(said) || "") !== null) {
    const box = make("input", { type: "checkbox", change: () => kept(said, box.checked ? "yes" : "") });
    box.checked = kept(said) === "yes";
    turn.before(make("p", { class: "finished" }, make("label", {}, box, " I have finished this chapter")));
  }
  for (const link of document.querySelectorAll(".tower a"))
    if (kept("finished " + link.getAttribute("href")) === "yes") link.append(make("em", { text: "\u2713 finished" }));
})();
