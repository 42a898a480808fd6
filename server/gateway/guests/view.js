// The page of a room: puts what it is told into the document. Knows no lines and no connection.
// Whatever others wrote becomes text nodes, never markup.

import { inShort, made, shown } from "./said.js";
import { _, locale } from "./words.js";

const MOST = 1000; // messages on the page; the room keeps the others
const GROUP = 5 * 60 * 1000;

const at = (id) => document.getElementById(id);
const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
const calendar = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" });

export class View {
  constructor(again) {
    this.again = again;
    this.rows = new Map(); // key → row; of a message that was corrected also the keys of its corrections
    this.last = null; // what the next message may be grouped with
    this.log = at("log");
    at("latest").onclick = () => this.toEnd();
    this.log.onscroll = () => { if (this.atEnd()) at("latest").hidden = true; };
    at("show-people").onclick = () => {
      const shown = at("people").classList.toggle("shown");
      at("show-people").setAttribute("aria-expanded", String(shown));
    };
  }

  enter() {
    at("door").hidden = true;
    at("room").hidden = false;
    at("banner").hidden = true;
    at("text").focus();
  }

  banner(words) {
    at("banner").textContent = words;
    at("banner").hidden = false;
  }

  topic(words) {
    at("topic").textContent = words;
  }

  people(members, me) {
    const sorted = [...members].sort((a, b) => a.nick.localeCompare(b.nick));
    at("count").textContent = String(sorted.length);
    at("counted").textContent = sorted.length === 1 ? _("person") : _("people");
    at("members").replaceChildren(...sorted.map((member) => {
      const name = member.nick === me ? _("{nick} (you)", member) : member.nick;
      const role = { "~": _("host"), "&": _("host"), "@": _("moderator"), "%": _("helper") }[member.rank];
      const about = [name, role, member.away && _("away")].filter(Boolean);
      return made("li", about.join(", "), member.away ? "away" : "");
    }));
  }

  typing(nicks) {
    const [one, two] = nicks;
    at("typing").textContent = nicks.length > 2 ? _("Several people are writing…")
      : two ? _("{one} and {two} are writing…", { one, two }) : one ? _("{one} is writing…", { one }) : "";
  }

  event(words) {
    this.last = null;
    this.put(made("li", words, "event"));
  }

  message(said) {
    if (said.corrects && this.correct(said)) return;
    const { key, nick, account, text, time, own, acted, answers, mention, waiting } = said;
    const row = made("li", "", "message");
    Object.assign(row, { key, nick, account, time, said: inShort(text) });
    row.classList.toggle("own", Boolean(own));
    row.classList.toggle("mention", Boolean(mention));
    row.classList.toggle("waiting", Boolean(waiting));
    this.dayLine(time);
    if (!this.last || this.last.nick !== nick || time - this.last.time > GROUP) {
      row.classList.add("first");
      const by = made("div", "", "by");
      const written = made("time", clock.format(time));
      written.dateTime = time.toISOString();
      by.append(made("span", mention ? _("{nick} (to you)", { nick }) : nick, "author"), written);
      row.append(by);
    }
    if (answers) row.append(made("div", this.quote(answers), "quote"));
    const body = made("div", "", "text");
    body.append(...shown(acted ? `${nick} ${text}` : text));
    row.append(body);
    this.last = { nick, time };
    if (key) this.rows.set(key, row);
    this.put(row, own);
  }

  /** Put other words in the place of a message. False where it is not here, or somebody else has said it. */
  correct({ key, corrects, nick, account, text, time, acted, mention }) {
    const row = this.rows.get(corrects);
    if (!row || !isSame(row, { nick, account })) return false;
    this.rows.set(key, row);
    if (row.gone || time < row.time) return true; // nothing is left to correct, or a later one was told before
    Object.assign(row, { time, said: inShort(text) });
    row.classList.toggle("mention", Boolean(mention));
    const edited = made("span", ` ${_("edited")}`, "edited");
    row.querySelector(".text").replaceChildren(...shown(acted ? `${nick} ${text}` : text), edited);
    return true;
  }

  arrived(key, id, account) {
    const row = this.rows.get(key);
    if (!row) return;
    this.rows.delete(key);
    if (id) this.rows.set(id, row);
    Object.assign(row, { key: id, account });
    row.classList.remove("waiting");
    row.querySelector(".failed")?.remove();
  }

  failed(key) {
    const row = this.rows.get(key);
    if (!row || row.querySelector(".failed")) return;
    const note = made("div", `${_("Not sent.")} `, "failed");
    const button = made("button", _("Try again"));
    button.type = "button";
    button.onclick = () => { if (this.again(key)) note.remove(); };
    note.append(button);
    row.append(note);
  }

  removed(id) {
    const row = this.rows.get(id);
    if (!row || row.key !== id) return; // a correction alone: nobody knows any more what it replaced
    Object.assign(row, { gone: true, said: _("a message that was removed") });
    row.querySelector(".quote")?.remove();
    row.querySelector(".reactions")?.remove();
    row.querySelector(".text").replaceChildren(made("span", _("This message was removed."), "removed"));
  }

  reacted({ to, nick, reaction, withdrawn }) {
    const row = this.rows.get(to);
    if (!row || !reaction) return;
    row.reactions ??= new Map();
    const by = row.reactions.get(reaction) ?? new Set();
    if (withdrawn) by.delete(nick);
    else by.add(nick);
    if (by.size) row.reactions.set(reaction, by);
    else row.reactions.delete(reaction);
    row.querySelector(".reactions")?.remove();
    if (!row.reactions.size) return;
    const shown = made("div", "", "reactions");
    for (const [sign, people] of row.reactions) {
      const chip = made("span", `${[...sign].slice(0, 24).join("")} ${people.size}`);
      chip.title = [...people].join(", ");
      shown.append(chip);
    }
    row.append(shown);
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
    at("latest").hidden = true;
  }

  // -- inside

  put(row, own = false) {
    const follow = own || this.atEnd();
    this.log.append(row);
    while (this.log.childElementCount > MOST) this.forget(this.log.firstElementChild);
    if (follow) this.toEnd();
    else at("latest").hidden = false;
  }

  forget(row) {
    for (const [key, kept] of this.rows) {
      if (kept === row) this.rows.delete(key);
    }
    row.remove();
  }

  atEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 40;
  }

  dayLine(time) {
    const day = calendar.format(time);
    if (day === this.day) return;
    this.day = day;
    this.last = null;
    this.log.append(made("li", day, "day"));
  }

  quote(key) {
    const row = this.rows.get(key);
    return row ? `${row.nick}: ${row.said}` : _("In answer to an earlier message");
  }
}

/** Whether two names with their accounts are one person's: by the account, if there is one. */
function isSame(one, other) {
  return one.account || other.account
    ? one.account === other.account
    : one.nick.toLowerCase() === other.nick.toLowerCase();
}
