/* The plane of the inputs: the ground in the colours of the answers, the boundary between them, the rows.
 *
 *   drawBoundary(canvas, { leans, X, Y, reach })   leans(xs, ys)[y][x] > 0 answers 1, else 0; reach: as far as is drawn
 */
var drawBoundary = (() => {
  "use strict";

  const CELLS = 80; // the answer is computed at the corners of so many squares, and is smooth between them
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const DARK = { zero: [28, 62, 84], one: [98, 56, 28], even: [34, 36, 39], none: [60, 60, 60],
    line: "#ffffff", axis: "#8a8a8a", words: "#e4e1da", dots: "#7fb6d8" };
  const LIGHT = { zero: [160, 200, 224], one: [240, 190, 155], even: [250, 248, 244], none: [221, 221, 221],
    line: "#111111", axis: "#777777", words: "#222222", dots: "#3f7ea6" };

  function ground(g, at, { zero, one, even, none }) {
    const picture = new ImageData(CELLS + 1, CELLS + 1), small = new OffscreenCanvas(CELLS + 1, CELLS + 1);
    at.forEach((row, j) => row.forEach((d, i) => {
      const to = isNaN(d) ? none : d > 0 ? one : zero, much = isNaN(d) ? 1 : Math.abs(d) ** 0.5;
      const pixel = 4 * (j * (CELLS + 1) + i);
      for (let k = 0; k < 3; k++) picture.data[pixel + k] = even[k] + much * (to[k] - even[k]);
      picture.data[pixel + 3] = 255;
    }));
    small.getContext("2d").putImageData(picture, 0, 0);
    g.imageSmoothingEnabled = true;
    const half = g.canvas.width / CELLS / 2; // a pixel's middle is its corner
    g.drawImage(small, -half, -half, g.canvas.width + 2 * half, g.canvas.height + 2 * half);
  }

  /* Where the answer turns, as short lines across the squares. */
  function contour(at, cell) {
    const path = new Path2D();
    for (let j = 0; j < CELLS; j++)
      for (let i = 0; i < CELLS; i++) {
        const [a, b, c, d] = [at[j][i], at[j][i + 1], at[j + 1][i + 1], at[j + 1][i]], ends = [];
        const cross = (p, q, x, y, dx, dy) => {
          if ((p > 0) !== (q > 0)) ends.push([(i + x + dx * p / (p - q)) * cell, (j + y + dy * p / (p - q)) * cell]);
        };
        cross(a, b, 0, 0, 1, 0);
        cross(b, c, 1, 0, 0, 1);
        cross(c, d, 1, 1, -1, 0);
        cross(d, a, 0, 1, 0, -1);
        for (let k = 0; k + 1 < ends.length; k += 2) {
          path.moveTo(...ends[k]);
          path.lineTo(...ends[k + 1]);
        }
      }
    return path;
  }

  return function (canvas, { leans, X, Y, reach }) {
    const plane = Float64Array.from({ length: CELLS + 1 }, (_, i) => reach * (2 * i / CELLS - 1));
    const at = leans(plane, plane.map((y) => -y)), colours = dark.matches ? DARK : LIGHT;
    const g = canvas.getContext("2d"), middle = canvas.width / 2, cell = canvas.width / CELLS;
    ground(g, at, colours);
    g.fillStyle = colours.dots; // the ground of class 0 has dots
    for (let j = 3; j < CELLS; j += 4)
      for (let i = 3; i < CELLS; i += 4) if (at[j][i] <= 0) g.fillRect(i * cell - 1, j * cell - 1, 2, 2);
    g.fillStyle = colours.axis;
    g.fillRect(middle, 0, 1, canvas.height);
    g.fillRect(0, middle, canvas.width, 1);
    g.lineWidth = 2.5;
    g.strokeStyle = colours.line;
    g.stroke(contour(at, cell));
    g.font = "15px sans-serif";
    g.fillStyle = colours.words;
    const low = (-reach).toFixed(1).replace("-", "\u2212"), high = reach.toFixed(1), edge = canvas.width - 6;
    [[low, 6, middle + 18], [low, middle + 6, edge], [high, middle + 6, 16], ["second input", middle + 6, 34]]
      .forEach((words) => g.fillText(...words));
    g.textAlign = "right";
    [[high, edge, middle + 18], ["first input", edge, middle - 6]].forEach((words) => g.fillText(...words));
    g.textAlign = "left";
    X.forEach((x, k) => {
      const px = middle * (1 + x[0] / reach), py = middle * (1 - x[1] / reach), one = Y[k][1] > Y[k][0];
      const shape = new Path2D(one ? `M${px} ${py - 7}l6.5 12h-13z` : `M${px - 5.5} ${py}a5.5 5.5 0 1 1 0 .01z`);
      g.fillStyle = one ? "#d55e00" : "#0072b2";
      g.fill(shape);
      g.lineWidth = 1.2;
      g.strokeStyle = "#ffffff";
      g.stroke(shape);
    });
  };
})();
