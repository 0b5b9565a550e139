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

  /* The same for a grid of observations, [y][x]: of each unit e^-z is a factor of x times one of y, so that exp, which
   * is slow, is asked for each line of the grid only, and for a point where the factors are too large. */
  function leans({ W1, b1, W2, b2 }, xs, ys) {
    const units = W2.map(([zero, one], j) => {
      const bias = b1 ? b1[j] : 0;
      return { zero, one, z: (x, y) => x * W1[0][j] + y * W1[1][j] + bias,
        right: xs.map((x) => Math.exp(-x * W1[0][j])), up: ys.map((y) => Math.exp(-y * W1[1][j] - bias)) };
    });
    return Array.from(ys, (y, r) => {
      const [z0, z1] = [0, 1].map((k) => xs.map(() => (b2 ? b2[k] : 0)));
      for (const { zero, one, z, right, up } of units)
        for (let c = 0; c < xs.length; c++) {
          const e = right[c] * up[r], h = 1 / (1 + (e < Infinity ? e : Math.exp(-z(xs[c], y))));
          z0[c] += h * zero;
          z1[c] += h * one;
        }
      return z0.map((z, c) => Trace.sigmoid(z1[c]) - Trace.sigmoid(z));
    });
  }

  const right = (at, X, Y) => X.filter((x, i) => (Y[i][1] > Y[i][0] ? lean(at, x) > 0 : lean(at, x) <= 0)).length;

  return { epochs, drawable, output, lean, leans, right };
})();

if (typeof module !== "undefined") module.exports = Training;

if (typeof document !== "undefined" && document.getElementById("training")) (() => {
  "use strict";

  const section = document.getElementById("training");
  const [canvas, curve, slider, says, whose, weights] = ["canvas", "svg", "#epoch", ".says", ".whose", ".weights"]
    .map((selector) => section.querySelector(selector));
  const LIVE = "Shown: a training in this page, 50 rows.";
  const reachOf = (X) => 1.1 * Math.max(...X.flatMap((x) => [Math.abs(x[0]), Math.abs(x[1])]));
  let own, list, X, Y, reach, turn = 0; // turn: what was shown last, for a run that is still being loaded

  section.classList.add("playing");
  slider.addEventListener("input", draw);
  document.addEventListener("trace-shown", ({ detail: { trace, name } }) => {
    const refused = ` ${name} cannot be shown here: several recorded epochs of two inputs and two outputs are wanted.`;
    if (trace && Training.drawable(trace)) show(trace, name, "");
    else showOwn(trace ? refused : "");
  });
  document.addEventListener("trained", ({ detail }) => { // live.js has trained, or has ended
    section.classList.toggle("live", !!detail);
    if (!detail) return showOwn("");
    turn++;
    if (!X || X.length !== detail.X.length || whose.textContent !== LIVE) reach = reachOf((X = detail.X));
    Y = detail.Y;
    whose.textContent = LIVE;
    picture(detail.at, detail.curve, detail.words);
  });
  (window.requestIdleCallback || setTimeout)(() => turn || showOwn("")); // the page can be read meanwhile

  async function showOwn(besides) {
    const mine = ++turn;
    if (!own) {
      await loadScript("recorded.js");
      own = Trace.fromJSON(RECORDED);
    }
    const hidden = Training.epochs(own)[0].W2.length;
    if (mine === turn) show(own, `the run with ${hidden} hidden units and lambda ${own.set.lambda}`, besides);
  }

  function show(trace, name, besides) {
    turn++;
    list = Training.epochs(trace);
    [X, Y] = ["X", "Y"].map((block) => trace.byName.get(block).values);
    reach = reachOf(X);
    whose.textContent = `Shown: ${name}, ${X.length} rows.${besides}`;
    slider.max = list.length - 1;
    slider.value = slider.max; // the first boundary often lies outside the picture
    draw();
  }

  function draw() {
    picture(list[slider.value], list);
  }

  function picture(at, curve, said) {
    const short = (x) => (Math.abs(x) < 1e6 ? x.toFixed(4) : Trace.format(x));
    const matrix = (W) => "[" + W.map((row) => row.map(short).join(" ")).join("; ") + "]";
    const loss = at.Loss === undefined ? "" : `Loss ${Trace.format(at.Loss)}, `;
    const words = said || `${at.epoch.toLocaleString("en")}: ${loss}${Training.right(at, X, Y)} of ${X.length} right`;
    if (!said) slider.setAttribute("aria-valuetext", "epoch " + words);
    says.textContent = `Epoch ${words}.`;
    canvas.setAttribute("aria-label", "Data and decision boundary at epoch " + words);
    weights.textContent = at.W1[0].length > 10 ? "" : ["W1", "b1", "W2", "b2"].filter((name) => at[name])
      .map((name) => `${name} = ${matrix(/^b/.test(name) ? [at[name]] : at[name])}`).join("\n");
    drawBoundary(canvas, { leans: (xs, ys) => Training.leans(at, xs, ys), X, Y, reach });
    losses(at, curve);
  }

  /* The Loss of the recorded epochs, on a logarithmic scale where it spans more than a power of ten. */
  function losses(at, list) {
    const known = list.filter((e) => isFinite(e.Loss)), all = known.map((e) => e.Loss);
    const [least, most] = [Math.min(...all), Math.max(...all)], log = least > 0 && most > 10 * least;
    const scale = (loss) => (log ? Math.log10(loss) : loss), end = list.at(-1).epoch || 1;
    const x = (e) => 14 + 452 * e.epoch / end;
    const y = (e) => 165 - 125 * (scale(Math.min(e.Loss, most)) - scale(least)) / (scale(most) - scale(least) || 1);
    curve.style.display = known.length < 2 ? "none" : "";
    if (known.length < 2) return;
    const short = (x) => String(Number(x.toPrecision(4))); // a phone has no room for more
    const range = `between ${short(least)} and ${short(most)}`;
    curve.setAttribute("aria-label", `The Loss of the recorded epochs, ${range}`);
    curve.querySelector(".range").textContent = `Loss, ${range}${log ? ", log scale" : ""}`;
    curve.querySelector(".end").textContent = end.toLocaleString("en");
    curve.querySelector(".line").setAttribute("d", "M" + known.map((e) => `${x(e)} ${y(e)}`).join("L"));
    curve.querySelector(".point").setAttribute("cx", x(at));
    curve.querySelector(".point").setAttribute("cy", isNaN(at.Loss) ? 40 : y(at)); // overflowed: as high as may be
  }
})();
