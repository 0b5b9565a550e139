/* A block of a trace as a table of numbers.  A large one is drawn as a window around the entry that counts.
 *
 *   const table = makeTable({ block, transposed, result, short, notes, was, act, leave });
 *   table.figure                the table with its name above it
 *   table.show([[r, c], ...])   lights these entries (places in the block) and brings the first into sight
 *   table.focus(r, c)           gives the focus to an entry, which the window follows
 *   table.update(block)         the same block with other numbers
 *   table.cell(r, c)            the element of an entry, false outside of the window
 *
 * `short` writes a number (makeTable.short, with so many decimals).  `notes(r, c)` are words for an entry that
 * differs; where `was` is given, a second line of each entry says was(r, c).  `act(r, c)` is called for an entry
 * that is pointed at, and with `true` for one that has the focus; `leave(key)` for an arrow key at an edge.
 */
var makeTable = (() => {
  "use strict";

  const ROWS = 40, COLS = 16; // of a window
  const largest = new WeakMap(); // of each block, for its shades and decimals

  function largestOf(block) {
    const more = (most, x) => (isFinite(x) ? Math.max(most, Math.abs(x)) : most);
    if (!largest.has(block)) largest.set(block, block.values.reduce((most, row) => row.reduce(more, most), 0));
    return largest.get(block);
  }

  /* A step is small: four decimals would not show it, and eight have no room on a phone or a board. */
  const decimalsOf = (block, room) => (/_new(@|$)/.test(block.name) ? (room < 560 ? 6 : 8)
    : largestOf(block) > 0 && largestOf(block) < 0.01 ? 6 : 4);

  function shortOf(x, decimals) {
    const size = Math.abs(x), fits = size >= 10 ** -decimals && size < 1e4;
    const whole = !isFinite(x) || x === Math.round(x);
    return (whole ? Trace.format(x) : fits ? x.toFixed(decimals) : x.toExponential(2)).replace("-", "\u2212");
  }

  /* Whether the mouse has moved: what comes to lie under a resting one is not pointed at. */
  let mouse = "";
  function moved({ screenX, screenY }) {
    const before = mouse;
    mouse = screenX + " " + screenY;
    return mouse !== before;
  }

  /* Scrolls the box of an entry, not the page, until the entry is in sight: once all is written, for each look at
   * where things are lays the page out. */
  const sought = new Set();
  function reveal(td) {
    if (!sought.size) queueMicrotask(() => {
      const seen = [...sought].filter((td) => td.isConnected).map((td) => [td.closest(".scroll"), td.getBoundingClientRect()]);
      const by = (from, to, low, room) => (from < low ? from - low : Math.max(0, to - low - room));
      sought.clear();
      for (const [box, inner] of seen) {
        const outer = box.getBoundingClientRect();
        const down = by(inner.top, inner.bottom, outer.top, box.clientHeight);
        const right = by(inner.left, inner.right, outer.left + box.clientLeft, box.clientWidth);
        if (down || right) box.scrollBy({ top: down, left: right, behavior: "instant" });
      }
    });
    sought.add(td);
  }

  function makeTable({ block, transposed, result, short, notes = () => [], was, act, leave }) {
    const [rows, cols] = transposed ? [block.cols, block.rows] : [block.rows, block.cols];
    const name = block.name + (transposed ? "\u1d40" : "");
    const turn = ([r, c]) => (transposed ? [c, r] : [r, c]); // a place in the block and in the table
    const role = /^dLoss/.test(block.name) ? "loss" : /^dh\d_dz\d/.test(block.name) ? "slope"
      : /^(X|h1|dz\d_dW\d)(@|$)/.test(block.name) ? "input" : "plain";
    const element = make("table", { role: "grid", "aria-rowcount": rows, "aria-colcount": cols,
      "aria-label": `${block.name}${transposed ? " transposed" : ""}, ${rows} by ${cols}: arrow keys go from entry to entry` });
    const window = make("span", { class: "shape" });
    let top = 0, left = 0, height = 0, width = 0, lit = [], tab = [0, 0]; // the window, what is lit, where Tab comes

    const cell = (r, c) => r >= top && c >= left && r < top + height && c < left + width && element.rows[r - top].cells[c - left];

    function entry(r, c) {
      const td = make("td", { role: "gridcell", tabindex: -1 });
      td.texts = [new Text(), new Text()];
      td.append(...(was ? [make("span", {}, td.texts[0]), make("small", {}, td.texts[1])] : [td.texts[0]]));
      fill(td, r, c);
      return td;
    }

    function fill(td, r, c) {
      const [i, j] = turn([r, c]), x = block.values[i][j], most = largestOf(block);
      const words = notes(i, j), before = was ? was(i, j) : "";
      const state = [x, most, before, words.length];
      if (td.state && state.every((part, k) => Object.is(part, td.state[k]))) return; // the page is laid out anew for less
      td.state = state;
      const shown = (words.length ? "\u2260\u00a0" : "") + short(x), full = Trace.format(x);
      const size = most > 0 ? (isFinite(x) ? Math.abs(x) / most : 1).toFixed(2) : 0;
      td.title = full;
      td.setAttribute("aria-label", [`${name} row ${r + 1} column ${c + 1}: ${shown} ${before}`.trim(),
        short(x).replace("\u2212", "-") - full !== 0 && `in full ${full}`, ...words].filter(Boolean).join(", "));
      [shown, before].forEach((text, i) => { if (td.texts[i].data !== text) td.texts[i].data = text; });
      td.style.setProperty("--size", size);
      Object.entries({ positive: x > 0, negative: x < 0, differs: words.length > 0, changed: before !== "" })
        .forEach(([kind, is]) => td.classList.toggle(kind, is));
    }

    function update(other) {
      block = other;
      for (const row of element.rows) for (const td of row.cells) fill(td, row.rowIndex + top, td.cellIndex + left);
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
      else if (leave) leave(event.key);
    }));

    /* Where a window is all that can be seen: fields for the row and the column. */
    function fields() {
      const field = (what, most) => make("input", { type: "number", min: 1, max: most, value: 1, autocomplete: "off",
        "aria-label": `${what} of ${name}` });
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
    const turned = (act) => (r, c) => act(...turn([r, c]));
    return { name: block.name, show, update, cell: turned(cell), focus: turned(focus), tab: turned((r, c) => tabTo([r, c])),
      figure: make("figure", { class: `block ${role}${result ? " result" : ""}` },
        make("figcaption", { text: name }, make("span", { class: "shape", text: ` ${rows}\u00d7${cols}` }), window,
          large && result && fields()),
        make("div", { class: rows > 8 ? "scroll tall" : "scroll" }, element)) };
  }
  return Object.assign(makeTable, { short: shortOf, decimals: decimalsOf });
})();
