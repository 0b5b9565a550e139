/* The boundary at each recorded epoch: W1@1000, W2@1000, with a bias b1@1000 and b2@1000, of a trace, its X and its Y. */
var Training = (() => {
  "use strict";

  /* The recorded epochs of a trace in their order: [{epoch, W1, b1, W2, b2, Loss}]; Loss is undefined where there is none,
   * and so is a bias. */
  function epochs({ blocks, byName }) {
    return blocks.filter((b) => /^W1(@\d+)?$/.test(b.name)).flatMap(({ name, values }) => {
      const tail = name.slice(2), [b1, W2, b2, loss] = ["b1", "W2", "b2", "Loss"].map((block) => byName.get(block + tail));
      return W2 ? [{ epoch: Number(tail.slice(1)), W1: values, b1: b1 && b1.values[0], W2: W2.values,
        b2: b2 && b2.values[0], Loss: loss && loss.values[0][0] }] : [];
    }).sort((a, b) => a.epoch - b.epoch);
  }

  /* Whether there is a plane to draw in: two inputs, two outputs. */
  function drawable(trace) {
    const X = trace.byName.get("X"), Y = trace.byName.get("Y");
    return !!X && !!Y && Y.cols === 2 && X.rows === Y.rows && epochs(trace).length > 1 &&
      X.cols === 2 && epochs(trace).every(({ W1, b1, W2, b2 }) =>
        W1.length === 2 && W2.length === W1[0].length && W2[0].length === 2 &&
        (!b1 || b1.length === W1[0].length) && (!b2 || b2.length === 2));
  }

  /* The output of one observation: [class 0, class 1]. */
  function output({ W1, b1, W2, b2 }, x) {
    const layer = (x, W, b) => W[0].map((_, j) =>
      Trace.sigmoid(W.reduce((z, row, i) => z + x[i] * row[j], 0) + (b ? b[j] : 0)));
    return layer(layer(x, W1, b1), W2, b2);
  }

  /* Above 0 the answer is class 1, below it class 0. */
  function lean(at, x) {
    const [zero, one] = output(at, x);
    return one - zero;
  }

  const right = (at, X, Y) => X.filter((x, i) => (Y[i][1] > Y[i][0] ? lean(at, x) > 0 : lean(at, x) <= 0)).length;

  return { epochs, drawable, output, lean, right };
})();

if (typeof module !== "undefined") module.exports = Training;

