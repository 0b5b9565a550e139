// The book to carry away: every page in its place, every picture in it and said, valid by epubcheck.
"use strict";
const test = require("node:test");
const assert = require("node:assert");
const fs = require("fs");
const { execFileSync } = require("child_process");
const build = process.env.BUILD || "build";

const make = (name) => execFileSync("make", ["-s", `BUILD=${build}`, name], { stdio: "pipe" });
const inside = (name) => execFileSync("unzip", ["-p", `${build}/book.epub`, name], { maxBuffer: 1 << 26 }).toString();
const all = (text, pattern) => [...text.matchAll(pattern)].map((m) => m[1]);

const pages = execFileSync("chapters/book/pages.sh").toString().trim().split("\n").map((line) => line.split("|"));
const glossary = pages.findIndex((page) => page[1] === "glossary.html");

test("the EPUB has the pages in order, with their pictures and slips, and is valid", () => {
  make("book.epub");
  const titles = all(inside("EPUB/nav.xhtml").split("</nav>")[0].replace(/\s/g, " "), /<a href="text\/ch[^"]*">([^<]*)/g);
  const text = inside("EPUB/text/ch*");
  const markdown = pages.slice(0, glossary + 1).map((page) => fs.readFileSync(page[0], "utf8")).join("\n");
  assert.deepEqual(titles, pages.slice(0, glossary + 1).map((page) => page[2]));
  assert.equal(all(text, /<img src="\.\.\/media\/[^"]*"\s+alt="([^"]+)"/g).length, all(markdown, /^!\[([^\]]+)/gm).length);
  assert.equal(all(text, /<aside class="(slip)"/g).length, all(markdown, /^> \*\*(Slip)/gm).length);
  assert.ok(all(text, /(<math)/g).length > 200);
  assert.doesNotMatch(text, /<script|<canvas|id="player"/);
  assert.ok(inside("EPUB/content.opf").includes('properties="cover-image"'));
});

test("epubcheck finds no error", { skip: !fs.existsSync("/usr/share/java/epubcheck.jar") }, () => {
  execFileSync("java", ["-jar", "/usr/share/java/epubcheck.jar", `${build}/book.epub`], { stdio: "pipe" });
});

test("the PDF has a page for the cover, one for the contents, and many more", () => {
  make("book.pdf");
  const printed = all(fs.readFileSync(`${build}/book.pdf`, "latin1"), /(\/Type \/Page)\n/g).length;
  assert.ok(printed > 5 * glossary && printed < 12 * glossary, `${printed} pages`);
});
