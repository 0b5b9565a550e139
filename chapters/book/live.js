/* Training in the page: chapter 6's C, compiled to WebAssembly (live.c, in trained.js with the weights of the
 * native runs).  training.js draws; a frame trains as many epochs as were asked for, or as it has time for. */
(() => {
  "use strict";

  const section = document.getElementById("training");
  const [menu, fields, buttons, says, same] = ["#run", ".settings", ".play", ".says", ".same"]
    .map((selector) => section.querySelector(selector));
  const [play, step, again, back] = buttons.querySelectorAll("button"), speed = section.querySelector("#speed");
  const field = (name) => fields.querySelector(`[name=${name}]`);
  const FRAME = 14, ROWS = 50, PRICE = { lr: 0.003, hidden: 3, lambda: 0, gradient: "article" };
  let machine, c, kept; // c: the C's functions; kept: the native weights
  let settings, wrong = "", epoch, curve, frame = 0, drawing = 0;

  function load() {
    machine = machine || loadScript("trained.js").then(() => WebAssembly.compile(bytesOf(TRAINED.wasm))).then((module) => {
      const imports = {}; // it opens no file: of all that libc could ask of a system nothing is there
      for (const { name } of WebAssembly.Module.imports(module)) imports[name] = () => 52;
      c = new WebAssembly.Instance(module, { wasi_snapshot_preview1: imports }).exports;
      c._initialize();
    });
    return machine;
  }

  // ---- settings: options as the program takes them

  function read(options) {
    const all = { ...PRICE, bias: false, l1: 0, clip: 0, decay: "" };
    for (const [, name, value] of options.matchAll(/--([\w-]+)(?:=(\S+))?/g))
      all[name] = value === undefined ? true : isNaN(value) ? value : Number(value);
    return all;
  }

  function choose() {
    const all = read(menu.value);
    for (const name of ["lr", "lambda", "hidden", "gradient"]) field(name).value = all[name];
    field("bias").checked = all.bias;
    begin();
  }

  function begin() {
    stop();
    settings = { ...read(menu.value), lr: Number(field("lr").value), lambda: Number(field("lambda").value),
      hidden: Math.round(field("hidden").value), gradient: field("gradient").value, bias: field("bias").checked };
    wrong = settings.hidden >= 1 && settings.hidden <= 200 && settings.lr > 0 && settings.lambda >= 0 ? ""
      : "Wanted: a learning rate above 0, a ridge from 0 up, and 1 to 200 hidden units.";
    if (!wrong) field("hidden").value = settings.hidden; // a whole number
    same.textContent = wrong || (c ? "" : "Play trains with these.");
    if (wrong) return;
    settings.own = JSON.stringify(settings) !== JSON.stringify({ ...read(menu.value) });
    if (c) start();
  }

  function start() {
    const [, policy, first, second] = /^(\w+):([^:]+)(?::(.+))?$/.exec(settings.decay) || [];
    const decay = { step: 1, inverse: 2 }[policy] || 0;
    c.begin(settings.hidden, settings.bias, settings.lr, settings.lambda, settings.gradient === "article", settings.l1,
      settings.clip, decay, decay === 1 ? Number(first) : 0, Number(decay === 1 ? second : first) || 0);
    [epoch, curve, kept] = [0, [], settings.own ? null : new Map(TRAINED.runs[menu.value])];
    same.textContent = kept ? "" : "With settings of yours there is no native run to compare with.";
    show();
  }

  // ---- what the C has, and what the page shows of it

  const numbers = (n, rows, cols) => {
    const at = c.matrix(n), all = at ? new Float64Array(c.memory.buffer, at, rows * cols) : null;
    return all && Array.from({ length: rows }, (_, r) => all.slice(r * cols, (r + 1) * cols));
  };
  const weights = () => [numbers(0, 2, settings.hidden), numbers(1, 1, settings.hidden),
    numbers(2, settings.hidden, 2), numbers(3, 1, 2)];

  function show() {
    const [W1, b1, W2, b2] = weights(), Loss = c.loss();
    curve.push({ epoch, Loss });
    if (curve.length > 600) curve = curve.filter((_, i) => i % 2 === 0 || i === curve.length - 1);
    document.dispatchEvent(new CustomEvent("trained", { detail: {
      at: { epoch, W1, b1: b1 && b1[0], W2, b2: b2 && b2[0], Loss }, X: numbers(4, ROWS, 2), Y: numbers(5, ROWS, 2), curve,
      words: `${epoch.toLocaleString("en")}: Loss ${Trace.format(Loss)}, ${c.right(0)} of 50 right, ` +
        `and ${c.right(1)} of the 250 held back` } }));
    compare([W1, b1, W2, b2].filter(Boolean).flat().flatMap((row) => [...row]));
  }

  function compare(mine) {
    const theirs = kept && kept.get(epoch);
    if (!theirs) return;
    const apart = mine.reduce((most, x, i) => (Object.is(x, theirs[i]) ? most : Math.max(most, Math.abs(x - theirs[i]))), 0);
    same.textContent = `Epoch ${epoch.toLocaleString("en")}: ` + (mine.every((x, i) => Object.is(x, theirs[i]))
      ? `all ${mine.length} weights are the same as on the author\u2019s machine, to the last bit.`
      : `the largest difference from the author\u2019s machine is ${apart.toExponential(2)}.`);
  }

  // ---- time

  /* Trains some epochs, and no longer than drawing leaves of a frame; returns whether it can go on. */
  function train(epochs) {
    const begun = performance.now(), stops = kept ? [...kept.keys()].filter((e) => e > epoch) : [];
    const last = Math.min(epoch + epochs, ...stops);
    while (epoch < last && performance.now() - begun < Math.max(FRAME - drawing, 2)) {
      const next = Math.min(last, epoch + 20), reached = c.train_to(next);
      epoch = reached;
      if (reached < next) {
        show();
        same.textContent = `At epoch ${epoch.toLocaleString("en")} the Loss is no longer a finite number: it has exploded.`;
        return false;
      }
    }
    const trained = performance.now();
    show();
    drawing = performance.now() - trained;
    return true;
  }

  function run() {
    frame = train(Number(speed.value)) ? requestAnimationFrame(run) : 0;
    if (!frame) stop();
  }

  function stop() {
    cancelAnimationFrame(frame);
    frame = 0;
    play.textContent = "Play";
  }

  async function ready() {
    if (!settings) begin();
    if (wrong) return false;
    if (c) return true;
    same.textContent = "Loading the C \u2026";
    try {
      await load();
      start();
      return true;
    } catch (error) {
      same.textContent = error.message + ".";
      return false;
    }
  }

  play.addEventListener("click", async () => {
    if (frame) return stop();
    if (!(await ready())) return;
    play.textContent = "Pause";
    run();
  });
  step.addEventListener("click", async () => {
    stop();
    if (await ready()) train(1);
  });
  again.addEventListener("click", async () => { (await ready()) && begin(); });
  back.addEventListener("click", () => {
    stop();
    settings = null;
    document.dispatchEvent(new CustomEvent("trained", { detail: null }));
    same.textContent = "";
  });
  section.classList.add("trains");
  menu.addEventListener("change", choose);
  fields.addEventListener("change", begin);
  choose();
})();
