/* make("p", {class: "x", text: "words"}, child, ...); what is null, false or "" is left out */
function make(tag, attributes, ...children) {
  const svg = /^(svg|path|line|circle|text)$/.test(tag);
  const e = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => {
    if (name === "text") e.textContent = value;
    else if (value !== null && value !== false) e.setAttribute(name, value);
  });
  e.append(...children.filter(Boolean));
  return e;
}

/* What scrolls sideways can be scrolled with the keyboard, in a browser that does not see to it. */
const scrolls = new ResizeObserver((entries) => entries.forEach(({ target }) => {
  const wide = target.scrollWidth > target.clientWidth || target.scrollHeight > target.clientHeight;
  Object.entries({ tabindex: 0, role: "group", "aria-label": "more to the side" })
    .forEach(([name, value]) => (wide ? target.setAttribute(name, value) : target.removeAttribute(name)));
}));
document.querySelectorAll("pre, .table, .equation, .long").forEach((e) => scrolls.observe(e));
