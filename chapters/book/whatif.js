/* "What if?": the chapter's trace as a board.  Any number that was given can be changed; all others are
 * computed anew from the formulas of the trace (trace.js).  What changed is framed and says what it was.  The
 * player below it (player.js) shows the same numbers, and how the one is made that has the focus. */
(() => {
  "use strict";

  const section = document.getElementById("whatif"), { own } = player;
  const [select, range, field, name, tells, board, take, reset, keep, link, live] = ["select", "[type=range]",
    "#what-value", "#what-name", ".tells", ".board", ".take", ".reset", ".keep", ".link", "[role=status]"]
    .map((selector) => section.querySelector(selector));
  // what is another block's copy (dz2_dW2 = h1) has no place on the board
  const ROWS = [["Given", (b) => !b.formula], ["Forward", (b) => /^[zh]\d$/.test(b.name)],
    ["Loss", (b) => /loss$/i.test(b.name)], ["Backward", (b) => /^d\w+_d/.test(b.name) && /\W/.test(b.formula)],
    ["Step", (b) => /_new$/.test(b.name)]];
  const SETTINGS = ["alpha", "lambda"].filter((name) => own.blocks.some((b) => (b.formula || "").includes(name)));
  const givens = own.blocks.filter((b) => !b.formula).flatMap((b) => b.values.flatMap((row, r) =>
    row.map((x, c) => ({ name: b.name, r, c, words: Trace.placeOf(b, r, c) }))))
    .concat(SETTINGS.map((name) => ({ name, r: 0, c: 0, words: name })));
  let before = own, now = own, chosen; // the numbers compared with, those shown; the one to change
  let address = "#whatif", steps = 0, stepping = false; // of these numbers; steps taken; whether the last change was one

  const at = (trace, { name, r, c }) => (trace.byName.has(name) ? trace.byName.get(name).values[r][c] : trace.set[name]);
  const same = (a, b) => Object.is(a, b) || a === b;
  const changes = (from) => givens.filter((place) => !same(at(now, place), at(from, place)));

  // the step: W1_new and W2_new in the place of W1 and W2
  const stepped = own.blocks.filter((b) => own.byName.has(b.name + "_new"));
  const stepOf = (trace) => Trace.changed(trace, stepped.flatMap(({ name }) =>
    trace.byName.get(name + "_new").values.flatMap((row, r) => row.map((x, c) => ({ name, r, c, x })))));

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
        if (block.formula && focused) return void (live.textContent = tells.textContent = player.point(name, r, c));
        light(name in own.set ? usersOf(name) : player.related(name, r, c));
        if (focused) choose(given(r, c));
      },
      leave(key) {
        const here = tables.findIndex((t) => t.made === made), next = here + (/Left|Up/.test(key) ? -1 : 1);
        tables.at(next % tables.length).made.focus(0, 0);
      } });
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

  /* alpha or lambda, and all entries whose formula has it. */
  const usersOf = (setting) => [{ name: setting, r: 0, c: 0 },
    ...entries.filter(({ name }) => new RegExp(`\\b${setting}\\b`).test(own.byName.get(name).formula))];

  const light = (places) => tables.forEach(({ made, name }) =>
    made.show(places.filter((p) => p.name === name).map((p) => [p.r, p.c])));

  function draw() {
    tables.forEach(({ made, name }) => made.update(blockOf(now, name)));
    board.querySelectorAll(".chosen").forEach((td) => td.classList.remove("chosen"));
    tables.find(({ name }) => name === chosen.name).made.cell(chosen.r, chosen.c).classList.add("chosen");
    player.renumber(now);
    tells.textContent = sentence();
    reset.disabled = now === own;
    link.hidden = reset.disabled;
    address = now === own ? "#whatif" : "#what-if=" + changes(own).map((place) =>
      (place.name in own.set ? place.name : `${place.name}.${place.r + 1}.${place.c + 1}`) + "=" + at(now, place)).join(",");
  }

  // ---- what a change did, in a sentence

  const signed = (x) => (x < 0 ? "\u2212 " : "+ ") + Trace.format(Math.abs(x));

  function sentence() {
    const changed = changes(before), result = own.byName.get("Loss") || own.blocks.at(-1);
    const taken = steps ? `${steps} step${steps === 1 ? "" : "s"} taken. ` : "";
    if (!changed.length) return taken || "These are the chapter\u2019s numbers. Move the slider.";
    const what = taken + (changed.length > 1 ? `${changed.length} numbers changed`
      : `${changed[0].words} ${signed(at(now, changed[0]) - at(before, changed[0]))}`);
    const [old, values, first] = [before, now, own].map((trace) => trace.byName.get(result.name).values.flat());
    const moved = values.map((x, i) => i).filter((i) => !same(values[i], old[i]));
    const reached = entries.filter((place) => !same(at(now, place), at(before, place))).length;
    if (!reached) return `${what}: nothing that this chapter computes uses it.`;
    const follow = `${reached} of ${entries.length} computed numbers follow`;
    if (result.name === "Loss" && !moved.length && stepped.length) { // only the step has changed
      const [there, here] = [before, now].map((trace) => Trace.format(stepOf(trace).byName.get("Loss").values[0][0]));
      return `${what}: ${follow}. The step would bring the Loss from ${Trace.format(old[0])} to ${here}` +
        (here === there ? "." : `; with the number before, to ${there}.`);
    }
    if (result.name !== "Loss" || !moved.length)
      return `${what}: ${follow}` + (moved.length && moved.length < 4
        ? "; " + moved.map((i) => `${Trace.placeOf(result, 0, i)} ${Trace.format(old[i])} to ${Trace.format(values[i])}`).join(", ")
        : "") + ".";
    const slopes = changed.map((place) => [before.byName.get("dLoss_d" + place.name), at(now, place) - at(before, place), place]);
    const promised = slopes.every(([slope]) => slope) &&
      slopes.reduce((sum, [slope, by, { r, c }]) => sum + slope.values[r][c] * by, 0);
    if (![...old, ...values].every(isFinite))
      return `${what}: Loss ${Trace.format(old[0])} to ${Trace.format(values[0])}. ${follow}.`;
    const digits = Math.abs(old[0] - values[0]) < 0.001 ? 8 : 5, tiny = Math.min(old[0], values[0]) < 0.0001;
    const print = (x) => (tiny ? Trace.format(x) : x.toFixed(digits));
    const move = (x) => `a ${x >= 0 ? "fall" : "rise"} of ${print(Math.abs(x))}`;
    return `${what}: Loss ${print(old[0])} to ${print(values[0])}, ${move(old[0] - values[0])}` + (promised === false ? ""
      : `; the slope${changed.length > 1 ? "s" : ""} promised ${move(-promised)}`) + `. ${follow}.` +
      (steps > 1 ? ` From the chapter\u2019s numbers to here: Loss ${print(first[0])} to ${print(values[0])}.` : "");
  }

  // ---- choosing and changing

  function choose(place) {
    chosen = place;
    select.selectedIndex = givens.indexOf(place);
    name.textContent = place.words;
    const x = at(before, place), positive = place.name in own.set;
    range.min = positive ? 0 : Math.floor(Math.min(-3, x - 3));
    range.max = positive ? 10 * x || 1 : Math.ceil(Math.max(3, x + 3));
    follow();
    draw();
  }

  function follow() {
    const x = at(now, chosen);
    if (x > range.max) range.max = 2 * x;
    if (x < range.min) range.min = 2 * x;
    range.value = field.value = x;
  }

  /* Shows these numbers; if they are the chapter's, as at the beginning. */
  function become(numbers) {
    now = numbers;
    if (!changes(own).length) [before, now, steps] = [own, own, 0];
  }

  /* The number that a text is, for a place, or undefined. */
  function numberIn(text, place = chosen) {
    const typed = text.trim().replace(",", ".").replace("\u2212", "-"), x = Number(typed);
    return /^[-+.\d][-+.e\d]*$/i.test(typed) && isFinite(x) && !(place.name in own.set && x < 0) ? x : undefined;
  }

  function set(text) {
    const x = numberIn(text);
    if (x === undefined) return; // a number that is being typed
    if (stepping) [before, stepping] = [now, false]; // what follows is compared with the step's numbers
    become(Trace.changed(now, [{ ...chosen, x }]));
    draw();
  }

  /* The state as a link, and for those who hear the page; not at each pixel of the slider. */
  function settle() {
    if (now !== own || location.hash.startsWith("#what-if=")) history.replaceState(null, "", address);
    live.textContent = tells.textContent;
  }

  function linked() {
    if (now !== own && location.hash.startsWith("#trace=")) history.replaceState(null, "", address); // the numbers stay
    if (!location.hash.startsWith("#what-if=")) return;
    const found = placeInAddress().slice(9).split(",").map((text) => {
      const [, name, r = 1, c = 1, x] = /^(\w+)(?:\.(\d+)\.(\d+))?=(.+)$/.exec(text) || [];
      const place = givens.find((g) => g.name === name && g.r === r - 1 && g.c === c - 1);
      return place && numberIn(x, place) !== undefined ? { ...place, x: numberIn(x, place), place } : null;
    });
    const good = !found.includes(null);
    [before, now, steps, stepping] = [own, own, 0, false];
    if (good) become(Trace.changed(own, found));
    choose(good ? found[0].place : chosen);
    if (good) settle();
    else tells.textContent = "This link is not of this chapter: its numbers are not shown.";
    section.scrollIntoView();
  }

  select.append(...givens.map((place) => make("option", { text: place.words })));
  select.addEventListener("change", () => choose(givens[select.selectedIndex]));
  range.addEventListener("input", () => { set(range.value); field.value = range.value; });
  field.addEventListener("input", () => { set(field.value); range.value = at(now, chosen); });
  range.addEventListener("change", settle);
  field.addEventListener("change", () => {
    const typed = field.value, wanted = chosen.name in own.set ? "a number from 0 up" : "a number";
    if (numberIn(typed) === undefined)
      tells.textContent = `\u201c${typed}\u201d is not ${wanted}: ${chosen.words} stays ${Trace.format(at(now, chosen))}.`;
    follow();
    settle();
  });
  take.hidden = section.querySelector(".stepping").hidden = !stepped.length;
  take.addEventListener("click", () => {
    [before, now] = [now, stepOf(now)];
    steps++;
    stepping = true;
    choose(chosen);
    settle();
  });
  reset.addEventListener("click", () => {
    [before, now, steps, stepping] = [own, own, 0, false];
    choose(chosen);
    settle();
    range.focus();
  });
  keep.addEventListener("click", () => {
    download("what-if.trace", Trace.write(now, changes(own).map((place) => `${place.words} = ${at(now, place)}`)));
    tells.textContent = live.textContent = "Kept as what-if.trace. build/trace check what-if.trace computes it again.";
  });
  link.addEventListener("click", () => copy(new URL(address, location).href, link));
  board.addEventListener("focusin", (event) => stop(event.target));
  document.addEventListener("lit", ({ detail }) => light(detail));
  window.addEventListener("hashchange", linked);
  choose(givens.find((place) => place.name === "W2" && own.byName.has("h2")) || givens.find((place) => place.name === "W1"));
  stop(board.querySelector(".chosen"));
  linked();
})();
