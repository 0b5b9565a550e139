/* The boundary at each recorded epoch: W1@1000, W2@1000, ... of a trace, its X and its Y. */
var Training = (function () {
  "use strict";

  /* The recorded epochs of a trace: [{epoch, W1, W2, Loss}], Loss is undefined where there is none. */
  function epochs(trace) {
    return trace.blocks.filter(function (b) { return /^W1(@\d+)?$/.test(b.name); }).map(function (b) {
      var tail = b.name.slice(2), W2 = trace.byName.get("W2" + tail), loss = trace.byName.get("Loss" + tail);
      return W2 && { epoch: Number(tail.slice(1)), W1: b.values, W2: W2.values, Loss: loss && loss.values[0][0] };
    }).filter(Boolean);
  }

  /* Whether there is a plane to draw in: two inputs, perhaps a column of ones beside them, two outputs. */
  function drawable(trace) {
    var X = trace.byName.get("X"), Y = trace.byName.get("Y");
    return !!X && !!Y && Y.cols === 2 && epochs(trace).length > 1 &&
      (X.cols === 2 || (X.cols === 3 && X.values.every(function (x) { return x[2] === 1; })));
  }

  /* The output of one observation: [class 0, class 1]. */
  function output(at, x) {
    var h = at.W2[0].map(function () { return 0; });
    for (var unit = 0; unit < at.W2.length; unit++) {
      var z = 0;
      for (var i = 0; i < at.W1.length; i++) z += (i < x.length ? x[i] : 1) * at.W1[i][unit];
      h = h.map(function (sum, k) { return sum + Trace.sigmoid(z) * at.W2[unit][k]; });
    }
    return h.map(Trace.sigmoid);
  }

  /* Above 0 the answer is class 1, below it class 0. */
  function lean(at, x) {
    var h = output(at, x);
    return h[1] - h[0];
  }

  function right(at, X, Y) {
    return X.filter(function (x, i) { return (lean(at, x) > 0) === (Y[i][1] > Y[i][0]); }).length;
  }

  return { epochs: epochs, drawable: drawable, output: output, lean: lean, right: right };
})();

if (typeof module !== "undefined") module.exports = Training;

