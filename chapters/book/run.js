/* The workbook's programs in the page: their C (programs.js, made by programs.sh), in a worker, over files in
 * memory (shell.js).
 *
 *   const { status, changed } = await programs.run("build/trace check a.trace", { "a.trace": bytes }, write);
 *
 * runs a line over these files and the page's own; write(text, isError) is called as it writes, and `changed` is
 * what it has written besides, [[name, bytes]].  A fourth argument, an AbortSignal, stops it.
 */
var programs = (() => {
  "use strict";

  let machine; // a promise of { module, names, files }

  async function load() {
    await loadScript("programs.js");
    return { module: await WebAssembly.compile(bytesOf(PROGRAMS.wasm)), names: PROGRAMS.names.split(" "),
      files: Object.fromEntries(Object.entries(PROGRAMS.files).map(([name, data]) => [name, bytesOf(data)])) };
  }

  const source = () => `${makeShell}
    onmessage = ({ data: { computer, line } }) => {
      const shell = makeShell(computer), send = (bytes, isError) => postMessage({ bytes, isError });
      let status = 134;
      try {
        status = shell.run(line, send);
      } catch (error) {
        send(new TextEncoder().encode(error + "\\n"), true);
      }
      const changed = [...shell.files].filter(([, file]) => file.changed);
      postMessage({ status, changed: changed.map(([name, file]) => [name, file.data.slice(0, file.size)]) });
    };`;

  async function run(line, files, write, signal) {
    machine = machine || load();
    const computer = await machine, decoders = [new TextDecoder(), new TextDecoder()];
    const worker = new Worker(URL.createObjectURL(new Blob([source()], { type: "text/javascript" })));
    try {
      return await new Promise((done, fail) => {
        worker.onerror = ({ message }) => fail(new Error(`It stopped: ${message}`));
        const stop = () => fail(new Error("Stopped"));
        if (signal) signal.addEventListener("abort", stop);
        if (signal && signal.aborted) stop(); // while the programs were loaded
        worker.onmessage = ({ data }) => (data.bytes
          ? write(decoders[Number(data.isError)].decode(data.bytes, { stream: true }), data.isError) : done(data));
        worker.postMessage({ computer: { ...computer, files: { ...computer.files, ...files } }, line });
      });
    } finally {
      worker.terminate();
    }
  }

  return { run };
})();

