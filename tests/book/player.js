/* The player of a trace, in a browser. */
"use strict";
const { test } = require("node:test");
const assert = require("node:assert");
const { players, open, close, traceOf, PHONE } = require("./kit/browser.js");

const chapter5 = players.find((n) => n.startsWith("05")) || players[0];

test("the player steps to the last block and shows its value", async () => {
  for (const name of players) {
    const page = await open(name);
    assert.match(await page.locator(".formula").textContent(), / = /, "it starts where something is computed");
    const [options, seen] = await page.evaluate(() => {
      const button = (words) => document.querySelector(`#player [aria-label="${words}"]`);
      const shown = () => document.querySelector(".head h3 > span").textContent;
      const options = [...document.querySelectorAll("#player option")].map((o) => o.textContent);
      button("First block").click();
      return [options, options.map((_, i) => { if (i > 0) button("Next block").click(); return shown(); })];
    });
    assert.deepStrictEqual(seen, options);
    const lines = traceOf(name).trim().split("\n"), at = lines.findLastIndex((line) => line.startsWith("# "));
    const value = Number(lines[at + 1].split(" ")[0]);
    assert.match(lines[at], new RegExp("^# " + options.at(-1) + " "));
    const label = await page.locator(".result td").first().getAttribute("title");
    assert.ok(Math.abs(Number(label) - value) < 6e-9, label + ", in the trace " + value);
    await close(page);
  }
});

test("the formula is laid out as it is written, and = stays with the result", async () => {
  const page = await open(chapter5), box = (selector) => page.locator(selector).last().boundingBox();
  const choose = (block) => page.locator("#player select").selectOption(block);
  const signs = async (block) => {
    await choose(block);
    return (await page.locator(".matrices .sign").allTextContents()).join(" ");
  };
  await choose("Y");
  assert.deepStrictEqual(await page.locator(".result td").evaluateAll((all) => all.map((td) => td.className)),
    ["positive lit", ""], "zero has no colour");
  assert.strictEqual(await signs("dh2_dz2"), "\u2218 ( 1 \u2212 ) =");
  assert.strictEqual(await signs("dLoss_dh2"), "\u2212 ( \u2212 ) / N (1) =");
  assert.strictEqual(await signs("W2_new"), "\u2212 alpha (0.001) \u00b7 =");
  const numbers = await page.locator(".block td:first-child").allTextContents();
  assert.notStrictEqual(numbers[0], numbers.at(-3), "the step can be seen");
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    for (const block of ["z1", "data_loss", "dLoss_dW1", "W1_new"]) {
      await choose(block);
      const sign = await box(".matrices .sign"), result = await box(".result");
      assert.ok(sign.x < result.x && sign.y > result.y && sign.y < result.y + result.height, `${block} at ${width}`);
    }
  }
  await choose("data_loss");
  const table = await box(".result table"), around = await box(".result .scroll");
  const [left, right] = [table.x - around.x, around.x + around.width - table.x - table.width];
  assert.ok(Math.abs(left - right) < 2, "one number stands in the middle");
  assert.match(await page.locator(".key").textContent(), /below zero\s+above zero\s+slope of the loss\s+slope of the sigmoid\s+input/);
  await close(page);
});

test("the sigmoid's curve has numbers at its axis, names the entry, and can be read at 360 pixels", async () => {
  const page = await open(chapter5, PHONE);
  await page.locator("#player select").selectOption("h1");
  await page.locator(".result td").nth(1).hover();
  const texts = await page.locator(".curve text").allTextContents();
  for (const words of ["\u22124", "\u22122", "0", "2", "4", "z1[1,2] = 0.9101"])
    assert.ok(texts.includes(words), words);
  const sizes = await page.locator(".curve text").evaluateAll((all) =>
    all.map((t) => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a));
  for (const size of sizes) assert.ok(size > 10, size + " pixels");
  await close(page);
});

test("a button's name contains what it shows", async () => {
  const page = await open(players[0]);
  for (const [shown, name] of await page.locator("#player button").evaluateAll((all) =>
    all.map((b) => [b.textContent, b.getAttribute("aria-label") || b.textContent])))
    assert.ok(name.includes(shown.replace(/[\u2190\u2192]/g, "").trim()), `${shown}: ${name}`);
  await close(page);
});

