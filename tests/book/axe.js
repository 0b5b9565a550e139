/* What axe finds on a page that a person cannot use: every page on a laptop, some on a phone in the dark. */
"use strict";
const test = require("node:test");
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const { build, close, open, pages } = require("./kit/browser.js");

const axe = fs.readFileSync(path.join(build, "node/node_modules/axe-core/axe.min.js"), "utf8");
const looks = [{}, { // the second is a phone's, and takes every fourth page
   colorScheme: "dark", viewport: { width: 360, height: 740 } }];

for (const look of looks)
  test(`axe finds nothing ${look.colorScheme ? "on a phone in the dark" : "on a laptop"}`, async () => {
    const found = [];
    for (const name of pages.filter((_, i) => !look.colorScheme || i % 4 === 0)) {
      const page = await open(name, look);
      await page.evaluate(axe);
      const { violations, passes } = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
      assert.ok(passes.length > 10, name);
      for (const v of violations) found.push(`${name}: ${v.id}: ${v.nodes.map((n) => n.target).slice(0, 3).join(" | ")} (${v.nodes.length})`);
      await close(page);
    }
    assert.deepStrictEqual(found, []);
  });
