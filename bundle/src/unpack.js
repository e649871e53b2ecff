// Unpacks the program, in a worker made of this function's text, so that the page goes on answering.
function gelanUnpacker() {
  'use strict';
  var code = atob('bundle:unpack'), bytes = new Uint8Array(code.length);
  for (var i = 0; i < code.length; i++) bytes[i] = code.charCodeAt(i);
  // bundle/unpack
  var wasm = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')), own;
  var ready = new Response(wasm).arrayBuffer().then(WebAssembly.instantiate).then(function (made) {
    own = made.instance.exports;
  });

  // The texts' length, the texts, the wasm; null where the file has been cut or altered.
  function unpacked(text, size, sum, shift) {
    var at = own.memory.buffer.byteLength;
    // Behind the program, its parts wait to be put together.
    own.memory.grow((text.length * 3 + size * 2 >>> 16) + 3);
    var length = new TextEncoder().encodeInto(text, new Uint8Array(own.memory.buffer, at)).written;
    length = own.bytes(at, length, shift);
    if (own.sum(at, length) >>> 0 !== sum) return null;
    var out = at + length;
    // In pieces, so that the browser can put better code in its place meanwhile. The texts come first, and the page can begin with
    // them.
    for (var there = 0, told; there < size;) {
      there = own.unpack(at, length, out, size, 0x10000);
      if (!there) return null;
      if (!told) told = tell(new Uint8Array(own.memory.buffer, out, there));
    }
    return new Uint8Array(own.memory.buffer, out, size);
  }

  // Hands on the texts once all of them are there; how many bytes they take stands in the first four.
  function tell(there) {
    if (there.length < 4) return false;
    var length = new DataView(there.buffer, there.byteOffset).getUint32(0, true);
    if (there.length < 4 + length) return false;
    self.postMessage({ texts: new TextDecoder().decode(there.subarray(4, 4 + length)).split('\0') });
    return true;
  }

  function answer(given) {
    var all = unpacked(given.text, given.size, given.sum, given.shift);
    if (!all) return self.postMessage({});
    var length = new DataView(all.buffer, all.byteOffset).getUint32(0, true);
    return WebAssembly.compile(all.subarray(4 + length)).then(function (module) {
      self.postMessage({ module: module });
    }, function () {
      // The program is whole, so a browser that cannot compile it is at fault.
      self.postMessage({ old: true });
    });
  }
  self.onmessage = function (event) {
    ready.then(function () { return answer(event.data); }).catch(function (reason) {
      self.postMessage({ failed: String(reason) });
    });
  };
}
