/* What the player knows of traces, without a browser: node --test tests/book/trace.js */
"use strict";
const test = require("node:test");
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const { execFileSync, spawnSync } = require("node:child_process");

const build = process.env.BUILD || "build";
const here = path.join(__dirname, "../../chapters/book/");
const Trace = (global.Trace = require(path.join(here, "trace.js")));
const Training = require(path.join(here, "training.js"));

const text = (name) => fs.readFileSync(path.join(build, "traces", name + ".trace"), "utf8");
const made = (chapter, ...options) =>
  execFileSync(path.join(build, chapter), [...options, "--trace"], { encoding: "utf8", maxBuffer: 1e9 });
const HEAD = "# brick-trace 1\n# chapter t\n# set N=1 lambda=0\n\n\n";

/* What `trace why --depth=0` prints of an entry, its lines joined again where they were broken. */
function told(name, number) {
  const file = name.includes("/") ? name : path.join(build, "traces", name + ".trace");
  const out = execFileSync(path.join(build, "trace"), ["why", "--depth=0", file, number], { encoding: "utf8" });
  const told = [];
  for (const line of out.split("\n").filter((line) => /^[| ] /.test(line) && !line.includes("formula: "))) {
    const inner = line.slice(1).trim();
    if (/^[| ]  \S/.test(line)) told.push(inner);
    else told[told.length - 1] += " " + inner;
  }
  return { lines: told.filter((line) => line.startsWith("= ")).map((line) => line.slice(2)),
           notes: told.filter((line) => line.startsWith("(")) };
}

/* Every entry that has a formula; how many those are. */
function explainedAlike(trace, name) {
  let judged = 0;
  for (const block of trace.blocks.filter((b) => b.formula)) {
    const tree = Trace.parseFormula(trace, block);
    for (let r = 0; r < block.rows; r++)
      for (let c = 0; c < block.cols; c++) {
        const number = block.name + (block.rows * block.cols > 1 ? `[${r + 1},${c + 1}]` : "");
        assert.deepStrictEqual(Trace.why(tree, r, c), told(name, number), number);
        judged++;
      }
  }
  return judged;
}

test("every entry of chapter 5 is explained in the words of trace why", () => {
  const judged = explainedAlike(Trace.parse(text("05-dloss-dw1"), "05"), "05-dloss-dw1");
  assert.ok(judged > 60, "entries judged: " + judged);
});

test("so is every entry of softmax and cross-entropy, of a long max, and of inner sums", () => {
  const softmax = "tests/corpus/trace/softmax";
  assert.strictEqual(explainedAlike(Trace.parse(fs.readFileSync(softmax, "utf8"), "softmax"), softmax), 81);
  const at = path.join(build, "trace-of-a-test.trace"), block = (name, formula) => `# ${name} = ${formula}\n0\n\n\n`;
  const source = HEAD + "# A 1x8\n1 2 3 -90 5 -7 6 4\n\n\n# B 2x2\n1 2\n-3 nan\n\n\n" + block("C 1x1", "-max(A - 1)") +
    block("D 1x1", "max(max(B))") + block("E 1x1", "2^max(sum(B, 2)  , [], 1)") + block("F 1x1", "max((B * B)) * max(B, [], 2)") +
    block("G 1x1", "sum(sum(B * (B * B)'))") + block("H 1x1", "max(-A * A', -sum(A .* A))") + block("I 1x1", "sum(A * sum(A', 1))");
  fs.writeFileSync(at, source);
  assert.strictEqual(explainedAlike(Trace.parse(source, "t"), at), 7);
  fs.rmSync(at);
});

test("exp, log, max and sum give what the trace tool and Octave give", () => {
  const value = (formula) => {
    const trace = Trace.parse(HEAD + "# A 1x2\n2 3\n\n\n# B 2x1\n5\nnan\n\n\n# C 1x1 = " + formula + "\n0\n\n\n", "t");
    return Trace.entry(Trace.parseFormula(trace, trace.byName.get("C")), 0, 0);
  };
  for (const [formula, x] of [["exp(log(2)) - 2", 0], ["log(0)", -Infinity], ["log(-1)", NaN], ["exp(-1/0)", 0], ["max(A)", 3],
    ["max(A, [], 2)", 3], ["max(A', [], 1)", 3], ["max(A') + 0", 3], ["max(max(A, 2.5)) + 1", 4], ["max(B)", 5], ["max(B')", 5],
    ["max(B' - B')", 0], ["max(0/0, 1)", 1], ["max(1, 0/0)", 1], ["max(0/0, 0/0)", NaN], ["sum(A, 2)", 5], ["sum(A', 1)", 5],
    ["A * sum(A', 2)", 13], ["max(A, [], 1) * A'", 13], ["sum(max(A', A)) * A'", 28],
    ["2^max(A)", 8], ["-max(A)^2", -9], ["sum(sum(1 ./ (A' * A)))", 25 / 36]])
    assert.ok(Object.is(value(formula), x) || Math.abs(value(formula) - x) < 1e-14, `${formula}: ${value(formula)}`);
});

