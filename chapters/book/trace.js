/* Traces, without a page: reading one, reading its formulas, explaining an entry, comparing two.
 *
 * A trace is { chapter, run: the words of its run line, set: {name: number}, blocks: [block], byName, digits,
 * exact: all digits are printed }; a block is { name, rows, cols, formula or null, values: [[number]],
 * half: half a unit of the last digit that each is printed with, line, at: its place }.  The words for
 * an entry are those of `trace why`; of a trace or a formula that cannot be, `trace check` says more.
 */
var Trace = (() => {
  "use strict";

  // ---- reading

  function numberOf(text) {
    if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return Number(text);
    const [, sign, word] = /^([+-]?)(nan|inf|infinity)$/i.exec(text) || [];
    return word && (/^nan/i.test(word) ? NaN : sign === "-" ? -Infinity : Infinity);
  }

  const quote = (text) => text.slice(0, 40).replace(/[^ -~]/g, "?");

  /* Half a unit of the last digit of a number, printed so; of a ? any number will do. */
  function halfOf(word, digits) {
    if (word === "?") return Infinity;
    const [, fraction = "", exponent = "0"] = /^[^.e]*(?:\.(\d*))?(?:e(.*))?$/.exec(word.toLowerCase());
    return /n/i.test(word) ? 0 : 0.5000001 * 10 ** -(digits === null ? fraction.length - exponent : digits);
  }

  const LONG = /^-?[0.]*[1-9][\d.]{17}/; // seventeen digits

  /* Notes of the words of a row whether all their digits are printed, as %.17g does (trace_reader.h). */
  function look(words, seen) {
    for (const word of words) {
      if (LONG.test(word)) seen.long = true; // most are, and are told quickly
      else if (word === "?" || /n/i.test(word)) seen.long = true;
      else if (word.replace(/e.*/i, "").replace(/\D/g, "").replace(/^0+/, "").length >= 17) seen.long = true;
      else if (plain(Number(word)) !== word) seen.rounded = true;
      else if (Number(word) * 2 ** 20 % 1 !== 0) seen.few = true;
      if (seen.rounded) return;
    }
  }

  /* A number as %.17g prints it. */
  function plain(x) {
    if (x === 0) return Object.is(x, -0) ? "-0" : "0";
    if (!isFinite(x)) return format(x);
    const [digits, exponent] = x.toExponential(16).split("e"), e = Number(exponent);
    const trim = (text) => (text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text);
    return e >= -4 && e < 17 ? trim(x.toFixed(16 - e))
      : `${trim(digits)}e${e < 0 ? "-" : "+"}${String(Math.abs(e)).padStart(2, "0")}`;
  }

  const wordsOf = (line) => line.split(/[ \t]+/).filter(Boolean);
  const turnedOver = (rows) => rows[0].map((_, c) => rows.map((row) => row[c]));

  function finished(trace, { rounded, long, few } = {}) {
    trace.exact = trace.digits === null && !rounded && (long || !few);
    trace.blocks.forEach((b, at) => {
      const zeros = trace.exact && Array(b.cols).fill(0);
      const halves = zeros ? null : b.lines.map((line) => wordsOf(line).map((word) => halfOf(word, trace.digits)));
      b.at = at;
      b.half = zeros ? Array(b.rows).fill(zeros) : b.turned ? turnedOver(halves) : halves;
      b.given = !b.formula && trace.digits === null; // exact as it stands
    });
    return { ...trace, byName: new Map(trace.blocks.map((b) => [b.name, b])) };
  }

  /* What `trace export --json` writes, nan and the infinities as strings, and the run line of its head. */
  function fromJSON(text, run = "") {
    const number = (key, x) => (typeof x === "string" && /^-?(nan|inf)$/.test(x) ? numberOf(x) : x);
    return finished({ ...JSON.parse(text, number), run: run.split(" "), digits: null });
  }

  /* Reads the text of a trace, or throws an Error whose message says which line and why.  It yields now and then,
   * for a page that has other things to do, which part of the text it has read. */
  function* reading(text, file) {
    const trace = { chapter: "", run: [], set: {}, blocks: [], digits: null }, seen = new Set(), digits = {};
    const OFTEN = 20000; // numbers
    let since = 0;
    const lines = text.replace(/^\ufeff/, "").split("\n").map((line) => line.replace(/\r$/, "").replace(/^[ \t]+$/, ""));
    let n = 0; // lines read

    const fail = (why, where = n) => { throw new Error(`${file}:${where}: ${why}`); };
    if (lines[n++] !== "# brick-trace 1") fail("not a trace: the first line must be '# brick-trace 1'");
    if (text.includes("\0")) fail("a zero byte: this is not a trace", text.split("\0")[0].split("\n").length);
    if (lines.pop() !== "") fail("the file ends in the middle of a line: it was cut off, or wants an Enter at its end",
      lines.length + 1);
    while (n < lines.length && lines[n]) readHead(lines[n++]);
    while (n < lines.length) if (lines[n++]) yield* readBlock(lines[n - 1], n);
    if (!trace.blocks.length) fail("no block in this trace");
    return finished(trace, digits);

    function readHead(text) {
      const [, word, rest] = /^# (chapter|figure|part|run|digits|set|bias|weights|source) (.*)$/.exec(text) || [];
      if (text[0] !== "#") fail("a number before the first block", n);
      if (!word) fail(`'${quote(text)}' is no line of the head, which an empty line ends`, n);
      if (word === "chapter") trace.chapter = rest;
      if (word === "run") trace.run = rest.split(" ");
      if (word === "digits" && /^\d{1,2}$/.test(rest)) trace.digits = Number(rest);
      for (const pair of word === "set" ? rest.split(" ").filter(Boolean) : []) {
        const [, name, number] = /^([A-Za-z]\w{0,62})=(.*)$/.exec(pair) || [];
        if (numberOf(number || "") === undefined) fail(`the set line wants NAME=NUMBER, not '${quote(pair)}'`, n);
        trace.set[name] = numberOf(number);
      }
    }

    /* The shape may be left out; NAME' is turned over. */
    function* readBlock(first, line) {
      const [, name, turned, rows, cols, formula] = /^# (?=.{1,63}(?: |$))([A-Za-z]\w*(?:@\d+)?)('?)(?: ([1-9]\d{0,8})x([1-9]\d{0,8}))?(?: = (.+))?$/
        .exec(first) || [];
      if (!name) fail(`a block begins '# NAME ROWSxCOLUMNS' or '# NAME ROWSxCOLUMNS = FORMULA', not '${quote(first)}'`);
      if (seen.has(name)) fail(`a second block '${name}'`);
      if (turned && formula) fail(`${name}' takes no formula: a formula gives ${name} itself`);
      const from = n, values = [];
      let wide = Number(cols);
      for (; n < lines.length && lines[n] && lines[n][0] !== "#"; ) {
        const words = wordsOf(lines[n++]), row = words.map((word) => (word === "?" ? NaN : numberOf(word))), c = row.indexOf(undefined);
        if (c >= 0) fail(`'${quote(words[c])}' is not a number (column ${c + 1} of ${name})`);
        wide = wide || row.length;
        if (row.length !== wide) fail(`this row of ${name} has ${row.length} numbers, and its head promises ${wide}`);
        if (!digits.rounded) look(words, digits);
        values.push(row);
        since += row.length;
        if (since > OFTEN) {
          since = 0;
          yield n / lines.length;
        }
      }
      if (rows && values.length !== Number(rows))
        fail(`${name} has ${values.length} rows, and its head promises ${rows}`, n + 1);
      if (!values.length) fail(`${name} has no numbers`, line);
      if (lines[n]) fail(`an empty line must follow the rows of ${name}`, n + 1);
      const all = turned ? turnedOver(values) : values;
      seen.add(name);
      trace.blocks.push({ name, rows: all.length, cols: all[0].length, formula: formula || null, line, values: all,
        lines: lines.slice(from, n), turned });
    }
  }

  function parse(text, file) {
    const all = reading(text, file);
    for (let step; ; ) if ((step = all.next()).done) return step.value;
  }

  /* A number as `trace why` prints it: eight decimals, fewer if nothing is lost. */
  function format(x) {
    const size = Math.abs(x);
    if (!isFinite(x) || x === 0) return isNaN(x) ? "nan" : x === 0 ? "0" : x > 0 ? "inf" : "-inf";
    if (size >= 1e-4 && size < 1e6) {
      const text = x.toFixed(8);
      return Number(text) === x ? text.replace(/\.?0+$/, "") : text;
    }
    const text = size >= 1e-4 && size < 1e8 ? x.toPrecision(8) : x.toExponential(7);
    return text.replace(/(\.\d*?)0+(e|$)/, "$1$2").replace(/\.(e|$)/, "$1").replace(/e([+-])(\d)$/, "e$10$2");
  }

  // ---- formulas: GNU Octave's, over the blocks and the numbers of the set line

  const sigmoid = (z) => 1 / (1 + Math.exp(-z));
  const FUNCTIONS = { sigmoid, exp: Math.exp, log: Math.log }; // of each entry
  const larger = (x, y) => (x >= y || isNaN(y) ? x : y); // as Octave has it: a nan is passed over

  /* How tightly things bind; what binds less than its place asks for gets brackets. */
  const ANY = 0, IN_SUM = 1, IN_PRODUCT = 2, IN_SIGN = 3, IN_POWER = 4;

  /* The signs between two operands: in words, the level of the whole, of its left and of its right, and
   * what becomes of two entries.  A dot before a sign changes only which shapes it takes. */
  const PAIRS = {
    "+": [" + ", IN_SUM, IN_SUM, IN_PRODUCT, (x, y) => x + y],
    "-": [" - ", IN_SUM, IN_SUM, IN_PRODUCT, (x, y) => x - y],
    "*": [" * ", IN_PRODUCT, IN_PRODUCT, IN_POWER, (x, y) => x * y],
    "/": ["/", IN_PRODUCT, IN_PRODUCT, IN_POWER, (x, y) => x / y],
    "^": ["^", IN_POWER, IN_POWER + 1, IN_POWER + 1, Math.pow],
  };
  const TOKEN = /\s*(\d*\.?\d+(?:[eE][+-]?\d+)?|[A-Za-z]\w*(?:@\d+)?|\.?[*/^']|[-+(),[\]])\s*/;
  const levelOf = (text) => (text.endsWith("'") ? IN_POWER : (PAIRS[text.replace(".", "")] || [])[1]);
  const MOST = 400; // tokens of a formula: deeper trees than that are not for this page
  const isNumber = (n) => n.rows * n.cols === 1;

  /* The tree of a block's formula.  A node is { op, a, b, rows, cols }, where op is a sign, "product" (of
   * two matrices), "transpose", "minus", "sigmoid", "exp", "log", "larger" (of two), "sum" or "max" (of each
   * row if `across`, else of each column), or a leaf { op: "number" or "block", name, rows, cols, values }.
   * The tree also has the formula's tokens in their order, each { text, node }.
   * An Error that it throws begins with the file, if one is named. */
  function parseFormula(trace, block, file) {
    let at = 0, read = 0; // tokens, and characters
    const tokens = block.formula.split(TOKEN).filter(Boolean).map((text) => {
      read = block.formula.indexOf(text, read) + text.length;
      return { text, end: read };
    });

    const fail = (why) => { throw new Error(`${file ? `${file}:${block.line}: ` : ""}${block.name}: ${why}`); };
    const shape = (n) => n.rows + "x" + n.cols;
    const peek = () => (at < tokens.length ? tokens[at].text : "");
    const take = (text) => peek() === text && tokens[at++];
    const unexpected = (wanted) =>
      fail(peek() ? `'${quote(peek())}' stands where ${wanted}` : `the formula ends, but ${wanted}`);
    const want = (text) => take(text) || unexpected(`'${text}' is wanted`);
    const put = (token, node) => (token.node = node);
    /* A node whose text begins at a token and ends before the next one. */
    const from = ({ text, end }, node) =>
      Object.assign(node, { text: block.formula.slice(end - text.length, tokens[at - 1].end) });

    /* Two operands and the sign between them. */
    function pair(token, a, b) {
      const sign = token.text, op = sign.replace(".", ""), fits = (x, y) => x === y || x === 1 || y === 1;
      const product = sign === "*" && !isNumber(a) && !isNumber(b);
      const good = product ? a.cols === b.rows : sign === "/" ? isNumber(b) : sign === "^" ? isNumber(a) && isNumber(b)
        : fits(a.rows, b.rows) && fits(a.cols, b.cols);
      if (!good) fail(`${sign} cannot be between ${shape(a)} and ${shape(b)}`);
      if (product) return put(token, { op: "product", a, b, rows: a.rows, cols: b.cols });
      const [rows, cols] = [Math.max(a.rows, b.rows), Math.max(a.cols, b.cols)];
      return put(token, { op: op === "max" ? "larger" : op, a, b, rows, cols });
    }
    const dimension = () => take("1") || take("2") || unexpected("1 or 2 is wanted");
    /* A function of its operands, from the bracket on; `token` is its name. */
    function call(token) {
      const op = token.text;
      want("(");
      const a = expression(IN_SUM), more = (op === "sum" || op === "max") && take(",");
      const empty = more && op === "max" && take("["); // max(A, [], 2)
      if (empty) ["]", ","].forEach(want);
      const along = more && (op === "sum" || empty) ? dimension().text : "";
      const b = more && !along && expression(IN_SUM);
      want(")");
      if (b) return pair(token, a, b);
      if (Object.hasOwn(FUNCTIONS, op)) return put(token, { op, a, rows: a.rows, cols: a.cols });
      const across = along ? along === "2" : a.rows === 1;
      if (along && (across ? a.cols : a.rows) === 1) return a; // one entry each: nothing is to be done
      return put(token, { op, a, across, rows: across ? a.rows : 1, cols: across ? 1 : a.cols });
    }
    function primary() {
      if (!/^[\w.(]/.test(peek())) unexpected("an operand is wanted");
      const token = tokens[at++], name = token.text, earlier = trace.byName.get(name);
      if (Object.hasOwn(FUNCTIONS, name) || name === "sum" || name === "max") return from(token, call(token));
      if (name === "(") {
        const a = expression(IN_SUM);
        want(")");
        return from(token, a);
      }
      const number = Object.hasOwn(trace.set, name) ? trace.set[name] : numberOf(name);
      if (number !== undefined) return put(token, { op: "number", name, rows: 1, cols: 1, values: [[number]] });
      if (!earlier || earlier.at >= block.at) fail(`no block before it is called '${quote(name)}'`);
      return put(token, { ...earlier, op: "block", block: earlier });
    }
    function operand(least) {
      const sign = take("-") || take("+");
      if (!sign) return primary();
      const a = expression(Math.max(least, IN_POWER));
      return sign.text === "+" ? a : put(sign, { op: "minus", a, rows: a.rows, cols: a.cols });
    }
    /* Operands and the signs between them that bind at least so tightly. */
    function expression(least) {
      const first = tokens[at];
      let a = operand(least), level;
      while ((level = levelOf(peek())) >= least) {
        const token = tokens[at++];
        a = from(first, token.text.endsWith("'") ? put(token, { op: "transpose", a, rows: a.cols, cols: a.rows })
          : pair(token, a, expression(level + 1)));
      }
      return a;
    }
    if (tokens.length > MOST) fail(`a formula of more than ${MOST} names, numbers and signs`);
    const tree = expression(IN_SUM);
    if (at < tokens.length) unexpected("the formula should end");
    if (shape(tree) !== shape(block)) fail(`it is ${shape(block)}, and its formula gives ${shape(tree)}`);
    return { ...tree, tokens };
  }

  /* The terms of the entry (r, c) of a sum or a product: each is a list of [node, r, c] to multiply.  What max
   * looks through, in the same way. */
  function terms({ op, a, b, across }, r, c) {
    const count = (n, term) => Array.from({ length: n }, (_, k) => term(k));
    if (op === "product") return count(a.cols, (k) => [[a, r, k], [b, k, c]]);
    if (a.op === op) // sum(sum(A)): all of it
      return count(a.a.rows * a.a.cols, (k) => [[a.a, Math.floor(k / a.a.cols), k % a.a.cols]]);
    return across ? count(a.cols, (k) => [[a, r, k]]) : count(a.rows, (k) => [[a, k, c]]);
  }

  const hasTerms = (n) => /^(sum|max|product)$/.test(n.op);
  const inside = (n, r, c) => [n.rows === 1 ? 0 : r, n.cols === 1 ? 0 : c]; // a scalar serves every entry
  const size = (term) => term.reduce((x, factor) => x * entry(...factor), 1);

  /* The value of an entry; a node's values are computed once, when the first of them is asked for. */
  function entry(n, row, col) {
    const [r, c] = inside(n, row, col);
    n.values = n.values || Array.from({ length: n.rows }, (_, r) =>
      Array.from({ length: n.cols }, (_, c) => compute(n, r, c)));
    return n.values[r][c];
  }

  function compute(n, r, c) {
    if (n.op === "max") return terms(n, r, c).map(size).reduce(larger);
    if (hasTerms(n)) return terms(n, r, c).reduce((x, term) => x + size(term), 0);
    if (n.op === "transpose") return entry(n.a, c, r);
    const x = entry(n.a, r, c);
    if (Object.hasOwn(FUNCTIONS, n.op)) return FUNCTIONS[n.op](x);
    return n.op === "minus" ? -x : (n.op === "larger" ? larger : PAIRS[n.op][4])(x, entry(n.b, r, c));
  }

  /* Every entry {block, r, c} of a block that an entry of a node is made from.  `seen`: the entries of
   * each node that have been visited. */
  function leaves(n, row, col, seen = new Map()) {
    const [r, c] = inside(n, row, col), visited = seen.get(n) || new Set();
    if (visited.has(r * n.cols + c)) return [];
    seen.set(n, visited.add(r * n.cols + c));
    if (n.op === "block") return [{ block: n.block, r, c }];
    if (hasTerms(n)) return terms(n, r, c).flat().flatMap((factor) => leaves(...factor, seen));
    if (n.op === "transpose") return leaves(n.a, c, r, seen);
    return [n.a, n.b].filter(Boolean).flatMap((m) => leaves(m, r, c, seen));
  }

  // ---- other numbers

  /* The trace with other numbers in the places { name, r, c, x } of given blocks and of the set line, and
   * every block that has a formula computed anew. */
  function changed(trace, places) {
    const next = { ...trace, set: { ...trace.set }, blocks: [], byName: new Map() };
    for (const { name, x } of places) if (Object.hasOwn(next.set, name)) next.set[name] = x;
    for (const old of trace.blocks) {
      const block = { ...old, values: old.values.map((row) => [...row]) };
      for (const { name, r, c, x } of places) if (name === block.name) block.values[r][c] = x;
      const tree = block.formula && parseFormula(next, block);
      if (tree) block.values = block.values.map((row, r) => row.map((_, c) => entry(tree, r, c)));
      next.blocks.push(block);
      next.byName.set(block.name, block);
    }
    return next;
  }

  /* The text of a trace with all digits; `notes`: what its numbers are from. */
  function write(trace, notes) {
    const set = Object.entries(trace.set).map(([name, x]) => `${name}=${plain(x)}`).join(" ");
    return ["# brick-trace 1", ...(trace.chapter ? ["# chapter " + trace.chapter] : []),
      ...notes.map((note) => "# source what if " + note), ...(set ? ["# set " + set] : []), "", "",
      ...trace.blocks.flatMap((b) => [`# ${b.name} ${b.rows}x${b.cols}${b.formula ? " = " + b.formula : ""}`,
        ...b.values.map((row) => row.map(plain).join(" ")), "", ""])].join("\n") + "\n";
  }

  // ---- one entry in words: its formula with names, with numbers, with the terms of its sums

  const hasSum = (n) => /^([-+]|sum|product)$/.test(n.op) || [n.a, n.b].some((m) => m && hasSum(m));

  /* Whether a text is one pair of brackets, with all else inside. */
  function bracketed(text) {
    let depth = 0;
    return [...text].findIndex((c) => (depth += c === "(" ? 1 : c === ")" ? -1 : 0) === 0) === text.length - 1;
  }

  /* Up to six terms, or the first three and the two largest of the others. */
  function shown(sizes, weight) {
    const all = [...sizes.keys()], largest = (i, j) => weight(sizes[j]) - weight(sizes[i]) || i - j;
    return sizes.length <= 6 ? all : [0, 1, 2, ...all.slice(3).sort(largest).slice(0, 2).sort((i, j) => i - j)];
  }

  /* An entry in one style: "names", "values" or "terms".  What is left out of a long sum goes to `notes`.
   * Inside of a term an inner sum is not written out: it stands as (A * B)[1,2]. */
  function words(tree, row, col, style, notes) {
    let inTerm = false;

    function operand(n, r, c, level, first) {
      const bare = /^(sum|max)$/.test(n.op) || bracketed(n.text);
      return style !== "names" ? number(entry(n, r, c), level, first)
        : placeOf({ ...n, name: bare ? n.text : `(${n.text})` }, r, c);
    }
    function number(x, level, first) {
      const text = format(x);
      return text[0] === "-" && (!first || level > IN_SIGN) ? `(${text})` : text;
    }
    function sum(n, r, c, first) {
      inTerm = true;
      const text = termsOf(n, r, c, first);
      inTerm = false;
      return text;
    }
    function termsOf(n, r, c, first) {
      const max = n.op === "max", all = terms(n, r, c), sizes = all.map(size);
      const some = shown(sizes, max ? Number : Math.abs), rest = all.length - some.length;
      const term = (k, first) => (style === "terms" ? number(first ? sizes[k] : Math.abs(sizes[k]), IN_PRODUCT, first)
        : all[k].map((factor, f) => write(...factor, f > 0 ? IN_POWER : IN_PRODUCT, first && f === 0)).join(" * "));
      if (rest && max) notes.push(`(${all.length} entries: the first 3 and the 2 largest of the others)`);
      if (max)
        return "max(" + some.map((k, i) => (i > 0 && k !== some[i - 1] + 1 ? "..., " : "") + (style === "terms"
          ? number(sizes[k], IN_PRODUCT, true) : write(...all[k][0], ANY, true))).join(", ") +
          (some.at(-1) + 1 < all.length ? ", ...)" : ")");
      if (rest)
        notes.push(`(${all.length} terms: the first 3 and the 2 largest; the other ${rest} add up to ` +
          format(sizes.reduce((x, one, k) => (some.includes(k) ? x : x + one), 0)) + ")");
      return some.map((k, i) => (i === 0 ? "" : (k !== some[i - 1] + 1 ? " + ..." : "") +
        (style === "terms" && sizes[k] < 0 ? " - " : " + ")) + term(k, i === 0 && first)).join("") +
        (some.at(-1) + 1 < all.length ? " + ..." : "");
    }
    /* `level` is what the place asks for; what stands first may begin with a minus. */
    function write(n, row, col, level, first) {
      const [r, c] = inside(n, row, col);
      const within = (own, inner) => (level > own ? `(${inner(true)})` : inner(first));
      if (n.op === "block" && style === "names") return placeOf(n, r, c);
      if (n.op === "number" && style === "names") return n.name;
      if (n.op === "number" || n.op === "block" || (style === "terms" && !hasSum(n)))
        return number(entry(n, r, c), level, first);
      if (n.op === "transpose") return write(n.a, c, r, level, first);
      if (n.op === "minus") return within(IN_SIGN, () => "-" + write(n.a, r, c, IN_POWER));
      if (n.op === "sigmoid") return within(IN_PRODUCT, () => `1/(1 + exp(-${write(n.a, r, c, IN_POWER)}))`);
      if (hasTerms(n) && inTerm) return operand(n, r, c, level, first);
      if (n.op === "max") return sum(n, r, c, true);
      if (hasTerms(n)) return within(terms(n, r, c).length > 1 ? IN_SUM : IN_PRODUCT, (first) => sum(n, r, c, first));
      if (n.op === "larger") return `max(${[n.a, n.b].map((m) => write(m, r, c, ANY, true)).join(", ")})`;
      if (Object.hasOwn(FUNCTIONS, n.op)) return `${n.op}(${write(n.a, r, c, ANY, true)})`;
      const [sign, own, left, right] = PAIRS[n.op];
      return within(own, (first) => write(n.a, r, c, left, first) + sign + write(n.b, r, c, right));
    }
    return write(tree, row, col, ANY, true);
  }

  /* The lines that explain an entry: with names, with numbers, and term by term if that says more. */
  function why(tree, r, c) {
    const notes = [], [names, values] = ["names", "values"].map((style) => words(tree, r, c, style, []));
    const terms = words(tree, r, c, "terms", notes);
    return { lines: [names, ...(values !== names ? [values] : []),
      ...(terms !== values && /[ (/]/.test(terms) ? [terms] : [])], notes };
  }

  // ---- comparing

  const placeOf = (block, r, c) => block.name + (isNumber(block) ? "" : `[${r + 1},${c + 1}]`);
  const at = (block, [r, c]) => block.values[r][c];

  const most = (numbers, least) => numbers.reduce((m, x) => (isFinite(x) ? Math.max(m, Math.abs(x)) : m), least);
  const agree = (x, y, apart) => Object.is(x, y) || Math.abs(x - y) <= apart;
  const places = (block, test) => block.values.flatMap((row, r) =>
    row.map((x, c) => [r, c]).filter(([, c]) => test(row[c], r, c)));

  /* How far a function that only rises may be from its value at x, when x may be off by e. */
  function risen(f, x, e) {
    if (!(e > 0) || (f === Math.log && Math.abs(x) <= e)) return e > 0 ? NaN : e; // NaN: it may be anything
    return isNaN(f(x)) ? 0 : Math.max(f(x + e) - f(x), f(x) - f(x - e));
  }

  /* How far an entry may be from its true value, when each computed number may be off by half a unit of its
   * last digit, and by the last digits of a double. */
  function reach(n, row, col) {
    const [r, c] = inside(n, row, col), of = (m, r, c) => [entry(m, r, c), reach(m, r, c)];
    const times = ([x, e], [y, f]) => [x * y, Math.abs(x) * f + Math.abs(y) * e + e * f];
    const largerOf = ([x, e], [y, f]) => {
      if (isNaN(x) || isNaN(y)) return isNaN(x) ? [y, f] : [x, e];
      const max = Math.max(x, y), ends = [Math.max(x - e, y - f), Math.max(x + e, y + f)];
      return [max, isFinite(max) ? Math.max(max - ends[0], ends[1] - max) : 0];
    };
    if (n.op === "number") return 0;
    if (n.op === "block") return (n.block.given ? 0 : n.block.half[r][c]) + 1e-13 * Math.abs(entry(n, r, c));
    if (n.op === "max") return terms(n, r, c).map(([m]) => of(...m)).reduce(largerOf)[1];
    if (hasTerms(n)) return terms(n, r, c).reduce((sum, term) => sum + term.map((m) => of(...m)).reduce(times)[1], 0);
    if (n.op === "transpose") return reach(n.a, c, r);
    const [x, e] = of(n.a, r, c), [y, f] = n.b ? of(n.b, r, c) : [0, 0];
    if (n.op === "larger") return largerOf([x, e], [y, f])[1];
    if (Object.hasOwn(FUNCTIONS, n.op)) return risen(FUNCTIONS[n.op], x, e);
    if (n.op === "*") return times([x, e], [y, f])[1];
    if (n.op === "/") return Math.abs(y) > f ? (e + Math.abs(x / y) * f) / (Math.abs(y) - f) : Infinity;
    return n.op === "^" ? Math.abs((Math.abs(x) + e) ** y - Math.abs(x) ** y) : e + f;
  }

  /* Where a block does not follow from its formula, as [row, column] from 0: what trace check refuses. */
  function misfits(block, tree) {
    return places(block, (x, r, c) => {
      const y = entry(tree, r, c);
      if (block.half[r][c] === Infinity || agree(x, y, 0)) return false;
      const near = block.half[r][c] + most([y], 0) * 1e-14 + reach(tree, r, c);
      return !agree(x, y, near) && !isNaN(near);
    });
  }

  /* The entries of b that are not those of a, as [row, column] from 0. */
  function differences(a, b) {
    const apart = 1e-12 * most(a.values.flat(), 0);
    return places(a, (x, r, c) => {
      const half = Math.max(a.half[r][c], b.half[r][c]);
      return half !== Infinity && !agree(x, b.values[r][c], half + apart);
    });
  }

  /* "This is another run: yours has alpha=0.5; the chapter's alpha=0.001.", or "" for the same options. */
  function otherOptions(reference, mine) {
    const made = ({ run, set }) => [...(mine.run.length ? run : []),
      ...Object.keys(set).filter((name) => name !== "N").map((name) => `${name}=${format(set[name])}`)]; // N is rows
    const [ours, theirs] = [[mine, reference], [reference, mine]].map(([a, b]) =>
      made(a).filter((words) => !made(b).includes(words)).join(", "));
    return ours + theirs &&
      `This is another run: yours has ${ours || "no " + theirs}; the chapter's ${theirs || "no " + ours}.`;
  }

  /* Two numbers that differ, with as many digits as that takes. */
  function both(x, y) {
    const digits = format(x) === format(y) ? String : format;
    return `${digits(x)}, in the chapter's trace ${digits(y)}`;
  }

  const bare = ({ formula }) => (formula || "").replaceAll(" ", "");
  const otherFormula = (a, b) => (bare(a) === bare(b) ? ""
    : ` Its formula is ${b.formula || "left out"}, in the chapter's trace ${a.formula || "it was given"}.`);

  /* The first block of `mine` that is not as in `reference`: { block, entries, words }, or null. */
  function firstDifference(reference, mine) {
    for (const a of reference.blocks) {
      const b = mine.byName.get(a.name), shaped = b && a.rows === b.rows && a.cols === b.cols;
      const entries = shaped ? differences(a, b) : [];
      if (shaped && !entries.length) continue;
      if (!b) return { block: null, entries, words: `Your trace has no block ${a.name}; all blocks before it agree.` };
      return { block: b, entries, words: `${a.name} is the first block that differs: ` + (shaped
        ? `${placeOf(a, ...entries[0])} is ${both(at(b, entries[0]), at(a, entries[0]))}.`
        : `it is ${b.rows}x${b.cols}, in the chapter's trace ${a.rows}x${a.cols}.`) + otherFormula(a, b) };
    }
    return null;
  }

  /* What two traces that do not differ have in common, as a sentence; `wrong`: blocks of `mine` that do not
   * follow from their formulas. */
  function agreement(reference, mine, wrong) {
    const { digits } = mine, others = reference.blocks.map((a) => [a, mine.byName.get(a.name)])
      .filter(([a, b]) => b.formula && !wrong.includes(b) && otherFormula(a, b)).map(([a]) => a.name);
    return `All ${reference.blocks.length} blocks of this chapter agree` +
      (digits === null ? "" : `, to the ${digits} decimal${digits === 1 ? "" : "s"} that yours has`) + "." +
      (others.length ? ` Other formulas gave the same numbers here: ${others.join(", ")}.` : "");
  }

  /* Whether the blocks of `mine` follow from their formulas, as a sentence; `wrong`: those that do not. */
  function consistency(reference, mine, wrong) {
    const [first] = wrong, count = wrong.length;
    if (!first) return mine.blocks.some((b) => b.formula) ? "Every block follows from its formula." : "";
    return first.name + (count === 1 ? " does not follow from its formula."
      : ` is the first of ${count} blocks that do not follow from their formulas.`) +
      otherFormula(reference.byName.get(first.name) || first, first);
  }

  return { parse, reading, fromJSON, changed, write, format, parseFormula, entry, leaves, why, misfits, otherOptions, firstDifference,
           agreement, consistency, sigmoid, placeOf };
})();

if (typeof module !== "undefined") module.exports = Trace;
