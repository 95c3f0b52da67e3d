// Asks for the address of a link, and its text.

import type { EditorHandle } from "./api";
import { addressOf } from "./links";
import type { Words } from "./toolbar";

function made<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** As it is meant: an address that begins as none does is one of the web. */
const completed = (address: string) =>
  addressOf(address) ?? (/^[a-z][a-z+.-]*:|^$/i.test(address) ? address : `https://${address}`);

/** Shows the dialog; when it is closed the focus is in the editor again. */
export function askForLink(editor: EditorHandle, place: HTMLElement, words: Words): void {
  const { href, text } = editor.link();
  const said = (name: string) => words[name] ?? "";
  const address = made("input", { class: "input", type: "text", inputmode: "url", dir: "ltr", autocomplete: "off" });
  const shown = made("input", { class: "input", type: "text", dir: "auto", autocomplete: "off" });
  address.value = href;
  shown.value = text;
  const field = (name: string, input: HTMLElement) =>
    made("label", { class: "field" }, made("span", { class: "label" }, said(name)), input);
  const button = (name: string, kind = "") =>
    made("button", { class: "button", value: name, "data-kind": kind }, said(name));
  const remove = button("link_remove");
  remove.hidden = href === "";
  const cancel = button("link_cancel", "quiet");
  cancel.type = "button";
  const form = made("form", { method: "dialog", class: "stack" },
    field("link_text", shown), field("link_address", address),
    made("div", { class: "actions" }, button("link_set", "primary"), remove, cancel));
  const dialog = made("dialog", { class: "link-dialog", "aria-label": said("link") }, form);
  cancel.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    editor.focus();
    const wanted = completed(address.value.trim());
    if (dialog.returnValue === "link_remove") editor.command("remove_link");
    if (dialog.returnValue === "link_set" && wanted !== "") editor.setLink(wanted, shown.value || wanted);
  });
  place.append(dialog);
  dialog.showModal();
  address.focus();
}
