// What stands on the page's global object: every name by which the program (`src/`, Rust) and the plain
// scripts call each other, or leave word for each other. A member is missing until whoever sets it has run.

/** Texts by their keys: stored records, unread. */
type Records = { [key: string]: string };

/** The same as changes: null removes a record. */
type Changes = { [key: string]: string | null };

/**
 * The last text of a field when the program stopped, as watchdog.js keeps it. Read by replay.js, by records.js
 * and by the program (`Emergency`, core/src/store/recovery.rs).
 */
interface LastText {
  /** What the field is called on the page. */
  field: string | null;
  /** Its id on the page. */
  id: string;
  /** The address of the screen. */
  address: string;
  /** When, as an ISO 8601 text. Shown, never compared. */
  time: string;
  /** The place of its answer, and which part of that it is. */
  answer: string | undefined;
  part: string | undefined;
  /** The place in keys; none of what the program stores itself. */
  slot: string | undefined;
  text: string;
  /** The records that the text had: ends of their keys. */
  newest?: string[];
}

/**
 * The contract of an answer field: what an element in which an answer is written registers (fields.js), so that all
 * that protects text can meet it. The element carries `data-answer` (and `data-part`; of the title `data-title`), the
 * id to which the answer's label leads, and what it is called; a change of its text it tells by an `input` event that
 * bubbles, as it tells when the focus leaves it (`focusout`).
 */
interface AnswerField {
  /**
   * What is written, as it is stored: until something is typed just what the program has put there. Asked for also
   * when the program has stopped, and when the element has gone from the page.
   */
  text(): string;
  /** Puts a text in its place, and tells nobody; false where it cannot hold that, and has what it had. */
  setText(text: string): boolean | void;
  /** Takes no text any more, or takes it again. What is written can be selected and copied all the same. */
  setReadOnly(on: boolean): void;
  /** An input method has something in hand: neither of the two above is called now. */
  isComposing(): boolean;
}

/** Whether this tab writes the open draft (`data-access` of the page, by locks.js); "" and none: no draft is open. */
type Access = "" | "asking" | "writing" | "given" | "reading" | "taken" | "newer";

/** Why the program is not there: the paragraph of index.html that is shown (`data-cause`). */
type Cause = "old-browser" | "not-loaded" | "damaged" | "blocked" | "stopped-early" | "stopped";

/**
 * A draft that is to leave the browser: why it is not whole ("" where it is), its file's text and name, its
 * title, and whether some of it is not stored. Of one that does not leave, the reason alone.
 */
type HandedOut =
  | [lacks: string, text: string, file: string, title: string, unsaved: boolean]
  | [lacks: string, text?: undefined, file?: undefined, title?: undefined, unsaved?: undefined];

/** What came of an attempt to write a draft's file (`Outcome`, core/src/copies/attempt.rs). */
interface Outcome {
  outcome: "copied" | "refused" | "denied" | "missing" | "failed" | "changing" | "asks";
  /** Why it was refused, or what stands in the file that is asked about. */
  why?: string;
  /** The title of what stands in that file. */
  title?: string;
  /** The digest of it. */
  seen?: string;
}

/** The next call in such an attempt (`Action`, in the same place). */
type NextCall =
  | { do: "permit" | "ask" | "look" | "open" | "put" | "lookAgain" | "close" | "abort" | "take" }
  | { do: "remember"; remembered: string }
  | ({ do: "end" } & Outcome);

/** What came of the call before: its name, a text, and what else there is to tell. */
type Told = [told: "begin" | "done" | "given" | "refused" | "saw" | "stamped" | "failed", text?: string, more?: string];

/** What is remembered of a draft's copies in files (`Copied`, core/src/store/copies.rs). Times are milliseconds since 1970. */
interface Copied {
  /** When the last one was made. */
  copied: number | null;
  /** How many words the draft had then. */
  words: number;
  /** Words that were written since: since then, or since the writer said "Later". */
  written: number;
  /** Since when something is in no file. */
  since: number | null;
  /** The writer was reminded before. */
  later: boolean;
}

