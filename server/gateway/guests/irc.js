// Lines of IRC: taken apart and put together. Knows no connection and no page.
// https://modern.ircdocs.horse/#message-format, https://ircv3.net/specs/extensions/message-tags

const UNESCAPED = { ":": ";", s: " ", "\\": "\\", r: "\r", n: "\n" };
const ESCAPED = { ";": "\\:", " ": "\\s", "\\": "\\\\", "\r": "\\r", "\n": "\\n" };

/** A line as {tags, source, nick, command, params}. Total: whatever comes has a command, if an empty one. */
export function parse(line) {
  const message = { tags: new Map(), source: "", nick: "", command: "", params: [] };
  let rest = line;
  if (rest.startsWith("@")) {
    const [tags, after] = cut(rest.slice(1));
    rest = after;
    for (const tag of tags.split(";")) {
      const at = tag.indexOf("=");
      const value = at < 0 ? "" : tag.slice(at + 1).replace(/\\(.?)/gs, (_, c) => UNESCAPED[c] ?? c);
      message.tags.set(at < 0 ? tag : tag.slice(0, at), value);
    }
  }
  if (rest.startsWith(":")) {
    [message.source, rest] = cut(rest.slice(1));
    message.nick = message.source.split("!", 1)[0];
  }
  const words = [];
  while (rest) {
    if (rest.startsWith(":") && words.length) {
      words.push(rest.slice(1));
      break;
    }
    let word;
    [word, rest] = cut(rest);
    words.push(word);
  }
  message.command = (words.shift() ?? "").toUpperCase();
  message.params = words;
  return message;
}

/** A line from a command, its parameters and perhaps tags. */
export function format(command, params = [], tags = {}) {
  const written = Object.entries(tags).map(
    ([key, value]) => (value === "" ? key : `${key}=${value.replace(/[; \\\r\n]/g, (c) => ESCAPED[c])}`),
  );
  const last = params.length - 1;
  const words = params.map((param, index) => {
    const word = String(param).replace(/[\r\n\0]/g, " ");
    return index === last && (word === "" || word.startsWith(":") || word.includes(" ")) ? `:${word}` : word;
  });
  return [...(written.length ? [`@${written.join(";")}`] : []), command, ...words].join(" ");
}

/** A text without the signs for bold, colours and the like, of which a page knows better ones. */
export function plain(text) {
  return text.replace(/\x03(\d{1,2}(,\d{1,2})?)?|\x04([0-9a-f]{6}(,[0-9a-f]{6})?)?|[\x00-\x08\x0b-\x1f\x7f]/gi, "");
}

/** A text in parts that fit into a line each; no character is cut in two. */
export function parts(text, most = 380) {
  const encoder = new TextEncoder();
  const made = [];
  for (const line of text.split(/\r?\n/)) {
    let part = "";
    let size = 0;
    for (const { segment } of segments(line)) {
      const bytes = encoder.encode(segment).length;
      if (size + bytes > most && part) {
        made.push(part);
        part = "";
        size = 0;
      }
      part += segment;
      size += bytes;
    }
    if (part.trim()) made.push(part);
  }
  return made;
}

function segments(line) {
  return globalThis.Intl?.Segmenter
    ? new Intl.Segmenter().segment(line)
    : Array.from(line, (segment) => ({ segment }));
}

function cut(text) {
  const at = text.indexOf(" ");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at).trimStart()];
}
