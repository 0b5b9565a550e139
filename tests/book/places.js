/* Finding one's way: links of places in a trace, search, keys, copying, what is remembered. */
"use strict";
const { test } = require("node:test");
const assert = require("node:assert");
const { pages, open, close, bring, made, address, PHONE, NEEDS5 } = require("./kit/browser.js");

const NAME = "05-dloss-dw1.html", hash = (page) => new URL(page.url()).hash;
const block = (page) => page.locator(".head h3 > span").first().textContent();
const words = (page) => page.locator(".words").textContent();
const until = (page, what) => page.waitForFunction(what, null, { timeout: 5000 });

test("the link of a place is kept up to date; reload and back do what one expects", NEEDS5, async () => {
  const page = await open(NAME);
  await page.locator("#player select").selectOption("dLoss_dW1");
  assert.strictEqual(hash(page), "#trace=dLoss_dW1");
  await page.locator(".result td").nth(4).focus();
  assert.strictEqual(hash(page), "#trace=dLoss_dW1[2,2]");
  await page.reload();
  assert.strictEqual(await block(page), "dLoss_dW1");
  assert.match(await words(page), /^dLoss_dW1\[2,2\] = /);
  await page.locator("a.to-block[href='#trace=dLoss_dh1']").first().click();
  await until(page, () => document.querySelector(".head h3 span").textContent === "dLoss_dh1");
  for (let i = 0; i < 3; i++) await page.getByRole("button", { name: "Next block" }).click();
  assert.strictEqual(hash(page), "#trace=dz1_dW1");
  await page.goBack();
  assert.strictEqual(await block(page), "dLoss_dh1", "a walk of three steps is one step back");
  await page.goBack();
  assert.match(await words(page), /^dLoss_dW1\[2,2\] = /);
  await page.goBack();
  assert.strictEqual(await block(page), "dLoss_dh1", "where the player began");
  assert.strictEqual(hash(page), "");
  await page.goto(address(NAME) + "#trace=nothing[1,1]");
  await page.goto(address(NAME) + "#trace=z1[9,9]");
  assert.strictEqual(await block(page), "z1");
  await bring(page, made("05-dloss-dw1", "--lr=0.5"));
  await page.locator("#player select").selectOption({ index: 3 });
  assert.strictEqual(hash(page), "#trace=z1[9,9]", "a trace of the reader's has no link");
  assert.deepStrictEqual(page.complaints, []);
  await close(page);
});

test("an operand shows where it is used, by mouse and by keyboard", NEEDS5, async () => {
  const page = await open(NAME);
  await page.locator("#player select").selectOption("z2");
  const lit = () => page.locator(".result td.lit").count();
  await page.locator("#player .block:not(.result) td").nth(1).hover(); // h1[1,2]
  assert.strictEqual(await words(page), "h1[1,2] = 0.71301043 is used in every entry of z2, and in dz2_dW2, dLoss_dW2, dh1_dz1.");
  assert.strictEqual(await lit(), 2);
  await page.locator("#player .block:not(.result) table").nth(1).locator("td").nth(2).focus(); // W2[2,1]
  assert.match(await page.locator("#player [role=status]").textContent(), /^W2\[2,1\] = -0\.31583913 is used in z2\[1,1\], and in /);
  assert.strictEqual(await lit(), 1);
  await page.keyboard.press("ArrowRight");
  assert.match(await words(page), /^W2\[2,2\] = .* is used in z2\[1,2\]/);
  await page.locator(".words a").first().click();
  assert.notStrictEqual(await block(page), "z2");
  await close(page);
});

