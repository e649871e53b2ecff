// Unpacks the program, in a worker made of this function's text, so that the page goes on answering.
function gelanUnpacker() {
  'use strict';
  var code = atob('bundle:unpack'), bytes = new Uint8Array(code.length);
  for (var i = 0; i < code.length; i++) bytes[i] = code.charCodeAt(i);
  // bundle/unpack
  var own = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;

  // The texts' length, the texts, the wasm; null where the file has been cut or altered.
  function unpacked(text, size, sum, shift) {
    var at = own.memory.buffer.byteLength;
    own.memory.grow((text.length * 3 + size >>> 16) + 1);
    var length = new TextEncoder().encodeInto(text, new Uint8Array(own.memory.buffer, at)).written;
    length = own.bytes(at, length, shift);
    if (own.sum(at, length) >>> 0 !== sum) return null;
    var out = at + length;
    // In pieces, so that the browser can put better code in its place meanwhile.
    for (var there = 0; there < size;) {
      there = own.unpack(at, length, out, size, there + 0x10000);
      if (!there) return null;
    }
    return new Uint8Array(own.memory.buffer, out, size);
  }

  self.onmessage = function (event) {
    var given = event.data, all = unpacked(given.text, given.size, given.sum, given.shift);
    if (!all) return self.postMessage({});
    var length = new DataView(all.buffer, all.byteOffset).getUint32(0, true);
    var texts = new TextDecoder().decode(all.subarray(4, 4 + length)).split('\0');
    WebAssembly.compile(all.subarray(4 + length)).then(function (module) {
      self.postMessage({ texts: texts, module: module });
    }, function () {
      // The program is whole, so a browser that cannot compile it is at fault.
      self.postMessage({ old: true });
    });
  };
}
