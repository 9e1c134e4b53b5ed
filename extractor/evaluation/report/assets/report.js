"use strict";
(() => {
  const form = document.getElementById("filters");
  if (!form) return;
  const { filters, names, entries, words } = JSON.parse(document.getElementById("data").textContent);
  const [list, more, detail, shown] = ["list", "more", "detail", "shown"].map((id) => document.getElementById(id));
  const keys = Object.keys(filters);
  const AT_ONCE = 200;
  let found = entries;
  let chosen = null;

  const named = (key, value) => names[key]?.[value] ?? value;

  const make = (tag, text, className) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (className) element.className = className;
    return element;
  };

  for (const key of keys) {
    const select = form.elements[key];
    select.append(new Option(words.any, "*"));
    for (const value of filters[key]) select.append(new Option(named(key, value), `=${value}`));
  }

  const haystack = (entry) =>
    [entry.document, entry.field, entry.gold, entry.answer].filter((text) => text !== undefined).join("\n").toLowerCase();

  const fits = (entry, text) =>
    keys.every((key) => form.elements[key].value === "*" || form.elements[key].value === `=${entry[key]}`) &&
    (!text || haystack(entry).includes(text));

  const item = (entry) => {
    const button = make("button", undefined, "item");
    button.type = "button";
    button.setAttribute("role", "option");
    button.setAttribute("aria-selected", "false");
    button.append(
      make("span", named("kind", entry.kind), "kind"),
      make("span", `${entry.document} · ${entry.field}`, "where"),
      make("span", `${entry.gold ?? words.empty} → ${entry.answer ?? words.empty}`, "said"),
    );
    button.addEventListener("click", () => choose(button));
    button.entry = entry;
    return button;
  };

  const extend = () => {
    const at = list.childElementCount;
    list.append(...found.slice(at, at + AT_ONCE).map(item));
    more.hidden = list.childElementCount >= found.length;
  };

  const refresh = () => {
    const text = form.elements.text.value.trim().toLowerCase();
    found = entries.filter((entry) => fits(entry, text));
    shown.textContent = words.shown.replace("{shown}", found.length).replace("{total}", entries.length);
    chosen = null;
    list.replaceChildren();
    list.scrollTop = 0;
    detail.replaceChildren(make("p", found.length ? words.pick : words.no_match, "hint"));
    extend();
  };

  const pair = (into, title, value, pointer, whole) => {
    const told = make("dd");
    told.append(make("span", value ?? words.empty, "value"));
    if (whole) told.append(" ", make("small", whole));
    if (pointer !== undefined) told.append(make("code", pointer || "/"));
    into.append(make("dt", title), told);
  };

  const source = (entry) => {
    const parts = [make("h3", words.source)];
    if (!entry.source) return [...parts, make("p", words.source_none, "hint")];
    const text = make("pre");
    text.tabIndex = 0;
    text.append(entry.source.before, make("mark", entry.source.marked), entry.source.after);
    return [...parts, make("p", entry.source.said, "hint"), text];
  };

  const notes = (entry) => {
    const heading = make("h3", words.notes);
    if (!entry.notes) return [heading, make("p", words.no_notes, "hint")];
    return [heading, ...entry.notes.map((note) => make("p", `${note.said} (${note.rule})`, `note ${note.severity}`))];
  };

  const told = (entry) => {
    const values = make("dl", undefined, "pair");
    pair(values, words.gold, entry.gold, entry.goldAt, entry.gold && entry.whole);
    pair(values, words.answer, entry.answer, entry.answerAt, entry.answer && entry.whole);
    if (entry.belongs !== undefined) values.append(make("dt", words.belongs), make("dd", entry.belongs));
    const where = [entry.set, entry.way, entry.document, entry.field].filter((part) => part).join(" · ");
    return [make("h3", named("kind", entry.kind)), make("p", where, "hint"), values];
  };

  const choose = (button) => {
    chosen?.setAttribute("aria-selected", "false");
    chosen = button;
    chosen.setAttribute("aria-selected", "true");
    chosen.focus({ preventScroll: true });
    chosen.scrollIntoView({ block: "nearest" });
    const { entry } = button;
    detail.replaceChildren(...told(entry), ...source(entry), ...notes(entry));
    detail.scrollTop = 0;
  };

  const step = (by) => {
    if (by > 0 && chosen && !chosen.nextElementSibling && !more.hidden) extend();
    const next = chosen ? (by > 0 ? chosen.nextElementSibling : chosen.previousElementSibling) : list.firstElementChild;
    if (next) choose(next);
  };

  list.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    step(event.key === "ArrowDown" ? 1 : -1);
  });
  more.addEventListener("click", extend);
  form.addEventListener("input", refresh);
  form.addEventListener("submit", (event) => event.preventDefault());

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-pick]");
    if (!button) return;
    const wanted = JSON.parse(button.dataset.pick);
    for (const key of keys) form.elements[key].value = key in wanted ? `=${wanted[key]}` : "*";
    form.elements.text.value = "";
    refresh();
    document.getElementById("mistakes").scrollIntoView();
    if (list.firstElementChild) choose(list.firstElementChild);
  });

  refresh();
})();
