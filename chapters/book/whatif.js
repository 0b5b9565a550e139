/* "What if?": the chapter's trace as a board.  Any number that was given can be changed; all others are
 * computed anew from the formulas of the trace (trace.js).  What changed is framed and says what it was.  The
 * player below it (player.js) shows the same numbers, and how the one is made that has the focus. */
(() => {
  "use strict";

  const section = document.getElementById("whatif"), { own } = player;
  const [select, range, field, name, tells, board, take, reset, keep, link, live] = ["select", "[type=range]",
    "[type=number]", "#what-name", ".tells", ".board", ".take", ".reset", ".keep", ".link", "[role=status]"]
    .map((selector) => section.querySelector(selector));
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

  const blockOf = (trace, name) => trace.byName.get(name) || { name, rows: 1, cols: 1, values: [[trace.set[name]]] };
  const tables = [], entries = []; // { table, block }; { name, r, c } of each computed entry

  function table(block) {
    const { name } = block, given = (r, c) => givens.find((g) => g.name === name && g.r === r && g.c === c);
    const short = (x) => (name in own.set ? Trace.format(x) : makeTable.short(x, makeTable.decimals(blockOf(now, name), 0)));
    const made = makeTable({ block, short,
      was(r, c) {
        const [x, y] = [now, before].map((trace) => at(trace, { name, r, c }));
        return same(x, y) ? "" : short(x) === short(y) ? "a little" : "was " + short(y);
      },
      act(r, c, focused) {
        if (block.formula && focused) return player.point(name, r, c);
        if (!(name in own.set)) light(player.related(name, r, c));
        if (focused) choose(given(r, c));
      },
      leave: (key) => tables.at((tables.findIndex((t) => t.made === made) + (/Left|Up/.test(key) ? -1 : 1)) % tables.length).made.focus(0, 0) });
    tables.push({ made, name });
    if (block.formula) block.values.forEach((row, r) => row.forEach((_, c) => entries.push({ name, r, c })));
    return made.figure;
  }

  for (const [title, belongs] of ROWS) {
    const blocks = own.blocks.filter(belongs).concat(title !== "Given" ? [] : SETTINGS.map((name) => blockOf(own, name)));
    if (blocks.length) board.append(make("div", { class: "row" }, make("p", { text: title }), ...blocks.map(table)));
  }

  /* The board is one stop for the Tab key: at the entry that had the focus last. */
  function stop(td) {
    board.querySelectorAll("td[tabindex='0']").forEach((other) => { other.tabIndex = -1; });
    td.tabIndex = 0;
  }

  const light = (places) => tables.forEach(({ made, name }) => made.show(places.filter((p) => p.name === name).map((p) => [p.r, p.c])));

  function draw() {
    tables.forEach(({ made, name }) => made.update(blockOf(now, name)));
    board.querySelectorAll(".chosen").forEach((td) => td.classList.remove("chosen"));
    tables.find(({ name }) => name === chosen.name).made.cell(chosen.r, chosen.c).classList.add("chosen");
    player.renumber(now);
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
    const reached = entries.filter((place) => !same(at(now, place), at(before, place))).length;
    if (result.name !== "Loss" || !moved.length)
      return `${taken}${what}: ${reached} of ${entries.length} computed numbers follow` + (moved.length && moved.length < 4
        ? "; " + moved.map((i) => `${Trace.placeOf(result, 0, i)} ${Trace.format(old[i])} to ${Trace.format(values[i])}`).join(", ") : "") + ".";
    const slopes = changed.map((place) => [before.byName.get("dLoss_d" + place.name), at(now, place) - at(before, place), place]);
    const promised = slopes.every(([slope]) => slope) &&
      slopes.reduce((sum, [slope, by, { r, c }]) => sum + slope.values[r][c] * by, 0);
    const fall = old[0] - values[0], digits = Math.abs(fall) < 0.001 ? 8 : 5;
    const move = (x) => `a ${x >= 0 ? "fall" : "rise"} of ${Math.abs(x).toFixed(digits)}`;
    return `${taken}${what}: Loss ${old[0].toFixed(digits)} to ${values[0].toFixed(digits)}, ${move(fall)}` + (promised === false ? ""
      : `; the slope${changed.length > 1 ? "s" : ""} promised ${move(-promised)}`) + `. ${reached} of ${entries.length} computed numbers follow.`;
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
    download("what-if.trace", Trace.write(now, changes(own).map((place) => `${place.words} = ${at(now, place)}`)));
    tells.textContent = live.textContent = "Kept as what-if.trace. build/trace check what-if.trace computes it again.";
  });
  board.addEventListener("focusin", (event) => stop(event.target));
  document.addEventListener("lit", ({ detail }) => light(detail));
  window.addEventListener("hashchange", linked);
  choose(givens.find((place) => place.name === "W2" && own.byName.has("h2")) || givens.find((place) => place.name === "W1"));
  stop(board.querySelector(".chosen"));
  linked();
})();