test("long sums too: the first three terms and the largest two", () => {
  const trace = Trace.parse(text("06-loop"), "06");
  for (const number of ["dLoss_dW2[2,1]", "dLoss_dW1[1,3]", "dLoss_dW2@1000[3,2]", "data_loss[1,1]", "ridge_loss[1,1]"]) {
    const found = /^(.*)\[(\d),(\d)\]$/.exec(number), block = trace.byName.get(found[1]);
    const why = Trace.why(Trace.parseFormula(trace, block), found[2] - 1, found[3] - 1);
    assert.deepStrictEqual(why, told("06-loop", number), number);
    assert.strictEqual(why.notes.length, number.startsWith("ridge") ? 0 : 1, number);
  }
});

test("formulas give the numbers that the trace holds", () => {
  const trace = Trace.parse(text("06-loop"), "06");
  let judged = 0;
  for (const block of trace.blocks.slice(0, 60).filter((b) => b.formula)) {
    const tree = Trace.parseFormula(trace, block);
    block.values.forEach((row, r) => row.forEach((x, c) => {
      const y = Trace.entry(tree, r, c);
      assert.ok(Math.abs(x - y) <= 1e-12 * Math.max(1, Math.abs(x)), `${block.name}[${r + 1},${c + 1}]: ${x}, not ${y}`);
      judged++;
    }));
  }
  assert.ok(judged > 2000);
});

test("precedence is Octave's", () => {
  const value = (formula) => {
    const trace = Trace.parse(HEAD + "# A 1x2\n2 3\n\n\n# B 2x1\n5\n7\n\n\n# C 1x1 = " + formula + "\n0\n\n\n", "t");
    return Trace.entry(Trace.parseFormula(trace, trace.byName.get("C")), 0, 0);
  };
  assert.strictEqual(value("-2^2"), -4);
  assert.strictEqual(value("2^-1"), 0.5);
  assert.strictEqual(value("A * B"), 31);
  assert.strictEqual(value("A * A' - 1"), 12);
  assert.strictEqual(value("sum(A.^2)"), 13);
  assert.strictEqual(value("sum(sum(B .* A'))"), 31);
  assert.strictEqual(value("sum(sum(A, 1))"), value("sum(sum(A))"));
  assert.strictEqual(value("6/2*3"), 9);
  assert.strictEqual(value("8 - 2 - 1"), 5);
  assert.strictEqual(value("2^3^2"), 64);
  assert.strictEqual(value("2^- -1"), 2);
  assert.strictEqual(value("A * A.'"), 13);
});

/* What `trace check` says of a trace that cannot be. */
function refused(text) {
  const at = path.join(build, "trace-of-a-test.trace");
  fs.writeFileSync(at, text);
  const { stderr } = spawnSync(path.join(build, "trace"), ["check", at], { encoding: "utf8" });
  fs.rmSync(at);
  return stderr.trim().replace(`trace check: ${at}:`, "");
}

