// Measures from inside the page what a writer would notice. Runs before anything of the page's own.
globalThis.probe = { ready: 0, keys: [], longest: 0, written: 0, memories: [], exported: 0 };
(() => {
  const { probe } = globalThis;

  /** The moment at which the next frame has been handed over. */
  function painted(then) {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => then(performance.now());
      channel.port2.postMessage(0);
    });
  }

  // The form accepts text when a text area with what was saved is on the screen.
  const observer = new MutationObserver(() => {
    if (!document.querySelector("textarea")?.value) return;
    observer.disconnect();
    painted((now) => {
      probe.ready = now;
    });
  });
  observer.observe(document, { childList: true, subtree: true });

  // From the moment at which the browser had the key, so that waiting behind other work counts.
  addEventListener("keydown", ({ timeStamp }) => painted((now) => probe.keys.push(now - timeStamp)), true);

  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) probe.longest = Math.max(probe.longest, duration);
  }).observe({ type: "longtask", buffered: true });

  const { setItem } = Storage.prototype;
  Storage.prototype.setItem = function (key, value) {
    if (this === localStorage) probe.written += key.length + value.length;
    return setItem.call(this, key, value);
  };

  for (const name of ["instantiate", "instantiateStreaming"]) {
    const instantiate = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await instantiate.apply(WebAssembly, given);
      const { exports } = made.instance ?? made;
      if (exports.memory) probe.memories.push(exports.memory);
      return made;
    };
  }
  probe.wasm = () => probe.memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);

  // An export ends when the file is handed to the browser.
  let pressed = 0;
  addEventListener("click", ({ isTrusted, timeStamp }) => {
    if (isTrusted) pressed = timeStamp;
  }, true);
  const { createObjectURL } = URL;
  URL.createObjectURL = (blob) => {
    probe.exported = performance.now() - pressed;
    return createObjectURL.call(URL, blob);
  };
})();
