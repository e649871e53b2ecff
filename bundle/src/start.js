// Starts the page. Old syntax on purpose: an old browser must get as far as the sentence that says so.
(function () {
  'use strict';
  function element(id) { return document.getElementById(id); }

  function fail(sentence, reason) {
    document.documentElement.dataset.state = 'failed';
    var text = element('start-text') || document.body.insertBefore(document.createElement('p'), document.body.firstChild);
    text.id = 'start-text';
    text.setAttribute('role', 'alert');
    text.textContent = sentence;
    if (reason) {
      text.appendChild(document.createElement('small')).textContent = String(reason);
    }
  }

  if (typeof WebAssembly !== 'object' || typeof DecompressionStream !== 'function' ||
      typeof Worker !== 'function' || typeof wasm_bindgen === 'undefined') {
    fail('这个浏览器太旧，打不开格览。请换用 Chrome 109、Edge 109、Firefox 115 或更新的浏览器（360、QQ 浏览器请升级并使用极速模式），再打开本文件。');
    return;
  }

  function bytesOf(base64) {
    var text = atob(base64);
    var bytes = new Uint8Array(text.length);
    for (var i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return bytes;
  }

  // After a trap the program is gone, whatever the page still shows.
  function trapped(reason) {
    if (reason instanceof WebAssembly.RuntimeError) {
      fail('页面出错，已停止计算。请刷新本页，再拖入文件；原文件没有改动。', reason);
    }
  }
  self.addEventListener('error', function (event) { trapped(event.error); });
  self.addEventListener('unhandledrejection', function (event) { trapped(event.reason); });

  var packed = element('wasm');
  var unpacked = new Blob([bytesOf(packed.textContent)]).stream().pipeThrough(new DecompressionStream('gzip'));
  new Response(unpacked).arrayBuffer().then(function (wasm) {
    return WebAssembly.compile(wasm);
  }).then(function (module) {
    // A new worker that runs the same module; the program calls it.
    self.gelanWorker = function () {
      var code = [element('glue').textContent, element('worker').textContent];
      var url = URL.createObjectURL(new Blob(code, { type: 'text/javascript' }));
      var worker = new Worker(url);
      function release() { URL.revokeObjectURL(url); }
      worker.addEventListener('message', release, { once: true });
      worker.addEventListener('error', release, { once: true });
      worker.postMessage({ module: module });
      return worker;
    };
    return wasm_bindgen({ module_or_path: module });
  }).catch(function (reason) {
    fail('格览没能启动。请关闭本页重新打开；仍然不行，请换一个浏览器，或向发给您文件的人再要一份。', reason);
  });
})();
