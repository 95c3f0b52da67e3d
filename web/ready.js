// The page is read and its style sheets have come, or will not: the program can draw.

const isReady = () => {
  if (document.readyState !== "interactive") return document.readyState === "complete";
  return [...document.querySelectorAll("link[rel=stylesheet]")].every(({ sheet }) => sheet);
};

export const ready = new Promise((resolve) => {
  const look = () => isReady() && resolve();
  document.addEventListener("DOMContentLoaded", look);
  // Of a style sheet; of the whole page, whatever did not come.
  document.addEventListener("load", look, true);
  addEventListener("load", look);
  look();
});
