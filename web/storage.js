// Where text is kept: a stand-in for localStorage that keeps it in this tab only (for a shared
// computer, and after everything was removed), and the removal of everything. Plain script, so that
// it is there before the program is, and works in tabs whose program does not.

const PREFIX = "submission-editor";
/** Says, for the life of this tab, that it stands on a shared computer. No text is in it. */
const SHARED = "submission-editor/shared";
/** Written and removed at once: the event tells other tabs that everything was removed. */
const ERASED = "submission-editor/erased";
const A_TEXT = /^submission-editor\/1\/draft\/([^/]+)\/(?:answer|title)\//;

/**
 * Drafts with text that is in no file yet.
 * @type {Set<string>}
 */
const notInAFile = new Set();

/** What the program needs of localStorage; its own members are the records. */
class TabStorage {
  /**
   * @this {Records}
   * @param {string} key
   */
  getItem(key) {
    return Object.hasOwn(this, key) ? this[key] : null;
  }

  /**
   * @this {Records}
   * @param {string} key
   * @param {string} value
   */
  setItem(key, value) {
    this[key] = value;
    const draft = A_TEXT.exec(key)?.[1];
    if (draft) notInAFile.add(draft);
  }

  /**
   * @this {Records}
   * @param {string} key
   */
  removeItem(key) {
    delete this[key];
  }
}

/** From now on nothing is written to this computer by this tab. */
function keepInThisTab() {
  if (!(globalThis.submissionEditorStorage instanceof TabStorage)) {
    globalThis.submissionEditorStorage = new TabStorage();
  }
}

/** Has the program save what is not saved yet. */
let save = () => {};

/**
 * Asks before the tab is closed while its text is in no file.
 * @param {Event} event
 */
function askBeforeLeaving(event) {
  // The last keys count.
  save();
  if (notInAFile.size > 0) event.preventDefault();
}

/**
 * This tab is one of a shared computer. Called before the program starts.
 * @param {() => void} saves Has the program save what is not saved yet.
 */
function share(saves) {
  save = saves;
  keepInThisTab();
  addEventListener("beforeunload", askBeforeLeaving);
  // Else the browser keeps what stands in a field, to bring it back when a closed tab is opened again.
  addEventListener("focusin", ({ target }) => /** @type {Element} */ (target).setAttribute("autocomplete", "off"));
}

/** Goes to the start page with nothing of before in memory. */
function startAgain() {
  removeEventListener("beforeunload", askBeforeLeaving);
  history.replaceState(null, "", "#/");
  location.reload();
}

/**
 * Begins or ends the work on a shared computer; false where the browser keeps no such choice.
 * @param {boolean} on
 */
function setShared(on) {
  try {
    if (on) sessionStorage.setItem(SHARED, "1");
    else sessionStorage.removeItem(SHARED);
  } catch {
    return false;
  }
  startAgain();
  return true;
}

/** @param {Storage} storage */
function ownKeys(storage) {
  return Object.keys(storage).filter((key) => key.startsWith(`${PREFIX}/`));
}

/**
 * Runs a step of the removal; one that fails does not keep the others from their work.
 * @template T
 * @param {() => T} step
 * @returns {Promise<Awaited<T> | undefined>}
 */
async function attempt(step) {
  try {
    return await step();
  } catch {
    return undefined;
  }
}

function removeOwnKeys() {
  let found = 0;
  for (const storage of /** @type {const} */ (["localStorage", "sessionStorage"])) {
    try {
      for (const key of ownKeys(globalThis[storage])) {
        globalThis[storage].removeItem(key);
        found += 1;
      }
    } catch {
      // Blocked: nothing was ever kept in it.
    }
  }
  return found;
}

async function ownDatabases() {
  const listed = (await attempt(() => indexedDB.databases())) ?? [];
  const names = listed.map(({ name }) => name ?? "").filter((name) => name.startsWith(PREFIX));
  return new Set([PREFIX, ...names]);
}

/** @param {string} name */
function deleteDatabase(name) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = resolve;
    request.onerror = reject;
    // Another tab still has it open; it closes it when it is told, and the deletion goes on.
    setTimeout(reject, 5_000);
  });
}

/** Removes all that is ours from this browser, in all tabs; how much could not be removed. */
async function erase() {
  keepInThisTab();
  notInAFile.clear();
  await attempt(() => {
    localStorage.setItem(ERASED, String(Date.now()));
    localStorage.removeItem(ERASED);
  });
  let left = 0;
  for (const name of await ownDatabases()) {
    left += (await attempt(() => deleteDatabase(name))) ? 0 : 1;
  }
  // The editor itself, which is kept for use without a network.
  const workers = (await attempt(() => navigator.serviceWorker.getRegistrations())) ?? [];
  for (const worker of workers.filter(({ scope }) => scope === new URL("./", document.baseURI).href)) {
    await attempt(() => worker.unregister());
  }
  const cached = (await attempt(() => caches.keys())) ?? [];
  // Another copy of the editor in another folder of this host keeps its own.
  const scope = `${PREFIX} ${new URL("./", document.baseURI).href} `;
  for (const name of cached.filter((name) => name.startsWith(scope))) {
    await attempt(() => caches.delete(name));
  }
  // A tab that was saving just now may have written after the first sweep: until two in a row find
  // nothing.
  for (let sweep = 0, clean = 0; sweep < 20 && clean < 2; sweep += 1) {
    clean = removeOwnKeys() === 0 ? clean + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return left + removeOwnKeys();
}

/** What is so about this place that text may not last; names of conditions. */
async function conditions() {
  // Whoever asks has work to do that may wait.
  await new Promise((resolve) => (globalThis.requestIdleCallback ?? setTimeout)(resolve));
  const found = [];
  const isFile = location.protocol === "file:";
  if (isFile) found.push("file");
  const isKept = async () => navigator.serviceWorker?.controller && caches.match(new URL("./", document.baseURI).href);
  if (isFile || (await attempt(isKept))) found.push("offline");
  const { quota = Infinity } = (await attempt(() => navigator.storage.estimate())) ?? {};
  // Private windows have little room or no database. So has a nearly full disk; the words fit both.
  if (!globalThis.indexedDB || quota < 1 << 30) found.push("private");
  if (await attempt(() => navigator.storage.persisted())) found.push("persistent");
  return found.join(" ");
}

/** Asks the browser not to clear what is kept here; whether it has agreed. */
async function persist() {
  return (await attempt(() => navigator.storage.persist())) === true;
}

// Everything was removed in another tab: this one must not write it back.
addEventListener("storage", ({ key, newValue }) => {
  if (key !== ERASED || newValue === null || globalThis.submissionEditorStorage) return;
  keepInThisTab();
  erased();
});

// A page that comes back from the browser's memory has missed what happened meanwhile.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted && !globalThis.submissionEditorStorage) location.reload();
});

/**
 * A draft was saved as a file, with all that is written in it.
 * @param {string} draft
 */
const isInAFile = (draft) => {
  notInAFile.delete(draft);
};

/** What the program does when everything was removed in another tab. */
let erased = () => {};
/** @param {() => void} run */
const whenErased = (run) => {
  erased = run;
};

export { conditions, erase, isInAFile, persist, setShared, share, startAgain, whenErased };
