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
/* A trace as the page reads it: as JSON, from `trace export`. */
const parse = (input) => Trace.fromJSON(execFileSync(path.join(build, "trace"), ["export", "--json", "-"], { input, encoding: "utf8", maxBuffer: 1e9 }));
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
  const judged = explainedAlike(parse(text("05-dloss-dw1")), "05-dloss-dw1");
  assert.ok(judged > 60, "entries judged: " + judged);
});

test("so is every entry of softmax and cross-entropy, of a long max, and of inner sums", () => {
  const softmax = "tests/corpus/trace/softmax";
  assert.strictEqual(explainedAlike(parse(fs.readFileSync(softmax, "utf8")), softmax), 81);
  const at = path.join(build, "trace-of-a-test.trace"), block = (name, formula) => `# ${name} = ${formula}\n0\n\n\n`;
  const source = HEAD + "# A 1x8\n1 2 3 -90 5 -7 6 4\n\n\n# B 2x2\n1 2\n-3 nan\n\n\n" + block("C 1x1", "-max(A - 1)") +
    block("D 1x1", "max(max(B))") + block("E 1x1", "2^max(sum(B, 2)  , [], 1)") + block("F 1x1", "max((B * B)) * max(B, [], 2)") +
    block("G 1x1", "sum(sum(B * (B * B)'))") + block("H 1x1", "max(-A * A', -sum(A .* A))") + block("I 1x1", "sum(A * sum(A', 1))");
  fs.writeFileSync(at, source);
  assert.strictEqual(explainedAlike(parse(source), at), 7);
  fs.rmSync(at);
});

test("exp, log, max and sum give what the trace tool and Octave give", () => {
  const value = (formula) => {
    const trace = parse(HEAD + "# A 1x2\n2 3\n\n\n# B 2x1\n5\nnan\n\n\n# C 1x1 = " + formula + "\n0\n\n\n");
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
  const trace = parse(text("06-loop"));
  for (const number of ["dLoss_dW2[2,1]", "dLoss_dW1[1,3]", "dLoss_dW2@1000[3,2]", "data_loss[1,1]", "ridge_loss[1,1]"]) {
    const found = /^(.*)\[(\d),(\d)\]$/.exec(number), block = trace.byName.get(found[1]);
    const why = Trace.why(Trace.parseFormula(trace, block), found[2] - 1, found[3] - 1);
    assert.deepStrictEqual(why, told("06-loop", number), number);
    assert.strictEqual(why.notes.length, number.startsWith("ridge") ? 0 : 1, number);
  }
});

test("formulas give the numbers that the trace holds", () => {
  const trace = parse(text("06-loop"));
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
    const trace = parse(HEAD + "# A 1x2\n2 3\n\n\n# B 2x1\n5\n7\n\n\n# C 1x1 = " + formula + "\n0\n\n\n");
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

test("an entry knows its row and its column", () => {
  const trace = parse(text("05-dloss-dw1")), block = trace.byName.get("z2");
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

test("what is no finite number is read as it is", () => {
  const trace = parse("# brick-trace 1\n# set a=nan b=-inf\n\n\n# X 1x3\nnan inf -inf\n\n\n# Y' 3x2\n1 2\n3 4\n5 6\n\n\n# Z\n?\n\n\n");
  assert.deepStrictEqual(trace.set, { a: NaN, b: -Infinity });
  assert.deepStrictEqual(trace.blocks.map((b) => b.values), [[[NaN, Infinity, -Infinity]], [[1, 3, 5], [2, 4, 6]], [[NaN]]]);
});

test("the boundary: outputs are those of the trace, and the count is the program's", () => {
  const trace = parse(text("06-loop")), epochs = Training.epochs(trace);
  const X = trace.byName.get("X").values, Y = trace.byName.get("Y").values;
  assert.ok(Training.drawable(trace));
  assert.ok(epochs.length > 50 && epochs[1].epoch === 1000);
  trace.byName.get("h2@1000").values.forEach((h, i) => {
    const mine = Training.output(epochs[1], X[i]);
    assert.ok(Math.abs(h[0] - mine[0]) < 1e-12 && Math.abs(h[1] - mine[1]) < 1e-12);
  });
  assert.strictEqual(Training.right(epochs[0], X, Y), 25);
  assert.strictEqual(Training.right(epochs.find((e) => e.epoch === 10000), X, Y), 31);
  assert.ok(!Training.drawable(parse(text("05-dloss-dw1"))));
  const bias = parse(made("06-loop", "--bias", "--epochs=400", "--record=200", "--gradient=exact", "--lr=1"));
  const late = Training.epochs(bias).find((e) => e.epoch === 200);
  assert.ok(Training.drawable(bias) && late.b2.some((b) => Math.abs(b) > 0.01));
  bias.byName.get("h2@200").values.forEach((h, i) => {
    const mine = Training.output(late, bias.byName.get("X").values[i]);
    assert.ok(Math.abs(h[0] - mine[0]) < 1e-12 && Math.abs(h[1] - mine[1]) < 1e-12);
  });
  const two = made("06-loop", "--epochs=2", "--record=1");
  assert.ok(Training.drawable(parse(two)));
  for (const [from, to] of [[/# Y 50x2\n.*/, "# Y 49x2"], [/(# W1@1 )2x3(\n.*\n).*\n/, "$11x3$2"]])
    assert.ok(!Training.drawable(parse(two.replace(from, to).replace(/( \d+x\d+) = .*/g, "$1"))), to);
  assert.strictEqual(Training.right({ W1: [[NaN], [1]], W2: [[1, 2]] }, [[1, 1], [2, 2]], [[1, 0], [0, 1]]), 0, "nan is never right");
});

test("a changed number changes all others as the C program does, a hundred times, to the last digit", () => {
  const build5 = path.join(build, "05-dloss-dw1"), given = path.join(build, "what-if-of-a-test.trace");
  const own = parse(made("05-dloss-dw1")), names = ["X", "Y", "W1", "W2", "alpha", "lambda"];
  let seed = 2017, judged = 0;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647; // Park and Miller's, the same each time
  for (let i = 0; i < 100; i++) {
    const name = names[i % names.length], b = own.byName.get(name) || { rows: 1, cols: 1 };
    const place = { name, r: Math.floor(random() * b.rows), c: Math.floor(random() * b.cols), x: name in own.set ? random() : 6 * random() - 3 };
    const mine = Trace.changed(own, [place]);
    const numbers = ["X", "Y", "W1", "W2"].map((name) => mine.byName.get(name));
    fs.writeFileSync(given, Trace.write({ ...mine, chapter: "", blocks: numbers }, []));
    const theirs = parse(execFileSync(build5, ["--given=" + given, "--trace"], { encoding: "utf8" }));
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
  const own = parse(text("05-dloss-dw1")), at = path.join(build, "kept-of-a-test.trace");
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