if (typeof document !== "undefined") (function () {
  "use strict";

  var section = document.getElementById("training"), FINE = 80;
  if (!section) return;
  var trace, list, X, Y, reach;

  function make(tag, with_) {
    var e = document.createElement(tag);
    Object.keys(with_).forEach(function (name) {
      if (name === "text") e.textContent = with_[name];
      else e.setAttribute(name, with_[name]);
    });
    return e;
  }

  var canvas = make("canvas", { width: 480, height: 480, role: "img" });
  var losses = make("canvas", { width: 480, height: 200, role: "img" });
  var slider = make("input", { type: "range", min: 0, value: 0, id: "epoch" });
  var label = make("label", { for: "epoch", text: "Recorded epoch" });
  var says = make("p", { class: "says", "aria-live": "polite" });
  var whose = make("p", { class: "whose", "aria-live": "polite" });
  var weights = make("p", { class: "small weights" });
  var pictures = make("div", { class: "pictures" });
  var control = make("p", { class: "slide" });
  control.append(label, slider);
  pictures.append(canvas, losses);
  section.append(whose, control, says, pictures,
    make("p", { class: "small", text: "Circles are class 0, triangles class 1. Blue ground with dots is answered 0, " +
      "orange ground without dots is answered 1; the black line between them is the boundary." }), weights);
  section.classList.add("playing");
  slider.addEventListener("input", draw);
  var own = Trace.fromJSON(section.querySelector("#training-trace").textContent);
  document.addEventListener("trace-shown", function (event) {
    var mine = event.detail.trace, good = mine && Training.drawable(mine);
    show(good ? mine : own, good ? event.detail.name : "the chapter's own run",
      mine && !good ? " " + event.detail.name + " cannot be shown here: several recorded epochs of two inputs and two outputs are wanted." : "");
  });
  show(own, "the chapter's own run", "");

  function show(which, name, besides) {
    trace = which;
    whose.textContent = "Shown: " + name + ", " + trace.byName.get("X").rows + " rows." + besides;
    list = Training.epochs(trace);
    X = trace.byName.get("X").values;
    Y = trace.byName.get("Y").values;
    reach = 1.1 * Math.max.apply(null, X.map(function (x) { return Math.max(Math.abs(x[0]), Math.abs(x[1])); }));
    slider.max = list.length - 1;
    slider.value = 0;
    draw();
  }

  function draw() {
    var at = list[slider.value], n = Training.right(at, X, Y);
    var words = "epoch " + at.epoch + ": " + (at.Loss === undefined ? "" : "Loss " + Trace.format(at.Loss) + ", ") + n + " of " + X.length + " right";
    slider.setAttribute("aria-valuetext", words);
    says.textContent = words.charAt(0).toUpperCase() + words.slice(1) + ".";
    canvas.setAttribute("aria-label", "Data and decision boundary at " + words);
    weights.textContent = at.W1[0].length > 10 ? "" : "W1 = [" + at.W1.map(row).join("; ") + "]   W2 = [" + at.W2.map(row).join("; ") + "]";
    boundary(at);
    curve(at);
  }

  function row(values) { return values.map(function (x) { return x.toFixed(4); }).join(" "); }

  function boundary(at) {
    var g = canvas.getContext("2d"), size = canvas.width / FINE, lean = [], i, j;
    function plane(i) { return reach * (2 * i / FINE - 1); }
    for (j = 0; j <= FINE; j++)
      for (lean.push([]), i = 0; i <= FINE; i++) lean[j].push(Training.lean(at, [plane(i), -plane(j)]));
    for (j = 0; j < FINE; j++)
      for (i = 0; i < FINE; i++) {
        var one = lean[j][i] > 0;
        g.fillStyle = one ? "#f6d3bd" : "#c3dcec";
        g.fillRect(i * size, j * size, size + 1, size + 1);
        if (!one && i % 4 === 2 && j % 4 === 2) {
          g.fillStyle = "#5f93b3";
          g.fillRect(i * size + size / 2 - 1, j * size + size / 2 - 1, 2, 2);
        }
      }
    g.strokeStyle = "#ffffff";
    g.lineWidth = 1;
    g.beginPath();
    g.moveTo(240, 0); g.lineTo(240, 480); g.moveTo(0, 240); g.lineTo(480, 240);
    g.stroke();
    g.strokeStyle = "#111";
    g.lineWidth = 3;
    g.beginPath();
    for (j = 0; j < FINE; j++)
      for (i = 0; i < FINE; i++) crossing(g, [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]], lean, size);
    g.stroke();
    X.forEach(function (x, k) {
      var px = 240 * (1 + x[0] / reach), py = 240 * (1 - x[1] / reach), one = Y[k][1] > Y[k][0];
      g.beginPath();
      if (one) { g.moveTo(px, py - 7); g.lineTo(px + 6.5, py + 5); g.lineTo(px - 6.5, py + 5); g.closePath(); }
      else g.arc(px, py, 5.5, 0, 7);
      g.fillStyle = one ? "#d55e00" : "#0072b2";
      g.fill();
      g.lineWidth = 1.2;
      g.strokeStyle = "#fff";
      g.stroke();
    });
  }

  /* The line through one square of the grid, where the lean changes its sign on two of its sides. */
  function crossing(g, corners, lean, size) {
    var points = [];
    corners.forEach(function (p, k) {
      var q = corners[(k + 1) % 4], a = lean[p[1]][p[0]], b = lean[q[1]][q[0]], t = a / (a - b);
      if ((a > 0) !== (b > 0)) points.push([size * (p[0] + t * (q[0] - p[0])), size * (p[1] + t * (q[1] - p[1]))]);
    });
    for (var k = 0; k + 1 < points.length; k += 2) {
      g.moveTo(points[k][0], points[k][1]);
      g.lineTo(points[k + 1][0], points[k + 1][1]);
    }
  }

  function curve(at) {
    var g = losses.getContext("2d"), known = list.filter(function (e) { return isFinite(e.Loss); });
    var most = Math.max.apply(null, known.map(function (e) { return e.Loss; }));
    var least = Math.min.apply(null, known.map(function (e) { return e.Loss; }));
    var end = list[list.length - 1].epoch || 1;
    function x(e) { return 14 + 452 * e.epoch / end; }
    function y(e) { return 40 + 125 * (1 - (e.Loss - least) / (most - least || 1)); }
    losses.hidden = known.length < 2;
    losses.setAttribute("aria-label", "The Loss of the recorded epochs, from " + most.toFixed(6) + " at most to " + least.toFixed(6) + " at least");
    g.fillStyle = "#fff";
    g.fillRect(0, 0, 480, 200);
    g.font = "15px sans-serif";
    g.fillStyle = "#222";
    g.fillText("Loss, between " + least.toFixed(4) + " and " + most.toFixed(4), 14, 22);
    g.fillText("epoch 0", 14, 192);
    g.textAlign = "right";
    g.fillText(String(end), 466, 192);
    g.textAlign = "left";
    g.beginPath();
    known.forEach(function (e, k) { if (k) g.lineTo(x(e), y(e)); else g.moveTo(x(e), y(e)); });
    g.strokeStyle = "#0072b2";
    g.lineWidth = 3;
    g.stroke();
    if (!isFinite(at.Loss)) return;
    g.beginPath();
    g.arc(x(at), y(at), 7, 0, 7);
    g.fillStyle = "#d55e00";
    g.fill();
  }
})();
