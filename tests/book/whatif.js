/* The boards: "What if?" */
"use strict";
const { test } = require("node:test");
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const { execFileSync } = require("node:child_process");
const { build, boards, temporary, open, close, address, unshaded, bring, made, PHONE, NEEDS5, NEEDS6 } = require("./kit/browser.js");

const tells = (page) => page.locator("#whatif .tells").textContent();
const entryOf = (page, block, r, c) => page.locator(`#whatif table[aria-label^="${block},"] tr:nth-child(${r}) td:nth-child(${c})`);

test("a board stands behind the idea of chapters 1 to 5 and 8, and nowhere without a script", async () => {
  assert.deepStrictEqual(boards.map((name) => name.slice(0, 2)), ["01", "02", "03", "04", "05", "08"]);
  for (const name of boards) {
    const page = await open(name, { javaScriptEnabled: false });
    assert.ok(await page.locator("#whatif").isHidden());
    const places = await page.locator("h2, #whatif, #player").evaluateAll((all) => all.map((e) => e.id));
    assert.deepStrictEqual(places.slice(places.indexOf("whatif") - 1).slice(0, 5),
      ["the-idea", "whatif", "whatif-title", "player", "the-mathematics"]);
    await close(page);
  }
});

test("a changed weight: what follows is framed and says what it was, and the slope had promised it", NEEDS5, async () => {
  const page = await open("05-dloss-dw1.html");
  await page.getByLabel("Change", { exact: true }).selectOption("W2[2,1]");
  await page.getByRole("textbox", { name: "W2[2,1]" }).fill("-0.01583912915964313");
  assert.strictEqual(await tells(page), "W2[2,1] + 0.3: Loss 0.30052 to 0.26969, a fall of 0.03084; " +
    "the slope promised a fall of 0.03139. 31 of 52 computed numbers follow.");
  assert.strictEqual(await entryOf(page, "h2", 1, 1).innerText(), "0.4228\nwas 0.3717");
  assert.match(await entryOf(page, "h2", 1, 1).getAttribute("class"), /changed/);
  assert.doesNotMatch(await entryOf(page, "h2", 1, 2).getAttribute("class"), /changed/);
  assert.strictEqual(await page.locator("#whatif td.changed").count(), 32, "the weight and what follows");
  await page.locator("#what-value").press("Enter");
  const link = page.url();
  assert.match(link, /#what-if=W2\.2\.1=-0\.01583912915964313$/);
  await page.evaluate(() => navigator.clipboard.constructor.prototype.writeText = async (text) => { window.copied = text; });
  await page.getByRole("button", { name: "Copy a link" }).click();
  assert.strictEqual(await page.evaluate("window.copied"), link);

  const [kept] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Keep as a trace" }).click()]);
  const at = path.join(temporary, kept.suggestedFilename());
  await kept.saveAs(at);
  assert.strictEqual(path.basename(at), "what-if.trace");
  execFileSync(path.join(build, "trace"), ["check", at]);
  assert.match(await bring(page, fs.readFileSync(at, "utf8")), /W2 is the first block that differs .*\nW2\[2,1\] is -0\.01583912.*; it should be -0\.315839129/);

  await page.getByRole("button", { name: "Reset" }).click();
  assert.strictEqual(await page.locator("#whatif td.changed").count(), 0);
  assert.ok(!page.url().includes("what-if"));
  await page.goto(link);
  assert.match(await tells(page), /^W2\[2,1\] \+ 0\.3: Loss 0\.30052 to 0\.26969/);
  await page.goto("about:blank");
  await page.goto(address("05-dloss-dw1.html") + "#what-if=W2.9.1=3");
  assert.match(await tells(page), /^This link is not of this chapter/);
  assert.deepStrictEqual(page.complaints, []);
  await close(page);
});

test("ten steps, and the Loss has fallen ten times, as far as the C program's", NEEDS6, async () => {
  const page = await open("05-dloss-dw1.html");
  const losses = [];
  for (let i = 0; i < 10; i++) {
    await page.getByRole("button", { name: "Take the step" }).press("Enter");
    losses.push(Number(/Loss [\d.]+ to ([\d.]+), a fall of/.exec(await tells(page))[1]));
  }
  assert.match(await tells(page), /^10 steps taken\. 12 numbers changed/);
  const C = made("06-loop", "--rows=1", "--lr=0.001", "--epochs=11", "--record=1", "--quiet");
  assert.deepStrictEqual(losses, [...C.matchAll(/^# Loss@\d+ 1x1.*\n(.*)$/gm)].slice(0, 10).map((m) => Number(Number(m[1]).toFixed(8))));
  await close(page);
});

test("the board by the keyboard alone, on a phone, and quickly enough to follow a finger", async () => {
  for (const name of boards) {
    const page = await open(name, PHONE), slider = page.locator("#what-range");
    await page.getByLabel("Change", { exact: true }).focus();
    await page.keyboard.press("Tab"); // the slider, or the field where that comes first
    await slider.focus();
    await page.keyboard.press("ArrowRight");
    assert.match(await tells(page), / \+ [\d.]+: /, name);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360, name);
    assert.deepStrictEqual(await unshaded(page), [], name);
    const time = await page.evaluate(() => {
      const slider = document.querySelector("#what-range"), times = [];
      for (let i = 0; i < 30; i++) {
        const begun = performance.now();
        slider.value = Math.sin(i);
        slider.dispatchEvent(new Event("input"));
        document.body.getBoundingClientRect();
        times.push(performance.now() - begun);
      }
      return times.sort((a, b) => a - b)[5];
    });
    assert.ok(time < 16, `${name}: ${time} ms`);
    assert.deepStrictEqual(page.complaints, [], name);
    await close(page);
  }
});

test("a number of the board is explained by the player, with the numbers of the board", NEEDS5, async () => {
  const page = await open("05-dloss-dw1.html"), words = page.locator(".words");
  const lit = () => page.locator("#whatif td.lit").evaluateAll((all) => all.map((td) => td.getAttribute("aria-label").split(":")[0]).sort());
  await entryOf(page, "dLoss_dz1", 1, 2).hover();
  assert.deepStrictEqual(await lit(), ["dLoss_dh1 row 1 column 2", "dLoss_dz1 row 1 column 2", "dh1_dz1 row 1 column 2"]);
  assert.doesNotMatch(await words.textContent(), /^dLoss_dz1/, "the player waits for a click");
  await entryOf(page, "dLoss_dz1", 1, 2).click();
  assert.match(await words.textContent(), /^dLoss_dz1\[1,2\] = 0\.0031\d+= dLoss_dh1\[1,2\] \* dh1_dz1\[1,2\]/);
  await page.getByRole("textbox", { name: "W2[1,1]" }).fill("0.1");
  await words.filter({ hasText: "dLoss_dz1[1,2] = 0.00295729" }).waitFor();
  assert.match(await page.locator(".count").textContent(), /in the chapter\u2019s trace with your numbers$/);
  assert.deepStrictEqual(await page.locator("#player .result td").allTextContents(),
    await page.locator("#whatif table[aria-label^='dLoss_dz1,'] td span").allTextContents());

  await entryOf(page, "W2", 2, 1).hover(); // a given number: where it is used
  const used = ["W2 row 2 column 1", "W2_new row 2 column 1", "dLoss_dW2 row 2 column 1", "dLoss_dh1 row 1 column 2", "ridge_loss row 1 column 1", "z2 row 1 column 1"];
  assert.deepStrictEqual(await lit(), used);
  await entryOf(page, "W2", 2, 1).click();
  assert.deepStrictEqual(await lit(), used);
  assert.strictEqual(await page.getByLabel("Change", { exact: true }).inputValue(), "W2[2,1]", "and it is chosen");

  await page.locator("#player select").selectOption("z2"); // the player lights the board, too
  assert.strictEqual((await lit()).length, 7, "z2[1,1], three of h1, three of W2");
  await bring(page, made("05-dloss-dw1", "--rows=2"));
  assert.deepStrictEqual(await lit(), [], "a trace of the reader's is not on the board");
  await page.locator("#what-range").press("ArrowRight"); // other numbers, not yet looked at
  await entryOf(page, "Loss", 1, 1).hover();
  await entryOf(page, "W2", 2, 1).hover();
  assert.deepStrictEqual(await lit(), used);
  await entryOf(page, "Loss", 1, 1).click();
  assert.match(await tells(page), /^Loss = data_loss \+ ridge_loss = 0\.\d+ \+ 0 = 0\.\d+$/);
  assert.strictEqual((await lit()).length, 3, "Loss and what it is made from");
  assert.match(await page.locator(".count").textContent(), /in mine\.trace$/, "the trace of the reader's stays");
  await page.getByRole("button", { name: "Back to the chapter\u2019s trace" }).click();
  assert.match(await page.locator(".count").textContent(), /your numbers$/);
  await page.getByRole("button", { name: "Reset" }).click();
  await page.locator(".count").filter({ hasText: /trace$/ }).waitFor();
  assert.deepStrictEqual(page.complaints, []);
  await close(page);
});

test("the board is one stop for Tab, and arrow keys go from matrix to matrix", NEEDS5, async () => {
  const page = await open("05-dloss-dw1.html");
  const focused = () => page.evaluate(() => (document.activeElement.getAttribute("aria-label") || "").split(":")[0]);
  assert.strictEqual(await page.locator("#whatif td[tabindex='0']").count(), 1);
  await entryOf(page, "X", 1, 1).focus();
  for (const [key, name] of [["ArrowRight", "X row 1 column 2"], ["ArrowRight", "Y row 1 column 1"], ["ArrowLeft", "X row 1 column 1"],
    ["ArrowUp", "W1_new row 1 column 1"], ["ArrowDown", "W1_new row 2 column 1"], ["ArrowDown", "X row 1 column 1"]]) {
    await page.keyboard.press(key);
    assert.strictEqual(await focused(), name, key);
  }
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  assert.strictEqual(await page.locator("#whatif td[tabindex='0']").count(), 1);
  await page.keyboard.press("Tab");
  assert.strictEqual(await page.evaluate(() => !!document.activeElement.closest(".board td")), false);
  await page.keyboard.press("Shift+Tab");
  assert.strictEqual(await focused(), "Y row 1 column 2");
  await close(page);
});

test("odd numbers and odd links: the board says what it makes of them", NEEDS5, async () => {
  const page = await open("05-dloss-dw1.html"), field = page.locator("#what-value"), NAME = address("05-dloss-dw1.html");
  const count = page.locator("#player .count");
  const type = async (text) => { await field.fill(text); await field.press("Enter"); };
  const choose = (name) => page.getByLabel("Change", { exact: true }).selectOption(name);
  await choose("W2[1,1]");
  await type("1,5"); // as half of Europe writes it
  assert.match(await tells(page), /^W2\[1,1\] \+ 1\.91491732: /);
  await type("1e");
  assert.strictEqual(await tells(page), "\u201c1e\u201d is not a number: W2[1,1] stays 1.5.");
  assert.strictEqual(await field.inputValue(), "1.5");
  await type("1e308"); // its square is not a number any more, and the trace says so
  assert.match(await tells(page), /: Loss 0\.30052460 to nan\. /);
  const [kept] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Keep as a trace" }).click()]);
  await kept.saveAs(path.join(temporary, "nan.trace"));
  execFileSync(path.join(build, "trace"), ["check", path.join(temporary, "nan.trace")]);

  await page.getByRole("button", { name: "Reset" }).click();
  await choose("alpha");
  await page.locator("#what-value").fill("0.5");
  const [here, there] = [0.5, 0.001].map((lr) => Number(/# Loss@1 .*\n(.*)/.exec(made("06-loop", "--rows=1", "--hidden=3", "--lambda=0",
    "--gradient=exact", "--epochs=2", "--record=1", "--lr=" + lr))[1]).toFixed(8));
  assert.strictEqual(await tells(page), "alpha + 0.499: 12 of 52 computed numbers follow. " +
    `The step would bring the Loss from 0.30052460 to ${here}; with the number before, to ${there}.`);
  await page.locator("#what-value").fill("0.001");
  await type("-5");
  assert.strictEqual(await tells(page), "\u201c-5\u201d is not a number from 0 up: alpha stays 0.001.");
  await entryOf(page, "alpha", 1, 1).click();
  assert.strictEqual(await page.locator("#whatif td.lit").count(), 13, "alpha is used in all of W1_new and W2_new");

  await page.getByRole("button", { name: "Take the step" }).click(); // the slider is compared with the step's numbers
  await choose("W2[1,1]");
  await type("1.5");
  assert.match(await tells(page), /^1 step taken\. W2\[1,1\] \+ 1\.914\d+: Loss 0\.30050 to /);
  await page.getByRole("button", { name: "Take the step" }).click();
  assert.match(await tells(page), /^2 steps taken\. 12 numbers changed: .* From the chapter\u2019s numbers to here: Loss 0\.30052/);

  const link = page.url();
  await page.locator("a.to-block[href='#trace=dLoss_dh1']").first().click(); // a place does not cost the numbers
  await page.waitForFunction(() => document.querySelector(".head h3 span").textContent === "dLoss_dh1");
  assert.strictEqual(page.url(), link);
  await bring(page, made("05-dloss-dw1", "--rows=2"));
  await page.locator("#what-range").press("ArrowRight");
  await page.waitForTimeout(100);
  assert.match(await count.textContent(), /in mine\.trace$/, "the slider does not close the reader's trace");
  await page.evaluate(() => { location.hash = "#what-if=Q=1"; });
  await page.locator("#whatif .tells").filter({ hasText: "This link is not of this chapter" }).waitFor();
  assert.strictEqual(await page.locator("#whatif td.changed").count(), 0);

  for (const hash of ["#trace=%E0", "#what-if=%", "#what-if=W2.1.1=-0.41491732022266187", "#what-if=alpha=2"]) {
    await page.goto("about:blank");
    await page.goto(NAME + hash);
    assert.strictEqual(await page.locator("#what-number option").count(), 18, hash);
    assert.match(await count.textContent(), hash.endsWith("2") ? /with your numbers$/ : /in the chapter\u2019s trace$/, hash);
  }
  await page.keyboard.press("f");
  assert.ok(await count.isVisible(), "presented, too, the numbers are said to be the reader's");
  assert.deepStrictEqual(page.complaints, []);
  await close(page);
});

test("what has the focus is not under the controls", NEEDS5, async () => {
  const page = await open("05-dloss-dw1.html", { ...PHONE, reducedMotion: "reduce" });
  await entryOf(page, "W1_new", 2, 3).focus();
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press("ArrowLeft");
    const [top, controls] = await page.evaluate(() => [document.activeElement, document.querySelector(".controls")].map((e, i) =>
      e.getBoundingClientRect()[i ? "bottom" : "top"]));
    assert.ok(top >= controls - 3, `${await page.evaluate(() => document.activeElement.getAttribute("aria-label"))}: ${top} above ${controls}`);
  }
  await close(page);
});
