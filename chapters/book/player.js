/* The player of a trace.  The page holds the trace as JSON and the same content as a list; this file
 * puts the player in the list's place.  trace.js knows traces; here are only things to see.
 *
 *   arrow keys on the player      the block before, the block after; Home and End: first and last
 *   arrow keys in the result      from entry to entry
 */
(() => {
  "use strict";

  const CHECKED = 200; // formulas of an opened trace that are read at once; the others when they are shown
  const SIGNS = { product: "\u00d7", divide: "/", add: "+", subtract: "\u2212", power: "^" };
  const KEY = '<span><i class="negative"></i> below zero</span> <span><i class="positive"></i> above zero</span> ' +
    '<span><i class="loss"></i> loss</span> <span><i class="slope"></i> slope of the sigmoid</span> ' +
    '<span><i class="input"></i> input of the layer</span>';

  /* make("p", {class: "x", text: "words", onclick: f}, child, ...); what is null, false or "" is left out */
  function make(tag, attributes, ...children) {
    const svg = /^(svg|path|line|circle|text)$/.test(tag);
    const e = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => {
      if (name === "text") e.textContent = value;
      else if (name.startsWith("on")) e.addEventListener(name.slice(2), value);
      else if (value !== null && value !== false) e.setAttribute(name, value === true ? "" : value);
    });
    e.append(...children.filter(Boolean));
    return e;
  }

  function short(x, decimals) {
    const size = Math.abs(x), whole = !isFinite(x) || x === Math.round(x);
    const text = whole ? Trace.format(x) : size < 1e-4 || size >= 1e4 ? x.toExponential(2) : x.toFixed(decimals);
    return text.replace("-", "\u2212");
  }

  const shape = (rows, cols) => make("span", { class: "shape", text: `${rows}\u00d7${cols}` });
  const place = (block, r, c) => block.name + (block.rows * block.cols > 1 ? `[${r + 1},${c + 1}]` : "");
  const given = (block) => (block.name.includes("@") ? "recorded" : "given"); // as trace why says
  const tint = (x) => (x > 0 ? "positive" : x < 0 ? "negative" : "zero");

  function role(name) {
    if (/^dLoss/.test(name)) return "loss";
    if (/^dh\d_dz\d/.test(name)) return "slope";
    return /^(X|h1|dz\d_dW\d)(@|$)/.test(name) ? "input" : "plain";
  }

  function Player(section) {
    const source = section.querySelector("#trace"), own = Trace.fromJSON(source.textContent, source.dataset.run);
    let trace = own, title, at = 0, difference, tree, misfits, decimals, chosen, cells, result;

    const button = (text, name, act) => make("button", { type: "button", "aria-label": name, text, onclick: act });
    const live = make("p", { class: "hidden", role: "status", "aria-live": "polite" });
    const select = make("select", { "aria-label": "Block", onchange: () => go(select.selectedIndex) });
    const end = () => trace.blocks.length - 1;
    const steps = [button("First", "First block", () => go(0)),
      button("\u2190 Back", "Back one block", () => go(at - 1)),
      button("Next \u2192", "Next block", () => go(at + 1)), button("Last", "Last block", () => go(end()))];
    const [count, head, matrices, words, curve] =
      ["count", "head", "matrices", "words", "curve"].map((name) => make("div", { class: name }));
    const key = make("p", { class: "key" });
    const message = make("p", { class: "message", role: "alert" });
    const choose = make("input", { type: "file", id: "choose-trace", accept: ".trace,.txt,text/plain",
                                   onclick: () => { choose.value = ""; }, // the same file, mended, is read again
                                   onchange: () => choose.files[0] && open(choose.files[0]) });
    const close = make("button", { type: "button", text: "Back to the chapter's trace", onclick: () => {
      choose.value = "";
      show(own, "the chapter's trace", null, "");
      stage.focus();
    } });
    const stage = make("div", { class: "stage", tabindex: "0", role: "group", onkeydown: keys,
        "aria-label": "Player of the trace: left and right arrow keys go from block to block" },
      make("div", { class: "bar" }, ...steps, select, count), head, matrices, words, curve, key);

    key.innerHTML = KEY;
    section.append(stage, live, make("div", { class: "open" },
      make("p", {}, make("label", { for: "choose-trace", text: "Open a trace of yours " }), choose),
      make("p", { class: "small", text: "Or drop the file here. It stays on your machine. The first block that " +
        "differs from this chapter's is marked." }), close, message));
    section.classList.add("playing");
    ["dragover", "drop"].forEach((kind) => section.addEventListener(kind, (event) => {
      event.preventDefault();
      section.classList.toggle("over", kind === "dragover");
      if (kind === "drop" && event.dataTransfer.files[0]) open(event.dataTransfer.files[0]);
    }));
    section.addEventListener("dragleave", () => section.classList.remove("over"));
    show(own, "the chapter's trace", null, "");

    function keys(event) {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (event.target.closest("select, [role=grid]")) return;
      const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: end() }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      go(to);
    }

    // ---- a trace from disk

    async function open(file) {
      let mine;
      try {
        mine = Trace.parse(await file.text(), file.name);
        mine.blocks.slice(0, CHECKED).filter((b) => b.formula).forEach((b) => check(mine, b, file.name));
      } catch (error) {
        message.className = "message bad";
        message.textContent = `Not opened. ${error.message}. Still shown: ${title}.`;
        return;
      }
      const found = Trace.firstDifference(own, mine);
      show(mine, file.name, found, [file.name + ":", Trace.otherOptions(own, mine),
        found ? found.words : `All ${own.blocks.length} blocks of this chapter agree${rounded(mine)}.`].filter(Boolean).join(" "));
    }

    const rounded = ({ digits }) =>
      (digits === null ? "" : `, to the ${digits} decimal${digits === 1 ? "" : "s"} that yours has`);

    function check(mine, block, name) {
      try {
        Trace.parseFormula(mine, block);
      } catch (error) {
        throw new Error(`${name}:${block.line}: ${error.message}`);
      }
    }

    function show(which, name, found, text) {
      trace = which;
      title = name;
      difference = found;
      close.hidden = trace === own;
      message.className = found ? "message differs" : "message";
      message.textContent = text;
      select.replaceChildren(...trace.blocks.map((b) =>
        make("option", { text: b.name + (found && found.block === b ? " \u2260 differs" : "") })));
      go(found && found.block ? trace.blocks.indexOf(found.block) : trace.blocks.findIndex((b) => b.formula), true);
      document.dispatchEvent(new CustomEvent("trace-shown", { detail: { trace: trace === own ? null : trace, name } }));
    }

    // ---- a block

    function go(to, silently) {
      at = Math.max(0, Math.min(to, end()));
      const block = trace.blocks[at], first = difference && difference.block === block;
      const single = block.rows * block.cols === 1 ? ", " + Trace.format(block.values[0][0]) : "";
      try {
        tree = block.formula ? Trace.parseFormula(trace, block) : null;
      } catch (error) {
        tree = null;
      }
      misfits = tree ? Trace.misfits(trace, block, tree) : new Map();
      decimals = /_new(@|$)/.test(block.name) ? 8 : 4; // a step is small: four would not show it
      cells = [];
      result = [];
      select.selectedIndex = at;
      count.textContent = `${at + 1} of ${end() + 1} in ${title}`;
      // disabled would throw the focus away; a button at its end only says so
      steps.forEach((step, i) => step.setAttribute("aria-disabled", at === (i < 2 ? 0 : end())));
      head.replaceChildren(make("h3", {}, make("span", { text: block.name }), shape(block.rows, block.cols),
          first && make("strong", { class: "wrong", text: "\u2260 the first block that differs" }),
          misfits.size > 0 && make("strong", { class: "wrong",
            text: `\u2260 ${misfits.size} of ${block.rows * block.cols} not as the formula gives` })),
        make("p", { class: "formula" },
          make("code", { text: block.name + (block.formula ? " = " + block.formula : " was " + given(block)) })));
      matrices.replaceChildren();
      lay(tree, table(block, true));
      const [misfit] = misfits.keys();
      light(...(first && difference.entries[0] || (misfit || "0,0").split(",").map(Number)));
      if (!silently)
        live.textContent = `Block ${at + 1} of ${end() + 1}: ${block.name}, ${block.rows} by ${block.cols}, ` +
          (block.formula ? "= " + block.formula : given(block)) + single +
        (first ? ", the first block that differs" : "") +
        (misfits.size ? `, ${misfits.size} entries not as the formula gives` : "");
    }

    /* The formula with its matrices beside each other, and the result. */
    function lay(tree, result) {
      let group, full = true; // the end of a line parts no sign from what follows it

      const sign = (text) => make("span", { class: "sign", text });
      function before(text) {
        if (full) matrices.append((group = make("div", { class: "group" })));
        full = false;
        group.append(sign(text));
      }
      function operand(e) {
        if (full) matrices.append((group = make("div", { class: "group" })));
        full = true;
        group.append(e);
      }
      function write(n) {
        if (n.bracketed) before("(");
        if (n.op === "block") operand(table(n.block));
        else if (n.op === "transpose" && n.a.op === "block") operand(table(n.a.block, false, true));
        else if (n.op === "number") operand(sign(n.name));
        else if (n.op === "scalar") operand(sign(`${n.name} (${Trace.format(n.at())})`));
        else if (n.op === "sigmoid" || n.op === "sum") {
          before(n.op === "sum" ? "sum (" : "\u03c3 (");
          write(n.a);
          group.append(sign(")"));
        } else if (n.op === "transpose") {
          write(n.a);
          group.append(sign("\u1d40"));
        } else if (n.op === "minus") {
          before("\u2212");
          write(n.a);
        } else {
          write(n.a);
          before(SIGNS[n.op] || (n.a.rows * n.a.cols === 1 || n.b.rows * n.b.cols === 1 ? "\u00b7" : "\u2218"));
          write(n.b);
        }
        if (n.bracketed) group.append(sign(")"));
      }
      if (tree) {
        write(tree);
        before("=");
      }
      operand(result);
    }

    /* A block as a table; the result's entries can be focused. */
    function table(block, is_result, transposed) {
      const [rows, cols] = transposed ? [block.cols, block.rows] : [block.rows, block.cols];
      const name = block.name + (transposed ? "\u1d40" : ""), body = make("tbody", {});
      const box = !is_result && rows * cols > 60 ? { tabindex: "0", role: "region", "aria-label": name } : {};
      for (let i = 0; i < rows; i++) {
        if (is_result) result.push([]);
        body.append(make("tr", {}, ...Array.from({ length: cols }, (_, j) =>
          cell(block, transposed ? j : i, transposed ? i : j, is_result))));
      }
      return make("figure", { class: `block ${role(block.name)}${is_result ? " result" : ""}` },
        make("figcaption", {}, name + " ", shape(rows, cols)),
        make("div", { class: rows > 8 ? "scroll tall" : "scroll", ...box }, make("table", is_result
          ? { role: "grid", "aria-label": `${name}, ${rows} by ${cols}: arrow keys go from entry to entry`,
              onkeydown: move }
          : { "aria-label": name }, body)));
    }

    function cell(block, r, c, is_result) {
      const x = block.values[r][c], misfit = is_result && misfits.has(r + "," + c);
      const differs = is_result && difference && difference.block === block &&
        difference.entries.some((e) => e[0] === r && e[1] === c);
      const td = make("td", { class: tint(x) + (misfit || differs ? " differs" : ""), title: Trace.format(x),
                              text: (misfit || differs ? "\u2260\u00a0" : "") + short(x, decimals) });
      if (!is_result) {
        cells.push({ block, r, c, td });
        return td;
      }
      td.tabIndex = -1;
      td.setAttribute("role", "gridcell");
      td.setAttribute("aria-label", `${block.name} row ${r + 1} column ${c + 1}: ${Trace.format(x)}` +
        (differs ? ", differs" : "") + (misfit ? ", not as the formula gives" : ""));
      td.addEventListener("mouseenter", () => light(r, c));
      td.addEventListener("focus", () => { live.textContent = light(r, c); });
      td.addEventListener("click", () => td.focus());
      result.at(-1).push(td);
      return td;
    }

    function move(event) {
      const d = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0],
                  Home: [0, -chosen[1]], End: [0, result[0].length - 1 - chosen[1]] }[event.key];
      if (event.altKey || event.ctrlKey || event.metaKey || !d) return;
      event.preventDefault();
      const to = (result[chosen[0] + d[0]] || [])[chosen[1] + d[1]];
      if (to) to.focus();
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
      const block = trace.blocks[at], used = [], lit = new Map(), seen = new Set(), name = place(block, r, c);
      result.flat().forEach((td) => { td.classList.remove("lit"); td.tabIndex = -1; });
      chosen = [r, c];
      result[r][c].tabIndex = 0;
      result[r][c].classList.add("lit");
      reveal(result[r][c]);
      if (tree) Trace.leaves(tree, r, c, used);
      used.forEach((u) => lit.set(u.block, (lit.get(u.block) || new Set()).add(u.r + "," + u.c)));
      cells.forEach((one) => {
        const box = one.td.closest(".scroll"), on = lit.has(one.block) && lit.get(one.block).has(one.r + "," + one.c);
        one.td.classList.toggle("lit", on);
        if (on && !seen.has(box)) reveal(one.td);
        if (on) seen.add(box);
      });
      const lines = tree ? Trace.why(tree, r, c) : [], x = Trace.format(block.values[r][c]);
      const gives = misfits.has(r + "," + c) && Trace.format(misfits.get(r + "," + c));
      words.replaceChildren(
        make("p", { class: gives && "wrong" }, make("b", { text: name }),
          gives ? ` is ${x} in the trace, but its formula gives ${gives}` : ` = ${x}${tree ? "" : ` (${given(block)})`}`),
        ...lines.map((line) => make("p", { class: "line", text: "= " + line })));
      draw(block, r, c);
      return gives ? `${name} is ${x}, but its formula gives ${[...lines, gives].join(" = ")}`
        : `${name} = ${[...lines, x].join(" = ")}${tree ? "" : ", " + given(block)}`;
    }

    // ---- the sigmoid's point

    /* For h = sigmoid(z) the block z; for h .* (1 - h) the z of that h, and its slope. */
    function sigmoid_of(block) {
      if (tree && tree.op === "sigmoid" && tree.a.op === "block") return { z: tree.a.block, slope: false };
      const [, a, b] = tree && /^(\w+(?:@\d+)?) \.\* \(1 - (\w+(?:@\d+)?)\)$/.exec(block.formula) || [];
      const h = a === b && trace.byName.get(a), [, z] = h && /^sigmoid\((\w+(?:@\d+)?)\)$/.exec(h.formula) || [];
      return trace.byName.has(z) && { z: trace.byName.get(z), slope: true };
    }

    function draw(block, r, c) {
      const of = sigmoid_of(block);
      curve.replaceChildren();
      if (!of) return;
      const { z: zs, slope } = of, all = zs.values.flat().filter(isFinite), name = place(zs, r, c);
      const z = zs.values[r][c], y = block.values[r][c], mark = slope ? 0.25 : 1, top = 1.15 * mark, path = [];
      const limit = 1.05 * all.reduce((most, x) => Math.max(most, Math.abs(x)), 4);
      const power = 10 ** Math.floor(Math.log10(limit)), step = limit / power > 5 ? 2 * power : power;
      const f = (z) => { const h = Trace.sigmoid(z); return slope ? h * (1 - h) : h; };
      const px = (z) => 190 + 180 * z / limit, py = (y) => 160 - 150 * y / top;
      const line = (x1, y1, x2, y2, kind) => make("line", { x1, y1, x2, y2, class: kind });
      const circle = (z, y, r, kind) => make("circle", { cx: px(z), cy: py(y), r, class: kind });
      const text = (x, y, words, anchor, kind) =>
        make("text", { x, y, "text-anchor": anchor, class: kind || null, text: words });
      const svg = make("svg", { viewBox: "0 0 380 218", role: "img", "aria-label": (slope ? "Slope of the s" : "S") +
          `igmoid: ${name} = ${Trace.format(z)}, ${place(block, r, c)} = ${Trace.format(y)}` },
        line(10, py(0), 370, py(0), "axis"), line(px(0), py(0), px(0), py(top), "axis"));
      for (const y of [mark, mark / 2])
        svg.append(line(10, py(y), 370, py(y), "grid"), text(12, py(y) - 5, String(y), "start"));
      for (let at = -Math.floor(limit / step) * step; at <= limit; at += step)
        svg.append(line(px(at), py(0), px(at), py(0) + 5, "axis"), text(px(at), py(0) + 20, short(at, 1), "middle"));
      for (let at = -limit; at <= limit; at += limit / 60) path.push(px(at).toFixed(1) + " " + py(f(at)).toFixed(1));
      svg.append(make("path", { d: "M" + path.join("L"), class: "line" }));
      if (all.length <= 100) svg.append(...all.map((other) => circle(other, f(other), 3, "other")));
      if (isFinite(z) && y >= 0 && y <= top) // off the curve if it does not follow from the formula
        svg.append(line(px(z), py(0), px(z), py(y), "drop"), circle(z, y, 5.5, "point"),
          text(px(z) + (z > 0 ? 10 : -10), Math.max(py(y) + (z > 0 ? 18 : -8), 14), short(y, decimals),
            z > 0 ? "start" : "end", "strong"),
          text(Math.min(310, Math.max(70, px(z))), py(0) + 46, `${name} = ${short(z, decimals)}`, "middle", "strong"));
      curve.append(svg);
    }
  }

  const section = document.getElementById("player");
  if (section) Player(section);
})();