if (typeof document !== "undefined" && document.getElementById("training")) (() => {
  "use strict";

  const section = document.getElementById("training"), OWN = "the run of build/06-loop", CELLS = 240, CELL = 2;
  const [canvas, curve, slider, says, whose, weights] = ["canvas", "svg", "input", ".says", ".whose", ".weights"]
    .map((selector) => section.querySelector(selector));
  const own = Trace.fromJSON(section.querySelector("#training-trace").textContent);
  let list, X, Y, reach;

  section.classList.add("playing");
  slider.addEventListener("input", draw);
  document.addEventListener("trace-shown", ({ detail: { trace, name } }) => {
    const refused = ` ${name} cannot be shown here: several recorded epochs of two inputs and two outputs are wanted.`;
    if (trace && Training.drawable(trace)) show(trace, name, "");
    else show(own, OWN, trace ? refused : "");
  });
  show(own, OWN, "");

  function show(trace, name, besides) {
    list = Training.epochs(trace);
    [X, Y] = ["X", "Y"].map((block) => trace.byName.get(block).values);
    reach = 1.1 * Math.max(...X.flatMap((x) => [Math.abs(x[0]), Math.abs(x[1])]));
    whose.textContent = `Shown: ${name}, ${X.length} rows.${besides}`;
    slider.max = list.length - 1;
    slider.value = slider.max; // the first boundary often lies outside the picture
    draw();
  }

  function draw() {
    const at = list[slider.value], short = (x) => (Math.abs(x) < 1e6 ? x.toFixed(4) : Trace.format(x));
    const matrix = (W) => "[" + W.map((row) => row.map(short).join(" ")).join("; ") + "]";
    const loss = at.Loss === undefined ? "" : `Loss ${Trace.format(at.Loss)}, `;
    const words = `${at.epoch}: ${loss}${Training.right(at, X, Y)} of ${X.length} right`;
    slider.setAttribute("aria-valuetext", "epoch " + words);
    says.textContent = `Epoch ${words}.`;
    canvas.setAttribute("aria-label", "Data and decision boundary at epoch " + words);
    weights.textContent = at.W1[0].length > 10 ? "" : ["W1", "b1", "W2", "b2"].filter((name) => at[name])
      .map((name) => `${name} = ${matrix(/^b/.test(name) ? [at[name]] : at[name])}`).join("\n");
    boundary(at);
    losses(at);
  }

  function boundary(at) {
    const g = canvas.getContext("2d"), middle = canvas.width / 2, plane = (i) => reach * (2 * (i + 0.5) / CELLS - 1);
    const classOf = (d) => (d > 0 ? 1 : d <= 0 ? 0 : null); // nan is neither
    const answer = Array.from({ length: CELLS + 1 }, (_, j) => Array.from({ length: CELLS + 1 }, (_, i) =>
      classOf(Training.lean(at, [plane(i), -plane(j)]))));
    const fill = (colour, ...box) => {
      g.fillStyle = colour;
      g.fillRect(...box);
    };
    const cells = (paint) => {
      for (let j = 0; j < CELLS; j++) for (let i = 0; i < CELLS; i++) paint(i, j, i * CELL, j * CELL);
    };
    cells((i, j, x, y) => {
      fill(["#c3dcec", "#f6d3bd"][answer[j][i]] || "#dddddd", x, y, CELL, CELL);
      if (answer[j][i] === 0 && i % 12 === 5 && j % 12 === 5) fill("#5f93b3", x, y, CELL, CELL);
    });
    fill("#777777", middle, 0, 1, canvas.height);
    fill("#777777", 0, middle, canvas.width, 1);
    cells((i, j, x, y) => {
      if (answer[j][i] !== answer[j][i + 1] || answer[j][i] !== answer[j + 1][i]) fill("#111111", x, y, 3, 3);
    });
    g.font = "15px sans-serif";
    g.fillStyle = "#222222";
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
  }

  /* The Loss of the recorded epochs, on a logarithmic scale where it spans more than a power of ten. */
  function losses(at) {
    const known = list.filter((e) => isFinite(e.Loss)), all = known.map((e) => e.Loss);
    const [least, most] = [Math.min(...all), Math.max(...all)], log = least > 0 && most > 10 * least;
    const scale = (loss) => (log ? Math.log10(loss) : loss), end = list.at(-1).epoch || 1;
    const x = (e) => 14 + 452 * e.epoch / end;
    const y = (e) => 165 - 125 * (scale(Math.min(e.Loss, most)) - scale(least)) / (scale(most) - scale(least) || 1);
    curve.style.display = known.length < 2 ? "none" : "";
    if (known.length < 2) return;
    const range = `between ${Trace.format(least)} and ${Trace.format(most)}`;
    curve.setAttribute("aria-label", `The Loss of the recorded epochs, ${range}`);
    curve.querySelector(".range").textContent = `Loss, ${range}${log ? ", log scale" : ""}`;
    curve.querySelector(".end").textContent = end.toLocaleString("en");
    curve.querySelector(".line").setAttribute("d", "M" + known.map((e) => `${x(e)} ${y(e)}`).join("L"));
    curve.querySelector(".point").setAttribute("cx", x(at));
    curve.querySelector(".point").setAttribute("cy", isNaN(at.Loss) ? 40 : y(at)); // overflowed: as high as may be
  }
})();
