"use strict";
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const words = (text) => (text ? text.split(" ") : []);
  const values = all(".v");
  const doubts = values.filter((value) => value.matches(".warning, .error"));
  const details = document.getElementById("details");

  const index = (elements, name) => {
    const found = new Map();
    for (const element of elements) {
      for (const key of words(element.dataset[name])) {
        if (!found.has(key)) found.set(key, []);
        found.get(key).push(element);
      }
    }
    return found;
  };
  const PLACE = "mark, rect";
  const marksAt = index(all(PLACE), "k");
  const valuesAt = index(values, "k");
  const valuesOf = index(values, "p");
  let chosen = null;
  let lit = [];
  let followed = null;

  const light = (keys) => {
    for (const mark of lit) {
      mark.classList.remove("lit");
      mark.removeAttribute("role");
      mark.tabIndex = -1;
    }
    lit = keys.flatMap((key) => marksAt.get(key) ?? []);
    for (const mark of lit) {
      mark.classList.add("lit");
      mark.setAttribute("role", "button");
      mark.tabIndex = 0;
    }
  };

  const add = (tag, text, kind = "") => {
    if (!text) return;
    const element = document.createElement(tag);
    element.textContent = text;
    element.className = kind;
    details.append(element);
  };

  // What is hidden by the other way of showing the source cannot be scrolled to.
  const seen = (element) => element.getClientRects().length > 0;
  const first = () => lit.find(seen);

  const drawn = (picture, tag, attributes) => {
    const element = document.createElementNS(picture.namespaceURI, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };

  // The piece of the page's picture that the lit places stand in, beside what was read of it.
  const clip = () => {
    const place = lit.find((mark) => mark.matches("rect"));
    if (!place) return;
    const picture = place.ownerSVGElement;
    const boxes = lit.filter((mark) => mark.ownerSVGElement === picture).map((mark) => mark.getBBox());
    const left = Math.min(...boxes.map((box) => box.x)) - 6;
    const top = Math.min(...boxes.map((box) => box.y)) - 3;
    const wide = Math.max(...boxes.map((box) => box.x + box.width)) + 6 - left;
    const high = Math.max(...boxes.map((box) => box.y + box.height)) + 3 - top;
    const shown = drawn(picture, "svg", { viewBox: `${left} ${top} ${wide} ${high}`, "aria-hidden": "true" });
    shown.append(drawn(picture, "use", { href: `#${picture.querySelector("image").id}` }));
    details.append(shown);
  };

  const describe = (value) => {
    details.textContent = value ? "" : document.body.dataset.pick;
    if (!value) return;
    clip();
    add("strong", `${value.dataset.label}  ${value.textContent}`);
    add("span", value.dataset.more);
    add("span", value.dataset.where || document.body.dataset.nowhere);
    add("em", value.dataset.why, value.matches(".error") ? "error" : "");
  };

  const show = (element) => element?.scrollIntoView({ block: "center", inline: "nearest" });

  const choose = (value, { source = true, table = false } = {}) => {
    followed?.classList.remove("on");
    chosen?.classList.remove("on");
    chosen?.removeAttribute("aria-current");
    chosen = value;
    light(words(value?.dataset.k));
    describe(value);
    if (!value) return;
    const group = value.closest("[data-group]");
    for (const other of group.querySelectorAll('.v[tabindex="0"]')) other.tabIndex = -1;
    value.tabIndex = 0;
    value.classList.add("on");
    value.setAttribute("aria-current", "true");
    if (table) {
      value.focus({ preventScroll: true });
      show(value);
    }
    if (source) show(first());
  };

  const chooseFrom = (mark) => {
    const owners = [...new Set(words(mark.dataset.k).flatMap((key) => valuesAt.get(key) ?? []))];
    if (!owners.length) return light(words(mark.dataset.k));
    choose(owners[(owners.indexOf(chosen) + 1) % owners.length], { source: false, table: true });
  };

  // Of a whole row it is the first value that stands where the finding says: levels stand further up.
  const named = (pointer, keys) => {
    const own = valuesOf.get(pointer);
    if (own) return own[0];
    const below = values.filter((value) => words(value.dataset.p).some((at) => at.startsWith(`${pointer}/`)));
    const there = below.find((value) => words(value.dataset.k).some((key) => keys.includes(key)));
    return there ?? below.find((value) => words(value.dataset.p).length === 1) ?? below[0];
  };

  const follow = (button) => {
    const keys = words(button.dataset.k);
    const targets = words(button.dataset.go).map((pointer) => named(pointer, keys)).filter(Boolean);
    const next = targets[(targets.indexOf(chosen) + 1) % targets.length];
    choose(next ?? null, { source: false, table: true });
    if (keys.length) light(keys);
    const own = words(next?.dataset.k).flatMap((key) => marksAt.get(key) ?? []);
    show(own.find((mark) => lit.includes(mark) && seen(mark)) ?? first());
    button.classList.add("on");
    followed = button;
  };

  const step = (by) => {
    if (!doubts.length) return;
    const at = doubts.indexOf(chosen);
    const start = at < 0 && by < 0 ? 0 : at;
    choose(doubts[(start + by + doubts.length) % doubts.length], { table: true });
  };

  const ways = all("[data-view]");
  const pictured = () => document.body.classList.contains("pictured");
  const view = (way) => {
    document.body.classList.toggle("pictured", way === "picture");
    for (const button of ways) button.setAttribute("aria-pressed", String(button.dataset.view === way));
    show(first());
  };

  const middle = (element) => {
    const box = element.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2, box];
  };

  const neighbour = (value, key) => {
    const group = [...value.closest("[data-group]").querySelectorAll(".v")];
    if (key === "ArrowLeft") return group[group.indexOf(value) - 1];
    if (key === "ArrowRight") return group[group.indexOf(value) + 1];
    const down = key === "ArrowDown";
    const [x, , from] = middle(value);
    const away = (other) => {
      const [at, , box] = middle(other);
      const gap = down ? box.top - from.bottom : from.top - box.bottom;
      return gap < -2 ? Infinity : gap * 4 + Math.abs(at - x);
    };
    return group.filter((other) => away(other) < Infinity).sort((a, b) => away(a) - away(b))[0];
  };

  document.addEventListener("click", (event) => {
    if (String(getSelection())) return;
    const [value, mark, button, way] = [".v", PLACE, "[data-go]", "[data-view]"].map((what) => event.target.closest(what));
    if (value) choose(value);
    else if (way) view(way.dataset.view);
    else if (mark) chooseFrom(mark);
    else if (button) follow(button);
  });

  document.addEventListener("focusin", (event) => {
    if (event.target.matches(".v:focus-visible") && event.target !== chosen) choose(event.target);
  });

  const onValue = (value, key) => {
    if (key.startsWith("Arrow")) {
      const next = neighbour(value, key);
      if (next) choose(next, { table: true });
      return true;
    }
    if (key !== "Enter" && key !== " ") return false;
    if (value !== chosen) choose(value);
    first()?.focus({ preventScroll: true });
    return true;
  };

  const onMark = (mark, key) => {
    if (key === "Enter" || key === " ") chooseFrom(mark);
    else if (key === "Escape" && chosen) chosen.focus();
    else return false;
    return true;
  };

  const anywhere = (key) => {
    if (key === "n" || key === "N") step(1);
    else if (key === "p" || key === "P") step(-1);
    else if (key === "Escape") choose(null);
    else if ((key === "v" || key === "V") && ways.length) view(pictured() ? "text" : "picture");
    else return false;
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { target, key } = event;
    const done =
      (target.matches(".v") && onValue(target, key)) ||
      (target.matches(PLACE) && onMark(target, key)) ||
      anywhere(key);
    if (done) event.preventDefault();
  });

  const nav = document.querySelector("nav");
  const links = new Map(all("nav a").map((link) => [link.hash.slice(1), link]));
  const tables = document.getElementById("tables");
  const mark = () => {
    const top = tables.getBoundingClientRect().top + 60;
    const parts = all(".part").filter((part) => part.getBoundingClientRect().top <= top);
    const here = links.get(parts.at(-1)?.id);
    for (const link of links.values()) link.classList.toggle("here", link === here);
    if (here) nav.scrollTop = here.offsetTop - nav.offsetTop - 40;
  };
  tables.addEventListener("scroll", () => requestAnimationFrame(mark), { passive: true });
  mark();

  // The tables of a batch run link to a value or a row by its pointer: #/forms/0/indicators/3/score
  const linked = () => {
    const pointer = decodeURIComponent(location.hash.slice(1));
    if (pointer.startsWith("/")) choose(named(pointer, []) ?? null, { table: true });
  };
  addEventListener("hashchange", linked);
  linked();
})();
