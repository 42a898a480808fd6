// What somebody has said, as nodes: words, links, files, pictures. Knows neither the conversation nor the page.
// Nothing of it is believed: a file is fetched from this room, whatever address its link names.

import { _, locale } from "./words.js";

const LINK = /\bhttps?:\/\/[^\s<>"'`]+[^\s<>"'`.,;:!?)\]}]/gu;
const FILE = /^https?:\/\/[^\s/?#]{1,300}\/files\/([0-9a-f]{64})\/([^\s/?#]{1,600})(?:#(\S{0,100}))?$/u;
const PICTURE = /\.(png|jpe?g|gif|webp|bmp)$/i;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]/gu; // among them what turns the rest of a name around
const MOST_OF_A_PICTURE = 10_000_000; // bytes that are fetched without being asked for
const WIDEST = 320;
const HIGHEST = 240;

/** What stands for a message on the page. */
export function shown(text) {
  const file = fileIn(text);
  return file ? withFile(file) : withLinks(text);
}

/** What somebody said where there is little room: of a file its name. */
export function inShort(text) {
  return fileIn(text)?.name ?? text;
}

/** An element with a text, which is never markup. */
export function made(tag, text = "", className = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  if (className) element.className = className;
  return element;
}

/** The file that a message is; null if it is something else, be it with a link to a file. */
function fileIn(text) {
  const match = FILE.exec(text.trim());
  if (!match) return null;
  const [, digest, written, more] = match;
  const known = new URLSearchParams(more ?? "");
  const sides = /^(\d{1,5})x(\d{1,5})$/.exec(known.get("picture") ?? "");
  return {
    name: decoded(written).replace(UNSEEN, "") || _("file"),
    path: `/files/${digest}/${written}`,
    size: /^\d{1,15}$/.test(known.get("size") ?? "") ? Number(known.get("size")) : null,
    sides: sides ? sides.slice(1).map(Number) : null,
  };
}

function decoded(name) {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function withFile(file) {
  const link = made("a", file.name);
  elsewhere(link, file.path);
  const nodes = [link];
  if (file.size !== null) nodes.push(made("span", ` ${measured(file.size)}`, "size"));
  if (!PICTURE.test(file.name) || !file.sides?.every(Boolean) || !(file.size <= MOST_OF_A_PICTURE)) return nodes;
  const around = made("a", "", "picture");
  elsewhere(around, file.path);
  around.append(picture(file, around));
  return [around, ...nodes];
}

/** A picture, small; its place is kept while it comes, so that nothing moves. */
function picture({ name, path, sides: [width, height] }, around) {
  const image = document.createElement("img");
  const scale = Math.min(1, WIDEST / width, HIGHEST / height);
  image.width = Math.max(1, Math.round(width * scale));
  image.height = Math.max(1, Math.round(height * scale));
  image.alt = name;
  image.loading = "lazy";
  image.onerror = () => around.remove(); // the room does not have it any more; the name stays
  image.src = path;
  return image;
}

function measured(bytes) {
  const units = ["bytes", "kB", "MB", "GB"];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const number = bytes / 1000 ** power;
  return `${number.toLocaleString(locale, { maximumFractionDigits: number < 10 && power ? 1 : 0 })} ${units[power]}`;
}

/** A text with its links as links: those of the web alone. */
function withLinks(text) {
  const nodes = [];
  let done = 0;
  for (const match of text.matchAll(LINK)) {
    nodes.push(text.slice(done, match.index));
    done = match.index + match[0].length;
    let address;
    try {
      address = new URL(match[0]);
    } catch {
      nodes.push(match[0]);
      continue;
    }
    const link = made("a", match[0]);
    elsewhere(link, address.href);
    nodes.push(link);
  }
  nodes.push(text.slice(done));
  return nodes.filter((node) => node !== "");
}

/** Let a link open beside the page, and tell nobody where from. */
function elsewhere(link, address) {
  link.href = address;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
}
