/* The scorecard takes the place of the one that is shown; where one was on the page, and what was open, stays. */
const swap = (() => {
  const parts = ["card", "text"];
  const reach = "a, button, input, select, textarea, summary";

  const owner = (element) => element.closest("[data-form], details[data-key], [id]");
  const name = (owned) =>
    owned.dataset.form ? `form ${owned.dataset.form}` : owned.dataset.key ? `fold ${owned.dataset.key}` : `#${owned.id}`;
  const all = (within) => [...within.querySelectorAll("[data-form], details[data-key], [id]")];

  /** Name an element so that its like is found again after the scorecard was drawn anew. */
  const mark = (element) => {
    const owned = owner(element);
    const same = all(document).filter((each) => name(each) === name(owned));
    return {
      owner: name(owned),
      which: same.indexOf(owned),
      is: element === owned,
      place: [...owned.querySelectorAll(reach)].indexOf(element),
      article: (element.closest("article[id], .entry[id]") || { id: "" }).id,
    };
  };
  const find = (wanted) => {
    const same = all(document).filter((each) => name(each) === wanted.owner);
    const owned = same[Math.min(wanted.which, same.length - 1)];
    if (!owned) return null;
    return wanted.is ? owned : [...owned.querySelectorAll(reach)][wanted.place] || owned;
  };

  const folds = (within) => {
    const seen = new Map();
    return [...within.querySelectorAll("details")].map((each) => {
      const around = each.dataset.key ? "" : (each.parentElement.closest("[id]") || within).id;
      const base = `${around} ${each.dataset.key || "plain"}`;
      const count = seen.get(base) || 0;
      seen.set(base, count + 1);
      return [`${base} ${count}`, each];
    });
  };

  // An entry of the scorecard; where a filter hides it now, the one behind it.
  const beside = (id) => {
    const entries = [...document.querySelectorAll("article.indicator, .entry")];
    const from = Math.max(0, entries.findIndex((each) => each.id === id));
    const seen = (each) => each.checkVisibility();
    return entries.slice(from).find(seen) || entries.slice(0, from).reverse().find(seen) || document.getElementById("card");
  };

  const focus = (wanted) => {
    const found = find(wanted);
    const shown = found && found.checkVisibility() ? found : null;
    const folded = found && !shown ? found.closest("details:not([open])") : null;
    const summary = folded && folded.querySelector("summary");
    const target = shown || (summary && summary.checkVisibility() ? summary : beside(wanted.article));
    target.focus({ preventScroll: true });
    if (wanted.selection && target.matches("input, textarea")) target.setSelectionRange(...wanted.selection);
  };

  const scroller = (within) =>
    getComputedStyle(within).overflowY === "visible" ? document.scrollingElement : within;

  // What keeps its height on the screen: the entry that has the focus, else what stands near the top. Highlights
  // are numbered anew, so that a place in the text is told by its paragraph.
  const blocks = () => [...document.querySelectorAll("article.document > *")];
  const held = (element) => {
    const block = blocks().indexOf(element.closest("article.document > *"));
    const owned = block < 0 ? mark(element) : null;
    return {
      top: element.getBoundingClientRect().top,
      within: element.closest("section[id]"),
      again: () => (owned ? find(owned) : blocks()[block]),
    };
  };
  const anchor = (active) => {
    const card = document.getElementById("card");
    if (active && active !== card && card.contains(active)) {
      return held(active.closest("article.indicator, .entry") || active);
    }
    const box = card.getBoundingClientRect();
    const x = box.left + box.width / 2;
    for (const y of [160, 240, 320]) {
      const under = document.elementFromPoint(x, y) || document.body;
      const found = under.closest("#card [id], article.document > *");
      if (found) return held(found);
    }
    return null;
  };

  /** Put the new sections in; `filled` is called when they stand, before anything is focused. */
  return (sections, filled) => {
    const active = document.activeElement;
    const focused = parts.some((id) => document.getElementById(id).contains(active)) ? mark(active) : null;
    if (focused && active.matches("input:not([type=radio]), textarea")) {
      focused.selection = [active.selectionStart, active.selectionEnd];
    }
    const stays = anchor(active);
    for (const id of parts) {
      if (!sections[id]) continue;
      const old = document.getElementById(id);
      const fresh = new DOMParser().parseFromString(sections[id], "text/html").getElementById(id);
      const open = new Set(folds(old).filter(([, each]) => each.open).map(([key]) => key));
      for (const [key, each] of folds(fresh)) each.open = open.has(key);
      const top = old.scrollTop;
      for (const { name: each } of [...old.attributes]) old.removeAttribute(each);
      for (const { name: each, value } of fresh.attributes) old.setAttribute(each, value);
      old.replaceChildren(...fresh.childNodes);
      old.scrollTop = top;
    }
    document.dispatchEvent(new Event("redrawn"));
    filled();
    const found = stays && stays.again();
    if (found && found.checkVisibility()) {
      scroller(stays.within).scrollTop += found.getBoundingClientRect().top - stays.top;
    }
    if (focused) focus(focused);
  };
})();
