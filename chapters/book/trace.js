/* Traces, without a page: reading one, reading its formulas, explaining an entry, comparing two.
 *
 * A trace is { chapter, set: {name: number}, blocks: [block], digits }, a block is
 * { name, rows, cols, formula or null, values: [[number]], line }.  The rules are those of
 * traces/block.c and traces/formula.c, the words for an entry those of `trace why`.
 */
var Trace = (function () {
  "use strict";

  // ---- reading

  function numberOf(text) {
    if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return Number(text);
    if (/^[+-]?nan$/i.test(text)) return NaN;
    if (/^[+-]?inf(inity)?$/i.test(text)) return text[0] === "-" ? -Infinity : Infinity;
    return undefined;
  }

  /* What `trace export --json` writes; nan and the infinities are strings there. */
  function fromJSON(text) {
    var data = JSON.parse(text);
    function number(x) { return typeof x === "string" ? numberOf(x) : x; }
    Object.keys(data.set).forEach(function (name) { data.set[name] = number(data.set[name]); });
    data.blocks.forEach(function (b) {
      b.values = b.values.map(function (row) { return row.map(number); });
    });
    return finish({ chapter: data.chapter, set: data.set, blocks: data.blocks, digits: null });
  }

  function finish(trace) {
    trace.byName = new Map();
    trace.blocks.forEach(function (b) { trace.byName.set(b.name, b); });
    return trace;
  }

  /* Reads the text of a trace, or throws an Error whose message says which line and why. */
  function parse(text, file) {
    var lines = text.split("\n"), at = 0, trace = { chapter: "", set: {}, blocks: [], digits: null };
    var seen = new Map(), beginnings = new Map();

    function fail(why, line) { throw new Error(file + ":" + (line || at) + ": " + why); }
    function next() { return at < lines.length ? lines[at++] : null; }

    if (text.indexOf("\0") >= 0) fail("a zero byte: this is not a trace", 1);
    if (lines[0] !== "# brick-trace 1") {
      if (lines[0] === "# brick-trace 1\r") fail("a carriage return: save the file with Unix line ends", 1);
      fail("not a trace: the first line must be '# brick-trace 1'", 1);
    }
    if (text.indexOf("\r") >= 0)
      fail("a carriage return: save the file with Unix line ends", text.slice(0, text.indexOf("\r")).split("\n").length);
    if (lines.pop() !== "") fail("the file ends in the middle of a line: it was cut off", lines.length + 1);
    next();
    for (var line = next(); line !== null && line !== ""; line = next()) readHead(line);
    for (line = next(); line !== null; line = next()) if (line !== "") readBlock(line);
    if (!trace.blocks.length) fail("no block in this trace", lines.length);
    return finish(trace);

    function readHead(line) {
      var found;
      if (line[0] !== "#") fail("a number before the first block");
      if ((found = /^# chapter (.*)$/.exec(line))) trace.chapter = found[1];
      if ((found = /^# digits (\d+)$/.exec(line))) trace.digits = Number(found[1]);
      if ((found = /^# set (.*)$/.exec(line)))
        found[1].split(" ").filter(Boolean).forEach(function (pair) {
          var parts = /^([A-Za-z_]\w*)=(.*)$/.exec(pair), value = parts && numberOf(parts[2]);
          if (!parts) fail("the set line wants NAME=NUMBER, not '" + pair.slice(0, 40) + "'");
          if (value === undefined) fail(parts[1] + " is set to something that is no number");
          if (parts[1] in trace.set) fail(parts[1] + " is set twice");
          trace.set[parts[1]] = value;
        });
    }

    function readBlock(line) {
      var head = /^# ([A-Za-z_]\w*(?:@\d+)?) (.*)$/.exec(line);
      if (!head) fail("a block begins '# NAME ROWSxCOLUMNS', not '" + line.slice(0, 40) + "'");
      var name = head[1], shape = /^(\d{1,9})x(\d{1,9})(?: = (.+))?$/.exec(head[2]);
      if (!shape || shape[1] < 1 || shape[2] < 1)
        fail(name + " wants a shape such as 2x3 and ' = FORMULA' or nothing, not '" + head[2].slice(0, 40) + "'");
      if (seen.has(name)) fail("a second block '" + name + "' (the first is in line " + seen.get(name) + ")");
      if (beginnings.has(name)) // gnuplot would find the earlier block under this name
        fail("'" + name + "' is the beginning of an earlier name, '" + beginnings.get(name) + "'");
      if (name in trace.set) fail("'" + name + "' is a number of the set line already");
      var block = { name: name, rows: Number(shape[1]), cols: Number(shape[2]), formula: shape[3] || null,
                    values: [], line: at };
      while (block.values.length < block.rows) {
        var row = next();
        if (row === null || row === "" || row[0] === "#")
          fail(name + " has " + block.values.length + " rows, and its head promises " + block.rows);
        block.values.push(readRow(row, block));
      }
      for (var empty = 0; empty < 2; empty++) {
        row = next();
        if (row === null) fail("the file ends before the two empty lines behind " + name + ": it was cut off");
        if (row !== "") fail("two empty lines must follow the " + block.rows + " rows of " + name);
      }
      seen.set(name, block.line);
      for (var length = 1; length < name.length; length++) beginnings.set(name.slice(0, length), name);
      trace.blocks.push(block);
    }

    function readRow(row, block) {
      var words = row.split(" ").filter(Boolean);
      if (words.length < block.cols)
        fail("this row of " + block.name + " has " + words.length + " numbers, and its head promises " + block.cols);
      if (words.length > block.cols) fail("this row of " + block.name + " has more than " + block.cols + " numbers");
      return words.map(function (word, c) {
        var x = numberOf(word);
        if (x === undefined)
          fail("'" + word.slice(0, 40) + "' is not a number (column " + (c + 1) + " of " + block.name + ")");
        return x;
      });
    }
  }

  /* A number as `trace why` prints it: eight decimals, fewer if nothing is lost. */
  function format(x) {
    if (isNaN(x)) return "nan";
    if (!isFinite(x)) return x > 0 ? "inf" : "-inf";
    var size = Math.abs(x), text;
    if (x === 0) return "0";
    if (size < 1e-4 || size >= 1e6) {
      text = x.toPrecision(8);
      if (/e/.test(text) || size < 1e-4 || size >= 1e8) text = x.toExponential(7);
      return text.replace(/\.?0+(e|$)/, "$1").replace(/e([+-])(\d)$/, "e$10$2");
    }
    text = x.toFixed(8);
    return Number(text) === x ? text.replace(/\.?0+$/, "") : text;
  }

  // ---- formulas: GNU Octave's, over the blocks and the numbers of the set line

  /* The tree of a formula.  A node is { op, a, b, rows, cols, from, to } and what its op needs. */
  function parseFormula(trace, block) {
    var text = block.formula, at = 0, end = 0;

    function fail(why) { throw new Error(block.name + ": column " + (at + 1) + ": " + why); }
    function space() { while (text[at] === " ") at++; }
    function take(pattern) {
      space();
      var found = pattern.exec(text.slice(at));
      if (!found) return null;
      at += found[0].length;
      end = at;
      return found[0];
    }
    function scalar(n) { return n.rows === 1 && n.cols === 1; }
    function shape(n) { return n.rows + "x" + n.cols; }
    function node(op, a, b, sign) {
      var n = { op: op, a: a, b: b, from: a.from, to: end, rows: a.rows, cols: a.cols, sign: sign };
      if (op === "transpose") { n.rows = a.cols; n.cols = a.rows; }
      if (op === "sum") { n.rows = 1; n.cols = a.rows === 1 ? 1 : a.cols; }
      if (op === "product") {
        if (a.cols !== b.rows) fail("* does not fit " + shape(a) + " and " + shape(b) + ": " + a.cols + " columns, " + b.rows + " rows");
        n.cols = b.cols;
      } else if (b) {
        if ((a.rows !== b.rows && a.rows !== 1 && b.rows !== 1) || (a.cols !== b.cols && a.cols !== 1 && b.cols !== 1))
          fail(sign + " does not fit " + shape(a) + " and " + shape(b));
        n.rows = Math.max(a.rows, b.rows);
        n.cols = Math.max(a.cols, b.cols);
      }
      return n;
    }
    function primary() {
      space();
      var from = at, word, inner;
      if (take(/^\(/)) {
        inner = Object.assign({}, sum());
        if (!take(/^\)/)) fail("a bracket is not closed");
        inner.from = from;
        inner.to = end;
        return inner;
      }
      if ((word = take(/^(?:\d+(?:\.(?![*/^'])\d*)?|\.\d+)(?:[eE][+-]?\d+)?/)))
        return { op: "number", value: Number(word), rows: 1, cols: 1, from: from, to: end };
      if (!(word = take(/^[A-Za-z_]\w*(?:@\d+)?/))) fail(at < text.length ? "'" + text[at] + "' is not expected here" : "the formula ends too early");
      if ((word === "sigmoid" || word === "sum") && take(/^\(/)) {
        inner = sum();
        if (!take(/^\)/)) fail("a bracket is not closed");
        inner = node(word, inner);
        inner.from = from;
        return inner;
      }
      if (Object.prototype.hasOwnProperty.call(trace.set, word))
        return { op: "scalar", name: word, value: trace.set[word], rows: 1, cols: 1, from: from, to: end };
      var b = trace.byName.get(word);
      if (!b || trace.blocks.indexOf(b) >= trace.blocks.indexOf(block)) fail("there is no '" + word + "' before this block");
      return { op: "block", block: b, name: word, rows: b.rows, cols: b.cols, from: from, to: end };
    }
    function power() {
      var a = primary(), word;
      for (;;)
        if (take(/^'/)) a = node("transpose", a);
        else if ((word = take(/^\.?\^/))) {
          var minus = take(/^-/), b = primary();
          if (minus) b = node("minus", b);
          a = node("power", a, b, word);
        } else return a;
    }
    function signed() {
      space();
      var from = at;
      if (take(/^-/)) { var n = node("minus", signed()); n.from = from; return n; }
      if (take(/^\+/)) return signed();
      return power();
    }
    function product() {
      var a = signed(), word;
      while ((word = take(/^\.?[*/]/))) {
        var b = signed();
        a = word === "*" && !scalar(a) && !scalar(b) ? node("product", a, b, word)
          : node(/\*/.test(word) ? "times" : "divide", a, b, word);
      }
      return a;
    }
    function sum() {
      var a = product(), word;
      while ((word = take(/^[+-]/))) a = node(word === "+" ? "add" : "subtract", a, product(), word);
      return a;
    }
    var tree = sum();
    space();
    if (at < text.length) fail("'" + text[at] + "' is not expected here");
    if (tree.rows !== block.rows || tree.cols !== block.cols)
      throw new Error(block.name + ": the formula gives " + shape(tree) + ", the block is " + shape(block));
    return tree;
  }

  function sigmoid(z) { return 1 / (1 + Math.exp(-z)); }

  function entry(n, r, c) {
    var x, k;
    r = n.rows === 1 ? 0 : r;
    c = n.cols === 1 ? 0 : c;
    switch (n.op) {
    case "number": case "scalar": return n.value;
    case "block": return n.block.values[r][c];
    case "transpose": return entry(n.a, c, r);
    case "minus": return -entry(n.a, r, c);
    case "add": return entry(n.a, r, c) + entry(n.b, r, c);
    case "subtract": return entry(n.a, r, c) - entry(n.b, r, c);
    case "times": return entry(n.a, r, c) * entry(n.b, r, c);
    case "divide": return entry(n.a, r, c) / entry(n.b, r, c);
    case "power": return Math.pow(entry(n.a, r, c), entry(n.b, r, c));
    case "sigmoid": return sigmoid(entry(n.a, r, c));
    case "product":
      for (x = 0, k = 0; k < n.a.cols; k++) x += entry(n.a, r, k) * entry(n.b, k, c);
      return x;
    default: /* sum: of the columns, or of a single row */
      if (n.kept) return n.kept[c];
      n.kept = [];
      for (var j = 0; j < n.cols; j++) {
        for (x = 0, k = 0; k < (n.a.rows === 1 ? n.a.cols : n.a.rows); k++)
          x += n.a.rows === 1 ? entry(n.a, 0, k) : entry(n.a, k, j);
        n.kept.push(x);
      }
      return n.kept[c];
    }
  }

  // ---- one entry in words: its formula with names, with numbers, with the terms of its sums

  var ANY = 0, IN_SUM = 1, IN_PRODUCT = 2, IN_SIGN = 3, IN_POWER = 4;
  var PAIRS = {
    add: [" + ", IN_SUM, IN_SUM, IN_PRODUCT], subtract: [" - ", IN_SUM, IN_SUM, IN_PRODUCT],
    times: [" * ", IN_PRODUCT, IN_PRODUCT, IN_POWER], divide: ["/", IN_PRODUCT, IN_PRODUCT, IN_POWER],
    power: ["^", IN_POWER, IN_POWER + 1, IN_POWER + 1]
  };

  function hasSum(n) {
    if (["add", "subtract", "sum", "product"].indexOf(n.op) >= 0) return true;
    return !!(n.a && hasSum(n.a)) || !!(n.b && hasSum(n.b));
  }

  /* style: "names", "values" or "terms".  used, if given, collects {block, r, c} that went in. */
  function expand(formula, tree, r, c, style, used) {
    var out = "", inside = false;

    function put(text) { out += text; }
    function putNumber(x, level) {
      var text = format(x), first = out === "" || out[out.length - 1] === "(";
      put(text[0] === "-" && (!first || level > IN_SIGN) ? "(" + text + ")" : text);
    }
    function index(n, r, c) { return n.rows * n.cols > 1 ? "[" + (r + 1) + "," + (c + 1) + "]" : ""; }
    function operand(n, r, c, level) {
      if (used) leaves(n, r, c, used);
      if (style !== "names") return putNumber(entry(n, r, c), level);
      if (n.op === "block" || n.op === "scalar") return put(n.name + index(n, r, c));
      var text = formula.slice(n.from, n.to);
      put((n.op === "sum" || bracketed(text) ? text : "(" + text + ")") + index(n, r, c));
    }
    function bracketed(text) {
      for (var i = 0, depth = 0; i < text.length; i++) {
        depth += text[i] === "(" ? 1 : text[i] === ")" ? -1 : 0;
        if (depth === 0) return i > 0 && i + 1 === text.length;
      }
      return false;
    }
    function writeSum(n, r, c, level) {
      var a = n.a, all = n.op === "sum" && (a.op === "sum" || a.rows === 1), k, shown = [], term;
      if (n.op === "sum" && a.op === "sum") a = a.a;
      var terms = n.op === "product" ? a.cols : all ? a.rows * a.cols : a.rows;
      if (inside) return operand(n, r, c, level);
      function at(k) { return all ? [Math.floor(k / a.cols), k % a.cols] : [k, c]; }
      function size(k) {
        return n.op === "product" ? entry(a, r, k) * entry(n.b, k, c) : entry(a, at(k)[0], at(k)[1]);
      }
      for (k = 0; k < terms; k++) shown.push(k);
      if (terms > 6) { // the first three, and the two largest of the others
        var rest = shown.slice(3).sort(function (i, j) { return Math.abs(size(j)) - Math.abs(size(i)) || i - j; });
        shown = [0, 1, 2].concat(rest.slice(0, 2).sort(function (i, j) { return i - j; }));
      }
      var brackets = terms > 1 ? level > IN_SUM : level > IN_PRODUCT;
      inside = true;
      put(brackets ? "(" : "");
      shown.forEach(function (k, i) {
        if (i > 0 && k !== shown[i - 1] + 1) put(" + ...");
        if (style === "terms") {
          term = size(k);
          if (i > 0) put(term < 0 ? " - " : " + ");
          putNumber(i > 0 ? Math.abs(term) : term, IN_PRODUCT);
          return;
        }
        if (i > 0) put(" + ");
        if (n.op === "product") {
          write(a, r, k, IN_PRODUCT);
          put(" * ");
          write(n.b, k, c, IN_POWER);
        } else write(a, at(k)[0], at(k)[1], IN_PRODUCT);
      });
      if (shown[shown.length - 1] + 1 < terms) put(" + ...");
      put(brackets ? ")" : "");
      inside = false;
      if (used) leaves(n, r, c, used);
    }
    function write(n, r, c, level) {
      r = n.rows === 1 ? 0 : r;
      c = n.cols === 1 ? 0 : c;
      if (style === "terms" && !hasSum(n)) return putNumber(entry(n, r, c), level);
      switch (n.op) {
      case "number": return putNumber(n.value, level);
      case "scalar": case "block": return operand(n, r, c, level);
      case "transpose": return write(n.a, c, r, level);
      case "minus":
        put(level > IN_SIGN ? "(-" : "-");
        write(n.a, r, c, IN_POWER);
        return put(level > IN_SIGN ? ")" : "");
      case "sigmoid":
        put(level > IN_PRODUCT ? "(1/(1 + exp(-" : "1/(1 + exp(-");
        write(n.a, r, c, IN_POWER);
        return put(level > IN_PRODUCT ? ")))" : "))");
      case "product": case "sum": return writeSum(n, r, c, level);
      }
      var pair = PAIRS[n.op];
      put(level > pair[1] ? "(" : "");
      write(n.a, r, c, pair[2]);
      put(pair[0]);
      write(n.b, r, c, pair[3]);
      put(level > pair[1] ? ")" : "");
    }
    write(tree, r, c, ANY);
    return out;
  }

  /* Every entry of every block that an entry of a node is made from. */
  function leaves(n, r, c, used) {
    var k, j;
    r = n.rows === 1 ? 0 : r;
    c = n.cols === 1 ? 0 : c;
    if (n.op === "block") used.push({ node: n, block: n.block, r: r, c: c });
    else if (n.op === "transpose") leaves(n.a, c, r, used);
    else if (n.op === "product")
      for (k = 0; k < n.a.cols; k++) { leaves(n.a, r, k, used); leaves(n.b, k, c, used); }
    else if (n.op === "sum")
      for (k = 0; k < n.a.rows; k++)
        for (j = 0; j < n.a.cols; j++) if (n.a.rows === 1 || j === c) leaves(n.a, k, j, used);
        else continue;
    else {
      if (n.a) leaves(n.a, r, c, used);
      if (n.b) leaves(n.b, r, c, used);
    }
  }

  /* The lines that explain an entry: with names, with numbers, and term by term if that says more. */
  function why(block, tree, r, c) {
    var lines = ["names", "values", "terms"].map(function (style) {
      return expand(block.formula, tree, r, c, style);
    });
    if (lines[2] === lines[1] || !/[ (/]/.test(lines[2])) lines.pop();
    if (lines[1] === lines[0]) lines.splice(1, 1);
    return lines;
  }

  // ---- comparing

  function agree(x, y, digits, scale) {
    if (isNaN(x) || isNaN(y)) return isNaN(x) && isNaN(y);
    if (!isFinite(x) || !isFinite(y)) return x === y;
    return Math.abs(x - y) <= (digits === null ? 1e-12 * scale : 0.5000001 * Math.pow(10, -digits));
  }

  /* The entries of b that are not those of a, as [row, column] from 0. */
  function differences(a, b, digits) {
    var found = [], scale = 0;
    a.values.forEach(function (row) {
      row.forEach(function (x) { if (isFinite(x)) scale = Math.max(scale, Math.abs(x)); });
    });
    a.values.forEach(function (row, r) {
      row.forEach(function (x, c) { if (!agree(x, b.values[r][c], digits, scale)) found.push([r, c]); });
    });
    return found;
  }

  /* The first block of `mine` that is not as in `reference`: { block, kind, entries, words }, or null. */
  function firstDifference(reference, mine) {
    for (var i = 0; i < reference.blocks.length; i++) {
      var a = reference.blocks[i], b = mine.byName.get(a.name);
      if (!b) return { block: null, kind: "missing", name: a.name, entries: [],
                       words: "Your trace has no block " + a.name + "." };
      if (a.rows !== b.rows || a.cols !== b.cols)
        return { block: b, kind: "shape", name: a.name, entries: [],
                 words: a.name + " is the first block that differs: it is " + b.rows + "x" + b.cols +
                        ", in the chapter's trace " + a.rows + "x" + a.cols + "." };
      var entries = differences(a, b, mine.digits);
      if (entries.length) {
        var r = entries[0][0], c = entries[0][1];
        return { block: b, kind: "value", name: a.name, entries: entries,
                 words: a.name + " is the first block that differs: " + a.name +
                        (a.rows * a.cols > 1 ? "[" + (r + 1) + "," + (c + 1) + "]" : "") + " is " +
                        format(b.values[r][c]) + ", in the chapter's trace " + format(a.values[r][c]) + ". " +
                        (b.formula ? "Its inputs agree, so look at this step." : "It was given: the two runs began with other numbers.") };
      }
    }
    return null;
  }

  return { parse: parse, fromJSON: fromJSON, format: format, parseFormula: parseFormula, entry: entry,
           expand: expand, leaves: leaves, why: why, firstDifference: firstDifference, sigmoid: sigmoid };
})();

if (typeof module !== "undefined") module.exports = Trace;
