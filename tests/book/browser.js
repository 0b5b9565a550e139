/* The book in a real browser: chromium without a window, driven by playwright-core.
 * With SHOTS=DIR every page is also photographed, light and dark, phone and desktop. */
"use strict";
const { test, before, after } = require("node:test");
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const { execFileSync, spawnSync } = require("node:child_process");

const build = path.resolve(process.env.BUILD || "build");
const book = path.join(build, "book");
const { chromium } = require(path.join(build, "node/node_modules/playwright-core"));
const pages = fs.readdirSync(book).filter((name) => name.endsWith(".html"));
const sources = fs.readdirSync(path.join(book, "source")).map((name) => "source/" + name);
const players = pages.filter((name) => fs.readFileSync(path.join(book, name), "utf8").includes('id="player"'));
const chapter5 = players.find((n) => n.startsWith("05")) || players[0];
const NEEDS5 = { skip: !pages.includes("05-dloss-dw1.html") }, NEEDS6 = { skip: !pages.includes("06-loop.html") };
const PHONE = { viewport: { width: 360, height: 740 } };
const file = (name) => "file://" + path.join(book, name);
const temporary = fs.mkdtempSync(path.join(build, "book-test-"));
let browser;

before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: process.getuid() === 0 ? ["--no-sandbox"] : [] });
});
after(async () => {
  await browser.close();
  fs.rmSync(temporary, { recursive: true });
});

async function open(name, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, offline: true, ...options });
  const page = await context.newPage();
  page.complaints = [];
  page.on("console", (m) => page.complaints.push(m.text()));
  page.on("pageerror", (e) => page.complaints.push(String(e)));
  page.on("requestfailed", (r) => page.complaints.push("failed: " + r.url()));
  page.on("request", (r) => /^(file|data|blob):/.test(r.url()) || page.complaints.push("from elsewhere: " + r.url()));
  await page.goto(file(name));
  return page;
}

const close = (page) => page.context().close();
const tracePlayed = (name) => path.join(build, "traces", name.replace(".html", name.startsWith("06") ? "-step.trace" : ".trace"));

/* What scrolls sideways and has no shade: the covers of a shade scroll with the content. */
const unshaded = (page) => page.locator("main *").evaluateAll((all) => all.filter((e) => {
  const style = getComputedStyle(e);
  const scrolls = /auto|scroll/.test(style.overflowX) && e.scrollWidth > e.clientWidth + 1;
  return scrolls && !/local.*scroll/.test(style.backgroundAttachment);
}).map((e) => e.className + ": " + e.textContent.slice(0, 40)));

test("every page loads with nothing in the console", async () => {
  for (const name of [...pages, ...sources]) {
    const page = await open(name);
    assert.deepStrictEqual(page.complaints, [], name);
    assert.strictEqual(await page.locator("h1").count(), 1, name + " has one title");
    if (pages.includes(name)) assert.ok(!(await page.locator("body").innerText()).includes("<!--"), name + " shows a marker");
    await close(page);
  }
  assert.ok(players.length > 0, "pages with a player");
});

test("the mathematics is MathML and visible", async () => {
  let seen = 0;
  for (const name of pages) {
    const page = await open(name);
    const sizes = await page.locator("math").evaluateAll((all) => all.map((m) => [m.namespaceURI, m.getBoundingClientRect().width, m.getBoundingClientRect().height]));
    for (const [space, width, height] of sizes) {
      assert.strictEqual(space, "http://www.w3.org/1998/Math/MathML");
      assert.ok(width > 3 && height > 3, `${name}: ${width} x ${height}`);
      seen++;
    }
    await close(page);
  }
  assert.ok(seen > 0, "formulas seen");
});

test("no horizontal scroll at 360 pixels, and what scrolls in the player shows it", async () => {
  for (const name of [...pages, ...sources]) {
    const page = await open(name, PHONE);
    const check = async (where) => {
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 360, `${name}${where}: ${width} pixels`);
      assert.deepStrictEqual(await unshaded(page), [], name + where);
    };
    await check("");
    if (players.includes(name)) await page.getByRole("button", { name: "First block" }).click();
    for (let i = 1; i < (await page.locator("#player option").count()); i++) {
      await page.getByRole("button", { name: "Next block" }).click();
      await check(", block " + i);
    }
    await close(page);
  }
});

