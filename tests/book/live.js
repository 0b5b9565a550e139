/* The training of chapter 6's page, without a browser: live.c as WebAssembly against the native programs. */
"use strict";
const test = require("node:test");
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");

const build = process.env.BUILD || "build", file = path.join(build, "trained.js");
const HERE = { skip: !fs.existsSync(file) && "no clang for WebAssembly" };
const runs = fs.readFileSync(path.join(__dirname, "../../chapters/book/runs.txt"), "utf8").split("\n")
  .filter((line) => line && line[0] !== "#").map((line) => line.split("|")[1]);

test("every run of the menu has the native weights after 20,000 epochs, to the last bit", HERE, async () => {
  const TRAINED = new Function(fs.readFileSync(file, "utf8") + "; return TRAINED;")();
  assert.deepStrictEqual(Object.keys(TRAINED.runs), runs);
  const module = await WebAssembly.compile(Buffer.from(TRAINED.wasm, "base64"));
  const nothing = Object.fromEntries(WebAssembly.Module.imports(module).map(({ name }) => [name, () => 52]));
  const c = new WebAssembly.Instance(module, { wasi_snapshot_preview1: nothing }).exports;
  c._initialize();
  for (const options of runs) {
    const is = (name, otherwise) => Number((new RegExp(`--${name}=(\\S+)`).exec(options) || [0, otherwise])[1]);
    const hidden = is("hidden"), bias = options.includes("--bias"), [, factor, every] = /--decay=step:(.+):(\d+)/.exec(options) || [];
    c.begin(hidden, bias, is("lr", 0.003), is("lambda"), !options.includes("exact"), is("l1", 0), is("clip", 0), factor ? 1 : 0, factor || 0, every || 0);
    assert.strictEqual(c.train_to(20000), 20000);
    const mine = [2 * hidden, bias && hidden, 2 * hidden, bias && 2].flatMap((n, i) =>
      (n ? [...new Float64Array(c.memory.buffer, c.matrix(i), n)] : []));
    assert.deepStrictEqual(TRAINED.runs[options].map(([epoch]) => epoch), [20000, 40000, 60000, 80000, 100000], options);
    assert.deepStrictEqual(mine, TRAINED.runs[options][0][1], options);
  }
});
