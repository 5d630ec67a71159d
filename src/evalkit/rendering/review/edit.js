/* Judging, correcting, undo and sign-off: what is done goes to the server, and what it makes of it comes back. */
(() => {
  const desk = document.getElementById("desk");
  const saved = document.getElementById("saved");
  const by = document.getElementById("by");
  const undo = document.getElementById("undo");
  const signing = document.getElementById("signing");
  const every = 3000;
  let revision = Number(desk.dataset.revision);
  let waiting = Promise.resolve();
  let busy = 0;
  let lost = false;
  let wrong = "";
  let composing = false;
  let questioned = 0;

  const words = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const total = () => document.getElementById("card").dataset.total;
  const say = (text, kind) => {
    saved.dataset.kind = kind;
    if (saved.textContent !== text) saved.textContent = text;
  };
  const rest = (text) => {
    const open = drafts.count ? words(desk.dataset.drafts, { count: drafts.count }) : "";
    say([text, open].filter(Boolean).join(" · ") || desk.dataset.saved, open ? "draft" : "saved");
  };
  const fail = (why) => say(words(desk.dataset.unsaved, { why }), "failed");

  const count = () => {
    document.getElementById("next").disabled = !document.querySelector("form[data-waits]");
  };
  const show = (state) => {
    undo.disabled = !state.can_undo;
    if (state.revision === revision) return false;
    revision = state.revision;
    swap(state, () => drafts.fill(revision));
    document.getElementById("desk-total").textContent = total();
    count();
    return true;
  };

  const ask = async (path, body) => {
    const options = body
      ? { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }
      : { cache: "no-store" };
    const answer = await fetch(path, options);
    const is = (answer.headers.get("content-type") || "").startsWith("application/json");
    return { status: answer.status, data: is ? await answer.json() : null };
  };

  // Characters that are being composed are lost when their field is drawn anew.
  const composed = () =>
    new Promise((resolve) => {
      if (composing) document.addEventListener("compositionend", () => setTimeout(resolve), { once: true });
      else resolve();
    });

  // One thing after the other: what is done second knows what came of the first.
  const send = (path, made, done) => {
    const run = async () => {
      busy += 1;
      say(desk.dataset.saving, "saving");
      try {
        const { status, data } = await ask(path, made());
        lost = false;
        await composed();
        done(status, data);
      } catch {
        lost = true;
        fail(desk.dataset.lost);
      } finally {
        busy -= 1;
      }
    };
    waiting = waiting.then(run);
    return waiting;
  };

  const named = () => {
    if (by.value.trim()) return true;
    fail(desk.dataset.nameless);
    by.setAttribute("aria-invalid", "true");
    by.focus();
    return false;
  };

  const why = (status, data) =>
    data && data.problems && data.problems.length
      ? data.problems.join(" ")
      : words(desk.dataset.refused, { status });

  // Digits as a Chinese keyboard writes them.
  const narrow = (text) => text.normalize("NFKC").replace(/。/g, ".").trim();

  const change = (form, kind) => {
    if (!named()) return;
    const key = form.dataset.form;
    const [, about, id] = /^(judge|correct):(.*)$/s.exec(key);
    const typed = drafts.values(form);
    const body = () => {
      const asked = { revision: drafts.revision(key, revision), kind, by: by.value.trim(), reason: typed.reason };
      asked[about === "judge" ? "address" : "fact"] = id;
      for (const name of ["marks", "count"]) if (typed[name]) asked[name] = narrow(typed[name]);
      if ("value" in typed) asked.value = about === "correct" && !("unit" in typed) ? typed.value.trim() : narrow(typed.value);
      if ("unit" in typed) asked.unit = typed.unit;
      return asked;
    };
    send("change", body, (status, data) => {
      if (status === 200) {
        drafts.saved(key, typed);
        if (kind === "withdraw" || kind === "restore") drafts.drop(key);
        show(data);
        rest(words(desk.dataset.savedTotal, { total: total() }));
      } else if (status === 409) {
        if (kind === about) drafts.refused(form, [], revision);
        show(data);
        fail(desk.dataset.overtaken);
      } else {
        drafts.refused(form, status === 422 ? data.problems : [], revision);
        fail(why(status, data));
      }
    });
  };

  const act = (path, told, seen = null) => {
    if (!named()) return;
    send(path, () => ({ revision: seen === null ? revision : seen, by: by.value.trim() }), (status, data) => {
      if (status === 200 || status === 409) show(data);
      if (status === 200) rest(words(told, { total: total() }));
      else if (status === 409) say(desk.dataset.lookFirst, "failed");
      else fail(why(status, data));
    });
  };

  const look = async () => {
    if (busy || composing || document.visibilityState !== "visible") return;
    try {
      const { status, data } = await ask(`state?since=${revision}`);
      if (busy || composing) return;
      if (status !== 200 && status !== 204) throw new Error(String(status));
      if (lost) rest(desk.dataset.back);
      lost = false;
      const told = (data && data.problems && data.problems.join(" ")) || "";
      if (status === 200 && show(data)) rest(words(desk.dataset.elsewhere, { total: total() }));
      if (told) say(told, "failed");
      else if (wrong) rest("");
      wrong = told;
    } catch {
      if (!lost) say(desk.dataset.lost, "failed");
      lost = true;
    }
  };

  const open = (found) => {
    for (let each = found; each; each = each.parentElement) if (each.tagName === "DETAILS") each.open = true;
    if (!found.checkVisibility()) document.querySelector("input[name=show][value=all]").click();
    found.scrollIntoView({ block: "center" });
    found.querySelector("input, select, textarea").focus({ preventScroll: true });
  };

  // Where one was last on the scorecard: from there the next open form is the next.
  let last = { entry: "", key: "" };
  const entry = (element) => (element.closest("article[id], .entry[id]") || { id: "" }).id;
  const onward = () => {
    const waiting = [...document.querySelectorAll("form[data-waits]")];
    const here = waiting.find((each) => each.dataset.form === last.key && entry(each) === last.entry);
    const from = here || document.getElementById(last.entry) || document.getElementById("card");
    const behind = (each) => from.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING;
    const found = waiting.find(behind) || waiting[0];
    if (found) open(found);
  };
  document.getElementById("card").addEventListener("focusin", (event) => {
    const form = event.target.closest("form[data-waits]");
    last = { entry: entry(event.target), key: form ? form.dataset.form : "" };
  });

  const question = () => {
    if (!named()) return;
    const text = words(desk.dataset.signText, { by: by.value.trim(), total: total() });
    document.getElementById("signing-text").textContent = text;
    // What is signed is what the question was about, whatever comes in while it is open.
    questioned = revision;
    document.getElementById("signing-open").hidden = !document.getElementById("card").dataset.open;
    document.getElementById("signing-drafts").hidden = !drafts.count;
    signing.showModal();
  };

  document.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target.closest("form[data-form]");
    if (form) change(form, form.dataset.form.startsWith("judge:") ? "judge" : "correct");
  });
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-form]");
    if (form) {
      drafts.typed(form, revision);
      rest("");
    }
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-act]");
    const link = event.target.closest("a[data-opens]");
    if (link) {
      event.preventDefault();
      const wanted = [...document.querySelectorAll("form[data-form]")];
      open(wanted.find((each) => each.dataset.form === link.dataset.opens));
    }
    if (!button) return;
    const form = button.closest("form");
    if (button.dataset.act === "drop") {
      drafts.drop(form.dataset.form);
      rest("");
      form.querySelector("input, select, textarea").focus();
    } else change(form, button.dataset.act);
  });
  document.addEventListener("compositionstart", () => (composing = true));
  document.addEventListener("compositionend", () => (composing = false));
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || signing.open) return;
    if (event.altKey && event.code === "KeyN") {
      event.preventDefault();
      onward();
    }
    const control = event.ctrlKey || event.metaKey;
    const field = event.target.closest("input:not([type=radio]), textarea, select");
    if (control && event.key === "Enter" && field && field.form && field.form.dataset.form) {
      event.preventDefault();
      field.form.requestSubmit();
    }
    if (control && !event.shiftKey && event.key.toLowerCase() === "z" && !field && !undo.disabled) {
      event.preventDefault();
      act("undo", desk.dataset.undone);
    }
  });
  document.getElementById("next").addEventListener("click", onward);
  undo.addEventListener("click", () => act("undo", desk.dataset.undone));
  document.getElementById("sign").addEventListener("click", question);
  document.getElementById("signing-no").addEventListener("click", () => signing.close());
  document.getElementById("signing-yes").addEventListener("click", () => {
    signing.close();
    act("sign-off", desk.dataset.signedNow, questioned);
  });

  const remembered = `${location.pathname} by`;
  try {
    by.value = sessionStorage.getItem(remembered) || by.value;
  } catch {
    // Then the name is the one that the page came with.
  }
  by.addEventListener("input", () => {
    by.removeAttribute("aria-invalid");
    try {
      sessionStorage.setItem(remembered, by.value);
    } catch {
      // Then it is typed again after a reload.
    }
  });

  setInterval(look, every);
  addEventListener("focus", look);
  document.addEventListener("visibilitychange", look);
  drafts.fill(revision);
  count();
  rest("");
})();
