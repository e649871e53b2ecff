// The worker's start, after the glue in the same script: the first message brings the compiled module;
// what comes before the program listens is kept for it.
(function () {
  'use strict';
  var early = [];
  function panic(reason) { self.postMessage({ panic: String(reason) }); }
  self.addEventListener('unhandledrejection', function (event) { panic(event.reason); });
  self.onmessage = function (first) {
    self.onmessage = function (event) { early.push(event); };
    function begin() {
      wasm_bindgen({ module_or_path: first.data.module }).then(function () {
        self.onmessage = null;
        wasm_bindgen.serve(early);
      }).catch(panic);
    }
    if (!navigator.locks) return begin();
    // Held until this worker ends, and before it is busy: the page waits for it.
    navigator.locks.request(first.data.lock, function () {
      self.postMessage({ held: true });
      begin();
      return new Promise(function () {});
    }).catch(begin);
  };
})();
