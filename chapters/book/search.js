/* Search, without a server: over the headings of all pages, the glossary and the notation.  found.js, which
 * book.sh makes, has a line [words, page and anchor, where or meaning] for each, and is loaded when asked for. */
var search = (() => {
  "use strict";

  const MOST = 12;
  const input = make("input", { type: "search", "aria-label": "Search the book", placeholder: "a heading, a word, a symbol",
    autocomplete: "off", spellcheck: "false" });
  const list = make("ul", {}), count = make("p", { class: "small", role: "status" });
  const dialog = make("dialog", { class: "search", "aria-label": "Search the book" }, input, list, count);
  let loaded;

  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");

  /* How well an entry answers the words: 0 not at all. */
  function rank([title, , more], words) {
    const name = plain(title), all = name + " " + plain(more);
    if (!words.every((word) => all.includes(word))) return 0;
    const [first] = words;
    return 1 + (name === words.join(" ")) * 8 + name.startsWith(first) * 4 + (" " + name).includes(" " + first) * 2 + name.includes(first);
  }

  function find() {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    const hits = words.length ? FOUND.map((entry) => [rank(entry, words), entry]).filter(([n]) => n) : [];
    hits.sort(([a], [b]) => b - a);
    list.replaceChildren(...hits.slice(0, MOST).map(([, [title, href, more]]) =>
      make("li", {}, make("a", { href }, make("b", { text: title }), " ", make("span", { text: more })))));
    count.textContent = !words.length ? "" : hits.length > MOST ? `The first ${MOST} of ${hits.length}.` : `${hits.length} found.`;
  }

  function open() {
    loaded = loaded || loadScript("found.js");
    dialog.showModal();
    input.select();
    return loaded.then(find);
  }

  input.addEventListener("input", () => loaded.then(find));
  dialog.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")], at = links.indexOf(document.activeElement);
    const to = { ArrowDown: links[at + 1], ArrowUp: links[at - 1] || input, Enter: at < 0 && links[0] }[event.key];
    if (!to) return;
    event.preventDefault();
    if (event.key === "Enter") to.click();
    else to.focus();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("a")) dialog.close();
  });
  document.body.append(dialog);
  return open;
})();