/** The functions of the program's lazy part. */
interface Manuscript {
  /** A new version waits: says so on the page. Called by update.js. */
  update(): void;
  /** Something was saved: there is something to be lost from now on. Called by storage.js. */
  saved(): void;
  /** Everything was removed in another tab: draws the page that says so. Called by storage.js. */
  erased(): void;
  /** What is remembered of a draft's copies in files, as JSON (`Copied`). Called by copies.js, as all below. */
  copied(draft: string): string;
  /** Remembers it. */
  noteCopied(draft: string, copied: string): void;
  /** Whether it is time to remind of a copy; `onDisk`: the page was opened from a file. */
  isCopyDue(copied: string, onDisk: boolean): boolean;
  /** The number of words in a text. */
  words(text: string): number;
  /** The next call in an attempt to write a draft's file, as JSON (`NextCall`). Called by following.js. */
  copyStep(draft: string, told: Told[0], text: string, more: string): string;
  /** What is to be remembered of a file with this text from which a draft was made. Called by lost.js. */
  markOfCopy(text: string): string;
  /** The kind of what is to be said of a draft's copies, from how they stand, as JSON (`Standing`). */
  kindOfCopies(standing: string): string;
  /** What is said by that name, in the language of the page. */
  sayOfCopies(what: string, ago: string, title: string): string;
}

/** Says "write nothing to this computer", and holds the records of this tab. Set by boot.js and storage.js; asked by all that store, and by the program. */
declare var submissionEditorStorage: object | undefined;

/** The fields that are written in, by their contract. Set by fields.js; called by the program, replay.js, rescue.js, copies.js, update.js, and to register by a field that is no control of the browser's. */
declare var submissionEditorFields: Pick<
  typeof import("./fields.js"),
  "register" | "fieldAt" | "fieldsOn" | "text" | "textAt" | "nameOf" | "isComposing" | "setText" | "isWriting" | "isHeld"
>;

/** The records for which localStorage has no room. Set by the program; read by watchdog.js, replay.js, rescue.js, lost.js. */
declare var submissionEditorOverflow: Records | undefined;

/** localStorage does not work, and the mirror goes on alone. Set and read by the program. */
declare var submissionEditorGivenUp: true | undefined;

/** The draft into which another page has written, as it was found at the start. Set and read by the program. */
declare var submissionEditorReplaced: string | undefined;

/** The keys, one a line, that were taken from the mirror at the start. Set and read by the program. */
declare var submissionEditorRestored: string | undefined;

/** The mirror; texts are JSON: of records by key, and of changes. Set by mirror.js; called by the program and by watchdog.js. */
declare var submissionEditorMirror: {
  /** The records of the past (revisions, snapshots), or all others. */
  read(past: boolean): Promise<string>;
  /** Done when the changes are on the disk. */
  write(changes: string): Promise<void>;
} | undefined;

/** The text of a file that belongs to the program, such as a language. Set by boot.js; called by the program. */
declare var submissionEditorText: ((name: string) => Promise<string>) | undefined;

/** Has the lazy part started, by `start`, and what comes before and after it. Set by boot.js; called by the program, looked at by early.js. */
declare var submissionEditorLoad: ((start: () => Promise<void>) => Promise<Manuscript | undefined>) | undefined;

/** What the program does with a worker (handle.js). */
interface WorkerHandle {
  /** Sends it a message, with what is handed over and not copied. */
  post(message: unknown, transfer: Transferable[]): void;
  /** Ends it, at whatever it is. */
  end(): void;
}

/** Makes a worker that runs the program too, and says "ready" when requests may come. Set by workers.js; called by the program. */
declare var submissionEditorWorker:
  ((heard: (message: unknown) => void, failed: () => void) => WorkerHandle) | undefined;

/** Makes a file for respondents: its text. Set by respondents.js where it can be made; called by the program. */
declare var submissionEditorEnclose: ((title: string, name: string, text: string) => Promise<string>) | undefined;

