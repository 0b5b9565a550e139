/* What axe finds on a page that a person cannot use: every page on a laptop, some on a phone in the dark too. */
"use strict";
const { test } = require("node:test");
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const { build, close, open, pages } = require("./kit/browser.js");

const axe = fs.readFileSync(path.join(build, "node/node_modules/axe-core/axe.min.js"), "utf8");

async function look(page) {
  const { violations, passes } = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
  assert.ok(passes.length > 10);
  return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).slice(0, 3).join(" | ")} (${v.nodes.length})`);
}

for (const [i, name] of pages.entries())
  test(`${name}: axe finds nothing${i % 4 ? "" : ", on a phone in the dark either"}`, async () => {
    const page = await open(name);
    await page.evaluate(axe);
    assert.deepStrictEqual(await look(page), []);
    if (i % 4 === 0) {
      await page.emulateMedia({ colorScheme: "dark" });
      await page.setViewportSize({ width: 360, height: 740 });
      assert.deepStrictEqual(await look(page), []);
    }
    await close(page);
  });