test("a formula is refused where trace check refuses it, with its block and the reason", () => {
  const blocks = "# A 1x2\n2 3\n\n\n# B 2x1\n5\n7\n\n\n", times = (n, text) => text.repeat(n);
  const source = (formula) => HEAD + blocks + `# C 1x1 = ${formula}\n0\n\n\n# E 1x1\n0\n\n\n`;
  const read = (formula) => {
    const trace = Trace.parse(source(formula), "t");
    return Trace.parseFormula(trace, trace.byName.get("C"), "t");
  };
  for (const formula of ["exp", "exp A", "log(A, 1)", "exp(A", "max", "max(A, [])", "max(A, [], 3)", "max(A, [1], 1)", "max(A, A, 1)", "max[A]",
    "sum(A, [], 1)", "sum(A, 3)", "sum(A, A)", "max(A' * A, [1])", "max(A' * A, A' * A * A'', 1)", "max(A, [, 1)", "max(A,)", "[A]", "maximum(A)",
    "A * A", "A * B * B", "B * B", "B' .* B", "A / A", "A ^ 2", "2 ^ A", "A + [1]", "A .* (B - C",
    "A + A' * A * A", "A", "D + 1", "C + 1", "1 + E", "_A", "(A * B", "A * B +", "A * B )", "A * B^-A", "lambda * A",
    "A*\t(B", "sum(A') * A * A", "sum A", "sigmoid", "sum()", "0x10", "1e5e", "2..3", "3 4", "A B", "*", " ", "#",
    "\u00e9", "sum", "(1", "1 -", "A'' + B", "constructor", "1 + toString", times(100000, "(")]) {
    assert.notStrictEqual(refused(source(formula)), "", formula);
    assert.throws(() => read(formula), (error) => formula.length > 99 || /^t:15: C: ./.test(error.message), formula);
  }
  for (const formula of ["exp(A * B)", "log(1)", "max(A)", "max(B)", "max(A, [], 2)", "max(B,[ ],1)", "sum(B, 1)", "sum(A, 2)", "max(1, lambda)",
    "A * B", "A * B - 2^2", "lambda + .5", "sum(A')", "(sum(sum(B)))", "A * A.'", "-2^- 1", "2.*1"]) {
    assert.strictEqual(refused(source(formula)).includes("column"), false, formula);
    read(formula);
  }
  assert.throws(() => read("A * A"), { message: "t:15: C: * cannot be between 1x2 and 1x2" });
  assert.throws(() => read("A"), { message: "t:15: C: it is 1x1, and its formula gives 1x2" });
  assert.throws(() => read("1 + E"), { message: "t:15: C: no block before it is called 'E'" });
  assert.throws(() => read("(1"), { message: "t:15: C: the formula ends, but ')' is wanted" });
  assert.throws(() => read("(1 2"), { message: "t:15: C: '2' stands where ')' is wanted" });
});

test("an entry knows its row and its column", () => {
  const trace = Trace.parse(text("05-dloss-dw1"), "05"), block = trace.byName.get("z2");
  const used = Trace.leaves(Trace.parseFormula(trace, block), 0, 1);
  assert.deepStrictEqual(used.map((u) => `${u.block.name}[${u.r + 1},${u.c + 1}]`),
    ["h1[1,1]", "W2[1,2]", "h1[1,2]", "W2[2,2]", "h1[1,3]", "W2[3,2]"]);
});

test("numbers are printed as trace why prints them", () => {
  for (const [x, words] of [[0, "0"], [-0, "0"], [1, "1"], [0.5, "0.5"], [1 / 3, "0.33333333"], [-1.25, "-1.25"], [NaN, "nan"],
    [Infinity, "inf"], [-Infinity, "-inf"], [1e-5, "1e-05"], [1234567, "1234567"], [0.1 + 0.2, "0.30000000"], [1.5e9, "1.5e+09"],
    [80000000, "80000000"], [-23122920, "-23122920"], [1e8, "1e+08"], [2.5e-7, "2.5e-07"]])
    assert.strictEqual(Trace.format(x), words);
});

