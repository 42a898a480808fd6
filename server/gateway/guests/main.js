// Brings the page and the conversation together.

import { Talk } from "./talk.js";
import { View } from "./view.js";
import { _, language } from "./words.js";

const at = (id) => document.getElementById(id);
const invite = readInvite();
const title = document.title;
let talk = null;
let unread = 0;

speak();

/** Put the page into the language of who reads it. */
function speak() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-say]")) element.textContent = _(element.textContent);
  for (const name of ["placeholder", "aria-label"]) {
    for (const element of document.querySelectorAll(`[${name}]`)) element.setAttribute(name, _(element.getAttribute(name)));
  }
}

/** What the link or QR code said behind the #, which no server ever sees; taken out of the address and the history. */
function readInvite() {
  const written = location.hash.slice(1) || sessionStorage.getItem("invite") || "";
  const fields = new URLSearchParams(written);
  if (location.hash) {
    sessionStorage.setItem("invite", written);
    history.replaceState(null, "", location.pathname);
  }
  return {
    channel: fields.get("channel") || "#general",
    password: fields.get("password") || "",
    fingerprint: fields.get("fp") || "",
  };
}

/** The link that opens Parlor itself on this room. */
function inviteLink() {
  const channel = encodeURIComponent(invite.channel.replace(/^#/, ""));
  const query = invite.fingerprint ? `?fp=${encodeURIComponent(invite.fingerprint)}` : "";
  const secret = invite.password ? `#${encodeURIComponent(invite.password)}` : "";
  const port = location.port || (location.protocol === "https:" ? "443" : "80");
  return `parlor://join/${location.hostname}:${port}/${channel}${query}${secret}`;
}

const view = new View((key) => talk?.again(key));
at("open").href = inviteLink();
at("nick").value = sessionStorage.getItem("nick") ?? "";

at("entry").onsubmit = (event) => {
  event.preventDefault();
  const nick = at("nick").value.trim().replace(/\s+/g, "-");
  if (!nick) return;
  sessionStorage.setItem("nick", nick);
  at("problem").hidden = true;
  at("entry").querySelector("button").disabled = true;
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const password = at("password").value || invite.password;
  talk = new Talk(`${scheme}://${location.host}/`, { nick, password, channel: invite.channel }, tell);
  talk.start();
};

at("bar").onsubmit = (event) => {
  event.preventDefault();
  const text = at("text").value;
  if (!text.trim() || !talk) return;
  at("text").value = "";
  grow();
  talk.say(text);
};

at("text").onkeydown = (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    at("bar").requestSubmit();
  }
};

at("text").oninput = () => {
  grow();
  if (at("text").value.trim()) talk?.typing();
};

document.addEventListener("visibilitychange", () => { if (!document.hidden) seen(); });
addEventListener("pagehide", (event) => { if (!event.persisted) talk?.leave(); });

function grow() {
  at("text").style.height = "auto";
  at("text").style.height = `${at("text").scrollHeight + 2}px`;
}

function seen() {
  unread = 0;
  document.title = title;
}

function refused(words, wants) {
  at("room").hidden = true;
  at("door").hidden = false;
  at("entry").querySelector("button").disabled = false;
  at("problem").textContent = words;
  at("problem").hidden = false;
  if (wants === "password") {
    at("locked").hidden = false;
    at("password").value = "";
    at("password").focus();
  }
}

const TOLD = {
  inside: () => view.enter(),
  asking() {
    view.enter();
    view.banner(_("You are waiting to be let in. The host has been asked."));
  },
  lost({ closed }) {
    if (closed) view.banner(_("The host closed the room. You are back as soon as it opens again."));
    else view.banner(_("The connection is lost. Trying again…"));
  },
  refused: ({ words, wants }) => refused(words, wants),
  topic: ({ topic }) => view.topic(topic),
  people: () => view.people(talk.members.values(), talk.nick),
  typing: () => view.typing([...talk.members.values()].filter((member) => member.typing).map((member) => member.nick)),
  came: ({ nick }) => view.event(_("{nick} joined", { nick })),
  went: ({ nick, by }) => view.event(by ? _("{nick} was removed by {by}", { nick, by }) : _("{nick} left", { nick })),
  renamed: ({ old, nick }) => view.event(_("{old} is now {nick}", { old, nick })),
  told: ({ words }) => view.event(words),
  removed: ({ id }) => view.removed(id),
  reacted: (event) => view.reacted(event),
  arrived: ({ key, id, account }) => view.arrived(key, id, account),
  failed: ({ key }) => view.failed(key),
  "caught-up": () => view.toEnd(),
  said(event) {
    view.message(event);
    if (document.hidden && !event.own && !event.past && !event.corrects) document.title = `(${(unread += 1)}) ${title}`;
  },
};

function tell(event) {
  TOLD[event.kind]?.(event);
}
