/* Chapter 6: the boundary while it learns. */
"use strict";
const { test } = require("node:test");
const assert = require("node:assert");
const { open, close, bring, made, NEEDS6 } = require("./kit/browser.js");

test("chapter 6: the slider walks through the epochs", NEEDS6, async () => {
  const page = await open("06-loop.html"), slider = page.getByRole("slider", { name: "Recorded epoch" });
  const picture = () => page.locator(".pictures canvas").first().evaluate((c) => c.toDataURL());
  assert.match(await page.locator(".says").textContent(), /^Epoch 99000: Loss 0\.24590310, 31 of 50 right/);
  await slider.focus();
  await page.keyboard.press("Home");
  const start = await picture();
  assert.match(await page.locator(".says").textContent(), /^Epoch 0: Loss 0\.26199427, 25 of 50 right/);
  for (let i = 0; i < 10; i++) await page.keyboard.press("ArrowRight");
  assert.match(await slider.getAttribute("aria-valuetext"), /^epoch 10000: Loss 0\.24605522, 31 of 50 right/);
  assert.notStrictEqual(await picture(), start);
  const range = () => page.locator(".range").textContent();
  assert.strictEqual(await range(), "Loss, between 0.24590310 and 0.26199427");
  await bring(page, made("06-loop", "--epochs=20000", "--lambda=300", "--gradient=exact"));
  assert.strictEqual(await range(), "Loss, between 0.25 and 6.19787809, log scale");
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

test("chapter 6: a training's trace is told by its options, and the boundary says whose it is", NEEDS6, async () => {
  const page = await open("06-loop.html"), whose = () => page.locator(".whose").textContent();
  assert.strictEqual(await whose(), "Shown: the run of build/06-loop, 50 rows.");
  assert.match(await bring(page, made("06-loop", "--rows=30", "--epochs=2000")),
    /yours has rows=30, alpha=0\.003; the chapter's rows=1, alpha=0\.001\. X is the first block that differs/);
  assert.strictEqual(await whose(), "Shown: mine.trace, 30 rows.");
  await page.getByRole("button", { name: "Back to the chapter's trace" }).click();
  assert.strictEqual(await whose(), "Shown: the run of build/06-loop, 50 rows.");
  await bring(page, made("05-dloss-dw1"));
  assert.match(await whose(), /^Shown: the run of build\/06-loop, 50 rows\. mine\.trace cannot be shown here: several recorded epochs/);
  await close(page);
});
