/* "Run it here": the programs in the page. */
"use strict";
const { test } = require("node:test");
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const { execFileSync, spawn } = require("node:child_process");
const { build, book, pages, temporary, open, close, PHONE } = require("./kit/browser.js");

const RUNS = { skip: !fs.existsSync(path.join(book, "programs.js")) };

/* What the native program does, while the page runs its own. */
const native = (line) => new Promise((done) => {
  const out = { stdout: "", stderr: "" }, shell = spawn("sh", ["-c", line], { stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of ["stdout", "stderr"]) shell[stream].setEncoding("utf8").on("data", (text) => { out[stream] += text; });
  shell.on("close", (status) => done({ ...out, status }));
});
const finished = (form) => form.locator("[role=status]").filter({ hasText: /^Exit status/ }).waitFor({ timeout: 120000 })
  .catch(async (error) => assert.fail(`${error.message}: ${await form.innerText()}`));

const judged = new Set(); // a command that stands on two pages is run once
const without = (text) => text.replace(/^epoch \d+ of .*\n/gm, ""); // a long run's progress
for (const name of pages)
  test(`${name}: every command that the page can run writes what the native program writes`, RUNS, async () => {
    const page = await open(name);
    const commands = await page.locator(".tries button").evaluateAll((all) => all.map((b) => b.title));
    await page.locator("details").evaluateAll((all) => all.forEach((d) => { d.open = true; }));
    for (const command of commands.filter((command) => !judged.has(command))) {
      judged.add(command);
      const running = native(command);
      await page.locator(`.tries button[title=${JSON.stringify(command)}]:enabled`).first().click();
      const form = page.locator(".try").filter({ has: page.locator("[type=submit]") }).and(page.locator(":focus-within"));
      const line = await form.elementHandle();
      await finished(form);
      const expected = await running;
      const [said, complaint, status] = await line.evaluate((form) => [
        [...form.querySelector(".ran").childNodes].filter((n) => n.nodeType === 3).map((n) => n.data).join(""),
        [...form.querySelectorAll(".ran .error")].map((e) => e.textContent).join(""),
        form.querySelector("[role=status]").textContent]);
      assert.strictEqual(said.slice(0, 190000), expected.stdout.slice(0, 190000), command);
      assert.strictEqual(without(complaint), without(expected.stderr), command);
      assert.match(status, new RegExp(`^Exit status ${expected.status}, after`), command);
    }
    assert.deepStrictEqual(page.complaints, []);
    await close(page);
  });

test("commands were judged", RUNS, () => assert.ok(judged.size > 30, "commands judged: " + judged.size));

test("a command can be edited, given a file, stopped; what it writes can be kept and stepped through", RUNS, async () => {
  const page = await open("05-dloss-dw1.html", PHONE);
  await page.locator(".tries button").first().click();
  const form = page.locator(".try").first(), line = form.getByLabel("Command"), output = form.locator(".ran");
  const enter = async (command) => { await line.fill(command); await line.press("Enter"); await finished(form); return output.textContent(); };
  await finished(form);
  assert.match(await enter("ls"), /^ls: not on this page, which has build\/01-matrix/);
  assert.match(await enter("build/01-matrix --rows=x"), /^01-matrix: --rows/);
  assert.match(await enter("build/01-matrix `x`"), /shell does not know `/);
  assert.match(await form.locator("[role=status]").textContent(), /^Exit status 2/);
  fs.writeFileSync(path.join(temporary, "two.csv"), "1,2,yes\n3,-4,no\n");
  await form.getByLabel("Give it files of yours").setInputFiles(path.join(temporary, "two.csv"));
  await form.locator("[role=status]").filter({ hasText: "Here now: two.csv" }).waitFor();
  await enter("build/05-dloss-dw1 --data=two.csv --lr=0.5 --trace=build/mine.trace --digits=4 | build/trace check build/mine.trace");
  assert.match(await output.textContent(), /^20 blocks recomputed from their formulas and right/);
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360);
  await form.getByRole("button", { name: "Open in the player: build/mine.trace" }).click();
  await page.locator(".message:not(:empty)").filter({ hasNotText: /^Reading/ }).waitFor();
  assert.match(await page.locator(".message").textContent(), /^build\/mine\.trace: X is the first block that differs .*\n.*\n.*\nAnother run: this trace is of rows=2 own-data alpha=0\.5, /);
  const [kept] = await Promise.all([page.waitForEvent("download"), form.getByRole("button", { name: "Keep: build/mine.trace" }).click()]);
  await kept.saveAs(path.join(temporary, "kept.trace"));
  execFileSync(path.join(build, "trace"), ["check", path.join(temporary, "kept.trace")]);
  await line.fill("build/06-loop --quiet --epochs=50000000 --rows=300 --hidden=50");
  await line.press("Enter");
  await form.locator("[role=status]").filter({ hasText: /^Running, / }).waitFor();
  await form.getByRole("button", { name: "Stop" }).press("Enter");
  assert.strictEqual(await form.locator("[role=status]").textContent(), "Stopped.");
  const focused = () => page.evaluate(() => document.activeElement.textContent);
  assert.strictEqual(await focused(), "Run");
  await line.fill("$ build/01-matrix --quiet");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await finished(form);
  assert.strictEqual(await focused(), "Run", "the focus is where it was");
  assert.match(await enter("build/01-matrix >build/one && build/trace check nothing; build/trace check <build/one"), /nothing.*\n.*standard input:1: not a trace/);
  assert.deepStrictEqual(page.complaints, []);
  await close(page);
});
