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

  function old() {
    fail('这个浏览器太旧，打不开格览。请换用 Chrome 109、Edge 109、Firefox 115 或更新的浏览器（360、QQ 浏览器请升级并使用极速模式），再打开本文件。');
  }
  if (typeof WebAssembly !== 'object' || typeof Worker !== 'function' || typeof TextDecoder !== 'function') {
    old();
    return;
  }

  // The bytes that a text's characters stand for in windows-1252, whatever encoding the file is in by now
  // (bundle/src/pack.rs writes it); = stands before one that is 64 further on, and all are shifted.
  function bytesOf(text, shift) {
    var values = new Uint8Array(0x10000), bytes = new Uint8Array(text.length), length = 0;
    for (var value = 0; value < 256; value++) values[value] = value;
    var all = new TextDecoder('windows-1252').decode(values.subarray(0, 256));
    for (value = 0; value < 256; value++) values[all.charCodeAt(value)] = value;
    for (var i = 0; i < text.length; i++) {
      value = values[text.charCodeAt(i)];
      if (value === 61) value = values[text.charCodeAt(++i)] - 64;
      bytes[length++] = value - shift;
    }
    return bytes.subarray(0, length);
  }

  // After a trap the program is gone, whatever the page still shows.
  function trapped(reason) {
    if (reason instanceof WebAssembly.RuntimeError) {
      fail('页面出错，已停止计算。请刷新本页，再拖入文件；原文件没有改动。', reason);
    }
  }
  self.addEventListener('error', function (event) { trapped(event.error); });
  self.addEventListener('unhandledrejection', function (event) { trapped(event.reason); });

  function checksum(bytes) {
    var table = new Uint32Array(256);
    for (var i = 0; i < 256; i++) {
      for (var entry = i, bit = 0; bit < 8; bit++) entry = entry & 1 ? entry >>> 1 ^ 0xedb88320 : entry >>> 1;
      table[i] = entry;
    }
    for (var sum = -1, at = 0; at < bytes.length; at++) sum = sum >>> 8 ^ table[(sum ^ bytes[at]) & 0xff];
    return ~sum >>> 0;
  }

  // The texts' length, the texts, the wasm; null where the file has been cut or altered. What stands in the element is
  // kept for copies once its checksum was right, since an extension of the browser may change the page later.
  var own;
  function unpacked() {
    try {
      var packed = element('wasm'), text = packed.textContent;
      var size = +packed.dataset.size, sum = +packed.dataset.sum, shift = +packed.dataset.shift;
      var bytes = gelanUnpack(bytesOf(text, shift), size);
      own = ' data-size="' + size + '" data-sum="' + sum + '" data-shift="' + shift + '">' + text;
      return checksum(bytes) === sum ? bytes : null;
    } catch (reason) {
      return null;
    }
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

  var started = false;
  function start() {
    if (started) return;
    started = true;
    var all = unpacked();
    if (!all) {
      fail('这个文件不完整，打不开。请重新复制一份，或向发给您文件的人再要一份。');
      return;
    }
    var length = new DataView(all.buffer).getUint32(0, true);
    var texts = new TextDecoder().decode(all.subarray(4, 4 + length)).split('\0');
    append('style', texts[0]);
    append('script', texts[1]).remove();
    if (typeof wasm_bindgen === 'undefined') return old();
    WebAssembly.compile(all.subarray(4 + length)).then(function (module) {
      // A new worker that runs the same module; the program calls it.
      self.gelanWorker = function () {
        var url = URL.createObjectURL(new Blob(texts.slice(1, 3), { type: 'text/javascript' }));
        var worker = new Worker(url), lock = 'gelan-' + Date.now() + Math.random();
        function release() { URL.revokeObjectURL(url); }
        worker.addEventListener('message', release, { once: true });
        worker.addEventListener('error', release, { once: true });
        watch(worker, lock);
        worker.postMessage({ module: module, lock: lock });
        return worker;
      };
      // This page's file in three pieces, which the program puts together: up to the scripts, to the end of the packed
      // program, the rest.
      self.gelanFile = function () { return [texts[3], texts[4] + own, texts[5]]; };
      return wasm_bindgen({ module_or_path: module });
    }).catch(function (reason) {
      // The program is whole, so a browser that cannot compile it is at fault.
      if (reason instanceof WebAssembly.CompileError) return old();
      fail('格览没能启动。请关闭本页重新打开；仍然不行，请换一个浏览器，或向发给您文件的人再要一份。', reason);
    });
  }

  // The program comes last in the file, so that one that has been cut gets as far as saying so.
  document.addEventListener('DOMContentLoaded', function () {
    // Unpacking keeps the page busy, so it is painted before; a tab in the background is not painted.
    setTimeout(start, 300);
    self.requestAnimationFrame(function () { setTimeout(start); });
  });
})();