/** The program has stopped, for this reason. Set by boot.js; called by the program's panic hook. */
declare var submissionEditorStopped: ((message: string) => void) | undefined;

/** After each try to save; names a draft of which nothing is left to be stored. Set by watchdog.js, wrapped by storage.js; called by the program. */
declare var submissionEditorHeard: ((saved?: string) => void) | undefined;

/** Draws the state of a draft's copies into this place. Set by copies.js; called by the program on each screen of a draft. */
declare var submissionEditorCopies: ((place: HTMLElement) => void) | undefined;

/** A draft was saved as a file with this text, and why that is not all of it. Set by copies.js; called by the program. */
declare var submissionEditorCopied: ((copy: [draft: string, text: string, lacks: string]) => void) | undefined;

/** The draft that is shown from now on: "" for none, "!" for one that nobody may write. Set by locks.js; called by the program. */
declare var submissionEditorHold: ((draft: string) => void) | undefined;

/** Asks the tab that writes to give way. Set by locks.js; called by the program. */
declare var submissionEditorTakeOver: (() => void) | undefined;

/** The place where text is kept. Set by storage.js; called by the program. */
declare var submissionEditorPlace: {
  /** Begins or ends the work on a shared computer; false where the browser keeps no such choice. */
  setShared(on: boolean): boolean;
  /** Goes to the start page with nothing of before in memory. */
  startAgain(): void;
  /** Removes everything; how much could not be removed. */
  erase(): Promise<number>;
  /** What is so about this place, in words separated by spaces: file, offline, private, persistent. */
  conditions(): Promise<string>;
  /** Asks the browser not to clear what is kept here; whether it has agreed. */
  persist(): Promise<boolean>;
} | undefined;

/** Drafts that are gone while their file is known. Set by lost.js; called by the program. */
declare var submissionEditorLost: {
  /** For each its id, its title and its file's name: JSON of a list of three texts each. */
  find(): Promise<string>;
  /** Opens its file; whether it is a draft again. */
  open(draft: string): Promise<boolean>;
  /** It is not told of any more. */
  forget(draft: string): Promise<void>;
} | undefined;

/** Asks the version that waits to take over; its answer. Set by update.js while one waits; called by the program. */
declare var submissionEditorUpdate: (() => Promise<"taken" | "unsaved" | "silent">) | undefined;

/** The lazy part. Set by the program when it is started; called by copies.js, following.js, lost.js, storage.js, update.js. */
declare var submissionEditorManuscript: Manuscript | undefined;

/** Hands out a draft; with `anyway` as much as there is of it. Throws where the program has stopped. Set by the program; called by following.js and the program. */
declare var submissionEditorDraft: ((draft: string, anyway: boolean) => HandedOut) | undefined;

/** Where a program that is built for the tests is to fail, and how. Set by the tests; read by the program. */
declare var submissionEditorFault: string | undefined;

/** How many such places it has passed. Set by the program; read by the tests. */
declare var submissionEditorPassed: number | undefined;

// What some browsers have and the libraries of the checker do not describe.

/** Chromium's dialog for a file to be written. */
declare var showSaveFilePicker: ((options: {
  suggestedName?: string;
  types?: { description?: string; accept: { [type: string]: string[] } }[];
}) => Promise<FileSystemFileHandle>) | undefined;

/** Chromium's way to hand files to an installed app. */
declare var launchQueue: {
  setConsumer(consumer: (launched: { files?: readonly FileSystemFileHandle[] }) => void): void;
} | undefined;

interface FileSystemHandle {
  /** Chromium: what the page may do with it. */
  queryPermission?(mode: { mode: "read" | "readwrite" }): Promise<PermissionState>;
  /** Chromium: asks the writer, after a press. */
  requestPermission?(mode: { mode: "read" | "readwrite" }): Promise<PermissionState>;
}

interface Element {
  /** Set by watchdog.js on a field in which something was typed. */
  isTyped?: boolean;
}