test("a broken trace is refused, with its line and the reason, and trace check refuses it too", () => {
  const block = "# X 1x2\n1 2\n\n\n";
  for (const [bad, words] of [
    ["", /^t:1: not a trace/],
    ["hello\n", /^t:1: not a trace/],
    ["# brick-trace 1\n1\n", /^t:2: a number before the first block$/],
    ["# brick-trace 1\n# set a=1\n", /^t:\d: no block in this trace$/],
    [HEAD, /^t:\d: no block/],
    [HEAD + "# X 1x2\n1 2", /^t:7: the file ends in the middle of a line/],
    [HEAD + block + "# Y 1x2\n1", /^t:11: the file ends in the middle of a line/],
    [HEAD.replace("chapter", "capter") + block, /^t:2: '# capter t' is no line of the head/],
    [HEAD + "# X\n\n\n", /^t:6: X has no numbers$/],
    [HEAD + "# X\n1 2\n3\n", /^t:8: this row of X has 1 numbers/],
    [HEAD + "# X' 2x1 = N\n1\n2\n", /^t:6: X' takes no formula/],
    [HEAD + "# X 1x2\n1\n\n\n", /^t:7: this row of X has 1 numbers, and its head promises 2$/],
    [HEAD + "# X 1x2\n1 2 3\n\n\n", /^t:7: this row of X has 3 numbers, and its head promises 2$/],
    [HEAD + block + "# Y 2x2\n1 2\n1 two\n\n\n", /^t:12: 'two' is not a number \(column 2 of Y\)$/],
    [HEAD + "# X 1x2\n1 0x10\n\n\n", /^t:7: '0x10' is not a number/],
    [HEAD + "# X 2x2\n1 2\n\n\n", /^t:8: X has 1 rows, and its head promises 2$/],
    [HEAD + "# X 0x2\n\n\n", /^t:6: a block begins '# NAME ROWSxCOLUMNS'/],
    [HEAD + "# X 1x2\n1 2\n# Y 1x1\n1\n\n\n", /^t:8: an empty line must follow the rows of X$/],
    [HEAD + block + block, /^t:10: a second block 'X'$/],
    [HEAD + "X 1x2\n1 2\n\n\n", /^t:6: a block begins .*, not 'X 1x2'$/],
    [HEAD.replace("N=1", "N=one") + block, /^t:3: the set line wants NAME=NUMBER, not 'N=one'$/],
    [HEAD + "# X 1x2\n1 \0\n\n\n", /^t:7: a zero byte/],
    [HEAD + `# ${"n".repeat(64)} 1x1\n1\n\n\n`, /^t:6: /],
  ]) {
    assert.throws(() => Trace.parse(bad, "t"), { message: words }, JSON.stringify(bad));
    assert.notStrictEqual(refused(bad), "", JSON.stringify(bad));
  }
  for (const good of [HEAD + block, HEAD + "\n" + block, HEAD + block + "\n\n", HEAD.slice(0, -1) + block,
    HEAD + "# X\n1 2\n", (HEAD + "# X\n1 2\n\n# Y\n?\n").replace(/\n/g, "\r\n"), "\ufeff" + HEAD + "# X\n 1 2\t5\n"]) {
    assert.strictEqual(refused(good), "", JSON.stringify(good));
    const wrong = good.replace("1 2", "1 x"), line = wrong.slice(0, wrong.indexOf("1 x")).split("\n").length;
    assert.throws(() => Trace.parse(wrong, "t"), { message: `t:${line}: 'x' is not a number (column 2 of X)` });
    assert.strictEqual(Trace.parse(good, "t").byName.get("X").values[0][1], 2, JSON.stringify(good));
  }
  assert.deepStrictEqual(Trace.parse(HEAD + "# X' 3x2\n1 2\n3 4\n5 6\n", "t").blocks[0].values, [[1, 3, 5], [2, 4, 6]]);
  assert.deepStrictEqual(Trace.parse(HEAD + "# X 1x3\nnan inf -inf\n\n\n", "t").blocks[0].values, [[NaN, Infinity, -Infinity]]);
});

test("JSON of trace export and the text are one trace", () => {
  const json = execFileSync(path.join(build, "trace"), ["export", "--json", path.join(build, "traces/05-dloss-dw1.trace")], { encoding: "utf8" });
  const a = Trace.fromJSON(json), b = Trace.parse(text("05-dloss-dw1"), "05");
  assert.strictEqual(a.blocks.length, b.blocks.length);
  a.blocks.forEach((block, i) => {
    assert.strictEqual(block.formula, b.blocks[i].formula);
    assert.deepStrictEqual(block.values, b.blocks[i].values);
  });
  assert.strictEqual(Trace.firstDifference(a, b), null);
});

test("the first difference is found, and no later one", () => {
  const chapter = Trace.parse(text("05-dloss-dw1"), "05");
  const other = (from, to) => Trace.parse(text("05-dloss-dw1").replace(from, to), "mine");
  const found = Trace.firstDifference(chapter, other("0.71301043177408463 0", "0.71311043177408463 0"));
  assert.strictEqual(found.block.name, "h1");
  assert.deepStrictEqual(found.entries, [[0, 1]]);
  assert.match(found.words, /h1\[1,2\] is 0.71311043, in the chapter's trace 0.71301043\.$/);
  assert.match(Trace.firstDifference(chapter, other("1.764052345967664 ", "1.5 ")).words, /X is the first block that differs: X\[1,1\] is 1\.5, in the chapter's trace 1\.76405235\.$/);
  assert.match(Trace.firstDifference(chapter, Trace.parse(text("04-dloss-dw2"), "four")).words, /has no block/);
  assert.match(Trace.firstDifference(chapter, Trace.parse(text("06-loop"), "six")).words, /^X is the first.*: it is 50x2/);
  const rounded = execFileSync(path.join(build, "05-dloss-dw1"), ["--digits=8", "--trace"], { encoding: "utf8" });
  assert.strictEqual(Trace.firstDifference(chapter, Trace.parse(rounded, "rounded")), null);
  const last = Trace.parse(rounded.replace("0.71301043", "0.71301044"), "one in the last digit");
  assert.strictEqual(Trace.firstDifference(chapter, last).block.name, "h1");
});

test("other options are named before a step is blamed", () => {
  const five = text("05-dloss-dw1"), chapter = Trace.parse(five, "05");
  const told = (source) => {
    const mine = Trace.parse(source, "mine"), found = Trace.firstDifference(chapter, mine);
    return Trace.otherOptions(chapter, mine) + " " + (found ? found.words : "agree");
  };
  const run = (...options) => told(made("05-dloss-dw1", ...options));
  assert.strictEqual(run(), " agree");
  assert.match(run("--lr=0.5"), /^This is another run: yours has alpha=0\.5; the chapter's alpha=0\.001\. W2_new /);
  assert.match(run("--lambda=1"), /lambda=1; the chapter's lambda=0\. ridge_loss is the first /);
  assert.match(run("--rows=50"), /yours has rows=50; the chapter's rows=1\. X is the first .* 50x2/);
  assert.match(run("--hidden=4"), /yours has hidden=4; the chapter's hidden=3\. W1 .* 2x4/);
  assert.match(told(five.replace("=exact", "=article")), /gradient=article; the chapter's gradient=exact\. agree/);
  assert.match(told(five.replace("=exact", "=exact bias")), /yours has bias; the chapter's no bias\. agree/);
  assert.strictEqual(told(five.replace(/# run.*\n/, "")), " agree");
  assert.match(told(five.replace(/# dLoss_dh2 1x2 = .*\n.*/, "# dLoss_dh2 1x2 = Y - h2\n1 1")),
    /Its formula is Y - h2, in the chapter's trace -\(Y - h2\)\/N\.$/);
  assert.match(told(five.replace(/( \d+x\d+) = .*/g, "$1").replace(/(# dLoss_dW1 .*\n)\S+/, "$10.5")),
    /dLoss_dW1 is the first .*Its formula is left out, in the chapter's trace X' \* dLoss_dz1 \+ lambda\/N \* W1\./);
  assert.match(told(five.replace("0.71301043177408463", "0.71301043177509999")),
    /h1\[1,2\] is 0\.7130104317751, in the chapter's trace 0\.71301043177408\d*\.$/);
  assert.match(told(five.replace("seed=2017", "constructor=5")), /yours has constructor=5; the chapter's seed=2017\./);
});

test("an agreement names other formulas, of those that give the numbers", () => {
  const five = text("05-dloss-dw1"), chapter = Trace.parse(five, "05");
  const agreed = (source) => {
    const mine = Trace.parse(source, "mine");
    assert.strictEqual(Trace.firstDifference(chapter, mine), null);
    return Trace.agreement(chapter, mine, mine.blocks.filter((b) =>
      b.formula && Trace.misfits(b, Trace.parseFormula(mine, b)).length));
  };
  assert.strictEqual(agreed(five), "All 24 blocks of this chapter agree.");
  assert.strictEqual(agreed(made("05-dloss-dw1", "--digits=1")),
    "All 24 blocks of this chapter agree, to the 1 decimal that yours has.");
  assert.match(agreed(five.replace("= X * W1", "= (X*W1)")), /agree\. Other formulas gave the same numbers here: z1\.$/);
  assert.match(agreed(five.replace("= dLoss_dh2 .* dh2_dz2", "= dLoss_dh2 + dh2_dz2")), /agree\.$/);
  assert.match(agreed(five.replace(/( \d+x\d+) = .*/g, "$1")), /agree\.$/);
});

test("an entry that does not follow from its formula is told from one that does", () => {
  const wrong = (source) => {
    const trace = Trace.parse(source, "t");
    const places = (b) => Trace.misfits(b, Trace.parseFormula(trace, b)).map(String);
    return trace.blocks.filter((b) => b.formula).flatMap((b) => places(b).map((place) => b.name + " " + place));
  };
  const five = text("05-dloss-dw1");
  for (const source of [five, text("07-diagnosis"), text("06-loop-step")]) assert.deepStrictEqual(wrong(source), []);
  for (const number of ["-0.5", "nan", "inf"])
    assert.strictEqual(wrong(five.replace("\n-1.4098213629311593 ", `\n${number} `))[0], "z1 0,0");
  for (const digits of ["--digits=2", "--digits=4", "--digits=8"])
    for (const options of [[], ["--rows=50", "--hidden=10"], ["--rows=50", "--lambda=10"]])
      assert.deepStrictEqual(wrong(made("05-dloss-dw1", digits, ...options)), [], digits + " " + options);
  const one = (options, from, to) => assert.strictEqual(wrong(made("05-dloss-dw1", ...options).replace(from, to))[0], "W1_new 0,0");
  one([], "= W1 - alpha * dLoss_dW1", "= W1 - alpha * 1.01 * dLoss_dW1");
  one(["--lr=1e-6"], "= W1 - alpha", "= W1 + alpha");
  one([], /(# W1_new .*\n-0\.67747)177/, "$1157");
  one(["--digits=8"], /(# W1_new .*\n-0\.6774)7178/, "$17278");
  for (const options of [["--rows=300", "--hidden=50"], ["--seed=5", "--lambda=3"], ["--bias", "--rows=20"]])
    assert.deepStrictEqual(wrong(made("05-dloss-dw1", ...options)), [], options.join(" "));
  assert.deepStrictEqual(wrong(made("06-loop", "--epochs=120000", "--lambda=0.1", "--record=10000")), [], "up to its overflow");
  const eight = made("05-dloss-dw1", "--digits=8");
  assert.strictEqual(wrong(eight.replace("\n-1.40982136 ", "\n-1.40992136 "))[0], "z1 0,0");
});

test("what is typed stands for half a unit of its last digit, as for trace check", () => {
  const typed = (given, formula, printed) => HEAD + `# X\n${given}\n\n# y = X\n${given}\n\n# z = ${formula}\n${printed}\n`;
  let right = 0;
  for (const source of [typed("0.33", "y + 0.0095", "0.33"), typed("0.33", "y + 0.0105", "0.33"), typed("0.33", "X + 0.0055", "0.33"),
    typed("0.33", "X + 0.0045", "0.33"), typed("0.5", "X/8", "0.0625"), typed("0.5", "X/8", "0.0624"), typed("0.1963", "X", "1.96e-1"),
    typed("0.1963", "X", "1.95e-1"), typed("3", "X/2", "1.5"), typed("3", "X/2", "1"), typed("0.33", "X/3", "?"), typed("0.1", "X", "0.10000000000000001")]) {
    const trace = Trace.parse(source, "t");
    const first = trace.blocks.find((b) => b.formula && Trace.misfits(b, Trace.parseFormula(trace, b)).length);
    assert.strictEqual(first ? first.name : "", judged(source), source);
    right += first ? 0 : 1;
  }
  assert.strictEqual(right, 7);
});

test("softmax follows from its formulas, with all digits and with few, and not from others", () => {
  const softmax = fs.readFileSync("tests/corpus/trace/softmax", "utf8");
  const wrong = (source) => {
    const trace = Trace.parse(source, "t");
    return trace.blocks.filter((b) => b.formula && Trace.misfits(b, Trace.parseFormula(trace, b)).length).map((b) => b.name);
  };
  const few = (n) => softmax.replace(/^(?!#).+$/gm, (row) => row.split(" ").map((x) => Number(x).toFixed(n)).join(" "));
  for (const source of [softmax, few(8), few(6), few(3)]) assert.deepStrictEqual(wrong(source), []);
  for (const [from, to, name] of [[/(# P .*) 2\)$/m, "$1 1)", "P"], ["log(P)", "log(1 - P)", "Loss"], ["max(z1, 0)", "max(-z1, 0)", "h1"],
    [/exp\(z2 - max\(z2, \[\], 2\)\) /, "exp(z2) ", "P"], ["max(P, [], 2)", "max(P)'", "likeliest"]])
    for (const source of [softmax, few(8)]) assert.deepStrictEqual(wrong(source.replace(from, to)), [name]);
  const small = HEAD + "# G 1x2\n0.00 0.25\n\n\n# A 1x2 = G\n0.00 0.25\n\n\n# B 1x2 = log(A)\n9.00 -1.37\n\n\n# C 1x2 = exp(B)\n0.01 0.25\n\n\n# D 1x2 = max(A, 0.26)\n0.26 0.26\n\n\n";
  assert.deepStrictEqual(wrong(small), ["C"], "the logarithm of what may be 0 may be anything, exp(9) may not");
  assert.deepStrictEqual(wrong(small.replace("-1.37", "-1.34").replace("0.26 0.26\n", "0.26 0.28\n")), ["B", "C", "D"]);
});

/* The first block that `trace check` finds wrong, or "". */
function judged(text) {
  const out = spawnSync(path.join(build, "trace"), ["check", "-"], { input: text, encoding: "utf8" });
  return (/: (\S+) does not follow/.exec(out.stdout + out.stderr) || ["", ""])[1];
}

test("the first block found wrong is that of trace check, with all digits and with few", () => {
  const more = (text, name, by) => text.replace(new RegExp(`(# ${name} .*\n)(\\S+)`), (_, head, x) => {
    const decimals = x.split(".")[1].length;
    return head + (Number(x) + by).toFixed(Math.min(decimals, 17));
  });
  let wrong = 0, right = 0;
  for (const options of [[], ["--rows=3", "--lambda=100"], ["--rows=5", "--lr=3"], ["--rows=20", "--hidden=9", "--bias"]])
    for (const digits of [[], ["--digits=2"], ["--digits=4"], ["--digits=7"], ["--digits=12"]]) {
      const good = made("05-dloss-dw1", ...options, ...digits);
      for (const source of [good, more(good, "h1", 3e-7), more(good, "z2", 0.02), more(good, "W1_new", 1e-5), more(good, "dLoss_dz1", -4e-4),
        good.replace("= W2 - alpha", "= W2 + alpha"), good.replace("/(2*N)", "/N"), good.replace("-(Y - h2)", "(Y - h2)"),
        good.replace(/# digits.*\n/, ""), good.replace("= dLoss_dh1 .*", "= 1.001 * dLoss_dh1 .*")]) {
        const trace = Trace.parse(source, "t");
        const first = trace.blocks.find((b) => b.formula && Trace.misfits(b, Trace.parseFormula(trace, b)).length);
        assert.strictEqual(first ? first.name : "", judged(source), [...options, ...digits].join(" "));
        if (first) wrong++;
        else right++;
      }
    }
  assert.ok(wrong > 60 && right > 40, `${wrong} wrong, ${right} right`);
});

test("the boundary: outputs are those of the trace, and the count is the program's", () => {
  const trace = Trace.parse(text("06-loop"), "06"), epochs = Training.epochs(trace);
  const X = trace.byName.get("X").values, Y = trace.byName.get("Y").values;
  assert.ok(Training.drawable(trace));
  assert.ok(epochs.length > 50 && epochs[1].epoch === 1000);
  trace.byName.get("h2@1000").values.forEach((h, i) => {
    const mine = Training.output(epochs[1], X[i]);
    assert.ok(Math.abs(h[0] - mine[0]) < 1e-12 && Math.abs(h[1] - mine[1]) < 1e-12);
  });
  assert.strictEqual(Training.right(epochs[0], X, Y), 25);
  assert.strictEqual(Training.right(epochs.find((e) => e.epoch === 10000), X, Y), 31);
  assert.ok(!Training.drawable(Trace.parse(text("05-dloss-dw1"), "05")));
  const bias = Trace.parse(made("06-loop", "--bias", "--epochs=400", "--record=200", "--gradient=exact", "--lr=1"), "bias");
  const late = Training.epochs(bias).find((e) => e.epoch === 200);
  assert.ok(Training.drawable(bias) && late.b2.some((b) => Math.abs(b) > 0.01));
  bias.byName.get("h2@200").values.forEach((h, i) => {
    const mine = Training.output(late, bias.byName.get("X").values[i]);
    assert.ok(Math.abs(h[0] - mine[0]) < 1e-12 && Math.abs(h[1] - mine[1]) < 1e-12);
  });
  const two = made("06-loop", "--epochs=2", "--record=1");
  assert.ok(Training.drawable(Trace.parse(two, "two")));
  for (const [from, to] of [[/# Y 50x2\n.*/, "# Y 49x2"], [/(# W1@1 )2x3(\n.*\n).*\n/, "$11x3$2"]])
    assert.ok(!Training.drawable(Trace.parse(two.replace(from, to).replace(/( \d+x\d+) = .*/g, "$1"), "two")), to);
  assert.strictEqual(Training.right({ W1: [[NaN], [1]], W2: [[1, 2]] }, [[1, 1], [2, 2]], [[1, 0], [0, 1]]), 0, "nan is never right");
});

test("a changed number changes all others as the C program does, a hundred times, to the last digit", () => {
  const build5 = path.join(build, "05-dloss-dw1"), given = path.join(build, "what-if-of-a-test.trace");
  const own = Trace.parse(made("05-dloss-dw1"), "05"), names = ["X", "Y", "W1", "W2", "alpha", "lambda"];
  let seed = 2017, judged = 0;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647; // Park and Miller's, the same each time
  for (let i = 0; i < 100; i++) {
    const name = names[i % names.length], b = own.byName.get(name) || { rows: 1, cols: 1 };
    const place = { name, r: Math.floor(random() * b.rows), c: Math.floor(random() * b.cols), x: name in own.set ? random() : 6 * random() - 3 };
    const mine = Trace.changed(own, [place]);
    const numbers = ["X", "Y", "W1", "W2"].map((name) => mine.byName.get(name));
    fs.writeFileSync(given, Trace.write({ ...mine, chapter: "", blocks: numbers }, []));
    const theirs = Trace.parse(execFileSync(build5, ["--given=" + given, "--trace"], { encoding: "utf8" }), "C");
    for (const block of theirs.blocks)
      block.values.forEach((row, r) => row.forEach((x, c) => {
        const y = mine.byName.get(block.name).values[r][c];
        assert.ok(Math.abs(x - y) <= 4e-15 * Math.max(1, Math.abs(x)), `${JSON.stringify(place)}: ${block.name}[${r + 1},${c + 1}] is ${y}, in C ${x}`);
        assert.strictEqual(y.toFixed(8), x.toFixed(8));
        judged++;
      }));
  }
  assert.ok(judged > 7000, "numbers judged: " + judged);
  assert.strictEqual(Trace.format(own.byName.get("Loss").values[0][0]), "0.30052460", "the chapter's own trace is as it was");
  fs.rmSync(given);
});

test("what is kept of the board is a trace that follows from its formulas", () => {
  const own = Trace.parse(text("05-dloss-dw1"), "05"), at = path.join(build, "kept-of-a-test.trace");
  const mine = Trace.changed(own, [{ name: "W2", r: 1, c: 0, x: -0.015839129159643142 }, { name: "alpha", r: 0, c: 0, x: 1e-7 }]);
  fs.writeFileSync(at, Trace.write(mine, ["alpha = 1e-7"]));
  const check = spawnSync(path.join(build, "trace"), ["check", at], { encoding: "utf8" });
  assert.strictEqual(check.status, 0, check.stdout + check.stderr);
  assert.match(fs.readFileSync(at, "utf8"), /^# source what if alpha = 1e-7\n# set alpha=9\.9999999999999995e-08 /m);
  mine.byName.get("h1").values[0][0] += 1e-9;
  fs.writeFileSync(at, Trace.write(mine, []));
  assert.strictEqual(spawnSync(path.join(build, "trace"), ["check", at]).status, 1, "another h1 does not follow");
  fs.rmSync(at);
});

test("a large trace is read in pieces, and is the same", () => {
  const row = Array(200).fill("0.5").join(" ") + "\n", large = `# brick-trace 1\n\n\n# A 400x200\n${row.repeat(400)}\n\n`;
  const reading = Trace.reading(large, "large"), parts = [];
  let step;
  while (!(step = reading.next()).done) parts.push(step.value);
  assert.ok(parts.length >= 3, parts.length + " pieces");
  assert.ok(parts.every((part) => part > 0 && part <= 1));
  assert.deepStrictEqual(step.value.blocks, Trace.parse(large, "large").blocks);
});
