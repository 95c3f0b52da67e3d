// Writes a draft to its file, call by call. What comes next is the program's to decide
// (`core/src/copies`); nothing here writes, or says anything, by itself.

import { alone, forget, known, other, remember } from "./handles.js";

/** Larger files are none of ours, and are not read. */
const LARGEST = 64 * 1024 * 1024;

/** The whole draft or, with `anyway`, as much as there is. Throws where the program has stopped. */
export function ask(draft, anyway) {
  const [lacks, text, file, title, unsaved] = globalThis.submissionEditorDraft(draft, anyway);
  if (text === undefined) return { lacks };
  if (typeof text !== "string" || text === "" || typeof file !== "string") throw new Error("no draft");
  return { lacks, text, file, title, unsaved, moment: Date.now() };
}

/** Whether the page may write the file; `asks`: the browser may ask the writer. */
export async function isAllowed(handle, asks) {
  const mode = { mode: "readwrite" };
  if (!handle.queryPermission || (await handle.queryPermission(mode)) === "granted") return true;
  return asks && (await handle.requestPermission(mode)) === "granted";
}

const stampOf = ({ size, lastModified }) => `${size} ${lastModified}`;

/** What the file has. The text of a file that is not ours anyway is not asked for. */
async function look(handle) {
  const file = await handle.getFile();
  return ["saw", file.size > LARGEST ? "\0" : await file.text(), stampOf(file)];
}

/** One attempt: performs what the module says until it says that it is over. */
async function attempt(draft, file, { occasion, shared, word, noted }) {
  const { handle } = file;
  const step = (told, text = "", more = "") =>
    JSON.parse(globalThis.submissionEditorManuscript.copyStep(draft, told, text, more));
  let given;
  let stream;
  const calls = {
    permit: async () => {
      if (!(await isAllowed(handle, false))) throw new DOMException("", "NotAllowedError");
    },
    ask: () => {
      given = ask(draft, false);
      if (given.text === undefined) return ["refused", "", given.lacks];
      const { text, title, unsaved } = given;
      return ["given", text, JSON.stringify({ title, unsaved })];
    },
    look: () => look(handle),
    lookAgain: async () => ["stamped", "", stampOf(await handle.getFile())],
    open: async () => {
      stream = await handle.createWritable();
    },
    put: () => stream.write(given.text),
    close: async () => {
      const closing = stream;
      stream = undefined;
      await closing.close();
    },
    abort: async () => {
      const aborted = stream;
      stream = undefined;
      await aborted?.abort();
    },
    take: async () => {
      const [taken, { title }] = shared;
      await remember(taken, { title, taken: given.title });
    },
    remember: async ({ remembered }) => {
      file.written = remembered;
      file.title = given.title;
      if ((await remember(draft, file)) !== undefined) noted();
    },
  };
  try {
    let action = step("begin", "", JSON.stringify({ occasion, word, shared: shared && (shared[1].title ?? ""), remembered: file.written }));
    while (action.do !== "end") {
      let told;
      try {
        told = (await calls[action.do](action)) ?? ["done"];
      } catch (error) {
        if (action.do === "ask") throw error;
        told = ["failed", "", error?.name ?? ""];
      }
      action = step(...told);
    }
    return { ...given, ...action };
  } finally {
    // The program has stopped in between: what stood in the file stays.
    await stream?.abort().catch(() => {});
  }
}

/**
 * Writes a draft to the file that follows it, or to one that was just `chosen`; with the writer's `word`
 * also over what they have seen in it. What came of it; nothing where the draft has no file any more.
 */
export function follow(owner, chosen, word) {
  const { draft } = owner;
  return alone(async () => {
    // Another tab may have written it, or given it to another draft.
    let former = owner.file;
    try {
      const entry = await known(draft);
      if (entry || owner.isRemembered) former = entry;
    } catch {
      // Without a database it follows until the page is closed.
    }
    const noted = () => {
      owner.isRemembered = true;
    };
    if (!chosen) {
      owner.file = former && { ...former };
      return former?.handle ? attempt(draft, owner.file, { occasion: "follows", word, noted }) : undefined;
    }
    const isOwn = former?.handle && (await former.handle.isSameEntry(chosen));
    const file = isOwn ? { ...former } : { handle: chosen };
    const shared = await other(draft, chosen).catch(() => undefined);
    const done = await attempt(draft, file, { occasion: "chosen", word, shared, noted });
    if (done.outcome === "copied") {
      owner.file = file;
      return { ...done, taken: shared?.[0] };
    }
    // It is not the draft's yet.
    if (!isOwn) await (former ? remember(draft, former) : forget(draft)).catch(() => {});
    return done;
  });
}
