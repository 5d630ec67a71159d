/* What was typed and is not saved yet: it outlives a redrawn scorecard and a reload, and is asked after on leaving. */
const drafts = (() => {
  const place = `evalkit ${location.pathname}`;
  const desk = document.getElementById("desk");

  const read = () => {
    try {
      return new Map(JSON.parse(sessionStorage.getItem(place) || "[]"));
    } catch {
      return new Map();
    }
  };
  const kept = read();
  const keep = () => {
    try {
      sessionStorage.setItem(place, JSON.stringify([...kept]));
    } catch {
      // A browser that keeps nothing loses a draft on a reload only, of which leaving warns.
    }
  };

  const fields = (form) => [...form.querySelectorAll("input, textarea, select")];
  const values = (form) => Object.fromEntries(fields(form).map((each) => [each.name, each.value]));
  const before = (field) =>
    field.tagName === "SELECT"
      ? ([...field.options].find((each) => each.defaultSelected) || field.options[0]).value
      : field.defaultValue;
  const forms = (key) =>
    [...document.querySelectorAll("form[data-form]")].filter((each) => !key || each.dataset.form === key);

  const note = (form, draft) => {
    const lines = [...((draft && draft.problems) || [])];
    if (draft && draft.theirs) lines.unshift(desk.dataset.theirs.replace("{now}", () => draft.theirs));
    const shown = form.querySelector(".problems");
    const text = lines.join("\n");
    if (shown.textContent !== text) shown.textContent = text;
    form.classList.toggle("draft", Boolean(draft));
    const reason = form.elements.reason;
    for (const each of fields(form)) {
      // A reason is refused only where there is none.
      const wrong = Boolean(draft && draft.problems && draft.problems.length) && (each === reason) === !reason.value.trim();
      if (wrong) each.setAttribute("aria-invalid", "true");
      else each.removeAttribute("aria-invalid");
    }
  };

  /** Write into the forms what was typed into them, and beside it what somebody else has saved meanwhile. */
  const fill = (revision) => {
    for (const form of forms()) {
      const draft = kept.get(form.dataset.form);
      if (!draft) continue;
      for (const each of fields(form)) {
        if (each.name in draft.values) each.value = draft.values[each.name];
      }
      if (draft.now !== null && form.dataset.now !== draft.now) draft.theirs = form.dataset.now;
      draft.now = form.dataset.now;
      draft.revision = revision;
      for (let each = form.parentElement; each; each = each.parentElement) {
        if (each.tagName === "DETAILS") each.open = true;
      }
      note(form, draft);
    }
    keep();
  };

  /** Remember what stands in a form; a form that says what is saved has no draft. */
  const typed = (form, revision) => {
    const key = form.dataset.form;
    if (fields(form).every((each) => each.value === before(each))) kept.delete(key);
    else {
      const draft = kept.get(key) || { now: form.dataset.now, revision };
      kept.set(key, { ...draft, values: values(form), problems: [] });
    }
    keep();
    for (const each of forms(key)) {
      for (const field of fields(each)) {
        if (each !== form) field.value = form.elements[field.name].value;
      }
      note(each, kept.get(key));
    }
  };

  const drop = (key) => {
    kept.delete(key);
    keep();
    for (const form of forms(key)) {
      form.reset();
      note(form, null);
    }
  };

  /** Forget what has been saved, unless more was typed while it was. */
  const saved = (key, sent) => {
    const draft = kept.get(key);
    if (draft && Object.entries(sent).every(([name, value]) => draft.values[name] === value)) kept.delete(key);
    else if (draft) kept.set(key, { ...draft, theirs: "", now: null });
    keep();
  };

  const refused = (form, problems, revision) => {
    const key = form.dataset.form;
    const draft = kept.get(key) || { now: form.dataset.now, revision, values: values(form) };
    kept.set(key, { ...draft, problems });
    keep();
    for (const each of forms(key)) note(each, kept.get(key));
  };

  addEventListener("beforeunload", (event) => {
    if (!kept.size) return;
    event.preventDefault();
    event.returnValue = "";
  });
  return {
    fill,
    typed,
    drop,
    saved,
    refused,
    values,
    revision: (key, otherwise) => (kept.has(key) ? kept.get(key).revision : otherwise),
    get count() {
      return kept.size;
    },
  };
})();
