// What pages do beyond HTML: keep drafts, lock when idle, send a form once. All words come from the page.
const { idleMinutes, lockUrl, keepUrl } = document.body.dataset;
const now = () => Date.now();
// Signing in again in another tab ends the token of this page; the same person's page takes the new one.
const renew = ({ token, who }) => {
  if (who !== document.body.dataset.who) return false;
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
  return true;
};
const post = async (url, fields, keepalive = false, again = true) => {
  const answer = await fetch(url, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: {
      Accept: "application/json",
      "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "",
    },
    redirect: "manual", // a redirect leads to the sign-in page: not a success
    signal: AbortSignal.timeout?.(20000), // a bad signal would keep one waiting for minutes
    keepalive,
  });
  const renewed = again && answer.status === 403 && (await answer.json().then(renew, () => false));
  return renewed ? post(url, fields, keepalive, false) : answer;
};

/* Drafts. <form data-draft> goes to /drafts/ as it is typed; it says "Saved" only once the server has. */
class Draft {
  constructor(form) {
    this.form = form;
    this.line = form.querySelector(".draft-status");
    for (const kind of ["input", "change"]) form.addEventListener(kind, () => this.typed());
  }
  typed() {
    if (!this.unsaved) this.since = now();
    this.unsaved = true;
    this.later(now() - this.since < 5000 ? 800 : 0);
  }
  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }
  sent() {
    clearTimeout(this.timer);
    this.unsaved = false;
  }
  fields() {
    const secret = [...this.form.elements].filter(({ type }) => type === "password" || type === "file");
    const left = new Set(["page", "csrfmiddlewaretoken", ...secret.map(({ name }) => name)]);
    const typed = [...new FormData(this.form)].filter(([name]) => !left.has(name));
    return String(new URLSearchParams([["page", location.pathname], ...typed]));
  }
  save(leaving = false) {
    if (this.unsaved && (leaving || !this.saving)) {
      this.sent();
      const fields = this.fields();
      if (fields === this.kept) return this.saving;
      this.saving = this.put(fields, leaving);
    }
    return this.saving;
  }
  async put(fields, leaving) {
    const [outcome, status] = await post("/drafts/", fields, leaving).then(
      ({ ok, status }) => [ok ? "kept" : [0, 401, 403].includes(status) ? "out" : "refused", status],
      () => ["failed"],
    );
    this.saving = null;
    this.say(outcome);
    if (outcome === "kept") this.kept = fields;
    const done = outcome === "kept" || status === 422; // 422: it cannot be kept, and never will be
    if (!done) this.unsaved = true;
    if (this.unsaved) this.later(done ? 800 : 10000);
    return done;
  }
  get isBehind() {
    return this.saving || (this.unsaved && this.fields() !== this.kept);
  }
  // an error page of the browser takes the place of this one, words and all: so the words go first
  async handIn(button) {
    if (this.form.ariaBusy) return;
    this.form.ariaBusy = "true";
    this.say("sending");
    let kept = await this.saving;
    while (kept !== false && this.unsaved) kept = await this.save(); // somebody may go on typing
    if (kept === false) this.form.ariaBusy = null;
    else this.form.requestSubmit(button);
  }
  say(outcome) {
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    const words = this.line?.dataset[outcome].replace("{time}", time);
    if (words && words !== this.line.textContent) this.line.textContent = words;
  }
}
const drafts = new Map([...document.querySelectorAll("form[data-draft]")].map((form) => [form, new Draft(form)]));
const saveAll = () => Promise.all([...drafts.values()].map((draft) => draft.save(true)));
for (const kind of ["pagehide", "online"]) addEventListener(kind, saveAll);
addEventListener("visibilitychange", () => document.hidden && saveAll());

/* A form is sent once, and not at all where there is no connection to send it by. */
const sent = new Set();
addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  const form = event.target;
  const draft = drafts.get(form);
  const offline = draft && !navigator.onLine;
  if (offline) draft.say("failed");
  const behind = draft?.isBehind;
  if (behind && !offline) draft.handIn(event.submitter);
  if (behind || offline || sent.has(form)) return event.preventDefault();
  draft?.sent();
  if ("signOut" in form.dataset) share("out");
  if ("repeat" in form.dataset) return;
  sent.add(form);
  setTimeout(() => sent.delete(form) && (form.ariaBusy = null), 10000);
});
addEventListener("pageshow", ({ persisted }) => {
  sent.clear();
  if (persisted) blank(location.pathname + location.search); // Back must not show what was kept in memory
});

/* The idle lock. Tabs tell each other only the time of the last key or touch, and of signing out. */
const share = (what) => {
  try {
    localStorage.setItem(`alongside-${what}`, now());
  } catch {} // storage is off: each tab then counts by itself
};
const blank = (address) => {
  document.body.replaceChildren();
  location.replace(address);
};

function watch(dialog) {
  const limit = idleMinutes * 60000;
  const words = dialog.querySelector("[data-words]");
  let [here, mine, told, locked] = [now(), 0, now(), false];
  const active = () => {
    if (now() - here > 1000) share("here");
    here = mine = now();
  };
  const lock = async () => {
    if (locked) return;
    locked = true;
    const saving = saveAll();
    document.body.replaceChildren();
    await Promise.race([saving, new Promise((done) => setTimeout(done, 3000))]);
    blank(`${lockUrl}?next=${encodeURIComponent(location.pathname)}`);
  };
  const check = () => {
    const left = limit - (now() - here);
    if (left <= 0) return lock();
    if (mine > told && now() - told > 60000) {
      told = now();
      post(keepUrl).catch(() => {});
    }
    if (left > 60000) return dialog.close();
    if (!dialog.open) dialog.showModal();
    // said at three moments, not every second
    words.textContent = words.dataset.words.replace("{n}", left > 30000 ? 60 : left > 10000 ? 30 : 10);
  };
  for (const kind of ["keydown", "pointerdown", "touchstart"])
    addEventListener(kind, () => dialog.open || active(), { capture: true, passive: true });
  dialog.querySelector("button").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    active();
    check();
  });
  addEventListener("storage", ({ key, newValue }) => {
    if (key === "alongside-here") here = Math.max(here, newValue);
    if (key === "alongside-out") lock();
  });
  addEventListener("visibilitychange", check);
  setInterval(check, 1000);
}
const dialog = document.querySelector("#idle");
if (dialog && idleMinutes) watch(dialog);