test("a name in the text leads to its block, or to the notation", NEEDS5, async () => {
  const page = await open(NAME);
  for (const href of await page.locator("a.to-block").evaluateAll((all) => all.map((a) => a.getAttribute("href"))))
    assert.match(href, /^#trace=\w+|^notation\.html#block-\w+$/);
  await page.goto(address("notation.html") + "#block-dLoss_dW1");
  assert.strictEqual(await page.locator(":target").textContent(), "dLoss_dW1");
  await close(page);
});

test("a symbol in a formula and the caption of code lead to the block", NEEDS5, async () => {
  const page = await open(NAME), symbol = (name) => page.locator(`.symbol[title^="${name},"]`);
  await symbol("dLoss_dW1").first().click();
  await until(page, () => document.querySelector(".head h3 span").textContent === "dLoss_dW1");
  await page.locator(".symbol[title^='W2,'][tabindex]").focus();
  await page.keyboard.press("Enter");
  await until(page, () => document.querySelector(".head h3 span").textContent === "W2");
  assert.strictEqual(await symbol("W2_new").count(), 0, "not in this chapter's formulas");
  const captions = await page.locator(".listing figcaption").filter({ hasText: "dloss_dw1.c" }).evaluateAll((all) =>
    all.map((e) => [...e.querySelectorAll("a.to-block")].map((a) => a.hash)).flat());
  assert.deepStrictEqual(captions, ["#trace=dLoss_dh1", "#trace=dLoss_dz1", "#trace=dh1_dz1", "#trace=dLoss_dW1"]);
  await close(page);
});

test("search finds headings, words and symbols without a network, by the keyboard alone", async () => {
  const page = await open("index.html"), first = page.locator(".search li a").first();
  const look = async (words) => {
    await page.keyboard.press("/");
    await page.locator(".search input").fill(words);
    await page.locator(".search [role=status]:not(:empty)").waitFor();
  };
  await look("epoch");
  assert.match(await first.textContent(), /^epoch One pass over all rows/);
  await page.locator(".search input").fill("dloss_dw2");
  assert.strictEqual(await first.getAttribute("href"), "notation.html#block-dLoss_dW2");
  await page.locator(".search input").fill("no such word");
  assert.strictEqual(await page.locator(".search [role=status]").textContent(), "0 found.");
  await page.keyboard.press("Escape");
  await look("the idea chapter 3");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await Promise.all([page.waitForURL(/03-loss\.html#the-idea$/), page.keyboard.press("Enter")]);
  assert.deepStrictEqual(page.complaints, []);
  await close(page);
});

test("keys: next and previous page, contents, the list of keys; they can be turned off", async () => {
  const page = await open("02-sigmoid.html"), at = () => page.url().split("/").pop();
  await Promise.all([page.waitForURL(/03-/), page.keyboard.press("n")]);
  await Promise.all([page.waitForURL(/02-/), page.keyboard.press("p")]);
  await page.keyboard.press("?");
  assert.ok(await page.getByRole("dialog", { name: "Keys" }).getByText("next page").isVisible());
  await page.keyboard.press("n");
  assert.match(at(), /^02-/, "not while the list is open");
  await page.getByLabel("single letters are keys").uncheck();
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  await page.reload();
  await page.keyboard.press("n");
  assert.match(at(), /^02-/);
  await page.getByRole("button", { name: "Keys" }).click();
  await page.getByLabel("single letters are keys").check();
  await page.getByRole("button", { name: "Close" }).click();
  await Promise.all([page.waitForURL(/index/), page.keyboard.press("c")]);
  assert.deepStrictEqual(page.complaints, []);
  await close(page);
});

test("copying takes the command without $ and without what it prints, and code as it is", NEEDS5, async () => {
  const page = await open(NAME);
  await page.evaluate(() => navigator.clipboard.constructor.prototype.writeText = async (text) => { window.copied = text; });
  for (const pre of await page.locator("pre:has(.command)").all()) {
    await pre.locator(".copy").evaluate((b) => b.click());
    const commands = await pre.locator(".command").allTextContents();
    assert.strictEqual(await page.evaluate("window.copied"), commands.map((c) => c.replace(/^\$ /, "").trim() + "\n").join(""));
  }
  const listing = page.locator(".listing").first();
  await listing.locator(".copy").evaluate((b) => b.click());
  assert.strictEqual(await page.evaluate("window.copied"), (await listing.locator("pre").textContent()).trimEnd() + "\n");
  await until(page, () => [...document.querySelectorAll(".copy")].some((b) => b.textContent === "Copied"));
  await page.evaluate(() => { // as a page that came by plain http has it
    Object.defineProperty(navigator, "clipboard", { value: undefined });
    document.execCommand = () => { window.copied = document.activeElement.value; };
    window.copied = "";
  });
  await until(page, () => document.querySelector("pre .copy").textContent === "Copy");
  await page.locator("pre:has(.command) .copy").first().evaluate((b) => b.click());
  await until(page, () => window.copied);
  assert.strictEqual((await page.evaluate("window.copied")).split("\n")[0], (await page.locator("pre .command").first().textContent()).replace(/^\$ /, "").trim());
  await close(page);
});

test("the contents stay in view on a wide screen and mark the section; headings have anchors in sight", NEEDS5, async () => {
  const page = await open(NAME, { viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" }), here = page.locator("nav.here");
  for (const id of ["whatif", "try-this"]) {
    await page.locator("#" + id).evaluate((e) => e.scrollIntoView());
    const box = await here.boundingBox(), main = await page.locator("#player").boundingBox();
    assert.ok(box.y >= 0 && box.y + box.height <= 900 && box.x >= 0 && box.x + box.width < main.x, JSON.stringify(box));
    await until(page, `(document.querySelector(".here [aria-current]") || {}).hash === "#${id}"`);
  }
  assert.match(await page.locator("#the-idea a").evaluate((a) => getComputedStyle(a, "::after").content + a.hash), /#.*#the-idea/);
  await close(page);
});

test("on a phone a link leads to its heading, over what was not yet laid out", NEEDS5, async () => {
  const page = await open(NAME, PHONE);
  for (const hash of await page.locator(".here a").evaluateAll((all) => all.map((a) => a.hash))) {
    const top = await page.evaluate((hash) => {
      scrollTo(0, 0);
      document.querySelector(`.here a[href="${hash}"]`).click();
      return new Promise((done) => setTimeout(() => requestAnimationFrame(() => done(document.querySelector(hash).getBoundingClientRect().top)), 100));
    }, hash);
    assert.ok(top > -5 && top < 200, `${hash} at ${top}`);
  }
  await close(page);
});

test("a finished chapter is remembered, and the tower says so", NEEDS5, async () => {
  const page = await open(NAME), box = page.getByLabel("I have finished this chapter");
  await box.check();
  await page.goto(address("index.html"));
  assert.deepStrictEqual(await page.locator(".tower em").allTextContents(), ["\u2713 finished"]);
  await page.goto(address(NAME));
  await box.uncheck();
  await page.goto(address("index.html"));
  assert.strictEqual(await page.locator(".tower em").count(), 0);
  await close(page);
});

test("the review's defects: signs on a phone, shades by size, forced colours, no talk of keys where there are none", NEEDS5, async () => {
  const page = await open(NAME, { ...PHONE, hasTouch: true, isMobile: true });
  for (const index of (await page.locator("#player option").all()).keys()) {
    await page.locator("#player select").selectOption({ index });
    const cut = await page.locator("#player .scroll").evaluateAll((all) => all.filter((e) => e.scrollWidth > e.clientWidth).length);
    assert.strictEqual(cut, 0, "block " + index);
  }
  assert.ok(!(await page.locator(".hint").innerText()).match(/Tab|Arrow|Esc/));
  await page.locator("#player select").selectOption("dLoss_dW1");
  const [small, large] = await page.locator(".result td").evaluateAll((all) => [4, 2].map((i) => Number(all[i].style.getPropertyValue("--size"))));
  assert.ok(small < 0.05 && large === 1, `${small}, ${large}`);
  await page.emulateMedia({ forcedColors: "active" });
  const swatch = await page.locator(".key .negative").evaluate((e) => getComputedStyle(e).backgroundColor);
  assert.notStrictEqual(swatch, await page.locator("#player .stage").evaluate((e) => getComputedStyle(e).backgroundColor));
  assert.doesNotMatch(swatch, /rgba\(0, 0, 0, 0\)/);
  await close(page);
});

test("a large trace: Reading first, then a window around the entry that counts, at once", NEEDS5, async () => {
  const page = await open(NAME), text = made("05-dloss-dw1", "--rows=300", "--hidden=200");
  await page.evaluate(() => {
    window.said = [];
    new MutationObserver(() => window.said.push(document.querySelector(".message").textContent))
      .observe(document.querySelector(".message"), { childList: true });
    window.ticks = [];
    setInterval(() => window.ticks.push(performance.now()));
  });
  await bring(page, text);
  const [longest, whole] = await page.evaluate(() => [Math.max(...window.ticks.map((t, i) => t - (window.ticks[i - 1] || t))), window.ticks.at(-1) - window.ticks[0]]);
  assert.ok(longest < whole / 3, `the page stood still for ${longest} of ${whole} ms`);
  assert.match((await page.evaluate("window.said")).find((words) => words), /^Reading mine\.trace/);
  const slowest = await page.evaluate(() => {
    const next = document.querySelector("#player [aria-label='Next block']"), times = [];
    document.querySelector("#player [aria-label='First block']").click();
    for (let i = 0; i < 23; i++) {
      const begun = performance.now();
      next.click();
      document.body.getBoundingClientRect();
      times.push(performance.now() - begun);
    }
    return times.sort((a, b) => b - a)[2]; // the machine has other work, too
  });
  assert.ok(slowest < 1000, slowest + " ms");
  await page.locator("#player select").selectOption("h1");
  assert.match(await page.locator(".result figcaption").innerText(), /rows 1 to 40, columns 1 to 16/);
  await page.getByLabel("row of h1").fill("250");
  await page.getByLabel("row of h1").press("Enter");
  assert.match(await words(page), /^h1\[250,1\] = /);
  await page.locator(".result td[tabindex='0']").focus();
  await page.keyboard.press("End");
  assert.match(await words(page), /^h1\[\d+,200\] = /);
  assert.ok((await page.locator("#player td").count()) < 2000);
  assert.deepStrictEqual(page.complaints, []);
  await close(page);
});

test("a figure on a dark page is dark", NEEDS5, async () => {
  const page = await open(NAME, { colorScheme: "dark" });
  const filters = await page.locator(".picture img").evaluateAll((all) => all.map((e) => getComputedStyle(e).filter));
  assert.ok(filters.length > 0 && filters.every((filter) => filter.startsWith("invert(0.9)")));
  await close(page);
});
