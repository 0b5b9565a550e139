/* A trace of the reader's, opened in the player. */
"use strict";
const { test } = require("node:test");
const assert = require("node:assert");
const path = require("node:path");
const { execFileSync } = require("node:child_process");
const { build, temporary, players, open, close, bring, made, traceOf, PHONE, NEEDS5 } = require("./kit/browser.js");

const chapter5 = players.find((n) => n.startsWith("05")) || players[0];

test("a trace from disk: a good one, one that differs, broken ones", async () => {
  const page = await open(chapter5), good = traceOf(chapter5);
  const shown = () => page.locator(".count").textContent();
  assert.match(await shown(), /^\d+ of 24 in the chapter\u2019s trace$/);
  assert.strictEqual(await page.locator(".head h3 > span").first().textContent(), "dLoss_dh1", "what the chapter is about");
  assert.match(await bring(page, "no trace\n"),
    /^Not opened\. mine\.trace:1: not a trace.*\. Still shown: the chapter\u2019s trace\.$/);
  assert.match(await bring(page, good),
    /^mine\.trace: (\d+) numbers: \1 agree, 0 differ\.\n\d+ blocks recomputed from their formulas and right; \d given\.$/);
  const few = made("05-dloss-dw1", "--digits=4");
  assert.match(await bring(page, few), / 0 differ\.\n\d+ blocks recomputed from their formulas and right/);
  assert.match(await page.locator("#player .said pre").textContent(), /Compared as they are printed, with 2 to 5 digits\./);
  assert.match(await shown(), /in mine\.trace$/);
  assert.strictEqual(await page.locator("#player").getByText("Everything that this chapter computes").isVisible(), false);
  assert.match(await bring(page, good.replace("0.71301043177408463 0", "0.71311043177408463 0")),
    /^mine\.trace: h1 is the first block that differs .*\nh1\[1,2\] is 0\.71311.* it should be 0\.71301.*\nh1 = sigmoid\(z1\)\nIts inputs agree, so the fault is in this step\.\nLine \d+: h1 does not follow from its formula\.$/);
  const said = page.locator("#player .said");
  await said.locator("summary").click();
  const command = (words) => execFileSync("sh", ["-c", `cd ${temporary} && ${path.join(build, "trace")} ${words} mine.trace || :`], { encoding: "utf8" });
  const reference = `build/traces/${chapter5.replace(".html", ".trace")}`;
  assert.strictEqual(await said.locator("pre").textContent(), `$ build/trace diff ${reference} mine.trace\n` +
    command(`diff ${path.join(path.dirname(build), reference)}`) + "\n$ build/trace check --all mine.trace\n" + command("check --all"), "as in a terminal");
  assert.deepStrictEqual(await page.locator(".head .wrong").allTextContents(), ["\u2260 not as the formula gives", "\u2260 the first block that differs"]);
  assert.strictEqual(await page.locator("td.differs").count(), 1);
  assert.match(await page.locator("#player option:checked").textContent(), /h1 ≠ its formula ≠ differs/);
  await page.getByRole("button", { name: "Next block" }).click();
  assert.match(await bring(page, good.slice(0, -40)), /(cut off|rows).*\. Still shown: mine\.trace\.$/);
  assert.match(await bring(page, good.replace("= h1 * W2", "= h1 * W1")),
    /mine\.trace:\d+: z2: .*\* wants 1x3 \* 3x2, not 1x3 \* 2x3\. Still shown/);
  assert.match(await bring(page, good.replace("0.71301043177408463 0", "<b>x</b> 0")), /'<b>x<\/b>' is not a number/);
  assert.ok(await page.locator("#player option").count() > 10, "the trace opened before is still there");
  await page.getByRole("button", { name: "Back to the chapter\u2019s trace" }).click();
  assert.strictEqual(await page.locator(".message").textContent(), "");
  assert.match(await page.locator("#player [role=status]").textContent(), /^Block 19 of 24 in the chapter\u2019s trace: dLoss_dh1/);
  assert.strictEqual(await page.locator("#choose-trace").inputValue(), "");
  const dropped = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "dropped.trace"));
    return data;
  }, good);
  await page.dispatchEvent("#player", "drop", { dataTransfer: dropped });
  await page.locator(".message:not(:empty)").filter({ hasNotText: /^Reading/ }).waitFor();
  assert.match(await page.locator(".message").textContent(), /^dropped\.trace: \d+ numbers: /);
  assert.deepStrictEqual(page.complaints, []);
  await close(page);
});

