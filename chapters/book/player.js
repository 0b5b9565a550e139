/* The player of a trace.  The page holds the trace as JSON, the same content as a list, and the player's
 * frame (player.html), which is shown in the list's place.  trace.js knows traces, table.js draws a block,
 * curve.js the sigmoid; here a block is laid out with its formula, and the place in the trace is kept.
 *
 *   arrow keys on the player      the block before, the block after; Home and End: first and last
 *   arrow keys in a table         from entry to entry
 *   #trace=dLoss_dW1[2,2]         the link of a place, kept up to date; one step back for a jump or a walk
 */

(() => {
  "use strict";

  const section = document.getElementById("player");
  if (!section) return;
  const [stage, bar, select, count, head, matrices, words, curve, live, choose, close, message] = [".stage", ".bar",
    "select", ".count", ".head", ".matrices", ".words", ".curve", "[role=status]", "input", ".close", ".message"]
    .map((selector) => section.querySelector(selector));
  const source = section.querySelector("#trace"), own = Trace.fromJSON(source.textContent, source.dataset.run);
  const OWN = "the chapter's trace";
  let trace, title, difference, turn = 0; // what is shown, its name, where it is not the chapter's; files opened
  let at, block, tree, misfits, decimals; // the place in it: a block, its formula as a tree or null
  let tables, grid; // the operands' tables on the page, and the result's
  let walking = false; // whether the last move was a step from block to block
  const judged = new WeakMap(); // { tree, misfits } of each block

  section.classList.add("playing");
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
  choose.addEventListener("change", () => choose.files[0] && open(choose.files[0]));
  close.addEventListener("click", () => {
    turn++; // a file still being read comes too late
    choose.value = "";
    show(own, OWN, null, [], "", "");
    block = null;
    go(at);
    stage.focus();
  });
  document.addEventListener("open-trace", ({ detail: { name, text } }) => { // a program of the page has written it
    turn++;
    read(name, text);
  });
  ["dragover", "dragleave", "drop"].forEach((kind) => document.addEventListener(kind, (event) => {
    event.preventDefault(); // beside the player too: the browser would leave the page for the file
    section.classList.toggle("over", kind === "dragover");
    if (kind === "drop" && event.dataTransfer.files[0]) open(event.dataTransfer.files[0]);
  }));

  function end() { return trace.blocks.length - 1; }
  function modified(event) { return event.altKey || event.ctrlKey || event.metaKey || event.shiftKey; }

  // ---- a trace from disk

  async function open(file) {
    const mine = ++turn, text = await file.text().catch(() => null);
    if (mine === turn) read(file.name, text);
  }

  const breath = () => new Promise((done) => setTimeout(done)); // for the page to show what was said

  async function read(name, text) {
    const mine = turn;
    let found = null;
    try {
      if (text === null) throw new Error(`${name} cannot be read: is it a folder?`);
      tell(`Reading ${name} \u2026`, "");
      await breath();
      const theirs = Trace.parse(text, name), wrong = [];
      found = Trace.firstDifference(own, theirs);
      for (const b of theirs.blocks) {
        if (text.length > 1e6) await breath();
        if (mine !== turn) return; // another was opened meanwhile
        if (judge(theirs, b, name).misfits.length) wrong.push(b);
      }
      const another = Trace.otherOptions(own, theirs);
      const whose = theirs.chapter === own.chapter ? name + ":" : `${name}, a trace of ${theirs.chapter}:`;
      show(theirs, name, found, wrong, [whose, another,
        found ? found.words : Trace.agreement(own, theirs, wrong), Trace.consistency(own, theirs, wrong)]
        .filter(Boolean).join(" "), wrong.length || (found && !another) ? "differs" : "");
    } catch (error) {
      tell(`Not opened. ${error.message}. ${found ? found.words + " " : ""}Still shown: ${title}.`, "bad");
    }
  }

  /* The formula of a block as a tree, and where the block does not follow from it; found once. */
  function judge(trace, b, name) {
    if (!judged.has(b)) {
      const tree = b.formula ? Trace.parseFormula(trace, b, name) : null;
      judged.set(b, { tree, misfits: tree ? Trace.misfits(b, tree) : [] });
    }
    return judged.get(b);
  }

  /* Where the player begins: the very first block, if none is computed. */
  const first = (which) => which.byName.get(source.dataset.start) || which.blocks.find((b) => b.formula) || which.blocks[0];

  function tell(text, kind) {
    message.className = "message " + kind;
    message.textContent = text;
    if (text) message.scrollIntoView({ block: "nearest" });
  }

  function show(which, name, found, wrong, text, kind) {
    const mark = (b) =>
      (found && found.block === b ? " \u2260 differs" : wrong.includes(b) ? " \u2260 its formula" : "");
    const begin = wrong[0] || (found && found.block) || first(which);
    [trace, title, difference, block] = [which, name, found, null];
    close.hidden = trace === own;
    section.querySelectorAll(".own").forEach((e) => { e.hidden = trace !== own; });
    select.replaceChildren(...trace.blocks.map((b) => make("option", { text: b.name + mark(b) })));
    go(begin.at, true);
    walking = false;
    tell(text, kind);
    document.dispatchEvent(new CustomEvent("trace-shown", { detail: { trace: trace === own ? null : trace, name } }));
  }

  // ---- the place in the trace, and its link

  /* From block to block, as the reader asks: a walk of many steps is one place to come back to. */
  function move(to, step) {
    const before = block;
    go(to);
    if (block !== before) keep(step && walking ? "replaceState" : "pushState");
    walking = step;
  }

  function keep(how, r, c) {
    if (trace !== own) return; // a trace of the reader's has no address
    const hash = "#trace=" + (r === undefined ? block.name : Trace.placeOf(block, r, c));
    if (hash !== location.hash) history[how](null, "", hash);
  }

  function linked() {
    const [, name, r = 1, c = 1] = /^#trace=([\w@]+)(?:\[(\d+),(\d+)\])?$/.exec(decodeURIComponent(location.hash)) || [];
    const to = own.byName.get(name || first(own).name);
    if (!to) return;
    if (trace !== own) show(own, OWN, null, [], "", "");
    go(to.at, !name);
    walking = false;
    if (!name) return;
    if (r <= to.rows && c <= to.cols) live.textContent += " " + light(r - 1, c - 1);
    section.querySelector(".stage").scrollIntoView();
    stage.focus({ preventScroll: true });
  }

  // ---- a block

  const isNumber = (b) => b.rows * b.cols === 1;
  const shape = ({ rows, cols }) => make("span", { class: "shape", text: ` ${rows}\u00d7${cols}` });
  const given = () => (block.name.includes("@") ? "recorded" : "given"); // as trace why says

  function short(x) {
    const size = Math.abs(x), fits = size >= 10 ** -decimals && size < 1e4;
    const whole = !isFinite(x) || x === Math.round(x);
    return (whole ? Trace.format(x) : fits ? x.toFixed(decimals) : x.toExponential(2)).replace("-", "\u2212");
  }

  function go(to, silently) {
    at = Math.max(0, Math.min(to, end()));
    if (block === trace.blocks[at]) return;
    block = trace.blocks[at];
    ({ tree, misfits } = judge(trace, block));
    const largest = block.values.flat().filter(isFinite).reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    // a step is small: four decimals would not show it, and eight have no room on a phone
    decimals = /_new(@|$)/.test(block.name) ? (innerWidth < 560 ? 6 : 8) : largest > 0 && largest < 0.01 ? 6 : 4;
    const first = difference && difference.block === block, differs = first ? difference.entries : [];
    const notes = [first && "the first block that differs",
      misfits.length && `${misfits.length} of ${block.rows * block.cols} not as the formula gives`].filter(Boolean);

    select.selectedIndex = at;
    count.textContent = `${at + 1} of ${end() + 1} in ${title}`;
    // disabled would throw the focus away; a button at its end only says so
    [0, 1, 2, 3].forEach((i) => bar.children[i].setAttribute("aria-disabled", at === (i < 2 ? 0 : end())));
    head.replaceChildren(make("h3", {}, make("span", { text: block.name }), shape(block),
        ...notes.map((text) => make("strong", { class: "wrong", text: "\u2260 " + text }))),
      make("p", { class: "formula" },
        make("code", { text: block.name + (block.formula ? " = " + block.formula : " was " + given()) })));
    lay(differs);
    const [r, c] = differs[0] || misfits[0] || [0, 0];
    light(r, c);
    grid.tab(r, c);
    live.textContent = silently ? "" : `Block ${at + 1} of ${end() + 1} in ${title}: ` + [
      `${block.name}, ${block.rows} by ${block.cols}`, block.formula ? "= " + block.formula : given(),
      ...(isNumber(block) ? [Trace.format(block.values[0][0])] : []), ...notes].join(", ");
  }

  /* The formula with its matrices beside each other, and the result. */
  function lay(differs) {
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
    put(table(block, false, differs));
  }

  function table(of, transposed, differs) {
    const marks = differs ? [[differs, "differs"], [misfits, "not as the formula gives"]]
      .map(([list, words]) => [new Set(list.map(String)), words]) : [];
    const made = makeTable({ block: of, transposed, result: !!differs, short,
      notes: (r, c) => marks.filter(([set]) => set.has(`${r},${c}`)).map(([, words]) => words),
      act(r, c, focused) {
        const words = differs ? light(r, c) : lightUses(of, r, c);
        if (focused) live.textContent = words;
        if (focused && differs) keep("replaceState", r, c);
      } });
    if (differs) grid = made;
    else tables.push(made);
    return made.figure;
  }

  /* Lights the entries that (r, c) of the result is made from, and says how; returns that in one sentence. */
  function light(r, c) {
    const used = tree ? Trace.leaves(tree, r, c) : [], name = Trace.placeOf(block, r, c);
    const { lines, notes } = tree ? Trace.why(tree, r, c) : { lines: [], notes: [] };
    const x = Trace.format(block.values[r][c]);
    const gives = misfits.some((e) => e[0] === r && e[1] === c) && Trace.format(Trace.entry(tree, r, c));
    const from = tree ? "" : ` (${given()})`;

    grid.show([[r, c]]);
    tables.forEach((table) => table.show(used.filter((u) => u.block === table.block).map((u) => [u.r, u.c])));
    words.replaceChildren(
      make("p", { class: gives && "wrong" }, make("b", { text: name }),
        gives ? ` is ${x} in the trace, but its formula gives ${gives}` : ` = ${x}${from}`),
      ...lines.map((line) => make("p", { class: "line", text: "= " + line })),
      ...notes.map((note) => make("p", { class: "line", text: note })));
    curve.replaceChildren(...drawCurve(trace, block, r, c, short));
    return [gives ? `${name} is ${x}, but its formula gives ${[...lines, gives].join(" = ")}`
      : `${name} = ${[...lines, x].join(" = ")}${from}`, ...notes].join(" ");
  }

  /* Lights the entries of the result that an entry of an operand is used in, and says which, and where else. */
  function lightUses(of, r, c) {
    const MANY = 20000, name = Trace.placeOf(of, r, c), uses = [];
    for (let i = 0; i < block.rows && block.rows * block.cols <= MANY; i++)
      for (let j = 0; j < block.cols; j++)
        if (Trace.leaves(tree, i, j).some((u) => u.block === of && u.r === r && u.c === c)) uses.push([i, j]);
    grid.show(uses);
    tables.forEach((table) => table.show(table.block === of ? [[r, c]] : []));
    const all = uses.length === block.rows * block.cols, into = all && uses.length > 1 ? `every entry of ${block.name}`
      : uses.length ? uses.slice(0, 6).map(([i, j]) => Trace.placeOf(block, i, j)).join(", ") + (uses.length > 6 ? ` and ${uses.length - 6} more` : "") : block.name;
    const others = trace.blocks.filter((b) => b !== block && b.formula && new RegExp(`\\b${of.name}\\b(?!@)`).test(b.formula));
    const said = `${name} = ${Trace.format(of.values[r][c])} is used in ${into}` + (others.length ? ", and in " : ".");
    words.replaceChildren(make("p", {}, said, ...others.slice(0, 8).flatMap((b, i) =>
      [i > 0 && ", ", make("a", trace === own ? { href: "#trace=" + b.name, text: b.name } : { text: b.name })]), others.length > 0 && "."));
    curve.replaceChildren();
    return said + others.map((b) => b.name).join(", ");
  }

  show(own, OWN, null, [], "", "");
  if (location.hash.startsWith("#trace=")) linked();
})();
