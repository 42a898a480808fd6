// One guest's conversation with the room: comes in, catches up, talks, comes back. Knows no page.
// What happens is told through `tell({kind, …})`.

import { format, parse, parts, plain } from "./irc.js";
import { _ } from "./words.js";

const DOOR = "#general"; // the first channel: while it asks for a key or an invitation, one comes in there first

const WANTED = [
  "message-tags", "server-time", "echo-message", "batch", "labeled-response", "away-notify", "multi-prefix",
  "account-tag", "draft/multiline", "draft/chathistory", "draft/event-playback", "draft/message-redaction",
];
const PAUSES = [1, 2, 4, 8, 15];
const PAGE = 100;
const TYPING_SECONDS = 6;
const KNOCK_AGAIN_SECONDS = 70; // whoever could answer may have come only now

export class Talk {
  constructor(address, { nick, password, channel }, tell) {
    Object.assign(this, { address, nick, password, channel, tell });
    this.wished = nick;
    this.members = new Map(); // folded name → {nick, rank, away}
    this.seen = new Set(); // msgids
    this.batches = new Map();
    this.waiting = new Map(); // label → text
    this.asked = channel; // where we want to be let in now: our channel, or the door before it
    this.passed = false; // whether we have come in by the door
    this.inside = false;
    this.over = false;
    this.closed = false; // whether the room has said so before the connection ended
    this.knocking = 0; // a timer, while the host has not answered
    this.failures = 0;
    this.labels = 0;
    this.typedAt = 0;
  }

  start() {
    this.wait(false);
    this.asked = this.channel;
    this.passed = false;
    this.capabilities = new Set();
    this.offered = [];
    const socket = new WebSocket(this.address, "text.ircv3.net");
    this.socket = socket;
    socket.onopen = () => {
      this.send("CAP", ["LS", "302"]);
      if (this.password) this.send("PASS", [this.password]);
      this.send("NICK", [this.nick]);
      this.send("USER", ["guest", "0", "*", this.nick]);
    };
    socket.onmessage = (event) => this.take(parse(event.data));
    socket.onclose = () => this.lost(socket);
  }

  /** Say something; each part of it is told of as waiting, and again when the room has it. */
  say(text) {
    for (const part of parts(text)) {
      const label = `g${(this.labels += 1)}`;
      this.waiting.set(label, part);
      this.tell({ kind: "said", key: label, nick: this.nick, text: part, time: new Date(), own: true, waiting: true });
      if (this.inside) this.send("PRIVMSG", [this.channel, part], { label });
      else this.fail(label);
    }
    this.typedAt = 0;
  }

  /** Try again to say what did not arrive. */
  again(label) {
    const text = this.waiting.get(label);
    if (text !== undefined && this.inside) this.send("PRIVMSG", [this.channel, text], { label });
    return this.inside;
  }

  /** Let the others see that something is being written. */
  typing() {
    if (this.inside && Date.now() - this.typedAt > 3000) {
      this.typedAt = Date.now();
      this.send("TAGMSG", [this.channel], { "+typing": "active" });
    }
  }

  leave() {
    this.over = true;
    this.wait(false);
    if (this.socket?.readyState === WebSocket.OPEN) this.send("QUIT", ["Left"]);
    this.socket?.close();
  }