test("a trace from disk that contradicts itself is told so, and shown where it does", NEEDS5, async () => {
  const page = await open("05-dloss-dw1.html"), good = traceOf("05-dloss-dw1.html");
  const shown = () => page.locator(".head h3 > span").first().textContent();
  assert.match(await bring(page, good.replace("= dLoss_dh2 .* dh2_dz2", "= dLoss_dh2 + dh2_dz2")),
    /^mine\.trace: 82 numbers: 82 agree, 0 differ\.\nLine \d+: dLoss_dz2 does not follow from its formula\.$/);
  assert.strictEqual(await shown(), "dLoss_dz2");
  assert.match(await page.locator("#player option:checked").textContent(), /dLoss_dz2 \u2260 its formula/);
  assert.strictEqual(await page.locator(".message.differs").count(), 1);
  const fifty = made("05-dloss-dw1", "--rows=50");
  assert.match(await bring(page, fifty.replace(/(# z2 .*\n)\S+/, "$17")),
    /X is the first block that differs .*\nIt is 50x2; .*\nIt is an input.*\nAnother run: this trace is of rows=50, the reference of rows=1\.\nLine \d+: z2 does not follow from its formula\.$/);
  assert.strictEqual(await shown(), "z2");
  assert.match(await bring(page, good.replace("# dLoss_dW1 2x3 =", "# dLoss_dW1 3x2 =").replace(
    /(# dLoss_dW1 .*\n)(\S+) (\S+) (\S+)\n(\S+) (\S+) (\S+)/, "$1$2 $5\n$3 $6\n$4 $7")),
    /^Not opened\. mine\.trace:\d+: dLoss_dW1: .* 2x3/);
  assert.match(await bring(page, made("04-dloss-dw2")), /^mine\.trace: 82 numbers: 53 agree, 0 differ, 29 are in no trace\.\n13 blocks recomputed/);
  assert.strictEqual(await page.locator(".message.differs").count(), 0);
  assert.match(await bring(page, good.replace("= X * W1", "= X * W1" + " + 0".repeat(500))),
    /^Not opened\. mine\.trace:\d+: z1: .*more than 200 operations/);
  assert.match(await bring(page, good.replace(/(# W2_new .*) \* dLoss_dW2/, "$1 * dLoss_dW9")),
    /^Not opened\. mine\.trace:\d+: W2_new: .*no block before is called 'dLoss_dW9'/);
  assert.deepStrictEqual(page.complaints, []);
  await close(page);
});

test("of two files the one opened last is shown, however slowly the first is read", NEEDS5, async () => {
  const page = await open("05-dloss-dw1.html");
  await page.evaluate(([slow, quick]) => {
    const give = (name, text, ms) => {
      const data = new DataTransfer(), file = new File([text], name), event = new Event("drop", { bubbles: true });
      file.arrayBuffer = () => new Promise((done) => setTimeout(() => done(new TextEncoder().encode(text)), ms));
      Object.defineProperty(event, "dataTransfer", { value: { files: [file], types: ["Files"] } });
      document.getElementById("player").dispatchEvent(event);
    };
    give("slow.trace", slow, 300);
    give("quick.trace", quick, 10);
  }, [made("05-dloss-dw1", "--rows=2"), made("05-dloss-dw1", "--rows=3")]);
  await page.locator(".message").filter({ hasText: /^quick\.trace: / }).waitFor();
  await page.waitForTimeout(600);
  assert.match(await page.locator(".count").textContent(), / in quick\.trace$/);
  await close(page);
});

test("arrow keys in a matrix that scrolls do not leave the block", NEEDS5, async () => {
  const page = await open("05-dloss-dw1.html");
  await bring(page, made("05-dloss-dw1", "--rows=50"));
  await page.locator("#player select").selectOption("z2");
  await page.locator("#player .block:not(.result) td").first().focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  assert.strictEqual(await page.locator(".head h3 > span").first().textContent(), "z2");
  assert.ok(await page.evaluate(() => document.activeElement.matches(".block:not(.result) td")));
  await page.locator(".result td").first().focus();
  assert.match(await page.locator("#player [role=status]").textContent(), /z2\[1,1\] = /);
  await close(page);
});

test("a trace of other options: the options are named", NEEDS5, async () => {
  const page = await open("05-dloss-dw1.html");
  assert.strictEqual(await bring(page, made("05-dloss-dw1", "--lr=0.5")),
    "mine.trace: W2_new is the first block that differs (from 05-dloss-dw1).\nW2_new[1,1] is -0.40051804259817192; it should be " +
    "-0.41488852166741291 (and 5 more of 6).\nW2_new = W2 - alpha * dLoss_dW2\n  input alpha      differs\nThe fault is in this step or " +
    "in an input that does not agree.\nAnother run: this trace is of alpha=0.5, the reference of alpha=0.001.\n20 blocks recomputed from their formulas and right; 4 given.");
  assert.match(await bring(page, made("05-dloss-dw1", "--rows=50", "--seed=5")),
    /X is the first .*\n.* 50x2.*\n.*\nAnother run: this trace is of rows=50 seed=5, the reference of rows=1 seed=2017\./);
  assert.match(await bring(page, made("05-dloss-dw1").replace(/( \d+x\d+) = .*/g, "$1")), /0 differ\.\nNo block has a formula: nothing was checked\.$/);
  assert.strictEqual(await page.locator(".message.differs").count(), 0, "nothing is wrong with it");
  await close(page);
});

test("an entry that does not follow from its formula is told, and stands off the curve", NEEDS5, async () => {
  const page = await open("05-dloss-dw1.html"), good = traceOf("05-dloss-dw1.html");
  const words = () => page.locator(".words").textContent();
  await bring(page, good.replace("\n-1.4098213629311593 ", "\n-0.5 "));
  assert.match(await words(), /^z1\[1,1\] is -0\.5 in the trace, but its formula gives -1\.4098213629311593= X\[1,1\] \* W1/);
  assert.match(await page.locator(".head").textContent(), /\u2260 not as the formula gives/);
  assert.match(await page.locator(".result td").first().textContent(), /\u2260/);
  const name = await page.locator(".result td").first().getAttribute("aria-label");
  assert.match(name, /: \u2260\u00a0\u22120\.5000, not as the formula gives, differs$/);
  await page.locator(".result td").nth(1).hover();
  assert.match(await words(), /^z1\[1,2\] = 0\.91005018= X/);
  await bring(page, good.replace("\n0.19626223364995737 ", "\n0.9 "));
  const y = await page.locator(".curve .point").getAttribute("cy");
  await page.getByRole("button", { name: "Back to the chapter\u2019s trace" }).click();
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
  const hidden = () => page.locator("#player .block").evaluateAll((all) => all.filter((block) => {
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
    await page.locator(".result td").last().evaluate((td) => td.dispatchEvent(new MouseEvent("mouseover", { bubbles: true, screenX: Math.random() })));
    assert.deepStrictEqual(await hidden(), [], block);
    assert.strictEqual(await page.evaluate(() => scrollY), y);
  }
  await page.locator(".result td").first().focus();
  assert.match(await page.locator("#player [role=status]").textContent(),
    /^dLoss_dW1\[1,1\] = .* \(50 terms: the first 3 and the 2 largest; the other 45 add up to [-+e\d.]+\)$/);
  assert.match(await page.locator(".result td").first().textContent(), /^\u2212?0\.\d{6}$/, "small numbers have more digits");
  await close(page);
});

test("every wrong number is told, not the first of each block only; no right one is called wrong", NEEDS5, async () => {
  const page = await open("05-dloss-dw1.html"), good = traceOf("05-dloss-dw1.html");
  const words = () => page.locator(".words").textContent(), marked = () => page.locator(".result td.differs").count();
  const edited = (block, from, to) => good.replace(new RegExp(`(# ${block} .*\\n)${from}`), (_, head) => head + to);
  const verdict = () => page.locator(".message").textContent();
  await bring(page, edited("h1", "\\S+ \\S+", "0.9 0.2"));
  assert.strictEqual(await marked(), 2);
  await page.locator(".result td").nth(1).hover();
  assert.match(await words(), /^h1\[1,2\] is 0\.2 in the trace, but its formula gives 0\.71301043\d+= 1\/\(1 \+ exp/);
  await page.locator("#player select").selectOption("z2 ");
  assert.match(await words(), /^z2\[1,1\] is -0\.525\d+ in the trace, but its formula gives -0\.655\d+, from wrong ones= h1/);
  assert.strictEqual(await marked(), 0, "z2 follows from the right h1");
  for (const options of [["--hidden=5"], ["--rows=4"]]) {
    await bring(page, made("05-dloss-dw1", ...options));
    assert.match(await page.locator("#player option:checked").textContent(), /\u2260 differs$/);
    assert.strictEqual(await marked(), 0, "of another shape no number is wrong");
  }
  await bring(page, good.replace(/0\.48867814\d+/, (x) => x.slice(0, 13) + "9"));
  assert.match(await words(), /^h1\[1,3\] is (0\.48867814\d+) in the trace, but its formula gives (?!\1)0\.48867814\d+=/);
  await bring(page, edited("h1", "\\S+", "?"));
  assert.match(await verdict(), /81 agree, 0 differ/);
  await page.locator("#player select").selectOption("z2");
  assert.match(await words(), /= 0\.19626223 \* \(-0\.41491732\)/, "a ? is computed");
  await bring(page, edited("W1", "-0.6", "-0.7"));
  assert.match(await page.locator(".head h3").textContent(), /^W1/, "the first block that differs");
  assert.strictEqual(await page.locator(".message.differs").count(), 1, "z1 does not follow");
  await bring(page, made("05-dloss-dw1", "--digits=6").replace("= W2 - alpha * dLoss_dW2", "= W2 + alpha * dLoss_dW2"));
  assert.match(await verdict(), /Line \d+: W2_new does not follow from its formula\.\n  It follows with /);
  assert.deepStrictEqual(page.complaints, []);
  await close(page);
});

test("a trace of the reader's stays until it is closed, and what is over goes", NEEDS5, async () => {
  const page = await open("05-dloss-dw1.html"), good = traceOf("05-dloss-dw1.html");
  const count = () => page.locator(".count").textContent();
  await bring(page, good);
  await page.locator("#player select").selectOption("h2");
  await page.evaluate(() => { location.hash = "#exercise"; });
  await page.goBack();
  assert.match(await page.locator(".head h3").textContent(), /^h2/, "and its place");
  await page.evaluate(() => { location.hash = "#trace=z1"; });
  await page.locator(".head h3").filter({ hasText: /^z1/ }).waitFor();
  assert.match(await count(), /in mine\.trace$/);
  assert.match(await page.locator(".said summary").textContent(), /says of mine\.trace$/);
  await bring(page, "nothing\n");
  assert.match(await page.locator(".said summary").textContent(), /says of mine\.trace$/);
  await page.getByRole("button", { name: "Next block" }).click();
  assert.strictEqual(await page.locator(".message").textContent(), "", "a refusal is over with the next step");
  const drop = (name, on) => page.evaluate(([text, name, on]) => {
    const data = new DataTransfer();
    data.items.add(new File([text], name));
    return document.querySelector(on).dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  }, [good, name, on]);
  assert.strictEqual(await drop("other", "#choose-trace"), true, "a field takes its own files");
  await drop("2", "#player");
  await page.locator(".message").filter({ hasText: /^2: 82 numbers: 82 agree/ }).waitFor();
  await drop("late", "#player");
  await page.getByRole("button", { name: "Back to the chapter\u2019s trace" }).click();
  await page.waitForTimeout(800);
  assert.match(await count(), /in the chapter\u2019s trace$/, "what was being read is not shown");
  assert.deepStrictEqual(page.complaints, []);
  await close(page);
});
