// Small helps for pages that work without it: drafts, keys, place candidates, amounts in capitals, one press one submit.
(() => {
  "use strict";
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const one = (selector, root = document) => root.querySelector(selector);
  const byId = (id) => document.getElementById(id);
  const typing = (el) => el && (/^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName) && !/^(radio|checkbox|button|submit)$/.test(el.type) || el.isContentEditable);

  // Errors get the focus, so that a screen reader starts there.
  const focus = one("[data-focus]");
  if (focus) focus.focus();
  // A link of the error summary leads to the field itself, not only to its place on the page.
  all(".esum a").forEach((link) => link.addEventListener("click", (event) => {
    const field = byId(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    field.focus({ preventScroll: true });
    (field.closest(".fld") || field).scrollIntoView({ block: "center" });
  }));

  // One press, one submit. The button stays in the form data, so it is locked only after the browser has read it.
  all("form[data-once]").forEach((form) => form.addEventListener("submit", (event) => {
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    const button = event.submitter || one("button:not([disabled])", form);
    if (!button) return;
    const label = one("span", button) || button;
    form.dataset.label = label.textContent;
    label.textContent = "正在提交";
    button.setAttribute("aria-busy", "true");
  }));
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) all("form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      all("[aria-busy]", form).forEach((button) => { button.removeAttribute("aria-busy"); (one("span", button) || button).textContent = form.dataset.label; });
    });
  });

  // Drafts: every five seconds while something changes, and when a field is left.
  all("form[data-draft-url]").forEach((form) => {
    const line = one("[data-draft]", form);
    const read = () => { const data = new FormData(form); all("input[type=file]", form).forEach((file) => data.delete(file.name)); return data; };
    const print = (data) => new URLSearchParams(data).toString();
    let last = print(read()), busy = false;
    const save = async () => {
      const data = read(), now = print(data);
      if (now === last || busy || form.dataset.sent) return;
      busy = true;
      try {
        const answer = await fetch(form.dataset.draftUrl, { method: "POST", body: data, credentials: "same-origin" });
        if (answer.ok) {
          last = now;
          const at = new Date();
          if (line) line.textContent = `${at.getHours()}:${String(at.getMinutes()).padStart(2, "0")} 已存草稿，只有本岗位看得到`;
        } else if (line) line.textContent = "草稿暂时没有存上，您填的还在这一页";
      } catch (error) {
        if (line) line.textContent = "没有信号，草稿还没存上；您填的还在这一页";
      }
      busy = false;
    };
    setInterval(save, 5000);
    form.addEventListener("focusout", save);
  });

  // Amounts in capitals, as on a cheque, so that a nought too many is seen.
  const DIGITS = "零壹贰叁肆伍陆柒捌玖", PLACES = ["", "拾", "佰", "仟"], GROUPS = ["", "万", "亿", "万亿"];
  const capitals = (text) => {
    const plain = text.replace(/[０-９．]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/[,，\s¥元]/g, "");
    const match = /^(\d{1,15})(?:\.(\d{1,2}))?$/.exec(plain);
    if (!match) return "";
    const whole = match[1].replace(/^0+(?=\d)/, ""), cents = (match[2] || "").padEnd(2, "0");
    let words = "", gap = false;
    for (let at = 0; at < whole.length; at++) {
      const left = whole.length - 1 - at, digit = +whole[at];
      if (digit) { words += (gap ? "零" : "") + DIGITS[digit] + PLACES[left % 4]; gap = false; } else gap = gap || words !== "";
      if (left % 4 === 0 && /[1-9]/.test(whole.slice(Math.max(0, at - 3), at + 1))) { words += GROUPS[left / 4]; gap = gap && left > 0 && +whole[at] === 0; }
    }
    const [jiao, fen] = [+cents[0], +cents[1]];
    words = words ? words + "元" : "";
    if (!jiao && !fen) return (words || "零元") + "整";
    if (jiao) words += DIGITS[jiao] + "角"; else if (words) words += "零";
    return words + (fen ? DIGITS[fen] + "分" : "整");
  };
  const amount = (field) => {
    const box = field.closest(".fld");
    let line = one("[data-capitals]", box);
    const words = capitals(field.value);
    if (!words) { if (line) line.remove(); return; }
    if (!line) { line = document.createElement("p"); line.className = "msg live"; line.dataset.capitals = ""; field.parentNode.after(line); }
    line.textContent = "大写：" + words;
  };

  // Where does an address lie? Asked when the field is left, never while typing.
  const place = async (field) => {
    const box = byId(field.dataset.place + "-box"), text = field.value.trim();
    if (!box || !text || field.dataset.asked === text) return;
    field.dataset.asked = text;
    const query = new URLSearchParams({ q: text, name: field.dataset.place });
    try {
      const answer = await fetch("/place?" + query, { credentials: "same-origin" });
      const found = await answer.text();
      await pressed;
      if (answer.ok && field.value.trim() === text) box.innerHTML = found;
    } catch (error) { field.dataset.asked = ""; }
  };
  all("[data-place]").forEach((field) => { field.dataset.asked = field.value.trim(); });
  all("[data-money]").forEach(amount);
  // The page must not move under a finger that is just pressing a button: what a field adds below itself waits until the finger is up.
  let pressed = Promise.resolve();
  document.addEventListener("pointerdown", () => { pressed = new Promise((done) => ["pointerup", "pointercancel"].forEach((end) => document.addEventListener(end, () => setTimeout(done, 50), { once: true }))); }, true);
  document.addEventListener("focusout", (event) => {
    if (event.target.matches("[data-money]")) pressed.then(() => amount(event.target));
    if (event.target.matches("[data-place]")) pressed.then(() => place(event.target));
  });

  // A question that depends on another answer shows only when it is needed; hidden, it sends nothing.
  const conditional = () => all("[data-only-if]").forEach((field) => {
    const [name, ...value] = field.dataset.onlyIf.split("=");
    const answer = all("input,select", field.form || document).find((el) => el.name === name && (el.type !== "radio" || el.checked));
    const wanted = !!answer && answer.value === value.join("=");
    field.hidden = !wanted;
    all("input,select,textarea", field).forEach((el) => { el.disabled = !wanted; });
  });
  if (one("[data-only-if]")) { conditional(); document.addEventListener("change", conditional); }

  // One more instalment or party: a copy of the last group, emptied, with the next number.
  all("[data-add]").forEach((button) => {
    button.hidden = false;
    const match = /^(.*\.)(\d+)$/.exec(button.dataset.add);
    button.addEventListener("click", () => {
      const groups = all("fieldset[data-group]").filter((group) => group.dataset.group.startsWith(match[1]));
      const last = groups[groups.length - 1], old = last.dataset.group, n = +old.slice(match[1].length) + 1, key = match[1] + n;
      const copy = last.cloneNode(true);
      copy.dataset.group = key;
      copy.classList.remove("first");
      all("[name],[id],[for],[data-place],[aria-describedby]", copy).forEach((el) => ["name", "id", "for", "data-place", "aria-describedby"].forEach((attribute) => {
        const value = el.getAttribute(attribute);
        if (value) el.setAttribute(attribute, value.split(old + ".").join(key + "."));
      }));
      all(".msg,.after-err,[data-capitals]", copy).forEach((el) => el.remove());
      all(".bad", copy).forEach((el) => el.classList.remove("bad"));
      all("[aria-invalid]", copy).forEach((el) => el.removeAttribute("aria-invalid"));
      all(".cand label", copy).forEach((label) => { if (one("input", label).value !== "unknown") label.remove(); });
      all("input,textarea", copy).forEach((el) => { if (el.type === "radio") el.checked = el.defaultChecked && /\.kind$/.test(el.name); else el.value = ""; });
      all("[data-place]", copy).forEach((el) => { el.dataset.asked = ""; });
      const legend = one("legend", copy), first = one("legend", last), words = first.textContent;
      if (!/\d/.test(words)) first.textContent = `${words} 1`;
      legend.textContent = /\d/.test(words) ? words.replace(/\d+/, n) : `${words} ${n}`;
      last.after(copy);
      const field = one("input:not([type=radio]),select,textarea", copy);
      if (field) field.focus();
    });
  });

  // Print, and hiding an unmasked value when its time is up.
  all("[data-print]").forEach((button) => { button.hidden = false; button.addEventListener("click", () => window.print()); });
  window.addEventListener("beforeprint", () => all("details.why").forEach((why) => { why.open = true; }));
  all("[data-hide-after]").forEach((card) => setTimeout(() => {
    const value = one("[data-value]", card);
    value.textContent = value.dataset.value;
  }, card.dataset.hideAfter * 1000));

  // Keys. Single letters can be switched off on 我的; none works while a Chinese word is being composed or a field has the focus.
  const kept = { get: () => { try { return localStorage.getItem("keys") !== "off"; } catch (error) { return true; } }, set: (on) => { try { localStorage.setItem("keys", on ? "on" : "off"); } catch (error) { /* private window: this page only */ } } };
  const choice = one("[data-keys-switch]");
  if (choice) { choice.hidden = false; const box = one("input", choice); box.checked = kept.get(); box.addEventListener("change", () => kept.set(box.checked)); }
  const help = one("[data-keys]");
  if (help) help.hidden = !kept.get();
  let g = 0;
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = document.activeElement && document.activeElement.closest("form[data-once]"), button = form && one(".send button:not([disabled])", form);
      if (button) { event.preventDefault(); button.click(); }
      return;
    }
    if (event.key === "Escape" && typing(event.target)) { event.target.blur(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || !kept.get()) return;
    const key = event.key.toLowerCase(), after = Date.now() - g < 1500;
    g = 0;
    if (after && key === "i") location.href = "/";
    else if (after && key === "c") location.href = "/procedures/";
    else if (key === "g") g = Date.now();
    else if (key === "/") { const field = all("input[type=search]").find((el) => el.offsetParent); if (field) { event.preventDefault(); field.focus(); } }
    else if (key === "?" && help) help.hidden = !help.hidden;
    else if (key === "w") { const why = one("#why details"); if (why) { why.open = true; one("summary", why).focus(); } }
    else if (key === "escape") { const back = one(".crumbs a"); if (back) location.href = back.href; }
    else if (key === "j" || key === "k") {
      const rows = all("[data-rows] .do"), at = rows.indexOf(document.activeElement);
      const next = rows[at < 0 ? (key === "j" ? 0 : rows.length - 1) : at + (key === "j" ? 1 : -1)];
      if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); }
    }
  });
})();
