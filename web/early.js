// Runs first and in any browser: prepares the first paint, and says why nothing starts where the loader
// (boot.js) does not run. So it is written in the JavaScript of 2009.
// In a release it stands before the style sheet, so that it need not wait for that.
(function () {
  var root = document.documentElement;
  // Only the Start screen looks like the first paint. Any other is mostly there before a first paint would be
  // of use: that is laid out where it takes longer.
  if (location.hash.length > 2) {
    root.setAttribute("data-elsewhere", "soon");
    setTimeout(function () {
      if (document.getElementById("first-paint")) root.setAttribute("data-elsewhere", "late");
    }, 400);
  }

  function look() {
    if (window.submissionEditor) return;
    var page = /** @type {HTMLElement} */ (document.getElementById("rescue"));
    // Came with the last thing that the editor needs (2023); the loader cannot be read without older ones.
    var cause = /** @type {unknown} */ (window.DecompressionStream) ? "not-loaded" : "old-browser";
    /** @type {NodeListOf<HTMLElement>} */
    var texts = page.querySelectorAll("[data-cause]");
    for (var i = 0; i < texts.length; i += 1) {
      var text = /** @type {HTMLElement} */ (texts[i]);
      text.hidden = text.getAttribute("data-cause") !== cause;
    }
    /** @type {HTMLElement} */ (document.getElementById("first-paint")).style.display = "none";
    page.removeAttribute("hidden");
    /** @type {HTMLElement} */ (page.querySelector("[data-action=reload]")).onclick = function () { location.reload(); };
    var script = document.createElement("script");
    script.type = "module";
    script.src = early.src.replace("early.js", "handover.js");
    document.body.appendChild(script);
  }

  var early = /** @type {HTMLScriptElement} */ (document.currentScript || document.querySelector("script[src*='early.js']"));
  // The loader has had its turn by then.
  window.addEventListener("load", look);
})();
