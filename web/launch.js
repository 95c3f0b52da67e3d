// Files that the system hands over to the installed app: each is put into Start's own field for
// files, and from there on goes the road of a file that was chosen by hand.

const FIELD = "input[data-open]";

/**
 * What `find` gives, as soon as it gives something.
 * @template T
 * @param {() => T} find Looks at the page.
 * @returns {Promise<NonNullable<T>>}
 */
function appearing(find) {
  return new Promise((resolve) => {
    const look = () => {
      const found = find();
      if (found) {
        observer.disconnect();
        resolve(found);
      }
    };
    const observer = new MutationObserver(look);
    observer.observe(document.documentElement, { attributes: true, childList: true, subtree: true });
    look();
  });
}

/** Start has no address of its own. */
const isElsewhere = () => location.hash.length > 2;

/**
 * Opens the file; false where it was refused, and Start says why.
 * @param {File} file
 */
export async function open(file) {
  // An open draft is saved by going away, as by a link.
  if (isElsewhere()) location.hash = "#/";
  const field = await appearing(() => /** @type {HTMLInputElement | null} */ (document.querySelector(FIELD)));
  const files = new DataTransfer();
  files.items.add(file);
  field.files = files.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  // The app empties the field when it is done. Where it opened the file, it has gone there.
  await appearing(() => !field.isConnected || !field.value);
  return isElsewhere();
}

/**
 * A file that is gone by now is handed over empty: so it is refused under its name.
 * @param {FileSystemFileHandle} handle
 */
export const read = (handle) => handle.getFile().catch(() => new File([], handle.name, { type: "application/json" }));

/** @param {readonly FileSystemFileHandle[]} handles */
async function openAll(handles) {
  let refused;
  let isLastOpened;
  for (const handle of handles) {
    const file = await read(handle);
    isLastOpened = await open(file);
    if (!isLastOpened) refused = file;
  }
  // What was not opened is the last that is seen.
  if (refused && isLastOpened) await open(refused);
}

let before = Promise.resolve();

globalThis.launchQueue?.setConsumer(({ files }) => {
  // One hand-over after the other, whatever became of the one before.
  if (files?.length) before = before.then(() => openAll(files)).catch(() => {});
});
