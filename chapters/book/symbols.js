/* Symbols in formulas lead to their block in the player, or else to their row in the notation: W with a 1 below it
 * is W1, the slope of the Loss along it dLoss_dW1, W1 with a T above it W1 too. */
(() => {
  "use strict";

  const source = document.getElementById("trace"), GREEK = { "\u03b1": "alpha", "\u03bb": "lambda" };
  const blocks = new Set(source && JSON.parse(source.textContent).blocks.map((b) => b.name));
  const noted = new Set(document.getElementById("main").dataset.names.split(" "));
  const bare = (e) => e.textContent.replace(/[\s\u2061-\u2064]/g, "").replaceAll("\u2202", "d");

  /* The name that an element of MathML writes, as a trace has it. */
  function nameOf(e) {
    if (e.localName === "mrow") return [...e.children].map(nameOf).join("").replace("/", "_"); // of a line
    const [base, below, above] = [...e.children].map(bare);
    if (e.localName === "mfrac") return `${base}_${below}`;
    if (e.localName === "msubsup") return base + below + (above === "new" ? "_new" : "");
    return e.localName === "msub" ? base + below : GREEK[bare(e)] || bare(e);
  }

  /* A slope that is written in a line, from its first sign on, becomes one element. */
  function inLine(sign) {
    const all = [...sign.parentElement.children], five = all.slice(all.indexOf(sign)).slice(0, 5);
    if (!/^d[^/]+\/d[^/]+$/.test(five.map(bare).join("")) || five.length < 5) return;
    const row = document.createElementNS(sign.namespaceURI, "mrow");
    sign.before(row);
    row.append(...five);
    row.classList.add("slope");
  }

  const seen = new Set(); // Tab comes to each name once
  for (const math of document.querySelectorAll("main math")) {
    [...math.querySelectorAll("mi, mo")].filter((e) => bare(e) === "d").forEach(inLine);
    for (const e of math.querySelectorAll("mrow.slope, mfrac, msubsup, msub, mi, mtext")) {
      const name = nameOf(e);
      if (!(blocks.has(name) || noted.has(name)) || e.parentElement.closest(".symbol")) continue;
      const go = () => { location.href = blocks.has(name) ? "#trace=" + name : "notation.html#block-" + name; };
      e.classList.add("symbol");
      e.setAttribute("title", `${name}, in the ${blocks.has(name) ? "trace" : "notation"}`);
      if (!seen.has(name)) e.setAttribute("tabindex", 0);
      seen.add(name);
      e.addEventListener("click", go);
      e.addEventListener("keydown", (event) => { if (event.key === "Enter") go(); });
    }
  }
})();
