// Names of files where the program does not run; `core/src/exchange/file_name.rs` makes the same ones.

/** The longest name before its ending, in characters and in bytes. */
const LONGEST = 80;
const MOST_BYTES = 200;
/** What is no part of a name: space, what a file system has another use for, what is not seen. */
const SEPARATORS = /[\s\p{Cc}\p{Cs}/\\:*?"<>|\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff]+/u;
/** Windows keeps these for devices, with any ending. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9¹²³])(?:\.|$)/i;
const MARK = /^[\p{M}\u{1f3fb}-\u{1f3ff}\u{e0020}-\u{e007f}\u1160-\u11ff\ud7b0-\ud7fb\u0e30\u0e33\u0e45\u0eb0\u0eb3]/u;
/** Signs of Indic scripts that make one of the letters around them. */
const JOINS = /[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dcd]$/u;
const FLAG = /^[\u{1f1e6}-\u{1f1ff}]/u;

/** @param {string} text */
const size = (text) => new TextEncoder().encode(text).length;
/** @param {string} text */
const trim = (text) => text.replace(/^[.-]+|[.-]+$/g, "");
/** @type {(one: string, next: string) => boolean} */
const areOne = (one, next) => MARK.test(next) || JOINS.test(one) || (FLAG.test(one) && FLAG.test(next));

/**
 * As much of a name as fits: whole words or, of one that is longer than half of it, whole characters.
 * @param {string} stem
 */
function cut(stem) {
  const characters = [...stem];
  let end = 0;
  let bytes = 0;
  for (const character of characters.slice(0, LONGEST)) {
    bytes += size(character);
    if (bytes > MOST_BYTES) break;
    end += 1;
  }
  if (end === characters.length || characters[end] === "-") return characters.slice(0, end).join("");
  const kept = characters.slice(0, end).join("");
  const word = kept.slice(0, Math.max(0, kept.lastIndexOf("-")));
  if (word && size(word) * 2 >= size(kept)) return word;
  while (end > 0 && areOne(/** @type {string} */ (characters[end - 1]), /** @type {string} */ (characters[end]))) end -= 1;
  return characters.slice(0, end).join("");
}

/**
 * A file name made of a draft's title.
 * @param {string} title
 * @param {string} ending Without its dot.
 */
export function fileName(title, ending) {
  const joined = title.split(SEPARATORS).filter(Boolean).join("-");
  const stem = trim(cut(trim(joined)));
  return `${DEVICE.test(stem) ? "draft-" : ""}${stem || "draft"}.${ending}`;
}
