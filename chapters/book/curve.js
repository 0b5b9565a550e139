/* The sigmoid, or its slope, with the point of an entry on it, for a block that is one of the two. */
var drawCurve = (() => {
  "use strict";

  const WIDEST = 50; // beyond it the curve is flat, and a point stands at the edge
  const line = (x1, y1, x2, y2, kind) => make("line", { x1, y1, x2, y2, class: kind });
  const write = (x, y, words, anchor, kind) => make("text", { x, y, "text-anchor": anchor, class: kind, text: words });

  /* For h = sigmoid(z) the block z; for h .* (1 - h) the z of that h, and its slope. */
  function sigmoidOf(trace, block) {
    const bare = ({ formula }) => (formula || "").replaceAll(" ", "");
    const zOf = (b) => trace.byName.get((/^sigmoid\(([\w@]+)\)$/.exec(bare(b)) || [])[1]);
    const [, name, again] = /^([\w@]+)\.\*\(1-([\w@]+)\)$/.exec(bare(block)) || [];
    const h = name && name === again ? trace.byName.get(name) : block, z = zOf(h);
    return z && { z, slope: h !== block };
  }

  /* The picture for the entry (r, c), or nothing; `short` writes a number. */
  return function (trace, block, r, c, short) {
    const of = sigmoidOf(trace, block);
    if (!of) return [];
    const z = of.z.values[r][c], y = block.values[r][c], all = of.z.values.flat().filter(isFinite);
    const limit = 1.05 * Math.min(WIDEST, all.reduce((most, x) => Math.max(most, Math.abs(x)), 4));
    const power = 10 ** Math.floor(Math.log10(limit)), step = limit / power > 5 ? 2 * power : power;
    const mark = of.slope ? 0.25 : 1, top = 1.15 * mark, path = [], name = Trace.placeOf(of.z, r, c);
    const f = (z) => { const h = Trace.sigmoid(z); return of.slope ? h * (1 - h) : h; };
    const px = (z) => 190 + 180 * Math.max(-1, Math.min(1, z / limit)), py = (y) => 160 - 150 * y / top;
    const circle = (z, y, r, kind) => make("circle", { cx: px(z), cy: py(y), r, class: kind });
    const svg = make("svg", { viewBox: "0 0 380 218", role: "img", "aria-label": (of.slope ? "Slope of the s" : "S") +
        `igmoid: ${name} = ${Trace.format(z)}, ${Trace.placeOf(block, r, c)} = ${Trace.format(y)}` },
      line(10, py(0), 370, py(0), "axis"), line(px(0), py(0), px(0), py(top), "axis"));
    for (const y of [mark, mark / 2])
      svg.append(line(10, py(y), 370, py(y), "grid"), write(12, py(y) - 5, String(y), "start"));
    for (let at = -Math.floor(limit / step) * step; at <= limit; at += step)
      svg.append(line(px(at), py(0), px(at), py(0) + 5, "axis"), write(px(at), py(0) + 20, short(at), "middle"));
    for (let at = -limit; at <= limit; at += limit / 60) path.push(px(at).toFixed(1) + " " + py(f(at)).toFixed(1));
    svg.append(make("path", { d: "M" + path.join("L"), class: of.slope ? "line" : "line answer" }));
    if (all.length <= 100)
      svg.append(...all.filter((x) => Math.abs(x) < limit).map((x) => circle(x, f(x), 3, "other")));
    if (!isNaN(z) && y >= 0 && y <= top) { // off the curve if it does not follow from the formula
      const x = px(z), left = x > 310 || (x > 70 && x < 190), below = z > 0 && !of.slope; // where the curve leaves room
      const words = (z < -limit ? "\u2190 " : "") + `${name} = ${short(z)}` + (z > limit ? " \u2192" : "");
      const half = 4.3 * words.length;
      svg.append(line(x, py(0), x, py(y), "drop"), circle(z, y, 5.5, "point"),
        write(x + (left ? -10 : 10), Math.max(py(y) + (below ? 18 : -8), 14), short(y), left ? "end" : "start", "strong"),
        write(Math.max(half, Math.min(380 - half, x)), py(0) + 46, words, "middle", "strong"));
    }
    return [svg];
  };
})();
