/* Keys for the whole book, and the two buttons of its head.  Letters act where nothing is typed, and can be
 * turned off in the list that "?" shows. */
(() => {
  "use strict";

  const follow = (selector) => () => { const link = document.querySelector(selector); if (link) link.click(); };
  const KEYS = [
    ["/", "search", () => search()],
    ["n", "next page", follow("header [rel=next]")],
    ["p", "previous page", follow("header [rel=prev]")],
    ["c", "contents", follow("header .home")],
    ...(document.getElementById("player") ? [["f", "the player fills the screen, and again leaves it", () => present()]] : []),
    ["?", "this list", () => help.showModal()],
  ];
  const THERE = [ // keys of parts of a page, where the page has them
    ["#player", "on the player: arrow keys", "the block before, the block after; Home, End: first and last"],
    ["#player", "1 to 9", "a main block, while the player fills the screen"],
    ["#player", "on a number: arrow keys", "from number to number; Esc: back to the blocks"],
    ["#whatif", "on the board\u2019s slider: arrow keys", "a little less, a little more"],
  ];

  const letters = make("input", { type: "checkbox", change: () => kept("letters", letters.checked ? "on" : "off") });
  const row = ([key, words]) =>
    make("tr", {}, make("th", { scope: "row" }, make("kbd", { text: key })), make("td", { text: words }));
  const help = make("dialog", { class: "keys", "aria-label": "Keys" }, make("table", {}, ...KEYS.map(row),
    ...THERE.filter(([part]) => document.querySelector(part)).map(([, ...words]) => row(words))),
  make("p", {}, make("label", {}, letters, " single letters are keys")),
  make("form", { method: "dialog" }, make("button", { text: "Close" })));
  letters.checked = kept("letters") !== "off";
  document.body.append(help);

  document.addEventListener("keydown", (event) => {
    const key = KEYS.find(([key]) => key === event.key);
    const typing = event.target.closest("input:not([type=range], [type=checkbox]), select, textarea, dialog");
    if (!key || typing || event.altKey || event.ctrlKey || event.metaKey || !letters.checked) return;
    event.preventDefault();
    key[2]();
  });

  const button = (words, name, click) => make("button", { type: "button", text: words, "aria-label": name, click });
  document.querySelector("header nav").append(make("span", { class: "tools" },
    button("Search", "Search the book", () => search()), button("?", "? Keys", () => help.showModal())));
})();
