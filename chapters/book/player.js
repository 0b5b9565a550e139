/* The player of a trace.  The page holds the trace as JSON, the same content as a list, and the player's
 * frame (player.html), which is shown in the list's place.  trace.js knows traces; here they are drawn.
 *
 *   arrow keys on the player      the block before, the block after; Home and End: first and last
 *   arrow keys in the result      from entry to entry
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
  let tables, grid; // the operands on the page, { block, transposed, element }, and the result's element

  section.classList.add("playing");
  [() => 0, () => at - 1, () => at + 1, end].forEach((to, i) =>
    bar.children[i].addEventListener("click", () => go(to())));
  select.addEventListener("change", () => go(select.selectedIndex));
  stage.addEventListener("keydown", (event) => {
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: end() }[event.key];
    if (to === undefined || modified(event) || event.target.closest("select, .scroll")) return;
    event.preventDefault();
    go(to);
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

  function read(name, text) {
    let found = null;
    try {
      if (text === null) throw new Error(`${name} cannot be read: is it a folder?`);
      const mine = Trace.parse(text, name);
      found = Trace.firstDifference(own, mine);
      const wrong = mine.blocks.filter((b) =>
        b.formula && Trace.misfits(b, Trace.parseFormula(mine, b, name)).length);
      const another = Trace.otherOptions(own, mine);
      const whose = mine.chapter === own.chapter ? name + ":" : `${name}, a trace of ${mine.chapter}:`;
      show(mine, name, found, wrong, [whose, another,
        found ? found.words : Trace.agreement(own, mine, wrong), Trace.consistency(own, mine, wrong)]
        .filter(Boolean).join(" "), wrong.length || (found && !another) ? "differs" : "");
    } catch (error) {
      tell(`Not opened. ${error.message}. ${found ? found.words + " " : ""}Still shown: ${title}.`, "bad");
    }
  }

  function tell(text, kind) {
    message.className = "message " + kind;
    message.textContent = text;
    if (text) message.scrollIntoView({ block: "nearest" });
  }

  function show(which, name, found, wrong, text, kind) {
    const mark = (b) =>
      (found && found.block === b ? " \u2260 differs" : wrong.includes(b) ? " \u2260 its formula" : "");
    const begin = wrong[0] || found && found.block;
    [trace, title, difference, block] = [which, name, found, null];
    close.hidden = trace === own;
    section.querySelectorAll(".own").forEach((e) => { e.hidden = trace !== own; });
    select.replaceChildren(...trace.blocks.map((b) => make("option", { text: b.name + mark(b) })));
    const first = begin || trace.byName.get(source.dataset.start) || trace.blocks.find((b) => b.formula);
    go(trace.blocks.indexOf(first), true); // the very first, if there is none
    tell(text, kind);
    document.dispatchEvent(new CustomEvent("trace-shown", { detail: { trace: trace === own ? null : trace, name } }));
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
    tree = block.formula ? Trace.parseFormula(trace, block) : null;
    misfits = tree ? Trace.misfits(block, tree) : [];
    const largest = block.values.flat().filter(isFinite).reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    // a step is small: four decimals would not show it
    decimals = /_new(@|$)/.test(block.name) ? 8 : largest > 0 && largest < 0.01 ? 6 : 4;
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
    grid.rows[r].cells[c].tabIndex = 0;
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

  /* A block as a table; the result's entries can be focused. */
  function table(of, transposed, differs) {
    const [rows, cols] = transposed ? [of.cols, of.rows] : [of.rows, of.cols];
    const name = of.name + (transposed ? "\u1d40" : ""), marks = differs ? [[differs, "differs"],
      [misfits, "not as the formula gives"]].map(([list, words]) => [new Set(list.map(String)), words]) : [];
    const role = /^dLoss/.test(of.name) ? "loss" : /^dh\d_dz\d/.test(of.name) ? "slope"
      : /^(X|h1|dz\d_dW\d)(@|$)/.test(of.name) ? "input" : "plain";
    const element = make("table", differs
      ? { role: "grid", "aria-label": `${name}, ${rows} by ${cols}: arrow keys go from entry to entry` }
      : { "aria-label": of.name + (transposed ? " transposed" : "") });

    for (let r = 0; r < rows; r++)
      for (let c = 0, row = element.insertRow(); c < cols; c++) {
        const x = transposed ? of.values[c][r] : of.values[r][c], kind = x > 0 ? "positive" : x < 0 ? "negative" : "";
        const notes = marks.filter(([set]) => set.has(`${r},${c}`)).map(([, words]) => words);
        row.append(make("td", { class: kind + (notes.length ? " differs" : ""), title: Trace.format(x),
          text: (notes.length ? "\u2260\u00a0" : "") + short(x), ...(differs && { tabindex: -1, role: "gridcell",
            "aria-label": [`${of.name} row ${r + 1} column ${c + 1}: ${short(x)}`,
              short(x).replace("\u2212", "-") - Trace.format(x) !== 0 && `in full ${Trace.format(x)}`, ...notes].filter(Boolean).join(", ") }) }));
      }
    if (differs) listen(grid = element);
    else tables.push({ block: of, transposed, element });
    return make("figure", { class: `block ${role}${differs ? " result" : ""}` },
      make("figcaption", { text: name }, shape({ rows, cols })),
      make("div", { class: rows > 8 ? "scroll tall" : "scroll",
        ...(!differs && (rows > 8 || cols > 3) && { tabindex: 0, role: "region", "aria-label": name }) }, element));
  }

  function listen(grid) {
    const place = (event, act) => {
      const td = event.target.closest("td");
      if (td) act(td.parentNode.rowIndex, td.cellIndex, td);
    };
    grid.addEventListener("mouseover", (event) => place(event, light));
    grid.addEventListener("click", (event) => place(event, (r, c, td) => td.focus()));
    grid.addEventListener("focusin", (event) => place(event, (r, c, td) => {
      live.textContent = light(r, c);
      grid.querySelector("[tabindex='0']").tabIndex = -1;
      td.tabIndex = 0;
    }));
    grid.addEventListener("keydown", (event) => place(event, (r, c) => {
      if (event.key === "Escape") stage.focus();
      const to = { ArrowLeft: [r, c - 1], ArrowRight: [r, c + 1], ArrowUp: [r - 1, c], ArrowDown: [r + 1, c],
                   Home: [r, 0], End: [r, block.cols - 1] }[event.key];
      if (!to || modified(event)) return;
      event.preventDefault();
      if (to[0] in block.values && to[1] in block.values[0]) grid.rows[to[0]].cells[to[1]].focus();
    }));
  }

  /* Scrolls the box of an entry, not the page, until the entry is in sight. */
  function reveal(td) {
    const box = td.closest(".scroll"), inner = td.getBoundingClientRect(), outer = box.getBoundingClientRect();
    const by = (from, to, low, room) => (from < low ? from - low : Math.max(0, to - low - room));
    box.scrollTop += by(inner.top, inner.bottom, outer.top, box.clientHeight);
    box.scrollLeft += by(inner.left, inner.right, outer.left + box.clientLeft, box.clientWidth);
  }

  /* Lights the entries that (r, c) of the result is made from, and says how; returns that in one sentence. */
  function light(r, c) {
    const used = tree ? Trace.leaves(tree, r, c) : [], name = Trace.placeOf(block, r, c);
    const { lines, notes } = tree ? Trace.why(tree, r, c) : { lines: [], notes: [] };
    const x = Trace.format(block.values[r][c]);
    const gives = misfits.some((e) => e[0] === r && e[1] === c) && Trace.format(Trace.entry(tree, r, c));
    const from = tree ? "" : ` (${given()})`;

    matrices.querySelectorAll(".lit").forEach((td) => td.classList.remove("lit"));
    grid.rows[r].cells[c].classList.add("lit");
    tables.forEach(({ block, transposed, element }) => used.filter((u) => u.block === block).forEach((u) =>
      element.rows[transposed ? u.c : u.r].cells[transposed ? u.r : u.c].classList.add("lit")));
    [grid, ...tables.map((t) => t.element)].map((t) => t.querySelector(".lit")).filter(Boolean).forEach(reveal);
    words.replaceChildren(
      make("p", { class: gives && "wrong" }, make("b", { text: name }),
        gives ? ` is ${x} in the trace, but its formula gives ${gives}` : ` = ${x}${from}`),
      ...lines.map((line) => make("p", { class: "line", text: "= " + line })),
      ...notes.map((note) => make("p", { class: "line", text: note })));
    draw(r, c);
    return [gives ? `${name} is ${x}, but its formula gives ${[...lines, gives].join(" = ")}`
      : `${name} = ${[...lines, x].join(" = ")}${from}`, ...notes].join(" ");
  }

  // ---- the sigmoid's point

  /* For h = sigmoid(z) the block z; for h .* (1 - h) the z of that h, and its slope. */
  function sigmoidOf() {
    const bare = ({ formula }) => (formula || "").replaceAll(" ", "");
    const zOf = (b) => trace.byName.get((/^sigmoid\(([\w@]+)\)$/.exec(bare(b)) || [])[1]);
    const [, name, again] = /^([\w@]+)\.\*\(1-([\w@]+)\)$/.exec(bare(block)) || [];
    const h = name && name === again ? trace.byName.get(name) : block, z = zOf(h);
    return z && { z, slope: h !== block };
  }

  function draw(r, c) {
    const of = sigmoidOf(), WIDEST = 50; // beyond it the curve is flat, and a point stands at the edge
    curve.replaceChildren();
    if (!of) return;
    const z = of.z.values[r][c], y = block.values[r][c], all = of.z.values.flat().filter(isFinite);
    const limit = 1.05 * Math.min(WIDEST, all.reduce((most, x) => Math.max(most, Math.abs(x)), 4));
    const power = 10 ** Math.floor(Math.log10(limit)), step = limit / power > 5 ? 2 * power : power;
    const mark = of.slope ? 0.25 : 1, top = 1.15 * mark, path = [], name = Trace.placeOf(of.z, r, c);
    const f = (z) => { const h = Trace.sigmoid(z); return of.slope ? h * (1 - h) : h; };
    const px = (z) => 190 + 180 * Math.max(-1, Math.min(1, z / limit)), py = (y) => 160 - 150 * y / top;
    const line = (x1, y1, x2, y2, kind) => make("line", { x1, y1, x2, y2, class: kind });
    const circle = (z, y, r, kind) => make("circle", { cx: px(z), cy: py(y), r, class: kind });
    const text = (x, y, words, anchor, kind) => make("text", { x, y, "text-anchor": anchor, class: kind, text: words });
    const svg = make("svg", { viewBox: "0 0 380 218", role: "img", "aria-label": (of.slope ? "Slope of the s" : "S") +
        `igmoid: ${name} = ${Trace.format(z)}, ${Trace.placeOf(block, r, c)} = ${Trace.format(y)}` },
      line(10, py(0), 370, py(0), "axis"), line(px(0), py(0), px(0), py(top), "axis"));
    for (const y of [mark, mark / 2])
      svg.append(line(10, py(y), 370, py(y), "grid"), text(12, py(y) - 5, String(y), "start"));
    for (let at = -Math.floor(limit / step) * step; at <= limit; at += step)
      svg.append(line(px(at), py(0), px(at), py(0) + 5, "axis"), text(px(at), py(0) + 20, short(at), "middle"));
    for (let at = -limit; at <= limit; at += limit / 60) path.push(px(at).toFixed(1) + " " + py(f(at)).toFixed(1));
    svg.append(make("path", { d: "M" + path.join("L"), class: of.slope ? "line" : "line answer" }));
    if (all.length <= 100)
      svg.append(...all.filter((x) => Math.abs(x) < limit).map((x) => circle(x, f(x), 3, "other")));
    if (!isNaN(z) && y >= 0 && y <= top) { // off the curve if it does not follow from the formula
      const x = px(z), left = x > 310 || (x > 70 && x < 190), below = z > 0 && !of.slope; // where the curve leaves room
      const words = (z < -limit ? "\u2190 " : "") + `${name} = ${short(z)}` + (z > limit ? " \u2192" : "");
      const half = 4.3 * words.length;
      svg.append(line(x, py(0), x, py(y), "drop"), circle(z, y, 5.5, "point"),
        text(x + (left ? -10 : 10), Math.max(py(y) + (below ? 18 : -8), 14), short(y), left ? "end" : "start",
          "strong"),
        text(Math.max(half, Math.min(380 - half, x)), py(0) + 46, words, "middle", "strong"));
    }
    curve.append(svg);
  }

  show(own, OWN, null, [], "", "");
})();
