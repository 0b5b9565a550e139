/* The checker of HTML and CSS of the people who write the standards has nothing to say of any page. */
"use strict";
const test = require("node:test");
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const { execFileSync } = require("node:child_process");

const build = path.resolve(process.env.BUILD || "build"), book = path.join(build, "book");
const vnu = path.join(build, "node/node_modules/vnu-jar/build/dist/vnu.jar");
const LISTED = [ // what it says, and why it may
  /^Trailing slash on void elements/, // pandoc writes <img />, as XML does; every attribute is quoted
];

test("no error and no warning in any page, nor in the styles", { skip: !fs.existsSync("/usr/bin/java") }, () => {
  const files = fs.readdirSync(book, { recursive: true }).map(String).filter((name) => /\.(html|css)$/.test(name));
  const said = execFileSync("java", ["-Xss8m", "-jar", vnu, "--stdout", "--format", "json", "--exit-zero-always", "--also-check-css",
    ...files.map((name) => path.join(book, name))], { maxBuffer: 1 << 26, stdio: ["ignore", "pipe", "ignore"] });
  const wrong = JSON.parse(said).messages.filter(({ message }) => !LISTED.some((listed) => listed.test(message)));
  assert.deepStrictEqual(wrong.map((m) => `${path.basename(m.url || "")}:${m.lastLine}: ${m.message}`), []);
});
