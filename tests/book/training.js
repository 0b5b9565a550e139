/* Chapter 6: the boundary while it learns. */
"use strict";
const { test } = require("node:test");
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const { build, open, close, bring, made, PHONE, NEEDS6 } = require("./kit/browser.js");

test("chapter 6: the slider walks through the epochs", NEEDS6, async () => {
  const page = await open("06-loop.html"), slider = page.getByRole("slider", { name: "Recorded epoch" });
  const picture = () => page.locator(".pictures canvas").first().evaluate((c) => c.toDataURL());
  assert.match(await page.locator(".says").textContent(), /^Epoch 98,000: Loss 0\.24249985, 37 of 50 right/);
  await slider.focus();
  await page.keyboard.press("Home");
  const start = await picture();
  assert.match(await page.locator(".says").textContent(), /^Epoch 0: Loss 0\.25723796, 25 of 50 right/);
  for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowRight");
  assert.match(await slider.getAttribute("aria-valuetext"), /^epoch 10,000: Loss 0\.24598398, 31 of 50 right/);
  assert.notStrictEqual(await picture(), start);
  const range = () => page.locator(".range").textContent();
  assert.strictEqual(await range(), "Loss, between 0.2259 and 0.2572");
  await bring(page, made("06-loop", "--epochs=20000", "--lambda=300", "--gradient=exact"));
  assert.strictEqual(await range(), "Loss, between 0.25 and 6.198, log scale");
  await bring(page, made("06-loop", "--epochs=120000", "--lambda=0.1", "--gradient=article"));
  await slider.focus();
  await page.keyboard.press("End");
  assert.match(await slider.getAttribute("aria-valuetext"), /Loss (inf|nan), \d+ of 50 right/);
  assert.strictEqual(await page.locator("#training .point").getAttribute("cy"), "40");
  const overflow = made("06-loop", "--epochs=120000", "--lambda=0.1", "--gradient=article");
  await bring(page, overflow.replace(/(# Loss@\d+ .*\n)inf/, "$1nan"));
  await slider.focus();
  await page.keyboard.press("End");
  assert.match(await slider.getAttribute("aria-valuetext"), /Loss nan/);
  assert.strictEqual(await page.locator("#training .point").getAttribute("cy"), "40");
  await close(page);
});

test("chapter 6: a phone has room for what the curve says", NEEDS6, async () => {
  const page = await open("06-loop.html", PHONE);
  await bring(page, made("06-loop").replace(/(# Loss@1000 .*\n)\S+/, (_, head) => head + "5459.66795794"));
  const words = await page.locator(".range").evaluate((e) => [e.textContent, e.getBBox().x + e.getBBox().width]);
  assert.match(words[0], /log scale$/);
  assert.ok(words[1] <= 480, words.join(": "));
  await close(page);
});

test("chapter 6: a training's trace is told by its options, and the boundary says whose it is", NEEDS6, async () => {
  const page = await open("06-loop.html"), whose = () => page.locator(".whose").textContent();
  assert.strictEqual(await whose(), "Shown: the run with 50 hidden units and lambda 0.0001, 50 rows.");
  assert.match(await bring(page, made("06-loop", "--rows=30", "--epochs=2000")),
    /X is the first block that differs .*\n.*\n.*\nAnother run: this trace is of rows=30 alpha=0\.003, the reference of rows=1 /);
  assert.strictEqual(await whose(), "Shown: mine.trace, 30 rows.");
  await page.getByRole("button", { name: "Back to the chapter\u2019s trace" }).click();
  assert.strictEqual(await whose(), "Shown: the run with 50 hidden units and lambda 0.0001, 50 rows.");
  await bring(page, made("05-dloss-dw1"));
  assert.match(await whose(), /^Shown: the run with 50 hidden units and lambda 0\.0001, 50 rows\. mine\.trace cannot be shown here: several recorded epochs/);
  await close(page);
});

const TRAINS = { skip: NEEDS6.skip || !fs.existsSync(path.join(build, "trained.js")) };

test("chapter 6: the page trains with the C, step by step and on its own, and has the native weights", TRAINS, async () => {
  const page = await open("06-loop.html"), says = () => page.locator(".says").textContent(), same = page.locator(".same");
  const button = (name) => page.locator(".play").getByRole("button", { name });
  assert.match(await page.locator("#run option:checked").textContent(), /Loss turns/, "the run that is shown");
  await page.locator("#run").selectOption({ index: 0 });
  await button("One epoch").click();
  await page.locator(".says").filter({ hasText: /^Epoch 1: / }).waitFor();
  const C = made("06-loop", "--epochs=3", "--record=1", "--quiet");
  const [, loss] = /# Loss@1 1x1.*\n(.*)/.exec(C);
  assert.ok((await says()).startsWith(`Epoch 1: Loss ${Number(loss).toFixed(8)}, `), await says());
  await button("Play").click();
  await same.filter({ hasText: /^Epoch \d+0,000: all 12 weights are the same as on the author\u2019s machine, to the last bit\.$/ }).waitFor();
  await button("Pause").click();
  const paused = await says();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  assert.strictEqual(await says(), paused);
  await page.getByLabel("ridge").fill("10");
  await page.getByLabel("ridge").press("Enter");
  await same.filter({ hasText: /no native run/ }).waitFor();
  await button("Play").click();
  await same.filter({ hasText: /At epoch [\d,]+ the Loss is no longer a finite number/ }).waitFor();
  await page.locator(".settings select").selectOption("exact"); // the cure
  await button("Play").click();
  await page.locator(".says").filter({ hasText: /^Epoch [\d,]{5,}: Loss 0\.\d+/ }).waitFor();
  await button("The recorded run").click();
  assert.match(await says(), /^Epoch 98,000: Loss 0\.24249985/);
  assert.deepStrictEqual(page.complaints, []);
  await close(page);
});

test("chapter 6: training and drawing fit in a frame", TRAINS, async () => {
  const page = await open("06-loop.html");
  await page.locator("#run").selectOption({ index: 1 }); // 50 hidden units
  await page.locator("#speed").selectOption("100");
  await page.evaluate(() => {
    const next = requestAnimationFrame;
    window.work = [];
    window.requestAnimationFrame = (draw) => next((time) => {
      const begun = performance.now();
      draw(time);
      work.push(performance.now() - begun);
    });
  });
  await page.locator(".play").getByRole("button", { name: "Play" }).click();
  await page.waitForFunction(() => work.length > 40);
  const middle = await page.evaluate(() => work.sort((a, b) => a - b)[20]);
  assert.ok(middle < 16, middle + " ms"); // 6 on a laptop of 2020
  await close(page);
});

test("chapter 6: the answers on a grid are those at its points, whatever the weights", NEEDS6, async () => {
  const page = await open("06-loop.html");
  const most = await page.evaluate(() => {
    const xs = Float64Array.from({ length: 21 }, (_, i) => (i - 10) / 5), apart = [];
    for (const size of [0.1, 1, 30, 400, 1e5, 1e300])
      for (const bias of [0, size]) {
        const W1 = [[size, -size, size], [-size, 1 - size, size]], W2 = [[1, -1], [-2, 1], [0.5, 0.25]];
        const at = { W1, W2, ...(bias && { b1: [bias, -bias, 0.5], b2: [0.1, -0.1] }) };
        Training.leans(at, xs, xs).forEach((row, y) => row.forEach((d, x) => apart.push(Math.abs(d - Training.lean(at, [xs[x], xs[y]])))));
      }
    return apart.reduce((most, d) => (d <= most ? most : d), 0); // nan is the most
  });
  assert.ok(most < 1e-12, most);
  await close(page);
});

test("chapter 6: on a dark page the boundary is dark", NEEDS6, async () => {
  const page = await open("06-loop.html", { colorScheme: "dark" });
  const [light] = await page.evaluate(() => {
    const { data } = document.querySelector("#training canvas").getContext("2d").getImageData(0, 0, 480, 480);
    return [data.reduce((sum, x, i) => sum + (i % 4 < 3 ? x : 0), 0) / data.length];
  });
  assert.ok(light < 100, "mean brightness " + light);
  await close(page);
});
