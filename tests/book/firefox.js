/* The book in Firefox, driven by puppeteer-core: the player, the board, a command, the training. */
"use strict";
const { test, before, after } = require("node:test");
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const { execFileSync } = require("node:child_process");

const build = path.resolve(process.env.BUILD || "build"), book = path.join(build, "book");
const FIREFOX = process.env.FIREFOX || "/usr/bin/firefox-esr";
const HERE = { skip: !fs.existsSync(FIREFOX) && FIREFOX + " is not there" };
const { default: puppeteer } = require(path.join(build, "node/node_modules/puppeteer-core"));
let browser, page;
const complaints = [];

before(async () => {
  if (HERE.skip) return;
  browser = await puppeteer.launch({ browser: "firefox", executablePath: FIREFOX });
  page = await browser.newPage();
  page.on("console", (m) => complaints.push(m.text()));
  page.on("pageerror", (e) => complaints.push(String(e)));
});
after(() => browser && browser.close());

const open = (name) => page.goto("file://" + path.join(book, name));
const text = (selector) => page.$eval(selector, (e) => e.textContent);
const until = (what, ...of) => page.waitForFunction(what, { timeout: 60000 }, ...of);

test("the player steps, by its button and by its keys", HERE, async () => {
  await open("05-dloss-dw1.html");
  await page.select("#player select", "h1");
  await page.focus('#player [aria-label="Next block"]');
  await page.keyboard.press("Enter");
  assert.match(await text(".head h3"), /^z2/);
  await page.focus(".result [tabindex='0']");
  await page.keyboard.press("ArrowRight");
  assert.match(await text(".words"), /^z2\[1,2\]/);
});

test("the board follows a changed weight", HERE, async () => {
  await page.select("#whatif select", "W2[2,1]");
  await page.$eval("#what-value", (input) => {
    input.value = "-0.01583912915964313";
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  assert.match(await text("#whatif .tells"), /^W2\[2,1\] \+ 0\.3: Loss 0\.30052 to 0\.26969, a fall of 0\.03084/);
});

test("a command writes what the native program writes", { skip: HERE.skip || !fs.existsSync(path.join(book, "programs.js")) }, async () => {
  const command = await page.$eval(".tries button", (b) => (b.click(), b.title));
  await until(() => /^Exit status/.test(document.querySelector(".try [role=status]").textContent));
  assert.strictEqual(await page.$eval(".try .ran", (e) => [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data).join("")),
    execFileSync("sh", ["-c", command]).toString());
});

test("a trace of the reader's is judged", { skip: HERE.skip || !fs.existsSync(path.join(book, "programs.js")) }, async () => {
  const trace = fs.readFileSync(path.join(build, "traces/05-dloss-dw1.trace"), "utf8").replace("0.71301043177408463 0", "0.71311043177408463 0");
  await page.evaluate((trace) => {
    const data = new DataTransfer(), event = new Event("drop", { bubbles: true });
    data.items.add(new File([trace], "mine.trace"));
    Object.defineProperty(event, "dataTransfer", { value: data });
    document.body.dispatchEvent(event);
  }, trace);
  await until(() => /^mine\.trace: h1 is the first block that differs/.test(document.querySelector(".message").textContent));
  assert.match(await text(".words"), /^h1\[1,2\] is 0\.7131104\d+ in the trace, but its formula gives 0\.7130104/);
});

test("the training's slider walks through the epochs", HERE, async () => {
  await open("06-loop.html");
  await until(() => document.querySelector(".says").textContent);
  await page.focus("#training input[type=range]");
  await page.keyboard.press("Home");
  assert.match(await text(".says"), /^Epoch 0: Loss 0\.25723796, 25 of 50 right/);
});

test("the page trains with the C", { skip: HERE.skip || !fs.existsSync(path.join(book, "trained.js")) }, async () => {
  await page.$$eval(".play button", ([, one]) => one.click());
  await until(() => /^Epoch 1: Loss 0\.2\d+, \d+ of 50 right, and/.test(document.querySelector(".says").textContent));
});

test("search finds a symbol, and a place of the player has a link", HERE, async () => {
  await page.keyboard.press("/");
  await page.type(".search input", "dloss_dw2");
  await until(() => document.querySelector(".search li a")?.getAttribute("href") === "notation.html#block-dLoss_dW2");
  await open("05-dloss-dw1.html#trace=dLoss_dW1[2,2]");
  assert.match(await text(".words"), /^dLoss_dW1\[2,2\] = /);
});

test("no page complains", HERE, async () => {
  for (const name of fs.readdirSync(book).filter((name) => name.endsWith(".html"))) await open(name);
  assert.deepStrictEqual(complaints, []);
});