  send(command, params = [], tags = {}) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(format(command, params, tags));
  }

  // -- the connection

  lost(socket) {
    if (socket !== this.socket || this.over) return;
    const wasInside = this.inside;
    this.inside = false;
    this.batches.clear();
    for (const label of this.waiting.keys()) this.fail(label);
    if (!wasInside && !this.failures) {
      this.refuse(_("The room does not answer. It may have closed."));
      return;
    }
    const pause = PAUSES[Math.min(this.failures, PAUSES.length - 1)];
    this.failures += 1;
    this.tell({ kind: "lost", closed: this.closed });
    setTimeout(() => this.over || this.start(), pause * 1000);
  }

  refuse(words, wants = "") {
    this.over = true;
    this.wait(false);
    this.socket.close();
    this.tell({ kind: "refused", words, wants });
  }

  fail(label) {
    this.tell({ kind: "failed", key: label });
  }

  // -- what the room says

  take(message) {
    const batch = this.batches.get(message.tags.get("batch"));
    if (message.command === "BATCH") this.batch(message);
    else if (batch) batch.lines.push(message);
    else this.handle(message, false);
  }

  batch(opening) {
    const { params: [reference, type], tags } = opening;
    const name = reference.slice(1);
    if (reference.startsWith("+")) {
      this.batches.set(name, { type, lines: [], opening, outer: this.batches.get(tags.get("batch")) });
      return;
    }
    const done = this.batches.get(name);
    this.batches.delete(name);
    if (!done) return;
    if (done.type === "draft/multiline") done.lines = together(done);
    if (done.outer) done.outer.lines.push(...done.lines);
    else for (const line of done.lines) this.handle(line, done.type === "chathistory");
    if (done.type === "chathistory") this.tell({ kind: "caught-up" });
  }

  handle(message, past) {
    const handler = past ? PAST[message.command] : NOW[message.command];
    handler?.call(this, message, past);
  }

  cap({ params }) {
    const [, command, ...rest] = params;
    if (command === "LS") {
      this.offered.push(...rest[rest.length - 1].split(" ").map((name) => name.split("=", 1)[0]));
      if (rest[0] === "*") return;
      const wanted = WANTED.filter((name) => this.offered.includes(name));
      if (wanted.length) this.send("CAP", ["REQ", wanted.join(" ")]);
      else this.send("CAP", ["END"]);
    } else if (command === "ACK" || command === "NAK") {
      if (command === "ACK") rest[0].split(" ").forEach((name) => this.capabilities.add(name));
      this.send("CAP", ["END"]);
    }
  }

  welcome({ params }) {
    this.nick = params[0];
    this.join();
  }

  join() {
    this.send("JOIN", this.password ? [this.asked, this.password] : [this.asked]);
  }

  nameTaken({ params }) {
    const number = Number(/\d*$/.exec(this.nick)[0] || 1) + 1;
    const base = this.wished.slice(0, 28);
    if (this.failures || number < 10) {
      this.nick = `${base}${number}`;
      this.send("NICK", [this.nick]);
    } else {
      this.refuse(_(plain(params[params.length - 1])), "nick");
    }
  }

  joined({ nick, params: [channel] }) {
    if (this.isMe(nick) && !this.here(channel) && fold(channel) === fold(this.asked)) this.throughTheDoor();
    if (!this.here(channel)) return;
    if (this.isMe(nick)) {
      this.inside = true;
      this.wait(false);
      this.closed = false;
      this.failures = 0;
      this.members.clear();
      this.tell({ kind: "inside", nick: this.nick, channel });
      if (this.capabilities.has("draft/chathistory")) this.send("CHATHISTORY", ["LATEST", channel, "*", String(PAGE)]);
      else this.tell({ kind: "caught-up" });
    } else {
      this.members.set(fold(nick), { nick, rank: "", away: false });
      this.tell({ kind: "came", nick });
    }
    this.tell({ kind: "people" });
  }

  throughTheDoor() {
    this.wait(false);
    this.passed = true;
    this.asked = this.channel;
    this.join();
  }

  named({ params }) {
    if (!this.here(params[2])) return;
    for (const word of params[3].split(" ").filter(Boolean)) {
      const [, rank, name] = /^([~&@%+]*)(.*)$/.exec(word);
      const nick = name.split("!", 1)[0];
      this.members.set(fold(nick), { nick, rank: rank.slice(0, 1), away: false });
    }
  }

  left(message) {
    const [channel] = message.params;
    const gone = message.command === "KICK" ? message.params[1] : message.nick;
    if (message.command !== "QUIT" && !this.here(channel)) return;
    if (this.isMe(gone)) {
      if (message.command === "KICK") this.removed(message);
      return;
    }
    if (this.members.delete(fold(gone))) {
      const by = message.command === "KICK" ? message.nick : "";
      this.tell({ kind: "went", nick: gone, by });
      this.tell({ kind: "people" });
    }
  }

  removed({ nick, params: [, , why = ""] }) {
    this.refuse(`${_("You were removed by {by}.", { by: nick })} ${plain(why)}`);
  }

  renamed({ nick, params: [name] }) {
    const member = this.members.get(fold(nick));
    if (this.isMe(nick)) this.nick = name;
    if (!member) return;
    this.members.delete(fold(nick));
    this.members.set(fold(name), { ...member, nick: name });
    this.tell({ kind: "renamed", old: nick, nick: name });
    this.tell({ kind: "people" });
  }

  said(message, past) {
    const { tags, nick, params: [target, words = ""], command } = message;
    if (!this.here(target)) return;
    const label = tags.get("label");
    const id = tags.get("msgid") ?? "";
    if (label && this.waiting.delete(label)) {
      if (id) this.seen.add(id);
      this.tell({ kind: "arrived", key: label, id, account: tags.get("account") ?? "" });
      return;
    }
    if (id && this.seen.has(id)) return;
    if (id) this.seen.add(id);
    const acted = /^\x01ACTION (.*?)\x01?$/s.exec(words);
    if (words.startsWith("\x01") && !acted) return;
    this.stopTyping(nick);
    const text = plain(acted ? acted[1] : words);
    this.tell({
      kind: "said", key: id, nick, text, past, time: dated(tags), own: this.isMe(nick), acted: Boolean(acted),
      account: tags.get("account") ?? "", corrects: tags.get("+parlor.app/corrects") ?? "",
      notice: command === "NOTICE", answers: tags.get("+reply") ?? tags.get("+draft/reply") ?? "",
      mention: !this.isMe(nick) && mentions(text, this.nick),
    });
  }

  signed({ tags, nick, params: [target] }, past) {
    if (!this.here(target)) return;
    const to = tags.get("+reply") ?? tags.get("+draft/reply");
    const reaction = tags.get("+draft/react");
    const withdrawn = tags.get("+draft/unreact");
    if (to && reaction) this.tell({ kind: "reacted", to, nick, reaction: plain(reaction) });
    if (to && withdrawn) this.tell({ kind: "reacted", to, nick, reaction: plain(withdrawn), withdrawn: true });
    const typing = tags.get("+typing");
    if (typing && !past && !this.isMe(nick)) {
      const member = this.members.get(fold(nick));
      if (typing === "active" && member) {
        clearTimeout(member.timer);
        member.typing = true;
        member.timer = setTimeout(() => this.stopTyping(nick), TYPING_SECONDS * 1000);
        this.tell({ kind: "typing" });
      } else {
        this.stopTyping(nick);
      }
    }
  }

  stopTyping(nick) {
    const member = this.members.get(fold(nick));
    if (member?.typing) {
      clearTimeout(member.timer);
      member.typing = false;
      this.tell({ kind: "typing" });
    }
  }

  turnedAway({ command, params }) {
    if (command === "473" && this.knocking) {
      this.refuse(_("The host said no."));
    } else if (command === "473" && !this.inside) {
      this.ask();
    } else if (command === "475" || command === "464") {
      this.refuse(this.password ? _("That is not this room's password.") : _("This room has a password."), "password");
    } else {
      this.refuse(_("You cannot come in: {why}", { why: _(plain(params[params.length - 1])) }));
    }
  }

  /** Our channel is not open to us: come in by the door before it, or wait to be let in. */
  ask() {
    if (fold(this.asked) !== DOOR && !this.passed) {
      this.asked = DOOR;
      this.join();
    } else {
      this.wait(true);
      this.tell({ kind: "asking" });
    }
  }

  /** Knock, now and then, until somebody answers; or do so no more. */
  wait(asks) {
    clearInterval(this.knocking);
    this.knocking = 0;
    if (!asks) return;
    const knock = () => this.send("KNOCK", [this.asked]);
    this.knocking = setInterval(knock, KNOCK_AGAIN_SECONDS * 1000);
    knock();
  }

  isMe(nick) {
    return fold(nick) === fold(this.nick);
  }

  here(target) {
    return fold(target ?? "") === fold(this.channel);
  }
}