test("two equations on one line stand below each other at 360 pixels", async () => {
  for (const name of pages) {
    const page = await open(name, PHONE);
    const formulas = await page.locator("math annotation").allTextContents();
    assert.deepStrictEqual(formulas.filter((tex) => tex.includes("\\qquad")), [], name);
    await close(page);
  }
  if (!pages.includes("05-dloss-dw1.html")) return;
  const page = await open("05-dloss-dw1.html", PHONE);
  const pair = page.locator(".equations").filter({ hasText: "\\circ" }).locator(".equation");
  const boxes = await pair.evaluateAll((all) =>
    all.map((e) => [e.scrollWidth - e.clientWidth, e.getBoundingClientRect().right]));
  assert.strictEqual(await page.locator(".equations").filter({ hasText: "\\circ" }).locator(".parts").count(), 2);
  for (const [hidden, right] of boxes) assert.ok(hidden <= 1 && right <= 360, `${hidden} pixels hidden, to ${right}`);
  const text = page.locator(".equation").filter({ hasText: "X^{\\top}" }).first();
  assert.ok((await text.boundingBox()).y > (await pair.first().boundingBox()).y + 30, "below the first");
  await page.setViewportSize({ width: 1280, height: 900 });
  assert.ok((await text.boundingBox()).y < (await pair.first().boundingBox()).y + 30, "beside the first");
  await close(page);
});

test("inline code is broken at spaces only", async () => {
  for (const name of pages) {
    const page = await open(name, PHONE);
    const broken = await page.locator("main :not(pre) > code").evaluateAll((all) => all.flatMap((code) => {
      const words = [], walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      for (let text; (text = walker.nextNode());)
        for (const { 0: word, index } of text.data.matchAll(/\S+/g)) {
          range.setStart(text, index);
          range.setEnd(text, index + word.length);
          if (new Set([...range.getClientRects()].map((r) => r.top)).size > 1) words.push(word);
        }
      return words;
    }));
    assert.deepStrictEqual(broken.filter((word) => word.length < 38), [], name);
    await close(page);
  }
});

test("the slips are a note in the margin, with its title; on a phone each stands in its section", async () => {
  let seen = 0;
  for (const name of pages) {
    const page = await open(name), column = await page.locator("h1").boundingBox();
    for (const note of await page.locator(".slips").all()) {
      const box = await note.boundingBox();
      assert.ok(box.x >= column.x + column.width && box.x + box.width <= 1280, name + ": beside the column");
      assert.ok(await note.getByText("Slips of the article").isVisible(), name);
      seen++;
    }
    await close(page);
  }
  assert.ok(seen >= 6, seen + " notes");
  for (const name of pages) {
    const page = await open(name, { viewport: { width: 360, height: 740 } });
    const astray = await page.locator(".slip").evaluateAll((all) => {
      const headings = [...document.querySelectorAll("main h2")], y = (e) => e.getBoundingClientRect().top;
      return all.filter((slip) => headings.some((h) =>
        (h.compareDocumentPosition(slip) & Node.DOCUMENT_POSITION_FOLLOWING) ? y(slip) < y(h)
          : slip.getBoundingClientRect().bottom > y(h))).length;
    });
    assert.strictEqual(astray, 0, name);
    assert.strictEqual(await page.getByText("Slips of the article", { exact: true }).locator("visible=true").count(), 0, name);
    await close(page);
  }
});

test("an underline hides no underscore", async () => {
  for (const name of pages) {
    const page = await open(name);
    const lines = await page.locator("a code").evaluateAll((all) =>
      all.map((e) => getComputedStyle(e).display + " " + getComputedStyle(e).borderBottomStyle));
    for (const line of lines) assert.strictEqual(line, "inline-block solid", name);
    await close(page);
  }
});

