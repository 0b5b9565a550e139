/* The player for a lecture hall: it fills the screen with large numbers, and digits lead to its main blocks. */
var present = (() => {
  "use strict";

  const stage = document.querySelector("#player .stage"), select = stage.querySelector("select");
  const strip = make("p", { class: "stations" });
  const MAIN = ["z1", "h1", "z2", "h2", "Loss", "dLoss_dz2", "dLoss_dW2", "dLoss_dz1", "dLoss_dW1"];
  const name = (option) => option.textContent.split(" ")[0]; // without a mark behind it

  /* Up to nine blocks of the trace that is shown: the main ones of a step, or the first. */
  function stations() {
    const all = [...select.options], main = MAIN.map((block) => all.find((option) => name(option) === block)).filter(Boolean);
    return main.length > 1 ? main : all.slice(0, 9);
  }

  function go(option) {
    select.value = option.value;
    select.dispatchEvent(new Event("change"));
    stage.focus({ preventScroll: true });
    stage.scrollTop = 0;
  }

  function draw() {
    strip.replaceChildren(...stations().map((option, i) =>
      make("button", { type: "button", click: () => go(option) }, make("kbd", { text: String(i + 1) }), " " + name(option))));
  }

  function leave() {
    stage.classList.remove("presenting");
    if (document.fullscreenElement) document.exitFullscreen();
    button.textContent = "Present";
    stage.scrollIntoView();
  }

  function begin() {
    if (stage.classList.contains("presenting")) return leave();
    draw();
    stage.classList.add("presenting");
    button.textContent = "Leave";
    stage.focus();
    if (stage.requestFullscreen) stage.requestFullscreen().catch(() => {}); // the window, where the screen is not to be had
  }

  const button = make("button", { type: "button", class: "present", text: "Present", click: begin,
    title: "Fill the screen, with large numbers" });
  stage.querySelector(".bar").append(button);
  stage.append(strip);
  document.addEventListener("trace-shown", draw);
  const presenting = () => stage.classList.contains("presenting");
  document.addEventListener("fullscreenchange", () => { if (!document.fullscreenElement && presenting()) leave(); });
  document.addEventListener("keydown", (event) => {
    if (!presenting() || event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, select")) return;
    if (event.key === "Escape" && event.target === stage && !document.fullscreenElement) leave();
    if (/^[1-9]$/.test(event.key) && stations()[event.key - 1]) go(stations()[event.key - 1]);
  });
  return begin;
})();