test("the keyboard alone can do everything", async () => {
  const page = await open(chapter5);
  const tab = async (what) => {
    for (let i = 0; i < 200; i++) {
      await page.keyboard.press("Tab");
      if (await page.evaluate((s) => document.activeElement.matches(s), what)) return;
    }
    assert.fail("Tab does not reach " + what);
  };
  const block = () => page.locator(".head h3 > span").first().textContent();
  const said = () => page.locator("#player [role=status]").textContent();
  await tab(".stage");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  assert.strictEqual(await block(), "Y");
  assert.match(await said(), /^Block 2 of \d+ in the chapter\u2019s trace: Y, 1 by 2, given/);
  await page.keyboard.press("ArrowLeft");
  assert.strictEqual(await block(), "X");
  for (let i = 0; i < 4; i++) await page.keyboard.press("ArrowRight");
  assert.strictEqual(await block(), "z1");
  await tab(".bar button");
  await page.keyboard.press("End");
  const last = (await page.locator("#player option").allTextContents()).at(-1);
  assert.strictEqual(await block(), last);
  await page.keyboard.press("Enter"); // the first button: first block
  assert.strictEqual(await block(), "X");
  await tab("select");
  await page.keyboard.type("z1");
  assert.strictEqual(await block(), "z1");
  await tab(".result td");
  await page.keyboard.press("ArrowRight");
  assert.match(await said(), /^z1\[1,2\] = X\[1,1\] \* W1\[1,2\] \+ X\[1,2\] \* W1\[2,2\] = .* = 0\.91005018$/);
  const lit = await page.locator("#player .block:not(.result) td.lit").evaluateAll((all) => all.map((td) => td.title));
  assert.deepStrictEqual(lit, ["1.76405235", "0.40015721", "0.37769425", "0.60920496"], "the row of X and the column of W1");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Shift+Tab");
  const focused = await page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  assert.match(focused, /^z1 row 1 column 2/, "Tab comes back to the entry it left");
  await page.keyboard.press("Escape");
  await page.keyboard.press("ArrowRight");
  assert.strictEqual(await block(), "h1", "Escape leads back to the blocks");
  await tab("input[type=file]");
  assert.ok(await page.evaluate(() => { // focus can be seen
    const s = getComputedStyle(document.activeElement);
    return s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2;
  }));
  await close(page);
});

test("a resting mouse does not turn the arrow keys aside", async () => {
  const page = await open(chapter5);
  await page.locator("#player select").selectOption("h1");
  await page.locator(".result td").first().click();
  await page.locator(".result td").nth(2).hover();
  assert.match(await page.locator(".words").textContent(), /^h1\[1,3\]/);
  await page.keyboard.press("ArrowRight");
  assert.strictEqual(await page.evaluate(() => document.activeElement.getAttribute("aria-label")),
    "h1 row 1 column 2: 0.7130, in full 0.71301043");
  assert.match(await page.locator(".words").textContent(), /^h1\[1,2\]/);
  await close(page);
});

