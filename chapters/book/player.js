/* The player of a trace.  The page holds the trace as JSON and the player's frame (player.html); without a
 * script it has the same content as a list.  trace.js knows traces, table.js draws a block, curve.js the sigmoid,
 * judge.js says what an opened trace is worth; here a block is laid out with its formula, and the place in the
 * trace is kept.
 *
 *   arrow keys on the player      the block before, the block after; Home and End: first and last
 *   arrow keys in a table         from entry to entry
 *   #trace=dLoss_dW1[2,2]         the link of a place, kept up to date; one step back for a jump or a walk
 *
 * For the board (whatif.js): player.own is the chapter's trace, player.renumber(trace) shows it with other
 * numbers, player.point(name, r, c) an entry of it, and returns how it is made in words; player.related says
 * what an entry is made from, or where a given one is used, as [{ name, r, c }].  The event "lit" brings the
 * entries that the player lights.
 */

var player = (() => {
  "use strict";

  const section = document.getElementById("player");
  const [stage, bar, select, count, head, matrices, words, curve, live, choose, close, message, all] = [".stage", ".bar",
    "select", ".count", ".head", ".matrices", ".words", ".curve", "[role=status]", "input", ".close", ".message", ".said"]
    .map((selector) => section.querySelector(selector));
  const source = section.querySelector("#trace"), own = Trace.fromJSON(source.textContent);
  let home = own; // the chapter's trace, with the numbers of the board
  let trace, title, found, reading; // what is shown, its name, what is wrong in it (judge.js); an AbortController
  let at, block, tree, decimals; // the place in it: a block, its formula as a tree or null
  let tables, grid, place; // the operands' tables on the page, and the result's; its entry that is explained
  let walking = false; // whether the last move was a step from block to block
  const trees = new WeakMap(); // of each block

  [() => 0, () => at - 1, () => at + 1, end].forEach((to, i) =>
    bar.children[i].addEventListener("click", () => move(to(), i % 3 > 0)));
  select.addEventListener("change", () => move(select.selectedIndex, false));
  addEventListener("popstate", linked);
  stage.addEventListener("keydown", (event) => {
    if (event.key === "Escape") stage.focus();
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: end() }[event.key];
    if (to === undefined || modified(event) || event.target.closest("select, input, .scroll")) return;
    event.preventDefault();
    move(to, event.key.startsWith("Arrow"));
  });
  choose.addEventListener("click", () => { choose.value = ""; }); // the same file, mended, is read again
  choose.addEventListener("change", () => choose.files[0] && compare(choose.files[0].name, choose.files[0].arrayBuffer()));
  close.addEventListener("click", () => {
    stop();
    back();
    block = null;
    go(at);
    stage.focus();
  });
  document.addEventListener("open-trace", ({ detail: { name, data } }) => { // written by a program
    compare(name, data);
    stage.focus({ preventScroll: true });
  });
  ["dragover", "dragleave", "drop"].forEach((kind) => document.addEventListener(kind, (event) => {
    const { files, types } = event.dataTransfer;
    if (!types.includes("Files") || event.target.closest("input")) return;
    event.preventDefault(); // beside the player too: the browser would leave the page for the file
    section.classList.toggle("over", kind === "dragover");
    if (kind === "drop" && files[0]) compare(files[0].name, files[0].arrayBuffer());
  }));

  function end() { return trace.blocks.length - 1; }
  function modified(event) { return event.altKey || event.ctrlKey || event.metaKey || event.shiftKey; }

  // ---- a trace from disk

  const NOTHING = { blocks: [], entries: new Map(), verdict: "", words: "" };
  const back = () => show(home, "", NOTHING);
  const offAt = (b, r, c) => found.entries.get(`${b.name}[${r + 1},${c + 1}]`);

  async function compare(name, data) {
    stop();
    const { signal } = (reading = new AbortController()), mine = () => !signal.aborted;
    try {
      tell(`Reading ${name} \u2026`, "");
      close.hidden = false; // it can be stopped
      const bytes = await Promise.resolve(data).catch(() => { throw new Error(`${name} cannot be read: is it a folder?`); });
      const judged = await judgeTrace(name, new Uint8Array(bytes), source.dataset.trace, signal);
      if (mine()) show(judged.trace, name, judged);
    } catch (error) {
      if (!mine()) return;
      tell(`Not opened. ${error.message}. Still shown: ${title}.`, "bad");
      close.hidden = trace === home;
    }
  }

  function stop() {
    if (reading) reading.abort();
    choose.value = "";
  }

  function treeOf(which, b) {
    if (b.formula && !trees.has(b)) trees.set(b, Trace.parseFormula(which, b));
    return trees.get(b) || null;
  }

  /* Where the player begins: the very first block, if none is computed. */
  const first = (which) => which.byName.get(source.dataset.start) || which.blocks.find((b) => b.formula) || which.blocks[0];

  function tell(text, kind) {
    message.className = "message " + kind;
    message.textContent = text;
    if (text) message.scrollIntoView({ block: "nearest" });
  }

  function show(which, name, judged) {
    const mark = (b) => judged.blocks.filter((f) => f.name === b.name)
      .map((f) => (f.formula ? " \u2260 its formula" : " \u2260 differs"));
    [trace, title, found, block] = [which, name || titleOf(home), judged, null];
    close.hidden = trace === home;
    section.querySelectorAll(".own").forEach((e) => { e.hidden = trace !== home; });
    select.replaceChildren(...trace.blocks.map((b) => make("option", { text: b.name + mark(b).join("") })));
    go((found.blocks.length ? trace.byName.get(found.blocks[0].name) : first(trace)).at, true);
    walking = false;
    tell(found.verdict, found.bad ? "differs" : "");
    all.hidden = !found.words;
    all.firstElementChild.textContent = `All that build/trace says of ${name}`;
    all.lastElementChild.textContent = found.words;
    document.dispatchEvent(new CustomEvent("trace-shown", { detail: { trace: trace === home ? null : trace, name } }));
  }

  // ---- the chapter's numbers, changed on the board

  const titleOf = (which) => (which === own ? "the chapter\u2019s trace" : "the chapter\u2019s trace with your numbers");

  let waiting = 0, silent = false; // silent: what is lit on the board stays
  function renumber(numbers) {
    const shown = trace === home;
    if (numbers === home) return;
    home = numbers;
    if (!shown) return; // a trace of the reader's stays
    [trace, title] = [home, titleOf(home)];
    clearTimeout(waiting);
    waiting = setTimeout(() => { // when the slider rests
      if (trace !== home) return; // a trace of the reader's has been opened meanwhile
      block = null;
      silent = true;
      go(at, true, place);
      silent = false;
    }, 50);
  }

  function point(name, r, c) {
    const b = home.byName.get(name);
    if (trace !== home) { // a trace of the reader's stays
      document.dispatchEvent(new CustomEvent("lit", { detail: related(name, r, c) }));
      return explain(b, treeOf(home, b), r, c).all;
    }
    go(b.at, true, [r, c]);
    return light(r, c);
  }

  /* What an entry of the chapter's trace is made from, or where a given one is used. */
  function around(b, r, c) {
    const others = b.formula ? Trace.leaves(treeOf(home, b), r, c) : home.blocks.filter((other) => other.formula)
      .flatMap((other) => usesIn(home, other, b, r, c).map(([i, j]) => ({ block: other, r: i, c: j })));
    return [{ block: b, r, c }, ...others];
  }
  const named = (places) => places.map(({ block, r, c }) => ({ name: block.name, r, c }));
  const related = (name, r, c) => named(around(home.byName.get(name), r, c));

  /* Lights the entries in the player's tables, and on the board. */
  function lightUp(places) {
    [...tables, grid].forEach((table) => table.show(places.filter((p) => p.block.name === table.name).map((p) => [p.r, p.c])));
    if (!silent) document.dispatchEvent(new CustomEvent("lit", { detail: trace === home ? named(places) : [] }));
  }

  // ---- the place in the trace, and its link

  /* From block to block, as the reader asks: a walk of many steps is one place to come back to. */
  function move(to, step) {
    const before = block;
    if (message.classList.contains("bad")) tell("", "");
    go(to);
    if (block !== before) keep(step && walking ? "replaceState" : "pushState");
    walking = step;
  }

  function keep(how, r, c) {
    if (trace !== own) return; // numbers of the reader's have no address
    const hash = "#trace=" + (r === undefined ? block.name : Trace.placeOf(block, r, c));
    if (hash !== location.hash) history[how](null, "", hash);
  }

  function linked() {
    if (location.hash ? !location.hash.startsWith("#trace=") : trace !== home) return;
    const [, name, r = 1, c = 1] = /^#trace=([\w@]+)(?:\[(\d+),(\d+)\])?$/.exec(placeInAddress()) || [];
    const to = trace.byName.get(name || first(own).name);
    if (!to) return;
    go(to.at, !name, name && r <= to.rows && c <= to.cols ? [r - 1, c - 1] : null);
    walking = false;
    if (!name) return;
    stage.scrollIntoView();
    stage.focus({ preventScroll: true });
  }

  // ---- a block

  const isNumber = (b) => b.rows * b.cols === 1;
  const shape = ({ rows, cols }) => make("span", { class: "shape", text: ` ${rows}\u00d7${cols}` });
  const given = (b) => (b.name.includes("@") ? "recorded" : "given"); // as trace why says

  const noteOf = ({ formula }) => (formula ? "not as the formula gives" : "the first block that differs");
  const short = (x) => makeTable.short(x, decimals);

  function go(to, silently, entry) {
    at = Math.max(0, Math.min(to, end()));
    if (block === trace.blocks[at] && !entry) return;
    block = trace.blocks[at];
    tree = treeOf(trace, block);
    decimals = makeTable.decimals(block, innerWidth);
    const wrong = found.blocks.filter(({ name }) => name === block.name), notes = wrong.map(noteOf);

    select.selectedIndex = at;
    stage.classList.toggle("other", trace !== own);
    count.textContent = `${at + 1} of ${end() + 1} in ${title}`;
    // disabled would throw the focus away; a button at its end only says so
    [0, 1, 2, 3].forEach((i) => bar.children[i].setAttribute("aria-disabled", at === (i < 2 ? 0 : end())));
    head.replaceChildren(make("h3", {}, make("span", { text: block.name }), shape(block),
        ...notes.map((text) => make("strong", { class: "wrong", text: "\u2260 " + text }))),
      make("p", { class: "formula" },
        make("code", { text: block.name + (block.formula ? " = " + block.formula : " was " + given(block)) })));
    lay(wrong);
    const [r, c] = entry || (wrong.length ? [wrong[0].r || 0, wrong[0].c || 0] : [0, 0]), explained = light(r, c);
    grid.tab(r, c);
    live.textContent = silently ? "" : `Block ${at + 1} of ${end() + 1} in ${title}: ` + [
      `${block.name}, ${block.rows} by ${block.cols}`, block.formula ? "= " + block.formula : given(block),
      ...(isNumber(block) ? [Trace.format(block.values[0][0])] : []), ...notes].join(", ") + (entry ? " " + explained : "");
  }

  /* The formula with its matrices beside each other, and the result. */
  function lay(wrong) {
    const NAMES = { sigmoid: "\u03c3", "-": "\u2212", "'": "\u1d40", ".'": "\u1d40" };
    let open = false; // whether the next piece stands on the same line in any case

    function put(e, opens, closes) {
      if (!open && !closes) matrices.append(make("div", { class: "group" }));
      open = opens;
      matrices.lastChild.append(e.text ? make("span", { class: "sign", text: e.text }) : e);
    }
    function sign({ text, node }) {
      if (node && node.op === "product") return "\u00d7";
      if (node && node.op === "*") return isNumber(node.a) || isNumber(node.b) ? "\u00b7" : "\u2218";
      if (node && node.op === "number" && !/^[\d.]/.test(text)) return `${text} (${Trace.format(node.values[0][0])})`;
      return NAMES[text] || text;
    }
    matrices.replaceChildren();
    tables = [];
    const tokens = tree ? tree.tokens : [], transpose = (token) => token && token.text.endsWith("'");
    tokens.forEach((token, i) => {
      const { op, block: of } = token.node || {}, closes = /^[),\]]$/.test(token.text) || transpose(token);
      if (op === "block") put(table(of, transpose(tokens[i + 1])));
      else if (!transpose(token) || tokens[i - 1].text === ")")
        put({ text: sign(token) }, !closes && op !== "number", closes);
    });
    if (tree) put({ text: "=" }, true);
    put(table(block, false, wrong));
  }

  function table(of, transposed, wrong) {
    const made = makeTable({ block: of, transposed, result: !!wrong, short,
      notes(r, c) {
        const [, , later] = (wrong && offAt(of, r, c)) || [null, null, true];
        return [!later && "not as the formula gives",
          (wrong || []).some((f) => !f.formula && f.r === r && f.c === c) && "differs"].filter(Boolean);
      },
      act(r, c, focused) {
        const words = wrong ? light(r, c) : lightUses(of, r, c);
        if (focused) live.textContent = words;
        if (focused && wrong) keep("replaceState", r, c);
      } });
    if (wrong) grid = made;
    else tables.push(made);
    return made.figure;
  }

  /* How an entry is made: { name, is: what it is, lines, notes, all: these in one sentence }; `off`: as offAt. */
  function explain(b, tree, r, c, off) {
    const name = Trace.placeOf(b, r, c), { lines, notes } = tree ? Trace.why(tree, r, c) : { lines: [], notes: [] };
    const x = Trace.format(b.values[r][c]), from = tree ? "" : ` (${given(b)})`;
    if (!off)
      return { name, is: ` = ${x}${from}`, lines, notes,
        all: [`${name} = ${[...lines, x].join(" = ")}${from}`, ...notes].join(" ") };
    const [printed, gives, later = ""] = off;
    return { name, is: ` is ${printed} in the trace, but its formula gives ${gives}${later}`, lines, notes,
      all: [`${name} is ${printed}, but its formula gives ${[...lines, gives].join(" = ")}${later}`, ...notes].join(" ") };
  }

  /* Lights the entries that (r, c) of the result is made from, and says how; returns that in one sentence. */
  function light(r, c) {
    const off = offAt(block, r, c), { name, is, lines, notes, all } = explain(block, tree, r, c, off);
    place = [r, c];
    lightUp(trace === home ? around(block, r, c) : [{ block, r, c }, ...(tree ? Trace.leaves(tree, r, c) : [])]);
    words.replaceChildren(make("p", { class: off && "wrong" }, make("b", { text: name }), is),
      ...[...lines.map((line) => "= " + line), ...notes].map((text) => make("p", { class: "line", text })));
    curve.replaceChildren(...drawCurve(trace, block, r, c, short));
    return all;
  }

  /* Where an entry of a block is used in another block of the same trace: [[row, column]]. */
  function usesIn(which, b, of, r, c) {
    const MANY = 20000, tree = treeOf(which, b), uses = [];
    for (let i = 0; i < b.rows && b.rows * b.cols <= MANY; i++)
      for (let j = 0; j < b.cols; j++)
        if (Trace.leaves(tree, i, j).some((u) => u.block === of && u.r === r && u.c === c)) uses.push([i, j]);
    return uses;
  }

  /* Lights the entries of the result that an entry of an operand is used in, and says which, and where else. */
  function lightUses(of, r, c) {
    const name = Trace.placeOf(of, r, c), uses = usesIn(trace, block, of, r, c);
    lightUp([{ block: of, r, c }, ...uses.map(([i, j]) => ({ block, r: i, c: j }))]);
    const all = uses.length === block.rows * block.cols && uses.length > 1;
    const some = uses.slice(0, 6).map(([i, j]) => Trace.placeOf(block, i, j)).join(", ") || block.name;
    const into = all ? `every entry of ${block.name}` : some + (uses.length > 6 ? ` and ${uses.length - 6} more` : "");
    const others = trace.blocks.filter((b) => b !== block && b.formula && new RegExp(`\\b${of.name}\\b(?!@)`).test(b.formula));
    const said = `${name} = ${Trace.format(of.values[r][c])} is used in ${into}` + (others.length ? ", and in " : ".");
    const link = ({ name }) => make("a", trace === home ? { href: "#trace=" + name, text: name } : { text: name });
    words.replaceChildren(make("p", {}, said, ...others.slice(0, 8).flatMap((b, i) => [i > 0 && ", ", link(b)]),
      others.length > 0 && "."));
    curve.replaceChildren();
    return said + others.map((b) => b.name).join(", ");
  }

  back();
  if (location.hash) linked();
  return { own, renumber, point, related };
})();
