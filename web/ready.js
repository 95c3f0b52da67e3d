// The page is read and its style sheets have come, or will not: the program can draw.

const isReady = () => {
  if (document.readyState !== "interactive") return document.readyState === "complete";
  /** @type {NodeListOf<HTMLLinkElement>} */
  const links = document.querySelectorAll("link[rel=stylesheet]");
  return [...links].every(({ sheet }) => sheet);
};

/** @type {Promise<void>} */
export const ready = new Promise((resolve) => {
  const look = () => isReady() && resolve();
  document.addEventListener("DOMContentLoaded", look);
  // Of a style sheet; of the whole page, whatever did not come.
  document.addEventListener("load", look, true);
  addEventListener("load", look);
  look();
});