test("a source's page: its numbers are out of the way, its header is as wide, a link leads back", async () => {
  for (const name of sources) {
    const page = await open(name);
    const stops = await page.locator("a:not([tabindex='-1'])").allTextContents();
    assert.ok(stops.every((words) => words.trim()), name);
    const [header, code] = [await page.locator("header").boundingBox(), await page.locator("pre").boundingBox()];
    assert.deepStrictEqual([header.x, header.width], [code.x, code.width], name);
    await page.getByRole("main").getByRole("link").first().click();
    assert.ok(pages.includes(path.basename(new URL(page.url()).pathname)), name + " leads to " + page.url());
    await close(page);
  }
});

test("a picture that moves is shown standing still, and is a link to the moving one", async () => {
  for (const [name, least] of [["index.html", 1], ["figures.html", 3]].filter(([name]) => pages.includes(name))) {
    const page = await open(name), pictures = page.locator("figure a[href$='.gif'] img");
    assert.ok((await pictures.count()) >= least, name);
    for (const picture of await pictures.all()) {
      assert.match(await picture.evaluate((e) => e.currentSrc), /06-run-\d\.svg$/);
      assert.ok(await picture.evaluate((e) => e.naturalWidth > 0));
    }
    assert.strictEqual(await page.locator("img[src$='.gif']").count(), 0, name);
    assert.ok((await page.getByRole("link", { name: "Watch it move" }).count()) >= least, name);
    await close(page);
  }
});

test("the player steps to the last block and shows its value", async () => {
  for (const name of players) {
    const page = await open(name), options = await page.locator("#player option").allTextContents();
    assert.match(await page.locator(".formula").textContent(), / = /, "it starts where something is computed");
    await page.getByRole("button", { name: "First block" }).click();
    for (let i = 1; i < options.length; i++) {
      await page.getByRole("button", { name: "Next block" }).click();
      assert.strictEqual(await page.locator(".head h3 > span").first().textContent(), options[i]);
    }
    const lines = fs.readFileSync(tracePlayed(name), "utf8").trim().split("\n");
    const at = lines.findLastIndex((line) => line.startsWith("# "));
    const value = Number(lines[at + 1].split(" ")[0]);
    assert.match(lines[at], new RegExp("^# " + options.at(-1) + " "));
    const label = await page.locator(".result td").first().getAttribute("aria-label");
    assert.ok(Math.abs(Number(label.split(": ")[1]) - value) < 6e-9, label + ", in the trace " + value);
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
  assert.match(await said(), /^Block 2 of \d+ in the chapter's trace: Y, 1 by 2, given/);
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
  const lit = await page.locator(".block:not(.result) td.lit").evaluateAll((all) => all.map((td) => td.title));
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
    "h1 row 1 column 2: 0.71301043");
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
    all.map((t) => [t.getAttribute("aria-label"), t.rows.length, t.rows[0].cells.length])),
  [["dLoss_dz2", 1, 2], ["W2 transposed", 2, 3]]);
  await page.locator(".result td").nth(2).hover();
  assert.deepStrictEqual(await page.locator("#player .block:not(.result) td.lit").evaluateAll((all) => all.map((td) => td.title)),
    ["-0.14673508", "0.11258065", "-0.44701662", "0.15231059"]);
  await close(page);
});

/* Opens a text as a trace in the player, and says what the player says. */
async function bring(page, text) {
  const at = path.join(temporary, "mine.trace");
  fs.writeFileSync(at, text);
  await page.locator(".message").evaluate((m) => (m.textContent = ""));
  await page.locator("#choose-trace").setInputFiles([]);
  await page.locator("#choose-trace").setInputFiles(at);
  await page.locator(".message:not(:empty)").waitFor();
  return page.locator(".message").textContent();
}

const made = (chapter, ...options) =>
  execFileSync(path.join(build, chapter), [...options, "--trace"], { encoding: "utf8", maxBuffer: 1e9 });

