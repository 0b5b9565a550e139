/* What axe finds on a page that a person cannot use: with all its rules on a light laptop, and with those that
 * depend on how a page looks, in the dark, on a phone, and on a phone in the dark.  (With forced colours these
 * are the system's, and axe has nothing to say.)  Formulas are left out, which took half of the time: they have the
 * colour of the text around them. */
"use strict";
const { test } = require("node:test");
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const { build, close, open, pages, PHONE } = require("./kit/browser.js");

const axe = fs.readFileSync(path.join(build, "node/node_modules/axe-core/axe.min.js"), "utf8");
const CONTRAST = ["color-contrast"], ROOM = ["target-size", "scrollable-region-focusable"], PHONE_SIZE = PHONE.viewport;
const LOOKS = [["dark", "dark", null, CONTRAST], ["phone, dark", "dark", PHONE_SIZE, CONTRAST], ["phone", "light", PHONE_SIZE, [...CONTRAST, ...ROOM]]];

async function look(page, rules) {
  const { violations, passes } = await page.evaluate((rules) => axe.run({ exclude: ["math"] },
    { resultTypes: ["violations"], ...(rules && { runOnly: rules }) }), rules);
  assert.ok(passes.length > (rules ? 0 : 10));
  return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).slice(0, 3).join(" | ")} (${v.nodes.length})`);
}

/* A phone lays out what is in sight only: here all of it is, and what scrolls has heard of it. */
async function laidOut(page) {
  await page.addStyleTag({ content: "* { content-visibility: visible !important }" });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

for (const name of pages)
  test(`${name}: axe finds nothing, in no look`, async () => {
    const page = await open(name), found = {};
    await page.evaluate(axe);
    found.all = await look(page, null);
    for (const [how, colorScheme, viewport, rules] of LOOKS) {
      await page.emulateMedia({ colorScheme });
      if (viewport) await page.setViewportSize(viewport);
      if (viewport) await laidOut(page);
      found[how] = await look(page, rules);
    }
    assert.deepStrictEqual(Object.entries(found).filter(([, all]) => all.length), []);
    await close(page);
  });
