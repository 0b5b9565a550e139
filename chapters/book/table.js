/* A block of a trace as a table of numbers.  A large one is drawn as a window around the entry that counts.
 *
 *   const table = makeTable({ block, transposed, result, short, notes, act });
 *   table.figure                the table with its name above it
 *   table.show([[r, c], ...])   lights these entries (places in the block) and brings the first into sight
 *   table.focus(r, c)           gives the focus to an entry, which the window follows
 *
 * `short` writes a number, `notes(r, c)` are words for an entry that differs, `act(r, c)` is called for an
 * entry that is pointed at, and with `true` for one that has the focus.
 */
var makeTable = (() => {
  "use strict";

  const ROWS = 40, COLS = 16; // of a window
  const largest = new WeakMap(); // of each block, for its shades

  function largestOf(block) {
    if (!largest.has(block))
      largest.set(block, block.values.reduce((most, row) => row.reduce((m, x) => (isFinite(x) ? Math.max(m, Math.abs(x)) : m), most), 0));
    return largest.get(block);
  }

  /* Whether the mouse has moved: what comes to lie under a resting one is not pointed at. */
  let mouse = "";
  function moved({ screenX, screenY }) {
    const before = mouse;
    mouse = screenX + " " + screenY;
    return mouse !== before;
  }

  /* Scrolls the box of an entry, not the page, until the entry is in sight. */
  function reveal(td) {
    const box = td.closest(".scroll"), inner = td.getBoundingClientRect(), outer = box.getBoundingClientRect();
    const by = (from, to, low, room) => (from < low ? from - low : Math.max(0, to - low - room));
    box.scrollTop += by(inner.top, inner.bottom, outer.top, box.clientHeight);
    box.scrollLeft += by(inner.left, inner.right, outer.left + box.clientLeft, box.clientWidth);
  }

  return function ({ block, transposed, result, short, notes = () => [], act }) {
    const [rows, cols] = transposed ? [block.cols, block.rows] : [block.rows, block.cols];
    const name = block.name + (transposed ? "\u1d40" : ""), most = largestOf(block);
    const turn = ([r, c]) => (transposed ? [c, r] : [r, c]); // a place in the block and in the table
    const role = /^dLoss/.test(block.name) ? "loss" : /^dh\d_dz\d/.test(block.name) ? "slope"
      : /^(X|h1|dz\d_dW\d)(@|$)/.test(block.name) ? "input" : "plain";
    const element = make("table", { role: "grid", "aria-rowcount": rows, "aria-colcount": cols,
      "aria-label": `${block.name}${transposed ? " transposed" : ""}, ${rows} by ${cols}: arrow keys go from entry to entry` });
    const window = make("span", { class: "shape" });
    let top = 0, left = 0, height = 0, width = 0, lit = [], tab = [0, 0]; // the window, what is lit, where Tab comes

    const cell = (r, c) => r >= top && c >= left && r < top + height && c < left + width && element.rows[r - top].cells[c - left];

    function entry(r, c) {
      const [i, j] = turn([r, c]), x = block.values[i][j], words = notes(i, j);
      const shown = (words.length ? "\u2260\u00a0" : "") + short(x);
      const td = make("td", { class: (x > 0 ? "positive" : x < 0 ? "negative" : "") + (words.length ? " differs" : ""), title: Trace.format(x),
        text: shown, role: "gridcell", tabindex: -1, "aria-label": [`${name} row ${r + 1} column ${c + 1}: ${shown}`,
          short(x).replace("\u2212", "-") - Trace.format(x) !== 0 && `in full ${Trace.format(x)}`, ...words].filter(Boolean).join(", ") });
      if (most > 0) td.style.setProperty("--size", isFinite(x) ? Math.abs(x) / most : 1);
      return td;
    }

    function draw(r, c) { // a window with this entry
      const from = (at, size, all) => Math.max(0, Math.min(at - (size >> 1), all - size));
      [height, width] = [Math.min(rows, ROWS), Math.min(cols, COLS)];
      [top, left] = [from(r, height, rows), from(c, width, cols)];
      element.replaceChildren();
      for (let i = 0; i < height; i++)
        element.insertRow().append(...Array.from({ length: width }, (_, j) => entry(top + i, left + j)));
      const part = (what, from, size, all) => (size < all ? `${what} ${from + 1} to ${from + size}` : "");
      window.textContent = [part(" rows", top, height, rows), part(" columns", left, width, cols)].filter(Boolean).join(",");
      mark();
      tabTo(tab);
    }

    function mark() {
      element.querySelectorAll(".lit").forEach((td) => td.classList.remove("lit"));
      lit.map(([r, c]) => cell(r, c)).filter(Boolean).forEach((td) => td.classList.add("lit"));
    }

    function tabTo([r, c]) {
      element.querySelectorAll("[tabindex='0']").forEach((td) => { td.tabIndex = -1; });
      tab = [r, c];
      (cell(r, c) || element.rows[0].cells[0]).tabIndex = 0;
    }

    function show(places) {
      lit = places.map(turn);
      if (!lit.length) return mark();
      if (!cell(...lit[0])) draw(...lit[0]);
      mark();
      reveal(cell(...lit[0]));
    }

    function focus(r, c) {
      if (!cell(r, c)) draw(r, c);
      cell(r, c).focus();
    }

    const place = (event, then) => {
      const td = event.target.closest("td");
      if (td) then(td.parentNode.rowIndex + top, td.cellIndex + left, td);
    };
    element.addEventListener("mouseover", (event) => moved(event) && place(event, (r, c) => act(...turn([r, c]), false)));
    element.addEventListener("click", (event) => place(event, (r, c, td) => td.focus()));
    element.addEventListener("focusin", (event) => place(event, (r, c) => {
      act(...turn([r, c]), true);
      tabTo([r, c]);
      reveal(cell(r, c));
    }));
    element.addEventListener("keydown", (event) => place(event, (r, c) => {
      const to = { ArrowLeft: [r, c - 1], ArrowRight: [r, c + 1], ArrowUp: [r - 1, c], ArrowDown: [r + 1, c], Home: [r, 0],
                   End: [r, cols - 1], PageUp: [Math.max(0, r - 10), c], PageDown: [Math.min(rows - 1, r + 10), c] }[event.key];
      if (!to || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      if (to[0] >= 0 && to[1] >= 0 && to[0] < rows && to[1] < cols) focus(...to);
    }));

    /* Where a window is all that can be seen: fields for the row and the column. */
    function fields() {
      const field = (what, most) => make("input", { type: "number", min: 1, max: most, value: 1, autocomplete: "off", "aria-label": `${what} of ${name}` });
      const [row, column] = [field("row", rows), field("column", cols)];
      const go = () => {
        const [r, c] = [row, column].map((f) => Math.max(1, Math.min(f.max, Math.round(f.value) || 1)) - 1);
        draw(r, c);
        act(...turn([r, c]), false);
      };
      [row, column].forEach((f) => f.addEventListener("change", go));
      return make("span", { class: "fields" }, row, make("span", { text: "," }), column);
    }

    draw(0, 0);
    const large = rows > ROWS || cols > COLS;
    return { block, show, focus: (r, c) => focus(...turn([r, c])), tab: (r, c) => tabTo(turn([r, c])),
      figure: make("figure", { class: `block ${role}${result ? " result" : ""}` },
        make("figcaption", { text: name }, make("span", { class: "shape", text: ` ${rows}\u00d7${cols}` }), window, large && result && fields()),
        make("div", { class: rows > 8 ? "scroll tall" : "scroll" }, element)) };
  };
})();