/* "Run it here": the commands of the page that run the workbook's programs. */
(() => {
  "use strict";

  const MOST = 200000; // letters shown of what a program writes
  const files = {}; // what was given or written on this page: name to bytes

  /* What the page can run of a command: up to the first filter that is not the workbook's, or null.  Errors are
   * shown in any case. */
  function runnable(command) {
    const OURS = /^\s*(printf '[^'%]*'|build\/(\d\d-[\w-]+|trace))( |$)/;
    const parts = command.replace(/^\$ /, "").replace(/\s#\s.*/, "").replaceAll(" 2>&1", "")
      .match(/(?:'[^']*'|"[^"]*"|[^'"|;&])+|[|;]|&&|&/g) || [];
    const other = parts.findIndex((part, i) => i % 2 === 0 && !OURS.test(part));
    const kept = other < 0 ? parts : parts.slice(0, other - 1);
    return other === 0 ? null : kept.join("").trim();
  }

  /* The form behind a command. */
  function form(command, after) {
    const line = make("input", { type: "text", value: command, "aria-label": "Command", spellcheck: "false",
      autocapitalize: "off", autocomplete: "off" });
    const go = make("button", { type: "submit", text: "Run" });
    const stop = make("button", { type: "button", text: "Stop", hidden: "" });
    const GIVE = "Give it files of yours", give = make("input", { type: "file", multiple: "", "aria-label": GIVE, title: GIVE });
    const out = make("pre", { class: "ran", tabindex: 0, role: "region", "aria-label": "Output" });
    const said = make("p", { class: "small", role: "status" }), written = make("ul", { class: "small written" });
    const box = make("form", { class: "try", "aria-label": "Run it here" }, make("p", { class: "line" }, line, go, stop),
      out, said, written, make("p", { class: "small" }, GIVE + ": ", give));
    let running = null, clock; // an AbortController

    async function run(event) {
      if (event) event.preventDefault();
      if (running) return;
      const begun = performance.now(), seconds = () => ((performance.now() - begun) / 1000).toFixed(1);
      let shown = 0, stdout = "";
      const show = (text, isError) => {
        if (!isError && stdout.length < 2e7) stdout += text;
        const part = text.slice(0, Math.max(0, MOST - shown));
        out.append(isError ? make("span", { class: "error", text: part }) : part);
        if (shown < MOST && shown + text.length >= MOST) out.append("\n... and more\n");
        shown += text.length;
      };
      running = new AbortController();
      out.replaceChildren();
      written.replaceChildren();
      const pressed = document.activeElement === go;
      [go.hidden, stop.hidden] = [true, false];
      if (pressed) stop.focus();
      said.textContent = "Running ...";
      clock = setInterval(() => { said.textContent = `Running, ${seconds()} s ...`; }, 1000);
      try {
        const { status, changed } = await programs.run(line.value.replace(/^\s*\$ /, ""), files, show, running.signal);
        said.textContent = `Exit status ${status}, after ${seconds()} s.`;
        Object.assign(files, Object.fromEntries(changed));
        list(changed, stdout);
      } catch (error) {
        said.textContent = `${error.message}.`;
      }
      clearInterval(clock);
      running = null;
      go.hidden = false;
      if (document.activeElement === stop) go.focus();
      stop.hidden = true;
    }

    /* What a run has written: to look at, to keep, and traces to step through. */
    function list(changed, stdout) {
      const OUTPUT = "the output", isTrace = (text) => text.startsWith("# brick-trace 1\n");
      for (const [name, data] of [...(isTrace(stdout) ? [[OUTPUT, new TextEncoder().encode(stdout)]] : []), ...changed]) {
        const text = () => new TextDecoder().decode(data);
        const button = (words, click) =>
          make("button", { type: "button", text: words, "aria-label": `${words}: ${name}`, click });
        const look = () => { out.replaceChildren(text().slice(0, MOST)); };
        const keep = () => download(name === OUTPUT ? "output.trace" : name.split("/").pop(), data);
        const step = () => document.dispatchEvent(new CustomEvent("open-trace", { detail: { name, data } }));
        written.append(make("li", {}, `${name} (${data.length.toLocaleString("en")} bytes) `,
          name !== OUTPUT && button("Look", look), " ", button("Keep", keep), " ",
          document.getElementById("player") && isTrace(text()) && button("Open in the player", step)));
      }
    }
    box.addEventListener("submit", run);
    stop.addEventListener("click", () => running.abort());
    give.addEventListener("change", async () => {
      for (const file of give.files) files[file.name] = new Uint8Array(await file.arrayBuffer());
      said.textContent = `Here now: ${[...give.files].map((file) => file.name).join(", ")}. Name it in the command.`;
    });
    after.after(box);
    line.focus();
    return run();
  }

  for (const span of document.querySelectorAll("pre .command")) {
    const command = runnable(span.textContent.trim());
    if (!command) continue;
    const pre = span.closest(".wide") || span.closest("pre");
    let last = pre; // behind the buttons of the commands before it
    while (last.nextElementSibling && last.nextElementSibling.matches(".tries, .try")) last = last.nextElementSibling;
    const text = pre.querySelectorAll(".command").length > 1 ? `Run ${command}` : "Run it here"; // one of several says which
    const place = make("p", { class: "tries" }, make("button", { type: "button", text, title: command, "aria-label":
      text.includes(command) ? null : `${text}: ${command}`, click({ target }) {
        target.disabled = true;
        form(command, place);
        place.hidden = true;
      } }));
    last.after(place);
  }
})();
