/* The player of a trace.  The page holds the trace as JSON and the same content as a list; this file
 * puts the player in the list's place.  trace.js knows traces; here are only things to see.
 *
 *   arrow keys on the player      the block before, the block after; Home and End: first and last
 *   arrow keys in the result      from entry to entry
 */
(function () {
  "use strict";

  var CHECKED = 200; // formulas of an opened trace that are read at once; the others when they are shown

  /* make("p", {class: "x", text: "words", onclick: f}, child, ...) */
  function make(tag, with_, ...children) {
    var svg = /^(svg|path|line|circle|g)$/.test(tag) || (with_ && with_.svg);
    var e = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
    Object.entries(with_ || {}).forEach(function ([name, value]) {
      if (name === "text") e.textContent = value;
      else if (name === "svg") return;
      else if (name.startsWith("on")) e.addEventListener(name.slice(2), value);
      else if (value !== null && value !== false) e.setAttribute(name, value === true ? "" : value);
    });
    e.append(...children.filter(Boolean));
    return e;
  }

  function short(x) {
    if (!isFinite(x) || x === Math.round(x)) return Trace.format(x).replace("-", "\u2212");
    var size = Math.abs(x);
    return (size < 1e-4 || size >= 1e4 ? x.toExponential(2) : x.toFixed(4)).replace("-", "\u2212");
  }

  function tint(x) { return x > 0 ? "positive" : x < 0 ? "negative" : "zero"; }

  function role(name) {
    if (/^dLoss/.test(name)) return "loss";
    if (/^dh\d_dz\d/.test(name)) return "slope";
    if (/^(X|h1|dz\d_dW\d)(@|$)/.test(name)) return "input";
    return "plain";
  }

  var SIGNS = { product: "\u00d7", times: "\u2218", divide: "/", add: "+", subtract: "\u2212", power: "^" };

  function Player(section) {
    var own = Trace.fromJSON(section.querySelector("#trace").textContent);
    var trace = own, at = 0, difference = null, tree = null, chosen = [0, 0], cells = [], result = [];

    var live = make("p", { class: "hidden", role: "status", "aria-live": "polite" });
    var select = make("select", { "aria-label": "Block", onchange: function () { go(select.selectedIndex); } });
    var first = button("First", "first block", function () { go(0); });
    var back = button("\u2190 Back", "block before", function () { go(at - 1); });
    var next = button("Next \u2192", "block after", function () { go(at + 1); });
    var last = button("Last", "last block", function () { go(trace.blocks.length - 1); });
    var count = make("span", { class: "count" });
    var head = make("div", { class: "head" });
    var matrices = make("div", { class: "matrices" });
    var words = make("div", { class: "words" });
    var curve = make("div", { class: "curve" });
    var message = make("p", { class: "message", role: "alert" });
    var choose = make("input", { type: "file", id: "choose-trace", accept: ".trace,.txt,text/plain",
                                 onchange: function () { if (choose.files[0]) open(choose.files[0]); } });
    var close = make("button", { type: "button", hidden: true, text: "Back to the chapter's trace",
                                 onclick: function () { show(own, null, ""); choose.value = ""; focus(); } });
    var stage = make("div", { class: "stage", tabindex: "0", role: "group", onkeydown: keys,
        "aria-label": "Player of the trace: left and right arrow keys go from block to block" },
      make("div", { class: "bar" }, first, back, next, last, select, count), head, matrices, words, curve);

    section.append(stage, live, make("div", { class: "open" },
      make("p", {}, make("label", { for: "choose-trace", text: "Open a trace of yours " }), choose),
      make("p", { class: "small", text: "Or drop the file here. It stays on your machine. The first block that differs from this chapter's is marked." }),
      close, message));
    section.classList.add("playing");
    ["dragover", "drop"].forEach(function (kind) {
      section.addEventListener(kind, function (event) {
        event.preventDefault();
        section.classList.toggle("over", kind === "dragover");
        if (kind === "drop" && event.dataTransfer.files[0]) open(event.dataTransfer.files[0]);
      });
    });
    section.addEventListener("dragleave", function () { section.classList.remove("over"); });
    show(own, null, "");

    function button(text, name, act) {
      return make("button", { type: "button", "aria-label": name, text: text, onclick: act });
    }

    function focus() { stage.focus(); }

    function keys(event) {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (event.target.closest("select, [role=grid]")) return;
      var to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: trace.blocks.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      go(to);
    }

    // ---- a trace from disk

    function open(file) {
      var reader = new FileReader();
      reader.onerror = function () { refuse(file.name + " cannot be read"); };
      reader.onload = function () {
        var mine;
        try {
          mine = Trace.parse(reader.result, file.name);
          mine.blocks.forEach(function (b, i) { if (i < CHECKED) check(mine, b, file.name); });
        } catch (error) {
          refuse(error.message);
          return;
        }
        var found = Trace.firstDifference(own, mine);
        show(mine, found, file.name + ": " + (found ? found.words : "all " + own.blocks.length + " blocks of this chapter agree."));
        document.dispatchEvent(new CustomEvent("trace-opened", { detail: mine }));
      };
      reader.readAsText(file);
    }

    function check(mine, block, name) {
      if (!block.formula) return;
      try {
        Trace.parseFormula(mine, block);
      } catch (error) {
        throw new Error(name + ":" + block.line + ": " + error.message);
      }
    }

    function refuse(why) {
      message.className = "message bad";
      message.textContent = "Not opened. " + why;
    }

    function show(which, found, text) {
      trace = which;
      difference = found;
      close.hidden = trace === own;
      message.className = found ? "message differs" : "message";
      message.textContent = text;
      select.replaceChildren(...trace.blocks.map(function (b) {
        return make("option", { text: b.name + (found && found.block === b ? " \u2260 differs" : "") });
      }));
      go(found && found.block ? trace.blocks.indexOf(found.block) : 0, true);
    }

    // ---- a block

    function go(to, silently) {
      at = Math.max(0, Math.min(to, trace.blocks.length - 1));
      var block = trace.blocks[at], wrong = difference && difference.block === block;
      chosen = wrong && difference.entries.length ? difference.entries[0] : [0, 0];
      cells = [];
      result = [];
      try {
        tree = block.formula ? Trace.parseFormula(trace, block) : null;
      } catch (error) {
        tree = null;
      }
      select.selectedIndex = at;
      count.textContent = at + 1 + " of " + trace.blocks.length;
      // disabled would throw the focus away; a button at its end only says so
      [[first, 0], [back, 0], [next, trace.blocks.length - 1], [last, trace.blocks.length - 1]].forEach(function (pair) {
        pair[0].setAttribute("aria-disabled", at === pair[1] ? "true" : "false");
      });
      head.replaceChildren(make("h3", {}, make("span", { text: block.name }),
          make("span", { class: "shape", text: block.rows + " \u00d7 " + block.cols }),
          wrong && make("strong", { class: "wrong", text: "\u2260 the first block that differs" })),
        make("p", { class: "formula" }, make("code", { text: block.formula ? block.name + " = " + block.formula : block.name + " was given" })));
      matrices.replaceChildren();
      if (tree) {
        write(tree, matrices, 0);
        matrices.append(make("span", { class: "sign", text: "=" }));
      }
      matrices.append(table(block, null, block.values, true));
      light(chosen[0], chosen[1]);
      if (!silently)
        live.textContent = "Block " + (at + 1) + " of " + trace.blocks.length + ": " + block.name + ", " + block.rows + " by " +
          block.cols + ", " + (block.formula ? "= " + block.formula : "given") + (block.rows * block.cols === 1 ? ", " + Trace.format(block.values[0][0]) : "");
    }

    /* The formula with its matrices beside each other. */
    function write(n, into, level) {
      function sign(text) { into.append(make("span", { class: "sign", text: text })); }
      var own_level = { add: 1, subtract: 1, minus: 2 }[n.op] || 3, brackets = n.a && own_level < level && n.op !== "sum" && n.op !== "sigmoid";
      if (brackets) sign("(");
      if (n.op === "block") into.append(table(n.block, n, n.block.values, false));
      else if (n.op === "transpose" && n.a.op === "block") into.append(table(n.a.block, n.a, n.a.block.values, false, true));
      else if (n.op === "number") sign(Trace.format(n.at()));
      else if (n.op === "scalar") sign(n.name + " (" + Trace.format(n.at()) + ")");
      else if (n.op === "sigmoid" || n.op === "sum") {
        sign(n.op === "sum" ? "sum (" : "\u03c3 (");
        write(n.a, into, 0);
        sign(")");
      } else if (n.op === "transpose") {
        write(n.a, into, 3);
        sign("\u1d40");
      } else if (n.op === "minus") {
        sign("\u2212");
        write(n.a, into, 3);
      } else {
        write(n.a, into, own_level);
        sign(n.op === "times" && (n.a.rows * n.a.cols === 1 || n.b.rows * n.b.cols === 1) ? "\u00b7" : SIGNS[n.op]);
        write(n.b, into, own_level + (n.op === "subtract" || n.op === "divide" ? 1 : 0));
      }
      if (brackets) sign(")");
    }

    /* A block as a table; the result's entries can be focused. */
    function table(block, node, values, is_result, transposed) {
      var rows = transposed ? block.cols : block.rows, cols = transposed ? block.rows : block.cols, body = make("tbody");
      for (var i = 0; i < rows; i++) {
        var row = make("tr");
        if (is_result) result.push([]);
        for (var j = 0; j < cols; j++) row.append(cell(block, node, transposed ? j : i, transposed ? i : j, is_result));
        body.append(row);
      }
      var name = block.name + (transposed ? "\u1d40" : "");
      return make("figure", { class: "block " + role(block.name) + (is_result ? " result" : "") },
        make("figcaption", {}, make("span", { text: name }), " ", make("span", { class: "shape", text: rows + "\u00d7" + cols })),
        make("div", { class: "scroll", tabindex: is_result || rows * cols <= 60 ? null : "0", role: is_result || rows * cols <= 60 ? null : "region",
                      "aria-label": is_result || rows * cols <= 60 ? null : name },
          make("table", is_result
            ? { role: "grid", "aria-label": name + ", " + rows + " by " + cols + ": arrow keys go from entry to entry", onkeydown: move }
            : { "aria-label": name }, body)));
    }

    function cell(block, node, r, c, is_result) {
      var x = block.values[r][c], differs = is_result && difference && difference.block === block &&
        difference.entries.some(function (e) { return e[0] === r && e[1] === c; });
      var td = make("td", { class: tint(x) + (differs ? " differs" : ""), title: Trace.format(x), text: (differs ? "\u2260\u00a0" : "") + short(x) });
      if (is_result) {
        td.setAttribute("tabindex", "-1");
        td.setAttribute("role", "gridcell");
        td.setAttribute("aria-label", block.name + " row " + (r + 1) + " column " + (c + 1) + ": " + Trace.format(x) + (differs ? ", differs" : ""));
        td.addEventListener("mouseenter", function () { light(r, c); });
        td.addEventListener("focus", function () { light(r, c); live.textContent = spoken(block, r, c); });
        td.addEventListener("click", function () { td.focus(); });
        result[result.length - 1].push(td);
      } else {
        cells.push({ block: block, node: node, r: r, c: c, td: td });
      }
      return td;
    }

    function move(event) {
      var d = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
      if (event.key === "Home") d = [0, -chosen[1]];
      if (event.key === "End") d = [0, result[0].length - 1 - chosen[1]];
      if (event.altKey || event.ctrlKey || event.metaKey || !d) return;
      event.preventDefault();
      var row = result[chosen[0] + d[0]], to = row && row[chosen[1] + d[1]];
      if (to) to.focus();
    }

    function spoken(block, r, c) {
      var lines = tree ? Trace.why(tree, r, c) : [];
      return block.name + (block.rows * block.cols > 1 ? " " + (r + 1) + ", " + (c + 1) : "") + " = " + (lines.length ? lines.join(" = ") + " = " : "") +
        Trace.format(block.values[r][c]) + (tree ? "" : ", given");
    }

    /* Lights the entries that (r, c) of the result is made from, and says how. */
    function light(r, c) {
      var block = trace.blocks[at], used = [], place = block.rows * block.cols > 1 ? "[" + (r + 1) + "," + (c + 1) + "]" : "";
      if (result[chosen[0]]) result[chosen[0]][chosen[1]].tabIndex = -1;
      result.forEach(function (row) { row.forEach(function (td) { td.classList.remove("lit"); }); });
      chosen = [r, c];
      result[r][c].tabIndex = 0;
      result[r][c].classList.add("lit");
      if (tree) Trace.leaves(tree, r, c, used);
      var lit = new Map();
      used.forEach(function (u) {
        if (!lit.has(u.block)) lit.set(u.block, new Set());
        lit.get(u.block).add(u.r + "," + u.c);
      });
      cells.forEach(function (one) {
        var set = lit.get(one.block);
        one.td.classList.toggle("lit", !!set && set.has(one.r + "," + one.c));
      });
      var lines = tree ? Trace.why(tree, r, c) : [];
      words.replaceChildren(make("p", {}, make("b", { text: block.name + place }), " = " + Trace.format(block.values[r][c]) + (tree ? "" : " (given)")),
        ...lines.map(function (line) { return make("p", { class: "line", text: "= " + line }); }));
      draw(block, r, c);
    }

    // ---- the sigmoid's point

    /* For h = sigmoid(z) the block z; for h .* (1 - h) the z of that h, and its slope. */
    function sigmoid_of(block) {
      var h, found;
      if (tree && tree.op === "sigmoid" && tree.a.op === "block") return { z: tree.a.block, slope: false };
      if (tree && (found = /^(\w+(?:@\d+)?) \.\* \(1 - (\w+(?:@\d+)?)\)$/.exec(block.formula)) && found[1] === found[2]) {
        h = trace.byName.get(found[1]);
        found = h && h.formula && /^sigmoid\((\w+(?:@\d+)?)\)$/.exec(h.formula);
        if (found && trace.byName.has(found[1])) return { z: trace.byName.get(found[1]), slope: true };
      }
      return null;
    }

    function draw(block, r, c) {
      var s = sigmoid_of(block);
      curve.replaceChildren();
      if (!s) return;
      var flat = s.z.values.flat().filter(isFinite), limit = Math.max(4, ...flat.map(Math.abs)) * 1.05;
      var top = s.slope ? 0.3 : 1.08, z = s.z.values[r][c], y = block.values[r][c], i, path = "";
      function f(z) { var h = Trace.sigmoid(z); return s.slope ? h * (1 - h) : h; }
      function px(z) { return 300 + 280 * z / limit; }
      function py(y) { return 170 - 155 * y / top; }
      for (i = 0; i <= 120; i++) {
        var at_z = -limit + 2 * limit * i / 120;
        path += (i ? "L" : "M") + px(at_z).toFixed(1) + " " + py(f(at_z)).toFixed(1);
      }
      function text(x, y, words, anchor, kind) {
        return make("text", { svg: true, x: x, y: y, "text-anchor": anchor, class: kind || null, text: words });
      }
      var what = s.slope ? "slope of the sigmoid" : "sigmoid", mark = s.slope ? 0.25 : 1, half = mark / 2;
      var svg = make("svg", { viewBox: "0 0 600 205", role: "img", "aria-label": "The " + what + ": at " + s.z.name + " = " + Trace.format(z) + " it is " + Trace.format(y) },
        make("line", { x1: 20, x2: 580, y1: py(0), y2: py(0), class: "axis" }),
        make("line", { x1: px(0), x2: px(0), y1: py(0), y2: py(top), class: "axis" }),
        make("line", { x1: 20, x2: 580, y1: py(mark), y2: py(mark), class: "grid" }),
        make("line", { x1: 20, x2: 580, y1: py(half), y2: py(half), class: "grid" }),
        text(24, py(mark) - 5, String(mark), "start"), text(24, py(half) - 5, String(half), "start"),
        make("path", { d: path, class: "line" }));
      s.z.values.forEach(function (row, i) {
        row.forEach(function (other, j) {
          if (isFinite(other) && s.z.values.length <= 50 && !(i === r && j === c))
            svg.append(make("circle", { cx: px(other), cy: py(f(other)), r: 4, class: "other" }));
        });
      });
      if (isFinite(z)) {
        var right = z > 0;
        svg.append(make("line", { x1: px(z), x2: px(z), y1: py(0), y2: py(f(z)), class: "drop" }),
          make("circle", { cx: px(z), cy: py(f(z)), r: 7, class: "point" }),
          text(px(z) + (right ? 12 : -12), Math.max(py(f(z)) + (right ? 18 : -10), 16), short(y), right ? "start" : "end", "strong"),
          text(px(z), py(0) + 24, s.z.name + " = " + short(z), "middle", "strong"));
      }
      curve.append(svg);
    }
  }

  var section = document.getElementById("player");
  if (section) Player(section);
})();
