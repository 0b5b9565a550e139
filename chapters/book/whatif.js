/* "What if?": the chapter's trace as a board.  Any number that was given can be changed; all others are
 * computed anew from the formulas of the trace (trace.js).  What changed is framed and says what it was. */
(() => {
  "use strict";

  const section = document.getElementById("whatif"), source = document.getElementById("trace");
  if (!section || !source) return;
  const [select, range, field, name, tells, board, take, reset, keep, link, live] = ["select", "[type=range]",
    "[type=number]", "#what-name", ".tells", ".board", ".take", ".reset", ".keep", ".link", "[role=status]"]
    .map((selector) => section.querySelector(selector));
  const own = Trace.fromJSON(source.textContent, source.dataset.run);
  // what is another block's copy (dz2_dW2 = h1) has no place on the board
  const ROWS = [["Given", (b) => !b.formula], ["Forward", (b) => /^[zh]\d$/.test(b.name)],
    ["Loss", (b) => /loss$/i.test(b.name)], ["Backward", (b) => /^d\w+_d/.test(b.name) && /\W/.test(b.formula)], ["Step", (b) => /_new$/.test(b.name)]];
  const SETTINGS = ["alpha", "lambda"].filter((name) => own.blocks.some((b) => (b.formula || "").includes(name)));
  const givens = own.blocks.filter((b) => !b.formula).flatMap((b) => b.values.flatMap((row, r) =>
    row.map((x, c) => ({ name: b.name, r, c, words: Trace.placeOf(b, r, c) }))))
    .concat(SETTINGS.map((name) => ({ name, r: 0, c: 0, words: name })));
  let before = own, now = own, chosen, steps = 0; // the numbers compared with, those shown; the one to change

  const at = (trace, { name, r, c }) => (trace.byName.has(name) ? trace.byName.get(name).values[r][c] : trace.set[name]);
  const same = (a, b) => Object.is(a, b) || a === b;
  const changes = (from) => givens.filter((place) => !same(at(now, place), at(from, place)));

  // ---- the board: each block a table, each entry its number and, below it, what it was

  const entries = []; // { place, td, number, was }

  function table(b) {
    const element = make("table", { "aria-label": `${b.name}, ${b.rows} by ${b.cols}` });
    for (let r = 0; r < b.rows; r++)
      for (let c = 0, row = element.insertRow(); c < b.cols; c++) {
        const place = { name: b.name, r, c }, number = make("span", {}), was = make("small", {});
        const td = row.appendChild(make("td", {}, number, was));
        entries.push({ place, block: b, td, number, was });
        const given = givens.find((g) => g.name === b.name && g.r === r && g.c === c);
        if (given) td.addEventListener("click", () => { choose(given); range.focus(); });
      }
    return make("figure", { class: "block" }, make("figcaption", { text: b.name }), make("div", { class: "scroll" }, element));
  }

  for (const [title, belongs] of ROWS) {
    const blocks = own.blocks.filter(belongs).concat(title !== "Given" ? []
      : SETTINGS.map((name) => ({ name, rows: 1, cols: 1 })));
    if (blocks.length)
      board.append(make("div", { class: "row" }, make("p", { text: title }), ...blocks.map(table)));
  }

  /* A number in the width of a cell: five decimals where its block moves little, else four. */
  function short(x, decimals) {
    const size = Math.abs(x);
    const text = !isFinite(x) || x === Math.round(x) && size < 1e4 ? Trace.format(x)
      : size >= 1e4 || size < 10 ** -decimals ? x.toExponential(2) : x.toFixed(decimals);
    return text.replace("-", "\u2212");
  }

  const put = (e, what, text) => { if (e[what] !== text) e[what] = text; }; // the page is laid out anew for less

  function draw() {
    const largest = new Map();
    for (const { place, block } of entries)
      largest.set(block, Math.max(largest.get(block) || 0, Math.abs(at(now, place)) || 0));
    for (const { place, block, td, number, was } of entries) {
      const x = at(now, place), y = at(before, place), most = largest.get(block);
      const decimals = /_new$/.test(block.name) ? 6 : most < 0.01 ? 5 : 4;
      const [text, old] = [x, y].map((x) => short(x, decimals));
      put(number, "textContent", text);
      put(was, "textContent", same(x, y) ? "" : old === text ? "a little" : "was " + old);
      put(td, "className", (x > 0 ? "positive" : x < 0 ? "negative" : "") + (same(x, y) ? "" : " changed") +
        (chosen.name === place.name && chosen.r === place.r && chosen.c === place.c ? " chosen" : "") + (block.formula ? "" : " given"));
      td.style.setProperty("--size", most > 0 && isFinite(most) ? Math.abs(x) / most || 0 : 0);
    }
    tells.textContent = sentence();
    reset.disabled = now === own;
    link.hidden = reset.disabled;
  }

  // ---- what a change did, in a sentence

  const signed = (x) => (x < 0 ? "\u2212 " : "+ ") + Trace.format(Math.abs(x));

  function sentence() {
    const changed = changes(before), result = own.byName.get("Loss") || own.blocks.at(-1);
    const taken = steps ? `${steps} step${steps === 1 ? "" : "s"} taken. ` : "";
    if (!changed.length) return taken || "These are the chapter\u2019s numbers. Move the slider.";
    const what = changed.length > 1 ? `${changed.length} numbers changed`
      : `${changed[0].words} ${signed(at(now, changed[0]) - at(before, changed[0]))}`;
    const [old, values] = [before, now].map((trace) => trace.byName.get(result.name).values.flat());
    const moved = values.map((x, i) => i).filter((i) => !same(values[i], old[i]));
    const computed = entries.filter(({ block }) => block.formula);
    const reached = computed.filter(({ place }) => !same(at(now, place), at(before, place))).length;
    if (result.name !== "Loss" || !moved.length)
      return `${taken}${what}: ${reached} of ${computed.length} computed numbers follow` + (moved.length && moved.length < 4
        ? "; " + moved.map((i) => `${Trace.placeOf(result, 0, i)} ${Trace.format(old[i])} to ${Trace.format(values[i])}`).join(", ") : "") + ".";
    const slopes = changed.map((place) => [before.byName.get("dLoss_d" + place.name), at(now, place) - at(before, place), place]);
    const promised = slopes.every(([slope]) => slope) &&
      slopes.reduce((sum, [slope, by, { r, c }]) => sum + slope.values[r][c] * by, 0);
    const fall = old[0] - values[0], digits = Math.abs(fall) < 0.001 ? 8 : 5;
    const move = (x) => `a ${x >= 0 ? "fall" : "rise"} of ${Math.abs(x).toFixed(digits)}`;
    return `${taken}${what}: Loss ${old[0].toFixed(digits)} to ${values[0].toFixed(digits)}, ${move(fall)}` + (promised === false ? ""
      : `; the slope${changed.length > 1 ? "s" : ""} promised ${move(-promised)}`) + `. ${reached} of ${computed.length} computed numbers follow.`;
  }

  // ---- choosing and changing

  function choose(place) {
    chosen = place;
    select.selectedIndex = givens.indexOf(place);
    name.textContent = place.words;
    const x = at(before, place), positive = place.name in own.set;
    range.min = positive ? 0 : Math.floor(Math.min(-3, x - 3));
    range.max = Math.ceil(positive ? Math.max(place.name === "alpha" ? 5 : 1, 2 * x) : Math.max(3, x + 3));
    follow();
    draw();
  }

  function follow() { range.value = field.value = at(now, chosen); }

  function set(text) {
    if (text.trim() === "" || !isFinite(text)) return; // a number that is being typed
    now = Trace.changed(now, [{ ...chosen, x: Number(text) }]);
    if (!changes(own).length) now = before = own;
    draw();
  }

  /* The state as a link, and for those who hear the page; not at each pixel of the slider. */
  function settle() {
    const hash = "#what-if=" + changes(own).map((place) =>
      (place.name in own.set ? place.name : `${place.name}.${place.r + 1}.${place.c + 1}`) + "=" + at(now, place)).join(",");
    link.href = now === own ? "#whatif" : hash;
    if (now !== own || location.hash.startsWith("#what-if=")) history.replaceState(null, "", link.href);
    live.textContent = tells.textContent;
  }

  function linked() {
    if (!location.hash.startsWith("#what-if=")) return;
    const found = decodeURIComponent(location.hash.slice(9)).split(",").map((text) => {
      const [, name, r = 1, c = 1, x] = /^(\w+)(?:\.(\d+)\.(\d+))?=(.+)$/.exec(text) || [];
      const place = givens.find((g) => g.name === name && g.r === r - 1 && g.c === c - 1);
      return place && isFinite(x) ? { ...place, x: Number(x), place } : null;
    });
    if (found.includes(null)) { tells.textContent = "This link is not of this chapter: its numbers are not shown."; return; }
    [before, now, steps] = [own, Trace.changed(own, found), 0];
    choose(found[0].place);
    settle();
    section.scrollIntoView();
  }

  select.append(...givens.map((place) => make("option", { text: place.words })));
  select.addEventListener("change", () => choose(givens[select.selectedIndex]));
  range.addEventListener("input", () => { set(range.value); field.value = range.value; });
  field.addEventListener("input", () => { set(field.value); range.value = field.value; });
  [range, field].forEach((input) => input.addEventListener("change", () => { follow(); settle(); }));
  const stepped = own.blocks.filter((b) => own.byName.has(b.name + "_new"));
  take.hidden = !stepped.length;
  take.addEventListener("click", () => {
    before = now;
    now = Trace.changed(now, stepped.flatMap((b) => now.byName.get(b.name + "_new").values.flatMap((row, r) =>
      row.map((x, c) => ({ name: b.name, r, c, x })))));
    steps++;
    choose(chosen);
    settle();
  });
  reset.addEventListener("click", () => {
    [before, now, steps] = [own, own, 0];
    choose(chosen);
    settle();
    range.focus();
  });
  keep.addEventListener("click", () => {
    const text = Trace.write(now, changes(own).map((place) => `${place.words} = ${at(now, place)}`));
    const file = make("a", { href: URL.createObjectURL(new Blob([text], { type: "text/plain" })), download: "what-if.trace" });
    file.click();
    URL.revokeObjectURL(file.href);
    tells.textContent = live.textContent = "Kept as what-if.trace. build/trace check what-if.trace computes it again.";
  });
  window.addEventListener("hashchange", linked);
  section.classList.add("live");
  choose(givens.find((place) => place.name === "W2" && own.byName.has("h2")) || givens.find((place) => place.name === "W1"));
  linked();
})();
