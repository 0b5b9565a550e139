/* What the tests of the book share: a browser without a window, driven by playwright-core, and the pages of
 * the book in it.  A page is offline, and what it complains of is collected in page.complaints. */
"use strict";
const { before, after } = require("node:test");
const fs = require("node:fs");
const path = require("node:path");
const { execFileSync } = require("node:child_process");

const build = path.resolve(process.env.BUILD || "build");
const book = path.join(build, "book");
const { chromium } = require(path.join(build, "node/node_modules/playwright-core"));
const pages = fs.readdirSync(book).filter((name) => name.endsWith(".html"));
const having = (mark) => pages.filter((name) => fs.readFileSync(path.join(book, name), "utf8").includes(mark));
const temporary = fs.mkdtempSync(path.join(build, "book-test-"));
const contexts = new Map(); // one for each set of options: a new one takes longer than a page
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
  const key = JSON.stringify(options);
  if (!contexts.has(key))
    contexts.set(key, await browser.newContext({ viewport: { width: 1280, height: 900 }, offline: true, ...options }));
  const page = await contexts.get(key).newPage();
  page.complaints = [];
  page.on("console", (m) => page.complaints.push(m.text()));
  page.on("pageerror", (e) => page.complaints.push(String(e)));
  page.on("requestfailed", (r) => page.complaints.push("failed: " + r.url()));
  page.on("request", (r) => /^(file|data|blob):/.test(r.url()) || page.complaints.push("from elsewhere: " + r.url()));
  await page.goto(address(name));
  if (options.javaScriptEnabled !== false) // what is drawn last
    await page.waitForFunction(() => [...document.querySelectorAll(".training .says")].every((e) => e.textContent));
  return page;
}

const address = (name) => "file://" + path.join(book, name);
const close = (page) => page.close();

/* What scrolls sideways and has no shade: the covers of a shade scroll with the content. */
const UNSHADED = (all) => [...all].filter((e) => {
  const style = getComputedStyle(e);
  const scrolls = /auto|scroll/.test(style.overflowX) && e.scrollWidth > e.clientWidth + 1;
  return scrolls && !/local.*scroll/.test(style.backgroundAttachment);
}).map((e) => e.className + ": " + e.textContent.slice(0, 40));
const unshaded = (page) => page.locator("main *").evaluateAll(UNSHADED);

/* Opens a text as a trace in the player, and returns what the player says. */
async function bring(page, text) {
  const at = path.join(temporary, "mine.trace");
  fs.writeFileSync(at, text);
  await page.locator(".message").evaluate((m) => (m.textContent = ""));
  await page.locator("#choose-trace").setInputFiles([]);
  await page.locator("#choose-trace").setInputFiles(at);
  await page.locator(".message:not(:empty)").filter({ hasNotText: /^Reading/ }).waitFor();
  return page.locator(".message").textContent();
}

/* The trace that a chapter's program writes, and the one that the player of a page begins with. */
const made = (chapter, ...options) =>
  execFileSync(path.join(build, chapter), [...options, "--trace"], { encoding: "utf8", maxBuffer: 1e9 });
const traceOf = (name) =>
  fs.readFileSync(path.join(build, "traces", name.replace(".html", name.startsWith("06") ? "-step.trace" : ".trace")), "utf8");

module.exports = { build, book, pages, players: having('id="player"'), boards: having('id="whatif"'), temporary, open, close,
  address, unshaded, UNSHADED, bring, made, traceOf, PHONE: { viewport: { width: 360, height: 740 } },
  NEEDS5: { skip: !pages.includes("05-dloss-dw1.html") }, NEEDS6: { skip: !pages.includes("06-loop.html") } };