test("a trace from disk: a good one, one that differs, broken ones", async () => {
  const page = await open(chapter5), good = fs.readFileSync(tracePlayed(chapter5), "utf8");
  const shown = () => page.locator(".count").textContent();
  assert.match(await shown(), /^\d+ of 24 in the chapter's trace$/);
  assert.strictEqual(await page.locator(".head h3 > span").first().textContent(), "dLoss_dh1", "what the chapter is about");
  assert.match(await bring(page, "no trace"),
    /^Not opened\. mine\.trace:1: not a trace.*\. Still shown: the chapter's trace\.$/);
  assert.match(await bring(page, good),
    /^mine\.trace: All \d+ blocks of this chapter agree\. Every block follows from its formula\.$/);
  const few = execFileSync(path.join(build, "05-dloss-dw1"), ["--digits=4", "--trace"], { encoding: "utf8" });
  assert.match(await bring(page, few), /blocks of this chapter agree, to the 4 decimals that yours has\. Every block follows/);
  assert.match(await shown(), /in mine\.trace$/);
  assert.strictEqual(await page.getByText("Everything that this chapter computes").isVisible(), false);
  assert.match(await bring(page, good.replace("0.71301043177408463 0", "0.71311043177408463 0")),
    /h1 is the first block that differs/);
  assert.strictEqual(await page.locator(".head .wrong").first().textContent(), "\u2260 the first block that differs");
  assert.strictEqual(await page.locator("td.differs").count(), 1);
  assert.match(await page.locator("#player option:checked").textContent(), /h1 ≠ differs/);
  await page.getByRole("button", { name: "Next block" }).click();
  assert.match(await bring(page, good.slice(0, -40)), /(cut off|rows).*\. Still shown: mine\.trace\.$/);
  assert.match(await bring(page, good.replace("= h1 * W2", "= h1 * W1")),
    /mine\.trace:\d+: z2: \* cannot be between 1x3 and 2x3\./);
  assert.match(await bring(page, good.replace("0.71301043177408463 0", "<b>x</b> 0")), /'<b>x<\/b>' is not a number/);
  assert.ok(await page.locator("#player option").count() > 10, "the trace opened before is still there");
  await page.getByRole("button", { name: "Back to the chapter's trace" }).click();
  assert.strictEqual(await page.locator(".message").textContent(), "");
  assert.match(await page.locator("#player [role=status]").textContent(), /^Block 19 of 24 in the chapter's trace: dLoss_dh1/);
  assert.strictEqual(await page.locator("#choose-trace").inputValue(), "");
  const dropped = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "dropped.trace"));
    return data;
  }, good);
  await page.dispatchEvent("#player", "drop", { dataTransfer: dropped });
  await page.locator(".message:not(:empty)").waitFor();
  assert.match(await page.locator(".message").textContent(), /^dropped\.trace: All/);
  assert.deepStrictEqual(page.complaints, []);
  await close(page);
});

