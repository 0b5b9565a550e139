/* What the workbook's own C says of a trace of the reader's (run.js): build/trace compares it with the chapter's,
 * checks it, and reads it.
 *
 *   const judged = await judgeTrace("mine.trace", bytes, "build/traces/05-dloss-dw1.trace", signal);
 *
 * or an Error that says why it is no trace.  judged.trace is the trace; judged.verdict the most important lines, and
 * judged.words all; judged.bad: whether something is wrong in it.  judged.blocks: the blocks that are not what they
 * should be, with the first entry of each, [{ name, r, c, formula }]; `formula`: it does not follow from its
 * formula, else it is not the chapter's, and of another shape no entry is.  judged.entries: each number that
 * its formula does not give, "h1[1,2]" to [the number, what the formula gives, how it comes].
 */
var judgeTrace = (() => {
  "use strict";

  const FAULT = /: ([\w@]+) (does not follow|is the first block that differs).*\n(?:  .* = .*\n)? *(?:\1\[(\d+),(\d+)\])?/g;
  const ENTRY = /^([\w@]+\[\d+,\d+\]) is (\S+); the formula gives (\S+?)(, from wrong ones)?\.$/gm;
  const faultsIn = (text) => [...text.matchAll(FAULT)]
    .map(([, name, words, r, c]) => ({ name, r: r && r - 1, c: c && c - 1, formula: words === "does not follow" }));

  return async function (name, data, reference, signal) {
    if (!window.programs)
      throw new Error("This book was made without clang (make setup-book); in a terminal build/trace diff and check say all");
    const file = name.replace(/[^\w.+-]|^-/g, "_");
    const lines = [`diff ${reference} ${file}`, `check --all ${file}`, `export --json ${file}`]
      .map((words) => "build/trace " + words);
    let refused = "";
    const { changed } = await programs.run(lines.map((line, i) => `${line} > build/${i}`).join("; "), { [file]: data },
      (text) => { refused += text; }, signal);
    if (refused) throw new Error(refused.split("\n")[0].replace(/^trace \w+: /, ""));

    const [diff, check, json] = changed.map(([, bytes]) => new TextDecoder().decode(bytes));
    const trace = Trace.fromJSON(json), wrong = faultsIn(check), differs = faultsIn(diff), parts = diff.trimEnd().split("\n\n");
    const compared = (parts.find((part) => part.includes(" is the first block that differs")) || parts.slice(1).join("\n"))
      .replace(`${file}: `, "").replace(/^(  .* agrees|\d+ later .*)\n?/gm, "").trimEnd();
    const [, first, follows = ""] = /^(.*)(?:\n  .*)*?(\n  It follows .*)?\n(?!  )/.exec(check);
    const checked = first.replace(/^\S+:(?=\d)/, "Line ").replace(/^\S+: no block/, "No block") + follows;
    const another = compared.includes("\nAnother run: "), input = compared.includes("\nIt is an input");
    const place = (fault) => (another && !fault.formula ? Infinity : trace.byName.get(fault.name).at); // its own faults first
    return { trace, verdict: `${name}: ${compared}\n${checked}`, words: `$ ${lines[0]}\n${diff}\n$ ${lines[1]}\n${check}`,
      bad: wrong.length > 0 || (differs.length > 0 && !another && !input),
      blocks: [...wrong, ...differs].sort((a, b) => place(a) - place(b)),
      entries: new Map([...check.matchAll(ENTRY)].map(([, entry, ...words]) => [entry, words])) };
  };
})();