const NOW = {
  PING({ params }) { this.send("PONG", params.slice(-1)); },
  CAP(message) { this.cap(message); },
  "001"(message) { this.welcome(message); },
  433(message) { this.nameTaken(message); },
  432({ params }) {
    this.refuse(_("That cannot be a name here. {why}", { why: _(plain(params[params.length - 1])) }), "nick");
  },
  331({ params: [, channel] }) { if (this.here(channel)) this.tell({ kind: "topic", topic: "" }); },
  332({ params: [, channel, topic] }) { if (this.here(channel)) this.tell({ kind: "topic", topic: plain(topic) }); },
  353(message) { this.named(message); },
  366() { this.tell({ kind: "people" }); },
  464(message) { this.turnedAway(message); },
  471(message) { this.turnedAway(message); },
  473(message) { this.turnedAway(message); },
  474(message) { this.turnedAway(message); },
  475(message) { this.turnedAway(message); },
  477(message) { this.turnedAway(message); },
  465(message) { this.turnedAway(message); },
  404({ params }) {
    for (const label of this.waiting.keys()) this.fail(label);
    this.tell({ kind: "told", words: _(plain(params[params.length - 1])) });
  },
  FAIL({ params, tags }) {
    if (this.waiting.has(tags.get("label"))) this.fail(tags.get("label"));
    this.tell({ kind: "told", words: plain(params[params.length - 1]) });
  },
  ERROR({ params }) { this.closed = (params[0] ?? "").includes("The room was closed"); },
  INVITE({ params: [nick, channel] }) {
    const wanted = this.here(channel) || fold(channel) === fold(this.asked);
    if (!this.isMe(nick) || !wanted || this.inside) return;
    this.asked = channel;
    this.wait(false);
    this.join();
  },
  713() { if (!this.inside) this.join(); }, // the door was opened meanwhile
  JOIN(message) { this.joined(message); },
  PART(message) { this.left(message); },
  QUIT(message) { this.left(message); },
  KICK(message) { this.left(message); },
  NICK(message) { this.renamed(message); },
  TOPIC({ params: [channel, topic = ""], nick }) {
    if (this.here(channel)) this.tell({ kind: "topic", topic: plain(topic), nick });
  },
  AWAY({ nick, params }) {
    const member = this.members.get(fold(nick));
    if (member) member.away = Boolean(params[0]);
    this.tell({ kind: "people" });
  },
  PRIVMSG(message, past) { this.said(message, past); },
  NOTICE(message, past) { this.said(message, past); },
  TAGMSG(message, past) { this.signed(message, past); },
  REDACT({ params: [target, id] }) { if (this.here(target)) this.tell({ kind: "removed", id }); },
};
const PAST = { PRIVMSG: NOW.PRIVMSG, NOTICE: NOW.NOTICE, TAGMSG: NOW.TAGMSG, REDACT: NOW.REDACT };

/** The lines of one message as one: https://ircv3.net/specs/extensions/multiline. */
function together({ opening, lines }) {
  if (!lines.length) return [];
  const text = lines.map(({ tags, params }, index) => {
    const joins = index === 0 || tags.has("draft/multiline-concat");
    return (joins ? "" : "\n") + (params[1] ?? "");
  });
  return [{ ...lines[0], tags: opening.tags, source: opening.source, nick: opening.nick,
    params: [opening.params[2], text.join("")] }];
}

function fold(name) {
  return name.toLowerCase();
}

function dated(tags) {
  const time = new Date(tags.get("time") ?? Date.now());
  return Number.isNaN(time.getTime()) ? new Date() : time;
}

function mentions(text, nick) {
  const at = fold(text).indexOf(fold(nick));
  if (at < 0) return false;
  const letter = /[\p{L}\p{N}_-]/u;
  return !letter.test(text[at - 1] ?? " ") && !letter.test(text[at + nick.length] ?? " ");
}