test("a trace from disk that contradicts itself is told so, and shown where it does", NEEDS5, async () => {
  const page = await open("05-dloss-dw1.html"), good = fs.readFileSync(tracePlayed("05-dloss-dw1.html"), "utf8");
  const shown = () => page.locator(".head h3 > span").first().textContent();
  assert.match(await bring(page, good.replace("= dLoss_dh2 .* dh2_dz2", "= dLoss_dh2 + dh2_dz2")),
    new RegExp("^mine\\.trace: All 24 blocks of this chapter agree\\. dLoss_dz2 does not follow from its formula\\. " +
      "Its formula is dLoss_dh2 \\+ dh2_dz2, in the chapter's trace dLoss_dh2 \\.\\* dh2_dz2\\.$"));
  assert.strictEqual(await shown(), "dLoss_dz2");
  assert.match(await page.locator("#player option:checked").textContent(), /dLoss_dz2 \u2260 its formula/);
  assert.strictEqual(await page.locator(".message.differs").count(), 1);
  const fifty = made("05-dloss-dw1", "--rows=50");
  assert.match(await bring(page, fifty.replace(/(# z2 .*\n)\S+/, "$17")),
    /X is the first block that differs: it is 50x2.* z2 is the first of 2 blocks that do not follow from their formulas\.$/);
  assert.strictEqual(await shown(), "z2");
  assert.match(await bring(page, good.replace("# dLoss_dW1 2x3 =", "# dLoss_dW1 3x2 =").replace(
    /(# dLoss_dW1 .*\n)(\S+) (\S+) (\S+)\n(\S+) (\S+) (\S+)/, "$1$2 $5\n$3 $6\n$4 $7")),
    /^Not opened\. mine\.trace:\d+: dLoss_dW1: it is 3x2, and its formula gives 2x3\. dLoss_dW1 is the first block that/);
  assert.match(await bring(page, made("04-dloss-dw2")), /^mine\.trace, a trace of 04-dloss-dw2: Your trace has no block dz2_dh1; all blocks before it agree\. Every/);
  assert.match(await bring(page, good.replace("= X * W1", "= X * W1" + " + 0".repeat(500))),
    /^Not opened\. mine\.trace:\d+: z1: a formula of more than 400 names/);
  assert.match(await bring(page, good.replace(/(# W2_new .*) \* dLoss_dW2/, "$1 * dLoss_dW9")),
    /^Not opened\. mine\.trace:\d+: W2_new: no block before it is called 'dLoss_dW9'/);
  assert.deepStrictEqual(page.complaints, []);
  await close(page);
});

test("of two files the one opened last is shown, however slowly the first is read", NEEDS5, async () => {
  const page = await open("05-dloss-dw1.html");
  await page.evaluate(([slow, quick]) => {
    const give = (name, text, ms) => {
      const data = new DataTransfer(), file = new File([text], name), event = new Event("drop", { bubbles: true });
      file.text = () => new Promise((done) => setTimeout(() => done(text), ms));
      Object.defineProperty(event, "dataTransfer", { value: { files: [file] } });
      document.getElementById("player").dispatchEvent(event);
    };
    give("slow.trace", slow, 300);
    give("quick.trace", quick, 10);
  }, [made("05-dloss-dw1", "--rows=2"), made("05-dloss-dw1", "--rows=3")]);
  await page.waitForTimeout(600);
  assert.match(await page.locator(".count").textContent(), / in quick\.trace$/);
  await close(page);
});

test("arrow keys in a matrix that scrolls do not leave the block", NEEDS5, async () => {
  const page = await open("05-dloss-dw1.html");
  await bring(page, made("05-dloss-dw1", "--rows=50"));
  await page.locator("#player select").selectOption("z2");
  await page.locator(".block:not(.result) .scroll[tabindex='0']").first().focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  assert.strictEqual(await page.locator(".head h3 > span").first().textContent(), "z2");
  assert.ok(await page.evaluate(() => document.activeElement.classList.contains("scroll")));
  await page.locator(".result td").first().focus();
  assert.match(await page.locator("#player [role=status]").textContent(), /z2\[1,1\] = /);
  await close(page);
});

test("a trace of other options: the options are named, and the step is not blamed", NEEDS5, async () => {
  const page = await open("05-dloss-dw1.html");
  assert.strictEqual(await bring(page, made("05-dloss-dw1", "--lr=0.5")),
    "mine.trace: This is another run: yours has alpha=0.5; the chapter's alpha=0.001. " +
    "W2_new is the first block that differs: W2_new[1,1] is -0.40051804, in the chapter's trace -0.41488852. " +
    "Every block follows from its formula.");
  assert.strictEqual(await page.locator(".message.differs").count(), 0, "nothing is wrong with it");
  assert.match(await bring(page, made("05-dloss-dw1", "--rows=50", "--seed=5")),
    /yours has rows=50, seed=5; the chapter's rows=1, seed=2017\. X is the first .* 50x2/);
  await close(page);
});

test("an entry that does not follow from its formula is told, and stands off the curve", NEEDS5, async () => {
  const page = await open("05-dloss-dw1.html"), good = fs.readFileSync(tracePlayed("05-dloss-dw1.html"), "utf8");
  const words = () => page.locator(".words").textContent();
  await bring(page, good.replace("\n-1.4098213629311593 ", "\n-0.5 "));
  assert.match(await words(), /^z1\[1,1\] is -0\.5 in the trace, but its formula gives -1\.40982136= X\[1,1\] \* W1/);
  assert.match(await page.locator(".head").textContent(), /\u2260 1 of 3 not as the formula gives/);
  assert.match(await page.locator(".result td").first().textContent(), /\u2260/);
  const name = await page.locator(".result td").first().getAttribute("aria-label");
  assert.match(name, /: -0\.5, differs, not as the formula gives$/);
  await page.locator(".result td").nth(1).hover();
  assert.match(await words(), /^z1\[1,2\] = 0\.91005018= X/);
  await bring(page, good.replace("\n0.19626223364995737 ", "\n0.9 "));
  const y = await page.locator(".curve .point").getAttribute("cy");
  await page.getByRole("button", { name: "Back to the chapter's trace" }).click();
  await page.locator("#player select").selectOption("h1");
  const right = await page.locator(".curve .point").getAttribute("cy");
  assert.ok(y < right - 50, "0.9 stands where it is, above the curve");
  assert.strictEqual(await page.locator(".head .wrong, td.differs").count(), 0);
  await bring(page, good.replace("\n0.19626223364995737 ", "\n1.9 "));
  assert.strictEqual(await page.locator(".curve .point").count(), 0, "1.9 is not on the picture");
  await close(page);
});

test("a point beyond the curve stands at its edge, and its words in the picture", NEEDS5, async () => {
  const page = await open("05-dloss-dw1.html", PHONE);
  await bring(page, made("05-dloss-dw1", "--rows=1").replace("\n-1.4098213629311593 ", "\n-4.5e267 ")
    .replace("\n0.19626223364995737 ", "\n0 "));
  await page.locator("#player select").selectOption("h1");
  const cx = Number(await page.locator(".curve .point").getAttribute("cx"));
  assert.ok(cx >= 10 && cx < 11, "at " + cx);
  assert.ok((await page.locator(".curve text").allTextContents()).includes("\u2190 z1[1,1] = \u22124.5e+267"));
  const frame = await page.locator(".curve svg").boundingBox();
  for (const text of await page.locator(".curve text").all()) {
    const box = await text.boundingBox();
    assert.ok(box.x >= frame.x - 1 && box.x + box.width <= frame.x + frame.width + 1, await text.textContent());
  }
  await close(page);
});

test("fifty rows: what is lit is in sight, and the page stays where it is", NEEDS5, async () => {
  const page = await open("05-dloss-dw1.html", { reducedMotion: "reduce" });
  await bring(page, made("05-dloss-dw1", "--rows=50", "--hidden=20"));
  const hidden = () => page.locator(".block").evaluateAll((all) => all.filter((block) => {
    const lit = block.querySelector("td.lit"), box = block.querySelector(".scroll").getBoundingClientRect();
    if (!lit) return false;
    const { top, bottom, left, right } = lit.getBoundingClientRect();
    return top < box.top - 1 || bottom > box.bottom + 1 || left < box.left - 1 || right > box.right + 1;
  }).map((block) => block.textContent.slice(0, 20)));
  for (const block of ["h1", "dLoss_dz2", "dLoss_dh1", "dLoss_dW1"]) {
    await page.locator("#player select").selectOption(block);
    await page.locator(".result td[tabindex='0']").focus();
    for (const key of ["End", "ArrowDown", ...Array(40).fill("ArrowDown"), "Home"]) await page.keyboard.press(key);
    assert.deepStrictEqual(await hidden(), [], block);
    const y = await page.evaluate(() => scrollY);
    await page.locator(".result td").last().evaluate((td) => td.dispatchEvent(new MouseEvent("mouseover", { bubbles: true })));
    assert.deepStrictEqual(await hidden(), [], block);
    assert.strictEqual(await page.evaluate(() => scrollY), y);
  }
  await page.locator(".result td").first().focus();
  assert.match(await page.locator("#player [role=status]").textContent(),
    /^dLoss_dW1\[1,1\] = .* \(50 terms: the first 3 and the 2 largest; the other 45 add up to [-+e\d.]+\)$/);
  assert.match(await page.locator(".result td").first().textContent(), /^\u2212?0\.\d{6}$/, "small numbers have more digits");
  await close(page);
});

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

test("the accessibility tree names every control", async () => {
  for (const name of [...pages, ...sources]) {
    const page = await open(name), session = await page.context().newCDPSession(page);
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    const controls = nodes.filter((n) => !n.ignored && /^(button|link|combobox|slider|textbox|grid|image|navigation|region|group|Canvas|checkbox)$/.test(n.role.value));
    for (const node of controls.filter((n) => n.role.value !== "group" || (n.properties || []).some((p) => p.name === "focusable")))
      assert.ok(node.name && node.name.value.trim(), `${name}: a ${node.role.value} without a name`);
    if (players.includes(name)) assert.ok(controls.some((n) => n.role.value === "grid"), name + ": the grid of the result");
    await close(page);
  }
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
    const blocks = fs.readFileSync(tracePlayed(name), "utf8").match(/^# \S+ \d+x\d+/gm).length;
    const list = page.locator("#player .blocks > li");
    assert.strictEqual(await list.count(), blocks, name);
    assert.ok(await list.last().isVisible());
    for (const number of await page.locator("#player .matrix td").allTextContents())
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

// ---- what if?

const boards = pages.filter((name) => fs.readFileSync(path.join(book, name), "utf8").includes('id="whatif"'));
const tells = (page) => page.locator("#whatif .tells").textContent();
const entryOf = (page, block, r, c) => page.locator(`#whatif table[aria-label^="${block},"] tr:nth-child(${r}) td:nth-child(${c})`);

test("a board stands behind the idea of chapters 1 to 5 and 8, and nowhere without a script", async () => {
  assert.deepStrictEqual(boards.map((name) => name.slice(0, 2)), ["01", "02", "03", "04", "05", "08"]);
  for (const name of boards) {
    const page = await open(name, { javaScriptEnabled: false });
    assert.ok(await page.locator("#whatif").isHidden());
    const places = await page.locator("h2, #whatif").evaluateAll((all) => all.map((e) => e.id));
    assert.deepStrictEqual(places.slice(places.indexOf("whatif") - 1).slice(0, 3), ["the-idea", "whatif", "the-mathematics"]);
    await close(page);
  }
});

test("a changed weight: what follows is framed and says what it was, and the slope had promised it", NEEDS5, async () => {
  const page = await open("05-dloss-dw1.html");
  await page.getByLabel("Change", { exact: true }).selectOption("W2[2,1]");
  await page.getByRole("spinbutton", { name: "W2[2,1]" }).fill("-0.01583912915964313");
  assert.strictEqual(await tells(page), "W2[2,1] + 0.3: Loss 0.30052 to 0.26969, a fall of 0.03084; " +
    "the slope promised a fall of 0.03139. 31 of 52 computed numbers follow.");
  assert.strictEqual(await entryOf(page, "h2", 1, 1).innerText(), "0.4228\nwas 0.3717");
  assert.match(await entryOf(page, "h2", 1, 1).getAttribute("class"), /changed/);
  assert.doesNotMatch(await entryOf(page, "h2", 1, 2).getAttribute("class"), /changed/);
  assert.strictEqual(await page.locator("#whatif td.changed").count(), 32, "the weight and what follows");
  await page.getByRole("spinbutton").press("Enter");
  const link = page.url();
  assert.match(link, /#what-if=W2\.2\.1=-0\.01583912915964313$/);

  const [kept] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Keep as a trace" }).click()]);
  const at = path.join(temporary, kept.suggestedFilename());
  await kept.saveAs(at);
  assert.strictEqual(path.basename(at), "what-if.trace");
  execFileSync(path.join(build, "trace"), ["check", at]);
  assert.match(await bring(page, fs.readFileSync(at, "utf8")), /W2 is the first block that differs: W2\[2,1\] is -0\.01583913/);

  await page.getByRole("button", { name: "Reset" }).click();
  assert.strictEqual(await page.locator("#whatif td.changed").count(), 0);
  assert.ok(!page.url().includes("what-if"));
  await page.goto(link);
  assert.match(await tells(page), /^W2\[2,1\] \+ 0\.3: Loss 0\.30052 to 0\.26969/);
  await page.goto("about:blank");
  await page.goto(file("05-dloss-dw1.html") + "#what-if=W2.9.1=3");
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

// ---- run it here

const RUNS = { skip: !fs.existsSync(path.join(book, "programs.js")) };
const native = (line) => spawnSync("sh", ["-c", line], { encoding: "utf8", maxBuffer: 1e9, stdio: ["ignore", "pipe", "pipe"] });
const finished = (form) => form.locator("[role=status]").filter({ hasText: /^Exit status/ }).waitFor({ timeout: 120000 });

test("every command of a page that the page can run writes what the native program writes", RUNS, async () => {
  let judged = 0;
  for (const name of pages) {
    const page = await open(name);
    const commands = await page.locator(".tries button").evaluateAll((all) => all.map((b) => b.title));
    await page.locator("details").evaluateAll((all) => all.forEach((d) => { d.open = true; }));
    for (const [i, command] of commands.entries()) {
      await page.locator(".tries button").nth(i).click();
      const form = page.locator(".try").nth(i);
      await finished(form);
      const expected = native(command);
      const said = await form.locator(".ran").evaluate((pre) => [...pre.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data).join(""));
      assert.strictEqual(said.slice(0, 190000), expected.stdout.slice(0, 190000), `${name}: ${command}`);
      const complaint = (await form.locator(".ran .error").allTextContents()).join("").replace(/^epoch \d+ of .*\n/gm, ""); // a long run's progress
      assert.strictEqual(complaint, expected.stderr.replace(/^epoch \d+ of .*\n/gm, ""), `${name}: ${command}`);
      assert.match(await form.locator("[role=status]").textContent(), new RegExp(`^Exit status ${expected.status}, after`), command);
      judged++;
    }
    assert.deepStrictEqual(page.complaints, [], name);
    await close(page);
  }
  assert.ok(judged > 30, "commands judged: " + judged);
});

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
  await page.locator(".message:not(:empty)").waitFor();
  assert.match(await page.locator(".message").textContent(), /^build\/mine\.trace: This is another run/);
  const [kept] = await Promise.all([page.waitForEvent("download"), form.getByRole("button", { name: "Keep: build/mine.trace" }).click()]);
  await kept.saveAs(path.join(temporary, "kept.trace"));
  execFileSync(path.join(build, "trace"), ["check", path.join(temporary, "kept.trace")]);
  await line.fill("build/06-loop --quiet --epochs=50000000 --rows=300 --hidden=50");
  await line.press("Enter");
  await form.locator("[role=status]").filter({ hasText: /^Running, / }).waitFor();
  await form.getByRole("button", { name: "Stop" }).click();
  assert.strictEqual(await form.locator("[role=status]").textContent(), "Stopped.");
  assert.match(await enter("build/01-matrix >build/one && build/trace check nothing; build/trace check <build/one"), /nothing.*\n.*standard input:1: not a trace/);
  assert.deepStrictEqual(page.complaints, []);
  await close(page);
});

test("photographs", { skip: !process.env.SHOTS }, async () => {
  fs.mkdirSync(process.env.SHOTS, { recursive: true });
  for (const colorScheme of ["light", "dark"])
    for (const width of [360, 1280])
      for (const name of [...pages, sources[0]]) {
        const page = await open(name, { colorScheme, viewport: { width, height: 900 } });
        const select = page.locator("#player select");
        if (await select.count()) await select.selectOption({ index: Math.min(5, (await select.locator("option").count()) - 1) });
        await page.screenshot({ path: path.join(process.env.SHOTS, `${path.basename(name, ".html")}-${colorScheme}-${width}.png`), fullPage: true });
        await close(page);
      }
});
