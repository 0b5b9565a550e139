/* Symbols in formulas lead to their block in the player: W with a 1 below it is W1, the slope of the Loss along
 * it dLoss_dW1, W1 with a T above it W1 too. */
(() => {
  "use strict";

  const source = document.getElementById("trace");
  if (!source) return;
  const known = new Set(JSON.parse(source.textContent).blocks.map((b) => b.name));
  const bare = (e) => e.textContent.replace(/[\s\u2061-\u2064]/g, "").replaceAll("\u2202", "d");

  /* The name that an element of MathML writes, as a trace has it. */
  function nameOf(e) {
    const [base, below, above] = [...e.children].map(bare);
    if (e.localName === "mfrac") return `${base}_${below}`;
    if (e.localName === "msubsup") return base + below + (above === "new" ? "_new" : "");
    return e.localName === "msub" ? base + below : bare(e);
  }

  const seen = new Set(); // Tab comes to each name once
  for (const math of document.querySelectorAll("main math")) {
    for (const e of math.querySelectorAll("mfrac, msubsup, msub, mi")) {
      const name = nameOf(e);
      if (!known.has(name) || e.parentElement.closest(".symbol")) continue;
      const go = () => { location.hash = "trace=" + name; };
      e.classList.add("symbol");
      e.setAttribute("title", `${name}, in the trace`);
      if (!seen.has(name)) e.setAttribute("tabindex", 0);
      seen.add(name);
      e.addEventListener("click", go);
      e.addEventListener("keydown", (event) => { if (event.key === "Enter") go(); });
    }
  }
})();
