// What the program (`src/`, Rust) and the plain scripts do for each other, and the few names on the page's global object
// that are left: what must be found before the program starts, and after it has stopped.

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

/** The fields that are written in, by their contract. Set by fields.js; called by the program, replay.js, rescue.js, update.js, and to register by a field that is no control of the browser's. */
declare var submissionEditorFields: Pick<
  typeof import("./fields.js"),
  "register" | "fieldAt" | "fieldsOn" | "text" | "textAt" | "nameOf" | "isComposing" | "setText" | "isWriting" | "isHeld"
>;

/** What the program does with a worker (handle.js). */
interface WorkerHandle {
  /** Sends it a message, with what is handed over and not copied. */
  post(message: unknown, transfer: Transferable[]): void;
  /** Ends it, at whatever it is. */
  end(): void;
}

/** What the scripts do for the program, which is handed it when it starts (boot.js; `src/browser/scripts.rs`). */
interface Scripts {
  /** The text of a file that belongs to the program, such as a language. */
  text(name: string): Promise<string>;
  /** Has the lazy part started, by `start`, and what comes before and after it. */
  load(start: (late: Late) => Promise<void>): Promise<void>;
  /** The program has stopped, for this reason. */
  stopped(message: string): void;
  /** After each try to save; names a draft of which nothing is left to be stored. */
  heard(saved?: string): void;
  /** The draft that is shown from now on: "" for none, "!" for one that nobody may write. */
  hold(draft: string): void;
  /** Asks the tab that writes to give way. */
  takeOver(): void;
  /** The mirror; texts are JSON: of records by key, and of changes. */
  mirror: {
    /** The records of the past (revisions, snapshots), or all others. */
    read(past: boolean): Promise<string>;
    /** Done when the changes are on the disk. */
    write(changes: string): Promise<void>;
  };
  /** What comes with the lazy part, once it has come. */
  late?: Late;
}

/** What the program does for the scripts (`src/exports.rs`; program.js). */
interface Program {
  /** Whether this tab writes the open draft has changed: it saves what it owes, or reads what others wrote. */
  accessChanged(): void;
  /** Others may have changed what is stored: it is looked at. */
  takeNews(): void;
  /** The browser has cleared the mirror while the page was open: it gets everything again. */
  refillMirror(): void;
  /** A text that was set aside is back in its field. */
  textIsBack(): void;
  /** Saves what is not saved yet; whether nothing would be lost if the page went. */
  mayGo(): boolean;
}

/** What comes with the lazy part of the program, which is handed it (late.js; `src/browser/scripts.rs`). */
interface Late {
  /** Which file follows which draft. */
  files: Omit<typeof import("./handles.js"), "files">;
  /** The place where text is kept. */
  place: typeof import("./storage.js");
  /** Makes a worker that runs the program too, and says "ready" when requests may come. */
  worker(heard: (message: unknown) => void, failed: () => void): WorkerHandle;
  /** Makes a file for respondents: its text. Missing where it cannot be made. */
  enclose: ((title: string, name: string, text: string) => Promise<string>) | undefined;
  /** Opens a file as a draft, on Start; whether it was opened. */
  openFile(file: File): Promise<boolean>;
  /** The same with the file of a handle. */
  openHandle(handle: FileSystemFileHandle): Promise<boolean>;
  /** The rich text editor (editor/answer.ts). Fetched when an answer is to be written in it. */
  editor(): Promise<typeof import("./editor/answer")>;
  /** Asks the version that waits to take over; its answer. Set by update.js while one waits. */
  update?: () => Promise<"taken" | "unsaved" | "silent">;
  /** One has begun to wait: says so on the page. Set by the program. */
  updated?: () => void;
}

/** What the program was handed. Set by boot.js; looked at by early.js, watchdog.js and the tests. */
declare var submissionEditor: Scripts | undefined;

/** Says "write nothing to this computer", and holds the records of this tab. Set by boot.js and storage.js; asked by all that store, and by the program. */
declare var submissionEditorStorage: object | undefined;

/** The records for which localStorage has no room. Set by the program; read by watchdog.js, replay.js, rescue.js. */
declare var submissionEditorOverflow: Records | undefined;

/** Where a program that is built for the tests is to fail, and how. Set by the tests; read by the program. */
declare var submissionEditorFault: string | undefined;

/** How many such places it has passed. Set by the program; read by the tests. */
declare var submissionEditorPassed: number | undefined;

// A style sheet as a text (`web/build.mjs`).
declare module "*.css" {
  const text: string;
  export default text;
}

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
