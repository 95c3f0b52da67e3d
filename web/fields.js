// The fields in which a draft is written, whatever they are made of. All that protects text meets them through
// what stands here: by the contract (`AnswerField`, globals.d.ts) that their elements register. The browser's own
// controls need not: one adapter fulfils it for them.

/** The browser's own controls that are written in; boxes are ticked, and stored at once. */
const NATIVE = "textarea, select[data-answer], input:not([type=checkbox], [type=radio], [type=file])";
/** Where answers, and the title of a draft, are written. */
const OF_A_DRAFT = "[data-answer], [data-title]";
/** How often it is looked whether an input method is done, in milliseconds, while something waits for that. */
const TICK = 50;

/** @typedef {HTMLInputElement & HTMLTextAreaElement & HTMLSelectElement} Native Has what is used here of any of them. */

/** @type {WeakMap<Element, AnswerField>} */
const registered = new WeakMap();
/** Those that are to take no text. @type {WeakSet<Element>} */
const closed = new WeakSet();
let isReading = false;
/**
 * Fields in which an input method has something in hand, while something is to be done with them: the text that
 * is to stand there, and what stood there when that was said.
 * @type {Map<HTMLElement, { text?: string, before?: string }>}
 */
const waiting = new Map();
/**
 * Where an input method is composing.
 * @type {EventTarget | null}
 */
let composing = null;
document.addEventListener("compositionstart", ({ target }) => { composing = target; }, true);
// The end is not told by all browsers when the field is left.
for (const end of ["compositionend", "focusout"]) {
  document.addEventListener(end, ({ target }) => { if (target === composing) composing = null; }, true);
}

/** @type {(control: Native) => AnswerField} */
const adapted = (control) => ({
  text: () => control.value,
  setText(text) {
    const { options } = control;
    if (options && ![...options].some(({ value }) => value === text)) return false;
    control.value = text;
    return true;
  },
  setReadOnly(on) {
    if ("readOnly" in control) control.readOnly = on;
    else /** @type {HTMLSelectElement} */ (control).disabled = on;
  },
  isComposing: () => composing === control,
});

/**
 * What an element registered; none where nothing is written in it.
 * @param {Element} element
 */
const fieldOf = (element) =>
  registered.get(element) ?? (element.matches(NATIVE) ? adapted(/** @type {Native} */ (element)) : undefined);

/**
 * Asks a field. One that fails, as it may when the program has stopped, keeps nobody else from their text.
 * @template T, E
 * @param {HTMLElement} element
 * @param {(field: AnswerField) => T} what
 * @param {E} otherwise
 */
function ask(element, what, otherwise) {
  try {
    const field = fieldOf(element);
    return field ? what(field) : otherwise;
  } catch (error) {
    console.error(error);
    return otherwise;
  }
}

/**
 * From now on this element is met by what it registers here.
 * @param {HTMLElement} element
 * @param {AnswerField} field
 */
export function register(element, field) {
  registered.set(element, field);
  closed.delete(element);
  if (isReading) setReadOnly(element, true);
}

/**
 * The field in which something happened.
 * @param {EventTarget | null | undefined} target
 * @param {string} [which] A selector: other fields within it do not count.
 */
export function fieldAt(target, which = "*") {
  let element = /** @type {HTMLElement | null | undefined} */ (target);
  while (element && !(element.matches?.(which) && fieldOf(element))) element = element.parentElement;
  return element ?? undefined;
}

/**
 * The fields on the page, or those of the draft alone.
 * @param {string} [which] A selector.
 */
export function fieldsOn(which = `${NATIVE}, ${OF_A_DRAFT}`) {
  /** @type {NodeListOf<HTMLElement>} */
  const found = document.querySelectorAll(which);
  return [...found].filter(fieldOf);
}

/**
 * What is written there, as it is stored. A field that fails still has its words on the page.
 * @param {HTMLElement} element
 */
export const text = (element) => ask(element, (field) => field.text(), undefined) ?? element.innerText;

/**
 * What is written in the answer, or the title, in whose field something happened.
 * @param {EventTarget | null | undefined} target
 */
export function textAt(target) {
  const element = fieldAt(target, OF_A_DRAFT);
  return element && text(element);
}

/**
 * What a field is called on the page.
 * @param {HTMLElement} element
 */
export const nameOf = (element) =>
  element.getAttribute("aria-label") ?? /** @type {Native} */ (element).labels?.[0]?.textContent ?? element.id;

/**
 * An input method has something in hand there.
 * @param {HTMLElement} element
 */
export const isComposing = (element) => ask(element, (field) => field.isComposing(), false);

/**
 * Puts a text in the place of what is written; false where the field cannot hold it. While an input method is
 * composing there it waits, and gives way to what comes of that.
 * @param {HTMLElement} element
 * @param {string} wanted
 */
export function setText(element, wanted) {
  if (!isComposing(element)) return ask(element, (field) => field.setText(wanted) !== false, false);
  wait(element, { text: wanted, before: text(element) });
  return true;
}

/**
 * Lets a field take text, or no more; when an input method that is composing there is done.
 * @param {HTMLElement} element
 * @param {boolean} on
 */
function setReadOnly(element, on) {
  if (closed.has(element) === on) return;
  closed[on ? "add" : "delete"](element);
  if (isComposing(element)) wait(element, {});
  else ask(element, (field) => field.setReadOnly(on), undefined);
}

/**
 * Lets the fields of the draft take text, or no more: also those that register later. Of those that are drawn later
 * it has to be said again.
 * @param {boolean} on
 */
export function setAllReadOnly(on) {
  if (!on && !isReading) return;
  isReading = on;
  for (const element of fieldsOn(OF_A_DRAFT)) setReadOnly(element, on);
}

/**
 * @param {HTMLElement} element
 * @param {{ text?: string, before?: string }} what
 */
function wait(element, what) {
  if (waiting.size === 0) setTimeout(settle, TICK);
  waiting.set(element, { ...waiting.get(element), ...what });
}

/** Does what waits for input methods that are done now. */
function settle() {
  for (const [element, { text: wanted, before }] of waiting) {
    if (element.isConnected && isComposing(element)) continue;
    waiting.delete(element);
    // One that has gone is told when it comes again.
    if (!element.isConnected) {
      closed.delete(element);
      continue;
    }
    // What the writer has written meanwhile stands.
    if (wanted !== undefined && text(element) === before) setText(element, wanted);
    ask(element, (field) => field.setReadOnly(closed.has(element)), undefined);
  }
  if (waiting.size > 0) setTimeout(settle, TICK);
}

/** The focus is where something is written. */
export const isWriting = () => fieldAt(document.activeElement) !== undefined;

/** The writer has something in hand in the field with the focus: a selected text, or what is being composed. */
export function isHeld() {
  const field = fieldAt(document.activeElement);
  if (!field) return false;
  const { selectionStart, selectionEnd } = /** @type {Native} */ (field);
  if (selectionStart !== selectionEnd || isComposing(field)) return true;
  // What is no control of the browser's shares the page's selection.
  const selection = getSelection();
  return Boolean(selection && !selection.isCollapsed && field.contains(selection.anchorNode));
}

globalThis.submissionEditorFields = {
  register, fieldAt, fieldsOn, text, textAt, nameOf, isComposing, setText, isWriting, isHeld,
};
