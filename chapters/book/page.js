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
