// What must wait until an input method is done: changing a text that is being composed tears it apart.

import { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

/** How long ProseMirror takes for the end of a composition (20 ms), and some. */
const SETTLED = 60;

/** Runs work at once, or, while an input method is composing, after it in the order in which it came. */
export class Waiting {
  private queue: (() => void)[] = [];

  /** @param isComposing Whether an input method is at work. */
  constructor(private isComposing: () => boolean) {}

  run(work: () => void): void {
    if (this.queue.length === 0 && !this.isComposing()) work();
    else this.queue.push(work);
  }

  /** Runs what waits, unless the next composition has begun. */
  go(): void {
    while (!this.isComposing()) {
      const work = this.queue.shift();
      if (!work) return;
      work();
    }
  }

  /** Hears of the end of compositions. */
  plugin(): Plugin {
    const later = (): false => {
      setTimeout(() => this.go(), SETTLED);
      return false;
    };
    const end = (_view: EditorView): false => later();
    return new Plugin({ props: { handleDOMEvents: { compositionend: end, blur: end } } });
  }
}
