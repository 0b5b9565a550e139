/* Traces, without a page: the formulas of one, explaining an entry, computing it with other numbers.
 *
 * A trace is { chapter, set: {name: number}, blocks: [block], byName }; a block is { name, rows, cols, formula or
 * null, values: [[number]], at: its place }.  It comes as JSON from `trace export`, and what is opened has passed
 * `trace check` (judge.js), so that its formulas can be read.  The words for an entry are those of `trace why`.
 */
var Trace = (() => {
  "use strict";

  /* What `trace export --json` writes, nan and the infinities as strings. */
  function fromJSON(text) {
    const { chapter, set, blocks } = JSON.parse(text);
    const trace = { chapter, set, blocks, byName: new Map(blocks.map((b) => [b.name, b])) };
    const number = (x) => (typeof x === "string" ? Number(x.replace("inf", "Infinity")) : x);
    for (const name in set) set[name] = number(set[name]);
    blocks.forEach((b, at) => {
      const tree = b.formula && b.values.some((row) => row.includes("?")) && parseFormula(trace, b);
      const value = (x, r, c) => (tree && x === "?" ? entry(tree, r, c) : number(x)); // a ? is as trace check takes it
      Object.assign(b, { at, values: b.values.map((row, r) => row.map((x, c) => value(x, r, c))) });
    });
    return trace;
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
  const isNumber = (n) => n.rows * n.cols === 1;

  /* The tree of a block's formula.  A node is { op, a, b, rows, cols }, where op is a sign, "product" (of
   * two matrices), "transpose", "minus", "sigmoid", "exp", "log", "larger" (of two), "sum" or "max" (of each
   * row if `across`, else of each column), or a leaf { op: "number" or "block", name, rows, cols, values }.
   * The tree also has the formula's tokens in their order, each { text, node }. */
  function parseFormula(trace, block) {
    let at = 0, read = 0; // tokens, and characters
    const tokens = block.formula.split(TOKEN).filter(Boolean).map((text) => {
      read = block.formula.indexOf(text, read) + text.length;
      return { text, end: read };
    });
    const peek = () => (at < tokens.length ? tokens[at].text : "");
    const take = (text) => peek() === text && tokens[at++];
    const put = (token, node) => (token.node = node);
    /* A node whose text begins at a token and ends before the next one. */
    const from = ({ text, end }, node) =>
      Object.assign(node, { text: block.formula.slice(end - text.length, tokens[at - 1].end) });

    /* Two operands and the sign between them. */
    function pair(token, a, b) {
      const sign = token.text, op = sign.replace(".", "");
      if (sign === "*" && !isNumber(a) && !isNumber(b)) return put(token, { op: "product", a, b, rows: a.rows, cols: b.cols });
      const [rows, cols] = [Math.max(a.rows, b.rows), Math.max(a.cols, b.cols)];
      return put(token, { op: op === "max" ? "larger" : op, a, b, rows, cols });
    }
    /* A function of its operands, from the bracket on; `token` is its name. */
    function call(token) {
      const op = token.text;
      take("(");
      const a = expression(IN_SUM), more = (op === "sum" || op === "max") && take(",");
      const empty = more && op === "max" && take("["); // max(A, [], 2)
      if (empty) ["]", ","].forEach(take);
      const along = more && (op === "sum" || empty) ? tokens[at++].text : "";
      const b = more && !along && expression(IN_SUM);
      take(")");
      if (b) return pair(token, a, b);
      if (Object.hasOwn(FUNCTIONS, op)) return put(token, { op, a, rows: a.rows, cols: a.cols });
      const across = along ? along === "2" : a.rows === 1;
      if (along && (across ? a.cols : a.rows) === 1) return a; // one entry each: nothing is to be done
      return put(token, { op, a, across, rows: across ? a.rows : 1, cols: across ? 1 : a.cols });
    }
    function primary() {
      const token = tokens[at++], name = token.text;
      if (Object.hasOwn(FUNCTIONS, name) || name === "sum" || name === "max") return from(token, call(token));
      if (name === "(") {
        const a = expression(IN_SUM);
        take(")");
        return from(token, a);
      }
      const isSet = Object.hasOwn(trace.set, name), earlier = !isSet && trace.byName.get(name);
      return put(token, earlier ? { ...earlier, op: "block", block: earlier }
        : { op: "number", name, rows: 1, cols: 1, values: [[isSet ? trace.set[name] : Number(name)]] });
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
    return { ...expression(IN_SUM), tokens };
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

  const placeOf = (block, r, c) => block.name + (isNumber(block) ? "" : `[${r + 1},${c + 1}]`);

  return { fromJSON, changed, write, format, parseFormula, entry, leaves, why, sigmoid, placeOf };
})();

if (typeof module !== "undefined") module.exports = Trace;
