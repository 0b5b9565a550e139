/* Every link and anchor of the book resolves, and nothing comes from elsewhere. */
"use strict";
const test = require("node:test");
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");

const book = path.resolve(process.env.BUILD || "build", "book");
const pages = fs.readdirSync(book, { recursive: true }).map(String).filter((name) => name.endsWith(".html"));
const page = (file) => fs.readFileSync(file, "utf8").replace(/<script type="application\/json"[^]*?<\/script>/g, "").replace(/<!--[^]*?-->/g, "");
const unescape = (text) => text.replace(/&amp;/g, "&").replace(/&quot;/g, '"').replace(/&#39;/g, "'");
const anchors = new Map();

function ids(file) {
  if (!anchors.has(file)) anchors.set(file, new Set([...page(file).matchAll(/\sid="([^"]*)"/g)].map((m) => unescape(m[1]))));
  return anchors.get(file);
}

test("every link and anchor resolves", () => {
  const wrong = [];
  let judged = 0;
  for (const name of pages) {
    const file = path.join(book, name);
    for (const [, kind, raw] of page(file).matchAll(/\s(href|src|srcset)="([^"]*)"/g)) {
      const url = unescape(raw);
      if (/^(https?|mailto|data):/.test(url)) {
        if (kind !== "href" ) wrong.push(`${name}: ${kind} from elsewhere: ${url}`);
        continue;
      }
      const [where, anchor] = url.split("#");
      const target = where ? path.resolve(path.dirname(file), decodeURIComponent(where)) : file;
      judged++;
      const block = /^trace=(\w+)/.exec(anchor || ""); // a place in the player
      if (block) {
        if (!fs.readFileSync(file, "utf8").includes(`"name": "${block[1]}"`)) wrong.push(`${name}: no such block: ${url}`);
      } else if (!target.startsWith(book)) wrong.push(`${name}: leads out of the book: ${url}`);
      else if (!fs.existsSync(target) || fs.statSync(target).isDirectory()) wrong.push(`${name}: is not there: ${url}`);
      else if (anchor && !ids(target).has(decodeURIComponent(anchor))) wrong.push(`${name}: no such anchor: ${url}`);
    }
  }
  assert.ok(pages.length >= 2 && judged > 20, `${pages.length} pages, ${judged} links`);
  assert.deepStrictEqual(wrong, []);
});

test("no id twice on a page, every image has words, no mathematics was left as text", () => {
  const wrong = [];
  for (const name of pages) {
    const text = page(path.join(book, name)), found = [...text.matchAll(/\sid="([^"]*)"/g)].map((m) => m[1]);
    found.filter((id, i) => found.indexOf(id) !== i).forEach((id) => wrong.push(`${name}: two of id ${id}`));
    for (const [img] of text.matchAll(/<img [^>]*>/g)) if (!/\salt="[^"]+"/.test(img)) wrong.push(`${name}: no words for ${img}`);
    if (/<input [^>]*type="(file|checkbox)"[^>]*autocomplete/.test(text)) wrong.push(`${name}: autocomplete where HTML has none`);
    if (/href="[^"]*#[^"]*[[\]]/.test(text)) wrong.push(`${name}: a bracket in a link, which HTML wants as %5B`);
    if (/class="math (inline|display)"/.test(text)) wrong.push(`${name}: mathematics that pandoc could not convert`);
  }
  assert.deepStrictEqual(wrong, []);
});

test("a link to a page is called by the page's title, what was a link to a folder is code", () => {
  for (const name of pages)
    for (const [, words] of page(path.join(book, name)).matchAll(/<a [^>]*>(?:<code[^>]*>)?([^<]*\.md)</g))
      assert.fail(`${name}: a link is called ${words}`);
  if (pages.includes("06-loop.html"))
    assert.match(page(path.join(book, "06-loop.html")), /sets are in <code[^>]*>data<\/code>/);
});

test("a name of a block in the text leads to it, once in a paragraph, and nowhere else", () => {
  const wrong = [], names = "X|Y|[Wzhb][12]|[Wb][12]_new|Loss|dLoss_d[hzWb][12]|dh[12]_dz[12]";
  const bare = new RegExp(`(?<=^|[\\s("\u201c])(${names})(\\[\\d,\\d\\])?(?=[.,:;?!)"\u201d]*(\\s|$))`, "g");
  let judged = 0;
  for (const name of pages.filter((page) => !/source.|index/.test(page)))
    for (const [, tag, inside] of page(path.join(book, name)).replace(/<section class="(player|training)[^]*/, "").replace(/<section class="whatif[^]*?<\/section>/, "")
      .matchAll(/<(p|li|h\d|td|figcaption)(?:\s[^>]*)?>([^]*?)<\/\1>/g)) {
      const links = [...inside.matchAll(/<a\s[^>]*class="to-block"[^>]*>([\w[\],]+)<\/a>/g)].map((m) => m[1]);
      const left = inside.replace(/<(a|code|math|strong|summary)[ >][^]*?<\/\1>/g, "-").replace(/<[^>]*>/g, "").replace(/&quot;/g, '"');
      judged += links.length;
      if (/h\d|figcaption/.test(tag) ? links.length : new Set(links).size < links.length) wrong.push(`${name}: ${links} in ${tag}`);
      if (!/h\d|figcaption/.test(tag)) for (const [word] of left.matchAll(bare)) if (!links.includes(word)) wrong.push(`${name}: ${word} leads nowhere in: ${left.slice(0, 90)}`);
    }
  assert.ok(judged > 100, String(judged));
  assert.deepStrictEqual(wrong, []);
});

test("in the text a number has a minus, quotes are curly, and no sign stands alone on a line", () => {
  const wrong = [];
  for (const name of pages.filter((page) => !/source.|index/.test(page))) {
    const text = page(path.join(book, name)).replace(/<(pre|math|table)[ >][^]*?<\/\1>/g, "`").replace(/<code[ >][^]*?<\/code>/g, "`");
    const parts = [...text.matchAll(/<(p|li)>([^]*?)<\/\1>/g)].map((m) => m[2].replace(/<[^>]*>/g, "").replace(/&quot;/g, '"'));
    for (const [found] of parts.join("\n").matchAll(/.{0,20}(?:[\s([]-\d|"|\d[ \n]%| [=<>](?=\s)).{0,20}/g))
      wrong.push(`${name}: ${found}`);
  }
  assert.deepStrictEqual(wrong, []);
});

test("scripts and styles name no other place", () => {
  for (const name of fs.readdirSync(book).filter((n) => /\.(js|css)$/.test(n)))
    for (const [url] of fs.readFileSync(path.join(book, name), "utf8").matchAll(/(https?:)?\/\/[a-z]+\.[^\s"')]+/g))
      assert.match(url, /^http:\/\/www\.w3\.org\//, name + ": " + url);
});
