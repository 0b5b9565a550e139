/* Traces, without a page: reading one, reading its formulas, explaining an entry, comparing two.
 *
 * A trace is { chapter, run: {option: words}, set: {name: number}, blocks: [block], byName, digits },
 * a block is { name, rows, cols, formula or null, values: [[number]], line }.  The rules are those of
 * traces/block.c and traces/formula.c, the words for an entry those of `trace why`.
 */
var Trace = (() => {
  "use strict";

  // ---- reading

  function numberOf(text) {
    if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return Number(text);
    if (/^[+-]?nan$/i.test(text)) return NaN;
    if (/^[+-]?inf(inity)?$/i.test(text)) return text[0] === "-" ? -Infinity : Infinity;
    return undefined;
  }

  const trace = (chapter, run, set, blocks, digits) =>
    ({ chapter, run, set, blocks, digits, byName: new Map(blocks.map((b) => [b.name, b])) });

  /* The options of the run line: "rows=1 bias" is { rows: "1", bias: "" }. */
  const options = (line) => Object.fromEntries(line.split(" ").map((pair) => [pair, ""].join("=").split("=")));

  /* What `trace export --json` writes, nan and the infinities as strings, and the run line of its head. */
  function fromJSON(text, run = "") {
    const data = JSON.parse(text, (key, x) =>
      typeof x === "string" && /^-?(nan|inf)$/.test(x) ? numberOf(x) : x);
    return trace(data.chapter, options(run), data.set, data.blocks, null);
  }

  /* Reads the text of a trace, or throws an Error whose message says which line and why. */
  function parse(text, file) {
    const lines = text.split("\n"), set = {}, blocks = [], seen = new Map(), beginnings = new Map();
    let at = 0, line, chapter = "", run = "", digits = null;

    const fail = (why, where = at) => { throw new Error(`${file}:${where}: ${why}`); };
    const next = () => (at < lines.length ? lines[at++] : null);
    const carriage = text.indexOf("\r");

    if (text.includes("\0")) fail("a zero byte: this is not a trace", 1);
    if (!/^# brick-trace 1\r?$/.test(lines[0])) fail("not a trace: the first line must be '# brick-trace 1'", 1);
    if (carriage >= 0)
      fail("a carriage return: save the file with Unix line ends", text.slice(0, carriage).split("\n").length);
    if (lines.pop() !== "") fail("the file ends in the middle of a line: it was cut off", lines.length + 1);
    next();
    while ((line = next())) readHead(line);
    while ((line = next()) !== null) if (line) readBlock(line);
    if (!blocks.length) fail("no block in this trace", lines.length);
    return trace(chapter, options(run), set, blocks, digits);

    function readHead(line) {
      const [, word, rest] = /^# (chapter|run|digits|set) (.*)$/.exec(line) || [];
      if (line[0] !== "#") fail("a number before the first block");
      if (word === "chapter") chapter = rest;
      if (word === "run") run = rest;
      if (word === "digits") digits = Number(rest);
      if (word === "set") rest.split(" ").filter(Boolean).forEach(readScalar);
    }

    function readScalar(pair) {
      const [, name, number] = /^([A-Za-z]\w*)=(.*)$/.exec(pair) || [];
      if (!name) fail(`the set line wants NAME=NUMBER, not '${pair.slice(0, 40)}'`);
      if (numberOf(number) === undefined) fail(name + " is set to something that is no number");
      if (name in set) fail(name + " is set twice");
      set[name] = numberOf(number);
    }

    function readBlock(line) {
      const [, name, rest] = /^# ([A-Za-z]\w*(?:@\d+)?) (.*)$/.exec(line) || [];
      if (!name) fail(`a block begins '# NAME ROWSxCOLUMNS', not '${line.slice(0, 40)}'`);
      const [, rows, cols, behind] = /^0*([1-9]\d{0,8})x0*([1-9]\d{0,8})(.*)$/.exec(rest) || [];
      if (!rows) fail(`${name} wants a shape such as 2x3, not '${rest.slice(0, 40)}'`);
      const [, formula] = /^ = (.+)$/.exec(behind) || [];
      if (behind && !formula)
        fail(`behind the shape of ${name} stands ' = FORMULA' or nothing, not '${behind.slice(0, 40)}'`);
      if (seen.has(name)) fail(`a second block '${name}' (the first is in line ${seen.get(name)})`);
      if (beginnings.has(name)) // gnuplot would find the earlier block under this name
        fail(`'${name}' is the beginning of an earlier name, '${beginnings.get(name)}' in line ` +
          seen.get(beginnings.get(name)));
      if (name in set) fail(`'${name}' is a number of the set line already`);
      const block = { name, rows: Number(rows), cols: Number(cols), formula: formula || null, values: [], line: at };
      while (block.values.length < block.rows) {
        const row = next();
        if (!row || row[0] === "#")
          fail(`${name} has ${block.values.length} rows, and its head promises ${rows}`);
        block.values.push(readRow(row, block));
      }
      for (let empty = 0; empty < 2; empty++) {
        const row = next();
        if (row === null) fail(`the file ends before the two empty lines behind ${name}: it was cut off`);
        if (row) fail(`two empty lines must follow the ${rows} rows of ${name}`);
      }
      seen.set(name, block.line);
      for (let length = 1; length < name.length; length++) beginnings.set(name.slice(0, length), name);
      blocks.push(block);
    }

    function readRow(row, { name, cols }) {
      const words = row.split(" ").filter(Boolean);
      if (words.length < cols)
        fail(`this row of ${name} has ${words.length} numbers, and its head promises ${cols}`);
      if (words.length > cols) fail(`this row of ${name} has more than ${cols} numbers`);
      return words.map((word, c) => {
        const x = numberOf(word);
        if (x === undefined) fail(`'${word.slice(0, 40)}' is not a number (column ${c + 1} of ${name})`);
        return x;
      });
    }
  }

  /* A number as `trace why` prints it: eight decimals, fewer if nothing is lost. */
  function format(x) {
    const size = Math.abs(x);
    let text;
    if (isNaN(x)) return "nan";
    if (!isFinite(x)) return x > 0 ? "inf" : "-inf";
    if (x === 0) return "0";
    if (size < 1e-4 || size >= 1e6) {
      text = size >= 1e-4 && size < 1e8 ? x.toPrecision(8) : x.toExponential(7);
      return text.replace(/(\.\d*?)0+(e|$)/, "$1$2").replace(/\.(e|$)/, "$1").replace(/e([+-])(\d)$/, "e$10$2");
    }
    text = x.toFixed(8);
    return Number(text) === x ? text.replace(/\.?0+$/, "") : text;
  }

  // ---- formulas: GNU Octave's, over the blocks and the numbers of the set line

  const sigmoid = (z) => 1 / (1 + Math.exp(-z));

  /* How tightly things bind; what binds less than its place asks for gets brackets. */
  const ANY = 0, IN_SUM = 1, IN_PRODUCT = 2, IN_SIGN = 3, IN_POWER = 4;

  /* Entry by entry: the sign, the level of the whole, of its left and of its right. */
  const PAIRS = {
    add: [" + ", IN_SUM, IN_SUM, IN_PRODUCT, (x, y) => x + y],
    subtract: [" - ", IN_SUM, IN_SUM, IN_PRODUCT, (x, y) => x - y],
    times: [" * ", IN_PRODUCT, IN_PRODUCT, IN_POWER, (x, y) => x * y],
    divide: ["/", IN_PRODUCT, IN_PRODUCT, IN_POWER, (x, y) => x / y],
    power: ["^", IN_POWER, IN_POWER + 1, IN_POWER + 1, Math.pow],
  };

  const MOST_DEPTH = 200;

  /* The tree of a formula.  A node is { op, a, b, rows, cols, text, bracketed } or one of the leaves
   * { op: "number" | "scalar" | "block", name, rows, cols, at(r, c) }.  An Error that it throws says
   * what `trace check` says: in which column the formula cannot be, and why. */
  function parseFormula(trace, block) {
    const text = block.formula;
    let at = 0, depth = 0;

    const fail = (why, column) => { throw new Error(`${block.name}: column ${column + 1}: ${why}`); };
    const shape = (n) => n.rows + "x" + n.cols;
    const isNumber = (n) => n.rows * n.cols === 1;
    function space() {
      while (text[at] === " " || text[at] === "\t") at++;
      return at;
    }
    function take(pattern) {
      const [found] = pattern.exec(text.slice(space())) || [null];
      if (found) at += found.length;
      return found;
    }
    function unexpected(what) {
      if (space() === text.length) fail("the formula ends here, but " + what, at);
      fail(`'${/[ -~]/.test(text[at]) ? text[at] : "?"}' stands where ${what}`, at);
    }
    function deeper(reader, column) {
      if (++depth > MOST_DEPTH) fail(`nested more than ${MOST_DEPTH} deep`, column);
      const n = reader();
      depth--;
      return n;
    }

    /* A node whose text goes from `from` to here. */
    function node(op, from, a, b) {
      const n = { op, a, b, from, text: text.slice(from, at), rows: a.rows, cols: a.cols,
                  depth: 1 + Math.max(a.depth, b ? b.depth : 0) };
      if (n.depth > MOST_DEPTH) fail(`more than ${MOST_DEPTH} operations within each other`, from);
      if (op === "transpose") [n.rows, n.cols] = [a.cols, a.rows];
      if (op === "sum") [n.rows, n.cols] = [1, a.rows === 1 ? 1 : a.cols];
      if (op === "product") n.cols = b.cols;
      else if (b) [n.rows, n.cols] = [Math.max(a.rows, b.rows), Math.max(a.cols, b.cols)];
      return n;
    }
    /* Two operands and the sign between them, which stands in `column`. */
    function pair(op, sign, column, a, b) {
      const fits = (x, y) => x === y || x === 1 || y === 1;
      if (sign === "*" && !isNumber(a) && !isNumber(b)) {
        op = "product";
        if (a.cols !== b.rows) // the other one's transpose would fit, or it has the wrong rows
          fail(`* wants ${shape(a)} * ${a.cols}x${a.cols === b.cols ? b.rows : b.cols}, ` +
            `not ${shape(a)} * ${shape(b)}`, column);
      } else if (sign === "/" && !isNumber(b)) {
        fail(`/ wants a number on its right, not ${shape(b)}: ./ divides entry by entry`, column);
      } else if (sign === "^" && !(isNumber(a) && isNumber(b))) {
        fail(`^ wants two numbers, not ${shape(a)} ^ ${shape(b)}: .^ goes entry by entry`, column);
      } else if (!fits(a.rows, b.rows) || !fits(a.cols, b.cols)) {
        fail(`${sign} wants two of one shape, not ${shape(a)} and ${shape(b)}`, column);
      }
      return node(op, a.from, a, b);
    }
    const leaf = (op, from, name, rows, cols, at) => ({ op, from, name, rows, cols, at, depth: 0 });
    function closed() {
      const inner = sum();
      if (!take(/^\)/)) unexpected("a ')' is wanted");
      return inner;
    }
    function named(from, word) {
      if (word === "sigmoid" || word === "sum")
        return take(/^\(/) ? node(word, from, closed()) : unexpected(word + " wants a '('");
      if (Object.hasOwn(trace.set, word)) return leaf("scalar", from, word, 1, 1, () => trace.set[word]);
      const b = trace.byName.get(word);
      if (!b) fail(`no block before is called '${word.slice(0, 60)}'`, from);
      if (b === block) fail(word + " is to be made from itself", from);
      if (trace.blocks.indexOf(b) > trace.blocks.indexOf(block))
        fail(`${word} comes only later, in line ${b.line}`, from);
      return { ...leaf("block", from, word, b.rows, b.cols, (r, c) => b.values[r][c]), block: b };
    }
    function primary() {
      const from = space(), word = take(/^[A-Za-z]\w*(?:@\d+)?/);
      if (word) return named(from, word);
      const number = take(/^(?:\d+(?:\.(?![*/^'])\d*)?|\.\d+)(?:[eE][+-]?\d+)?/);
      if (number) return leaf("number", from, number, 1, 1, () => Number(number));
      if (!take(/^\(/)) unexpected("an operand is wanted");
      return { ...closed(), from, text: text.slice(from, at), bracketed: true };
    }
    function single(sign) { // -- and ++ change a variable in Octave
      if (text[at] === sign)
        fail(`Octave has another meaning for '${sign}${sign}': put a space between`, at - 1);
    }
    function signed(operand) {
      const from = space(), sign = take(/^[+-]/);
      if (!sign) return operand();
      single(sign);
      const a = deeper(() => signed(operand), at - 1);
      return sign === "-" ? node("minus", from, a) : a;
    }
    function power() {
      let a = primary(), sign;
      while ((sign = take(/^\.?['^]/))) {
        const column = at - sign.length;
        a = sign.endsWith("'") ? node("transpose", a.from, a) : pair("power", sign, column, a, signed(primary));
      }
      return a;
    }
    function product() {
      let a = signed(power), sign;
      while ((sign = take(/^\.?[*/]/))) {
        const column = at - sign.length;
        a = pair(sign.endsWith("/") ? "divide" : "times", sign, column, a, signed(power));
      }
      return a;
    }
    function sum() {
      return deeper(() => {
        let a = product(), sign;
        while ((sign = take(/^[+-]/))) {
          const column = at - 1;
          single(sign);
          a = pair(sign === "+" ? "add" : "subtract", sign, column, a, product());
        }
        return a;
      }, at);
    }
    const tree = sum();
    if (space() < text.length) unexpected("the formula should end");
    if (tree.rows !== block.rows || tree.cols !== block.cols)
      throw new Error(`${block.name}: it is ${shape(block)}, and its formula gives ${shape(tree)}`);
    return tree;
  }

  /* The terms of the entry (r, c) of a sum or a product: each is a list of [node, r, c] to multiply. */
  function terms({ op, a, b }, r, c) {
    const count = (n, term) => Array.from({ length: n }, (_, k) => term(k));
    if (op === "product") return count(a.cols, (k) => [[a, r, k], [b, k, c]]);
    const all = a.op === "sum" || a.rows === 1; // sum(sum(A)), or a single row: all of it
    if (a.op === "sum") a = a.a;
    return all ? count(a.rows * a.cols, (k) => [[a, Math.floor(k / a.cols), k % a.cols]])
      : count(a.rows, (k) => [[a, k, c]]);
  }

  const isSum = (n) => n.op === "sum" || n.op === "product";
  const inside = (n, r, c) => [n.rows === 1 ? 0 : r, n.cols === 1 ? 0 : c]; // a scalar serves every entry
  const size = (term) => term.reduce((x, factor) => x * entry(...factor), 1);

  function entry(n, row, col) {
    const [r, c] = inside(n, row, col);
    if (n.at) return n.at(r, c);
    if (isSum(n)) return terms(n, r, c).reduce((x, term) => x + size(term), 0);
    if (n.op === "transpose") return entry(n.a, c, r);
    const x = entry(n.a, r, c);
    return n.op === "minus" ? -x : n.op === "sigmoid" ? sigmoid(x) : PAIRS[n.op][4](x, entry(n.b, r, c));
  }

  /* Adds to `used` every entry {block, r, c} of a block that an entry of a node is made from. */
  function leaves(n, row, col, used) {
    const [r, c] = inside(n, row, col);
    if (n.op === "block") used.push({ block: n.block, r, c });
    else if (isSum(n)) terms(n, r, c).flat().forEach((factor) => leaves(...factor, used));
    else if (n.op === "transpose") leaves(n.a, c, r, used);
    else [n.a, n.b].filter(Boolean).forEach((m) => leaves(m, r, c, used));
  }

  // ---- one entry in words: its formula with names, with numbers, with the terms of its sums

  const hasSum = (n) => /add|subtract|sum|product/.test(n.op) || [n.a, n.b].some((m) => m && hasSum(m));

  /* Up to six terms, or the first three and the two largest of the others. */
  function shown(sizes) {
    const all = [...sizes.keys()], largest = (i, j) => Math.abs(sizes[j]) - Math.abs(sizes[i]) || i - j;
    return sizes.length <= 6 ? all : [0, 1, 2, ...all.slice(3).sort(largest).slice(0, 2).sort((i, j) => i - j)];
  }

  /* style: "names", "values" or "terms". */
  function expand(tree, r, c, style) {
    let out = "", in_sum = false;

    const put = (text) => { out += text; };
    function bracketed(yes, write) {
      put(yes ? "(" : "");
      write();
      put(yes ? ")" : "");
    }
    function putNumber(x, level) {
      const text = format(x), first = out === "" || out.endsWith("(");
      put(text[0] === "-" && (!first || level > IN_SIGN) ? `(${text})` : text);
    }
    function operand(n, r, c, level) {
      if (style !== "names") return putNumber(entry(n, r, c), level);
      put(n.at ? n.name : n.op === "sum" || n.bracketed ? n.text : `(${n.text})`);
      put(n.rows * n.cols > 1 ? `[${r + 1},${c + 1}]` : "");
    }
    function sum(n, r, c, level) {
      const all = terms(n, r, c), sizes = all.map(size), some = shown(sizes);
      bracketed(level > (all.length > 1 ? IN_SUM : IN_PRODUCT), () => {
        in_sum = true;
        some.forEach((k, i) => {
          const minus = style === "terms" && sizes[k] < 0;
          if (i > 0) put((k !== some[i - 1] + 1 ? " + ..." : "") + (minus ? " - " : " + "));
          if (style === "terms") putNumber(i > 0 ? Math.abs(sizes[k]) : sizes[k], IN_PRODUCT);
          else all[k].forEach((factor, f) => {
            put(f > 0 ? " * " : "");
            write(...factor, f > 0 ? IN_POWER : IN_PRODUCT);
          });
        });
        if (some.at(-1) + 1 < all.length) put(" + ...");
        in_sum = false;
      });
    }
    function write(n, row, col, level) {
      const [r, c] = inside(n, row, col);
      if (n.op === "number" || (style === "terms" && !hasSum(n))) putNumber(entry(n, r, c), level);
      else if (n.at || (isSum(n) && in_sum)) operand(n, r, c, level);
      else if (isSum(n)) sum(n, r, c, level);
      else if (n.op === "transpose") write(n.a, c, r, level);
      else if (n.op === "minus" || n.op === "sigmoid") {
        const [before, after, own] = n.op === "minus" ? ["-", "", IN_SIGN] : ["1/(1 + exp(-", "))", IN_PRODUCT];
        bracketed(level > own, () => {
          put(before);
          write(n.a, r, c, IN_POWER);
          put(after);
        });
      } else {
        const [sign, own, left, right] = PAIRS[n.op];
        bracketed(level > own, () => {
          write(n.a, r, c, left);
          put(sign);
          write(n.b, r, c, right);
        });
      }
    }
    write(tree, r, c, ANY);
    return out;
  }

  /* The lines that explain an entry: with names, with numbers, and term by term if that says more. */
  function why(tree, r, c) {
    const [names, values, terms] = ["names", "values", "terms"].map((style) => expand(tree, r, c, style));
    return [names, ...(values !== names ? [values] : []),
      ...(terms !== values && /[ (/]/.test(terms) ? [terms] : [])];
  }

  // ---- comparing

  const most = (numbers, least) => numbers.reduce((m, x) => (isFinite(x) ? Math.max(m, Math.abs(x)) : m), least);
  const agree = (x, y, apart) => Object.is(x, y) || Math.abs(x - y) <= apart;

  /* Where a block does not follow from its formula, and what that gives: a Map of "row,column" from 0.
   * Near enough is 1e-6 of the block's largest entry, and what few digits leave open. */
  function misfits(trace, block, tree) {
    const found = new Map(), near = 1e-6 * most(block.values.flat(), 0), { N, ...factors } = trace.set;
    const unit = trace.digits === null ? 0 : 10 ** -trace.digits * most(Object.values(factors), 1);
    block.values.forEach((row, r) => row.forEach((x, c) => {
      const given = entry(tree, r, c), used = [];
      if (unit) leaves(tree, r, c, used);
      const open = used.reduce((sum, u) => sum + most([u.block.values[u.r][u.c]], 1), 1);
      if (!agree(x, given, near + unit * open)) found.set(r + "," + c, given);
    }));
    return found;
  }

  /* The entries of b that are not those of a, as [row, column] from 0. */
  function differences(a, b, digits) {
    const found = [], apart = digits === null ? 1e-12 * most(a.values.flat(), 0) : 0.5000001 * 10 ** -digits;
    a.values.forEach((row, r) => row.forEach((x, c) => {
      if (!agree(x, b.values[r][c], apart)) found.push([r, c]);
    }));
    return found;
  }

  /* "Your trace was made with alpha=0.5; the chapter's with alpha=0.001.", or "" for the same options. */
  function otherOptions({ run, set }, mine) {
    const ran = Object.keys({ ...run, ...mine.run }).filter((o) => "rows" in mine.run && run[o] !== mine.run[o]);
    const were = Object.keys(set).filter((name) => name in mine.set && set[name] !== mine.set[name] &&
      !(name === "N" && ran.includes("rows")));
    const option = (o, words) => (words === undefined ? "no " + o : words ? o + "=" + words : o);
    const all = (t) =>
      [...ran.map((o) => option(o, t.run[o])), ...were.map((o) => option(o, format(t.set[o])))].join(", ");
    return all(mine) && `Your trace was made with ${all(mine)}; the chapter's with ${all({ run, set })}.`;
  }

  /* Why block b of `mine` may differ from a, its like in `reference`: all blocks before them agree. */
  function reason(reference, mine, a, b) {
    const bare = (formula) => (formula || "").replaceAll(" ", "");
    const names = new Set(bare(b.formula).match(/[A-Za-z]\w*/g));
    const other = [...names].filter((name) => reference.set[name] !== mine.set[name]);
    if (!b.formula) return "It was given: the two runs began with other numbers.";
    if (bare(a.formula) !== bare(b.formula))
      return `Its formula is ${b.formula}, in the chapter's trace ` + (a.formula ? a.formula + "." : "it was given.");
    if (other.length) return `It is made with ${other.join(" and ")}, which differs.`;
    return "Its inputs agree, so look at this step.";
  }

  /* The first block of `mine` that is not as in `reference`: { block, entries, words }, or null. */
  function firstDifference(reference, mine) {
    for (const a of reference.blocks) {
      const b = mine.byName.get(a.name), first = `${a.name} is the first block that differs: `;
      if (!b) return { block: null, entries: [], words: `Your trace has no block ${a.name}.` };
      if (a.rows !== b.rows || a.cols !== b.cols)
        return { block: b, entries: [],
                 words: first + `it is ${b.rows}x${b.cols}, in the chapter's trace ${a.rows}x${a.cols}.` };
      const entries = differences(a, b, mine.digits);
      if (entries.length) {
        const [r, c] = entries[0], place = a.rows * a.cols > 1 ? `[${r + 1},${c + 1}]` : "";
        return { block: b, entries,
                 words: first + `${a.name}${place} is ${format(b.values[r][c])}, in the chapter's trace ` +
                   `${format(a.values[r][c])}. ` + reason(reference, mine, a, b) };
      }
    }
    return null;
  }

  return { parse, fromJSON, format, parseFormula, entry, leaves, why, misfits, otherOptions, firstDifference, sigmoid };
})();

if (typeof module !== "undefined") module.exports = Trace;
