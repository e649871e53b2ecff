// Starts the page. Old syntax on purpose: an old browser must get as far as the sentence that says so.
(function () {
  'use strict';
  function element(id) { return document.getElementById(id); }

  // Files that come before the program is there wait for it. A list has files, promised handles of folders, entries of
  // folders, and names of what the browser does not give.
  var waiting = [];
  function take(list) {
    waiting.push(list);
    element('start-text').textContent = '正在打开，随后就读放入的文件…';
  }

  function fail(sentence, reason) {
    take = function () {};
    document.documentElement.dataset.state = 'failed';
    var text = element('start-text') || document.body.insertBefore(document.createElement('p'), document.body.firstChild);
    text.id = 'start-text';
    text.setAttribute('role', 'alert');
    text.textContent = sentence;
    if (reason) {
      text.appendChild(document.createElement('small')).textContent = String(reason);
    }
  }

  function old() {
    fail('这个浏览器太旧，打不开格览。请换用 Chrome 109、Edge 109、Firefox 115 或更新的浏览器（360、QQ 浏览器请升级并使用极速模式），再打开本文件。');
  }
  if (typeof WebAssembly !== 'object' || typeof Worker !== 'function' || typeof DecompressionStream !== 'function') {
    old();
    return;
  }

  // After a trap the program is gone, whatever the page still shows.
  function trapped(reason) {
    if (reason instanceof WebAssembly.RuntimeError) {
      fail('页面出错，已停止计算。请刷新本页，再拖入文件；原文件没有改动。', reason);
    }
  }
  self.addEventListener('error', function (event) { trapped(event.error); });
  self.addEventListener('unhandledrejection', function (event) { trapped(event.reason); });

  // The program calls it once, with what takes files from then on.
  self.gelanFiles = function (taker) {
    take = taker;
    waiting.forEach(taker);
  };
  function onFiles(type, then) {
    self.addEventListener(type, function (event) {
      var data = event.dataTransfer;
      if (!data || Array.from(data.types).indexOf('Files') < 0) return;
      event.preventDefault();
      if (then) then(data);
    });
  }
  onFiles('dragover');
  // Items must be asked at once, before anything is awaited. On file:// Chromium gives entries but opens none of them
  // (EncodingError): files are taken as files, and folders by their handles where the browser has such.
  onFiles('drop', function (data) {
    var list = Array.from(data.items || []).map(function (item) {
      var entry = item.webkitGetAsEntry && item.webkitGetAsEntry();
      if (entry && entry.isDirectory) {
        var handle = item.getAsFileSystemHandle && item.getAsFileSystemHandle();
        // Whoever opens it is told.
        if (handle) handle.catch(function () {});
        return handle || entry;
      }
      return item.getAsFile() || entry && entry.name;
    }).filter(Boolean);
    take(list.length ? list : Array.from(data.files));
  });

  element('start-pick').onchange = function () { take(Array.from(this.files)); };

  // For measuring from outside: reads a file and a list of grids as any others, and answers once figures are shown.
  if (location.hash === '#bench') {
    self.__ready = Promise.resolve();
    self.__run = function (file) {
      var start = performance.now(), root = document.documentElement;
      take([new File([self.__beside], '网格名单.csv'), file]);
      return new Promise(function (done) {
        new MutationObserver(function (_, watch) {
          if (root.dataset.state !== 'ready') return;
          watch.disconnect();
          var result = self.gelanFigures();
          done({ ms: performance.now() - start, rows: result.rows, result: result });
        }).observe(root, { attributes: true });
      });
    };
  }

  function append(tag, text) {
    var part = document.createElement(tag);
    part.textContent = text;
    return document.head.appendChild(part);
  }

  // A worker that ends says nothing by itself, for instance where the system took its memory. It holds a lock for as
  // long as it lives, which the page is given at its end: at once, and however long the worker is busy before. (Only a
  // page that came over plain http has no locks.)
  function watch(worker, lock) {
    function gone() { worker.dispatchEvent(new ErrorEvent('error', { message: 'the worker has ended' })); }
    if (!navigator.locks) return;
    var silent = setTimeout(gone, 120000);
    worker.addEventListener('message', function held(event) {
      clearTimeout(silent);
      // Not before the worker has it: an answer may come earlier.
      if (!event.data.held) return;
      worker.removeEventListener('message', held);
      navigator.locks.request(lock, gone);
    });
  }

  function blob() { return URL.createObjectURL(new Blob(Array.from(arguments), { type: 'text/javascript' })); }
  function stuck(reason) {
    fail('格览没能启动。请关闭本页重新打开；仍然不行，请换一个浏览器，或向发给您文件的人再要一份。', reason);
  }
  var unpacker;
  try {
    unpacker = new Worker(blob('(' + gelanUnpacker + ')()'));
  } catch (reason) {
    return stuck(reason);
  }
  unpacker.onerror = function (event) { stuck(event.message); };
  // What goes on with the module, once the texts are there; they come before it.
  var goOn;
  unpacker.onmessage = function (event) {
    var given = event.data;
    if (given.texts) {
      goOn = begin(given.texts);
      return;
    }
    unpacker.terminate();
    if (given.old) return old();
    if (given.failed) return stuck(given.failed);
    if (!given.module) return fail('这个文件不完整，打不开。请重新复制一份，或向发给您文件的人再要一份。');
    if (goOn) goOn(given.module);
  };
  function begin(texts) {
    var module, spare;
    append('style', texts[0]);
    append('script', texts[1]).remove();
    if (typeof wasm_bindgen === 'undefined') {
      old();
      return null;
    }
    function started() {
      var url = blob(texts[1], texts[2]), worker = new Worker(url), lock = 'gelan-' + Date.now() + Math.random();
      function release() { URL.revokeObjectURL(url); }
      function lost(event) { if (spare === worker && !(event.data && event.data.held)) spare = null; }
      worker.addEventListener('message', release, { once: true });
      worker.addEventListener('error', release, { once: true });
      worker.addEventListener('message', lost);
      worker.addEventListener('error', lost);
      watch(worker, lock);
      worker.gelanBegin = function () { worker.postMessage({ module: module, lock: lock }); };
      if (module) worker.gelanBegin();
      return worker;
    }
    // A worker that runs the same module; the program calls it. The first one starts beside the page.
    self.gelanWorker = function () {
      var worker = spare || started();
      spare = null;
      return worker;
    };
    // This page's file in three pieces, which the program puts together: up to the scripts, to the end of the packed
    // program, the rest.
    self.gelanFile = function () { return [texts[3], texts[4] + own, texts[5]]; };
    // It loads its script while the program is still unpacked.
    var first = spare = started();
    return function (unpacked) {
      module = unpacked;
      first.gelanBegin();
      wasm_bindgen({ module_or_path: module }).catch(stuck);
    };
  }

  // The program comes last in the file, so that one that has been cut gets as far as saying so. What stands in the
  // element is kept for copies, since an extension of the browser may change the page later.
  var own;
  document.addEventListener('DOMContentLoaded', function () {
    var packed = element('wasm'), text = packed ? packed.textContent : '', given = packed ? packed.dataset : {};
    own = ' data-size="' + given.size + '" data-sum="' + given.sum + '" data-shift="' + given.shift + '">' + text;
    unpacker.postMessage({ text: text, size: +given.size || 0, sum: +given.sum, shift: +given.shift });
  });
})();
