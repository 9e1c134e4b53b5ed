"use strict";
(() => {
  const form = document.getElementById("filters");
  if (!form) return;
  const [list, detail, shown] = ["list", "detail", "shown"].map((id) => document.getElementById(id));
  const hint = detail.firstElementChild;
  const selects = [...form.querySelectorAll("select")];
  const items = [...list.children].map((element) => ({
    element,
    values: element.dataset,
    text: element.firstElementChild.textContent.toLowerCase(),
  }));
  const beside = matchMedia("(min-width: 901px)");
  let chosen = null;

  const fits = (item, text) =>
    selects.every(({ name, value }) => value === "*" || value === `=${item.values[name]}`) && item.text.includes(text);

  const release = () => {
    chosen?.classList.remove("chosen");
    chosen?.firstElementChild.removeAttribute("aria-current");
    chosen = null;
  };

  const refresh = () => {
    const text = form.elements.text.value.trim().toLowerCase();
    let count = 0;
    for (const item of items) {
      const wanted = fits(item, text);
      item.element.hidden = !wanted;
      count += wanted;
    }
    shown.textContent = shown.dataset.said.replace("{shown}", count).replace("{total}", items.length);
    release();
    detail.replaceChildren(hint);
    list.scrollTop = 0;
  };

  const choose = (element) => {
    release();
    chosen = element;
    element.classList.add("chosen");
    const summary = element.firstElementChild;
    summary.setAttribute("aria-current", "true");
    summary.focus({ preventScroll: true });
    element.scrollIntoView({ block: "nearest" });
    detail.replaceChildren(element.lastElementChild.cloneNode(true));
    detail.scrollTop = 0;
    // A row of many lines can be longer than the pane.
    const marked = detail.querySelector("mark");
    if (marked) detail.scrollTop = Math.max(0, marked.offsetTop - detail.clientHeight / 2);
  };

  const neighbour = (element, by) => {
    do element = by > 0 ? element.nextElementSibling : element.previousElementSibling;
    while (element?.hidden);
    return element;
  };

  list.addEventListener("click", (event) => {
    const summary = event.target.closest("summary");
    if (!summary || !beside.matches) return;
    event.preventDefault();
    choose(summary.parentElement);
  });

  list.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const summary = event.target.closest("summary");
    if (!by || !summary) return;
    event.preventDefault();
    const next = neighbour(summary.parentElement, by);
    if (!next) return;
    if (beside.matches) choose(next);
    else next.firstElementChild.focus();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-pick]");
    if (!link) return;
    const wanted = JSON.parse(link.dataset.pick);
    for (const select of selects) select.value = select.name in wanted ? `=${wanted[select.name]}` : "*";
    form.elements.text.value = "";
    refresh();
    const first = items.find((item) => !item.element.hidden);
    if (first && beside.matches) choose(first.element);
  });

  form.addEventListener("input", refresh);
  form.addEventListener("submit", (event) => event.preventDefault());
  document.documentElement.classList.add("scripted");
  refresh();
})();
