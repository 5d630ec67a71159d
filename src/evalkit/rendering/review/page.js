"use strict";
(() => {
  const told = document.getElementById("told");
  let list, none;
  let marks = new Map();
  let source = null;
  let kept = "all";

  // What is on the page; it is looked up again when the scorecard has changed and was drawn anew.
  const look = () => {
    list = document.getElementById("indicators");
    none = document.getElementById("none");
    marks = new Map();
    for (const mark of document.querySelectorAll("mark[data-m]")) {
      const number = Number(mark.dataset.m);
      marks.set(number, [...(marks.get(number) || []), mark]);
    }
  };

  const tell = (template, values) => {
    told.textContent = template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  };

  const show = (kind) => {
    kept = kind;
    list.dataset.show = kind;
    let shown = 0;
    for (const part of list.children) {
      const rows = [...part.querySelectorAll(".indicator")];
      const count = rows.filter((row) => kind === "all" || row.classList.contains(kind)).length;
      part.classList.toggle("empty", !count);
      shown += count;
    }
    none.hidden = shown > 0;
    return shown;
  };

  const reveal = (target) => {
    for (let each = target; each; each = each.parentElement) {
      if (each.tagName === "DETAILS") each.open = true;
    }
    if (list.contains(target) && !target.getClientRects().length) {
      document.querySelector("input[name=show][value=all]").checked = true;
      show("all");
    }
  };

  const flash = (targets) => {
    for (const each of document.querySelectorAll(".flash")) each.classList.remove("flash");
    for (const each of targets) each.classList.add("flash");
    setTimeout(() => targets.forEach((each) => each.classList.remove("flash")), 2500);
  };

  const stretch = (first, last) => {
    const found = [];
    for (let number = first; number <= last; number++) found.push(...(marks.get(number) || []));
    return found;
  };

  // The browser itself follows the link, so that its Back button leads back too.
  const follow = (link, targets, focused) => {
    reveal(targets[0]);
    setTimeout(() => {
      focused.focus({ preventScroll: true });
      flash(targets);
      const words = targets.map((each) => each.textContent).join("");
      tell(told.dataset.jumped, { text: words.slice(0, 120) });
    });
  };

  const back = (link) => {
    const anchors = link.dataset.back.split(" ");
    const before = source && source.closest(anchors.map((each) => "#" + each).join(","));
    const here = anchors.indexOf(link.hash.slice(1));
    const chosen = before ? before.id : anchors[link.dataset.used ? (here + 1) % anchors.length : 0];
    link.href = "#" + chosen;
    link.dataset.used = "yes";
    const target = document.getElementById(chosen);
    follow(link, [target], before ? source : target);
    source = null;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-to], a[data-back]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.dataset.back) {
      back(link);
      return;
    }
    source = link;
    const targets = stretch(Number(link.hash.slice(2)), Number(link.dataset.to));
    follow(link, targets, targets[0].querySelector("a"));
  });
  document.addEventListener("change", (event) => {
    if (event.target.name !== "show") return;
    const shown = show(event.target.value);
    tell(told.dataset.counted, { shown, all: list.querySelectorAll(".indicator").length });
  });
  look();
  document.addEventListener("redrawn", () => {
    look();
    source = null;
    document.querySelector(`input[name=show][value=${kept}]`).checked = true;
    show(kept);
  });

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const each of closed) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of closed) each.open = false;
  });
})();
