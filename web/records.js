// Reads the stored records as the program does, as far as a person needs it to see the texts: plain
// script for the rescue page. The records are described in core/src/store/record.rs and delta.rs.

const PREFIX = "submission-editor/1/";
/** The checksum comes first, and what it is of is the rest. */
const START = /^\{"c":"([0-9a-f]{16})",/;
const PAYLOAD = ',"p":';

/**
 * Anything that JSON can say.
 * @typedef {string | number | boolean | null | Json[] | { [member: string]: Json }} Json
 */
/**
 * What a record says of itself: its writer, its number, what it follows (writers and numbers), and the number of
 * the writer's record against which it is a change.
 * @typedef {{ w: string, n: number, f?: [writer: string, sequence: number][], b?: number }} About
 */
/**
 * A record that is what was written: what it says of itself, what it holds, and the same unread.
 * @typedef {{ about: About, value: Json, payload: string }} Read
 */
/** @typedef {{ name: string, text: string }} Named A text under the name of its place. */
/**
 * A draft as far as it can be read.
 * @typedef {object} Draft
 * @property {string} id
 * @property {string} title
 * @property {boolean} inBin
 * @property {Named[]} answers In the order of the questions.
 * @property {Named[]} kept Last texts of fields.
 * @property {Named[]} unreadable What cannot be read as it stands.
 * @property {Records} records All of it, as stored.
 */
/** @typedef {Draft & { template: string, texts: Map<string, Read[]> }} Gathered */

/** @param {string} text */
const toBytes = (text) => new TextEncoder().encode(text);

/**
 * FNV-1a with 64 bits, in two halves: JavaScript's numbers have no room for more.
 * @param {string} key
 * @param {string} text
 * @returns {string} 16 hexadecimal digits.
 */
function checksum(key, text) {
  let [high, low] = /** @type {[number, number]} */ ([0xcbf29ce4, 0x84222325]);
  for (const byte of toBytes(`${key}\n${text}`)) {
    low = (low ^ byte) >>> 0;
    const product = low * 0x1b3;
    high = (high * 0x1b3 + Math.floor(product / 2 ** 32) + low * 256) % 2 ** 32;
    low = product % 2 ** 32;
  }
  return [high, low].map((half) => half.toString(16).padStart(8, "0")).join("");
}

/**
 * A record that is what was written; null otherwise.
 * @param {string} key
 * @param {string} raw
 * @returns {Read | null}
 */
function readRecord(key, raw) {
  try {
    const [start, sum] = /** @type {[string, string]} */ (/** @type {unknown} */ (raw.match(START)));
    const rest = raw.slice(start.length);
    if (checksum(key, rest) !== sum) return null;
    const { p, ...about } = JSON.parse(raw);
    // Of a newer version, which may say it in another way.
    if (about.f !== undefined && !about.f.every(Array.isArray)) return null;
    return { about, value: p, payload: rest.slice(rest.indexOf(PAYLOAD) + PAYLOAD.length, -1) };
  } catch {
    return null;
  }
}

/**
 * The draft that a record is of, also one that is not among the draft's own; undefined for any other.
 * @param {string} key
 */
function draftOf(key) {
  const [kind = "", id] = key.slice(PREFIX.length).split("/");
  return ["draft", "bin", "unfinished"].includes(kind) ? id : undefined;
}

/**
 * The records of both storages as one: a whole record goes before a damaged one, whichever has it, and
 * what was removed for good is in neither. The program unites them by the same rule (core/src/store/mirror.rs).
 * @param {Records} here Of localStorage.
 * @param {Records} mirror
 */
export function united(here, mirror) {
  /** @type {Records} */
  const records = {};
  /** @type {Set<string | undefined>} */
  const erased = new Set();
  for (const key of new Set([...Object.keys(here), ...Object.keys(mirror)])) {
    if (!key.startsWith(PREFIX)) continue;
    const [kind, id] = key.slice(PREFIX.length).split("/");
    if (kind === "erased") erased.add(id);
    const both = [here[key], mirror[key]].filter((raw) => typeof raw === "string");
    const found = both.find((raw) => readRecord(key, raw)) ?? both[0];
    if (found !== undefined) records[key] = found;
  }
  for (const key of Object.keys(records)) if (erased.has(draftOf(key))) delete records[key];
  return records;
}

/**
 * The payload that a change makes of the base's; null where it is none of it.
 * @param {{ s: string, e: [at: number, removed: number, inserted: string][] }} change In bytes of UTF-8.
 * @param {string} base
 */
function changed({ s, e }, base) {
  const bytes = toBytes(base);
  const parts = [];
  let done = 0;
  for (const [at, removed, inserted] of e) {
    parts.push(bytes.slice(done, at), toBytes(inserted));
    done = at + removed;
  }
  parts.push(bytes.slice(done));
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let end = 0;
  for (const part of parts) {
    whole.set(part, end);
    end += part.length;
  }
  const text = new TextDecoder().decode(whole);
  return checksum("", text) === s ? text : null;
}

/**
 * Of the records of one text the values that no other follows, the newest first, and those that cannot be read.
 * @template {Read} T
 * @param {T[]} records
 */
function newest(records) {
  const whole = records.filter(({ about }) => about.b === undefined);
  /** @type {T[]} */
  const known = [];
  /** @type {T[]} */
  const broken = [];
  for (const record of records) {
    /** @type {Json} */
    let value = record.value;
    if (record.about.b !== undefined) {
      const base = whole.find(({ about }) => about.w === record.about.w && about.n === record.about.b);
      try {
        const made = changed(/** @type {any} */ (value), /** @type {T} */ (base).payload);
        value = JSON.parse(/** @type {string} */ (made));
      } catch {
        value = null;
      }
    }
    if (value === null) broken.push(record);
    else known.push({ ...record, value });
  }
  /** @param {T} record */
  const isFollowed = ({ about }) =>
    known.some(({ about: { n, f = [] } }) =>
      f.some(([writer, sequence]) => writer === about.w && sequence >= about.n && sequence < n));
  /** @type {(one: T, other: T) => number} */
  const later = (one, other) => other.about.n - one.about.n || (other.about.w > one.about.w ? 1 : -1);
  const heads = known.filter((record) => !isFollowed(record)).sort(later);
  return { heads, broken };
}

/**
 * Of the stored records of one text the values that no other follows, with their keys.
 * @param {Records} stored
 */
export function heads(stored) {
  const records = Object.entries(stored).map(([key, raw]) => ({ key, ...readRecord(key, raw) }));
  return newest(/** @type {(Read & { key: string })[]} */ (records.filter(({ about }) => about))).heads;
}

/**
 * The texts in a value, one after the other.
 * @param {Json | undefined} value
 * @returns {string}
 */
function readable(value) {
  if (typeof value === "string") return value;
  if (value === null || typeof value !== "object") return "";
  return Object.values(value).map(readable).filter((text) => text.trim() !== "").join("\n");
}

/**
 * The texts of an answer. What a newer version wrote may be anything.
 * @param {any} answer
 */
const answerText = (answer) => [readable(answer?.value), readable(answer?.reason)].filter(Boolean).join("\n");

/**
 * What the questions of a template are called, by id and in its order.
 * @param {any} template
 */
function questionNames(template) {
  /** @type {Map<string | undefined, string>} */
  const names = new Map();
  /** @param {Json} text */
  const wording = (text) => (typeof text === "string" ? text : readable(text).split("\n")[0]);
  try {
    const open = [...(template?.respondent ?? []), ...(template?.sections ?? [])];
    while (open.length > 0) {
      const { id, label = "", prompt = "", children = [] } = open.shift();
      names.set(id, `${wording(label)} ${wording(prompt)}`.trim());
      open.unshift(...children);
    }
  } catch {
    // Of a newer version: the others are called by their ids.
  }
  return names;
}

/**
 * A part of a key, or the part as it is.
 * @param {string} part
 */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/**
 * The drafts in the stored records: of each its id, its title, its answers with their newest texts,
 * what cannot be read as it stands, and all records of it.
 * @param {Records} stored
 * @returns {Draft[]}
 */
export function drafts(stored) {
  /** @type {Map<string, Gathered>} */
  const found = new Map();
  /** @type {Map<string, Json>} */
  const templates = new Map();
  const draft = (id = "") => {
    let own = found.get(id);
    if (!own) {
      own = { id, title: "", template: "", inBin: false, answers: [], texts: new Map(), kept: [], unreadable: [], records: {} };
      found.set(id, own);
    }
    return own;
  };
  for (const [key, raw] of Object.entries(stored)) {
    const [kind, id = "", slot, place = ""] = key.slice(PREFIX.length).split("/");
    const record = readRecord(key, raw);
    if (kind === "template" && record) templates.set(id, record.value);
    if (kind === "bin") draft(id).inBin = true;
    if (kind === "emergency") keepLast(draft, key, raw);
    if (kind !== "draft") continue;
    const own = draft(id);
    own.records[key] = raw;
    if (slot === undefined && record) {
      const { title, template } = /** @type {{ [member: string]: Json }} */ (record.value ?? {});
      own.title ||= readable(title);
      own.template = readable(template);
    } else if (slot === "title" || slot === "answer" || slot === undefined) {
      const name = slot === "answer" ? decoded(place) : "";
      if (!record) own.unreadable.push({ name, text: raw });
      else own.texts.set(name, [...(own.texts.get(name) ?? []), record]);
    }
  }
  for (const own of found.values()) {
    const names = questionNames(templates.get(own.template));
    const order = [...names.keys()];
    /** @type {(Named & { order: number })[]} */
    const answers = [];
    for (const [place, records] of own.texts) {
      const { heads, broken } = newest(records);
      for (const { payload } of broken) own.unreadable.push({ name: place, text: payload });
      if (place === "") {
        // Titles that were given at once stand one after the other.
        const titles = new Set(heads.map(({ value }) => value).filter((title) => typeof title === "string"));
        own.title = [...titles].join(" / ") || own.title;
        continue;
      }
      const [question, ...rest] = place.split("/");
      const name = [names.get(question) ?? question, ...rest].join(" / ");
      for (const { value } of heads) {
        const text = answerText(value);
        if (text) answers.push({ name, text, order: order.indexOf(question) });
      }
    }
    own.answers = answers.sort((one, other) => one.order - other.order);
    own.title ||= own.id;
  }
  return [...found.values()].filter(({ records, kept }) => Object.keys(records).length + kept.length > 0);
}

/**
 * The last text of a field when the program stopped, put to its draft.
 * @param {(id?: string) => Gathered} draft
 * @param {string} key
 * @param {string} raw
 */
function keepLast(draft, key, raw) {
  try {
    const { field, text, address } = JSON.parse(raw);
    const own = draft(String(address).split("/")[2]);
    own.kept.push({ name: field, text });
    own.records[key] = raw;
  } catch {
    draft("").unreadable.push({ name: key, text: raw });
    draft("").records[key] = raw;
  }
}

export { PREFIX };