test("hovering lights a row and a column and shows the sum", async () => {
  const page = await open(chapter5);
  await page.locator("#player select").selectOption("z1");
  await page.locator(".result td").nth(2).hover();
  assert.match(await page.locator(".words").textContent(), /X\[1,1\] \* W1\[1,3\].*1\.76405235 \* \(-0\.07365253\)/);
  assert.strictEqual(await page.locator("#player .block:not(.result) td.lit").count(), 4);
  await page.locator("#player select").selectOption("h1");
  assert.strictEqual(await page.locator(".curve svg").count(), 1);
  const cy = async () => Number(await page.locator(".curve .point").getAttribute("cy"));
  const low = await cy();
  await page.locator(".result td").nth(1).hover();
  assert.ok((await cy()) < low - 20, "0.71 lies higher on the curve than 0.20");
  const path = async () => (await page.locator(".curve path").getAttribute("d")).split("L").map((p) => Number(p.split(" ")[1]));
  const [rising, bell] = [await path(), (await page.locator("#player select").selectOption("dh1_dz1"), await path())];
  assert.ok(rising[0] > rising.at(-1) + 100, "the sigmoid rises");
  assert.ok(Math.abs(bell[0] - bell.at(-1)) < 1 && bell[60] < bell[0] - 100, "its slope is a bell");
  await page.locator("#player select").selectOption("X");
  assert.strictEqual(await page.locator(".curve svg").count(), 0);
  await page.locator("#player select").selectOption("dLoss_dh1");
  assert.deepStrictEqual(await page.locator("#player .block:not(.result) table").evaluateAll((all) =>
    all.map((t) => [t.getAttribute("aria-label").split(",")[0], t.rows.length, t.rows[0].cells.length])),
  [["dLoss_dz2", 1, 2], ["W2 transposed", 2, 3]]);
  await page.locator(".result td").nth(2).hover();
  assert.deepStrictEqual(await page.locator("#player .block:not(.result) td.lit").evaluateAll((all) => all.map((td) => td.title)),
    ["-0.14673508", "0.11258065", "-0.44701662", "0.15231059"]);
  await close(page);
});
test("reduced motion: nothing moves; dark: the ground is dark", async () => {
  const page = await open(players[0], { reducedMotion: "reduce", colorScheme: "dark" });
  assert.strictEqual(await page.locator("*").evaluateAll((all) => all.filter((e) => {
    const s = getComputedStyle(e);
    return parseFloat(s.transitionDuration) > 0 || (s.animationName !== "none");
  }).length), 0);
  const ground = (await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).match(/\d+/g).map(Number);
  assert.ok(Math.max(...ground) < 60, "ground " + ground);
  await close(page);
});

test("without JavaScript the blocks are a list", async () => {
  for (const name of players) {
    const page = await open(name, { javaScriptEnabled: false });
    const blocks = traceOf(name).match(/^# \S+ \d+x\d+/gm).length;
    const list = page.locator(".listed .blocks > li");
    assert.strictEqual(await list.count(), blocks, name);
    assert.ok(await list.last().isVisible());
    for (const number of await page.locator(".listed .matrix td").allTextContents())
      assert.match(number, /^-?(\d+|\d+\.\d{8}|\d\.\d{7}e[-+]\d\d|nan|inf)$/, name);
    await page.emulateMedia({ media: "print" }); // the heading of a block stays with its numbers
    const printed = await list.evaluateAll((all) => all.map((li) => {
      const [head, table, number] = [":scope > p", ".table", "td"].map((s) => getComputedStyle(li.querySelector(s)));
      return `${head.breakAfter} ${table.overflowX} ${number.textAlign}`;
    }));
    assert.deepStrictEqual([...new Set(printed)], ["avoid visible right"], name);
    await close(page);
  }
});

test("presented, the player fills the window with large numbers, digits lead to the main blocks, and Esc leaves", async () => {
  const page = await open(chapter5, { viewport: { width: 1024, height: 768 } });
  const block = () => page.locator(".head h3 > span").first().textContent(), stage = page.locator("#player .stage");
  await page.evaluate(() => { Element.prototype.requestFullscreen = undefined; }); // as where it is refused
  await page.keyboard.press("f");
  const box = await stage.boundingBox();
  assert.ok(box.x <= 0 && box.y <= 0 && box.width >= 1000 && box.height >= 760, JSON.stringify(box));
  for (const [digit, name] of [["7", "dLoss_dW2"], ["1", "z1"], ["9", "dLoss_dW1"]]) {
    await page.keyboard.press(digit);
    assert.strictEqual(await block(), name);
    const { height } = await page.locator(".result td").first().boundingBox();
    assert.ok(height > 38, height + " pixels");
    assert.strictEqual(await stage.evaluate((e) => e.scrollWidth > e.clientWidth), false);
  }
  await page.keyboard.press("ArrowRight");
  assert.strictEqual(await block(), "W1_new");
  await page.locator(".stations button").nth(3).click();
  assert.strictEqual(await block(), "h2");
  await page.keyboard.press("Escape");
  assert.strictEqual(await page.locator(".presenting").count(), 0);
  await page.keyboard.press("1");
  assert.strictEqual(await block(), "h2", "digits are nothing else's keys");
  assert.deepStrictEqual(page.complaints, []);
  await close(page);
});
