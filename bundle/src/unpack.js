// Unpacks LZMA: the stream of the .lzma format after its header, with lc 3, lp 0, pb 0, as the bundler packs.
// Igor Pavlov's "LZMA specification" names the states and tables that are numbered here.
function gelanUnpack(source, size) {
  'use strict';
  var MATCH = 0, REP = 12, REP0 = 24, REP1 = 36, REP2 = 48, SHORT = 60, SLOT = 72, SPECIAL = 328, ALIGN = 443,
    LENGTH = 459, REP_LENGTH = 733, LITERAL = 1007;
  var odds = new Uint16Array(LITERAL + 0x300 * 8).fill(1024);
  var out = new Uint8Array(size);
  var at = 0, next = 5, previous = 0, state = 0, distance = 0, distance1 = 0, distance2 = 0, distance3 = 0;
  var range = new Uint32Array([0xffffffff, (source[1] << 24 | source[2] << 16 | source[3] << 8 | source[4]) >>> 0]);

  function bit(index) {
    var odd = odds[index], bound = (range[0] >>> 11) * odd, value = 0;
    if (range[1] < bound) {
      range[0] = bound;
      odds[index] = odd + (2048 - odd >> 5);
    } else {
      range[0] -= bound;
      range[1] -= bound;
      odds[index] = odd - (odd >> 5);
      value = 1;
    }
    if (range[0] < 0x1000000) {
      range[0] <<= 8;
      range[1] = range[1] << 8 | source[next++];
    }
    return value;
  }
  function tree(index, bits) {
    var node = 1;
    for (var i = 0; i < bits; i++) node = node << 1 | bit(index + node);
    return node - (1 << bits);
  }
  function backwards(index, bits) {
    var node = 1, value = 0;
    for (var i = 0; i < bits; i++) {
      var one = bit(index + node);
      node = node << 1 | one;
      value |= one << i;
    }
    return value;
  }
  function direct(bits) {
    var value = 0;
    while (bits--) {
      range[0] >>>= 1;
      var one = range[1] >= range[0] ? 1 : 0;
      if (one) range[1] -= range[0];
      value = value << 1 | one;
      if (range[0] < 0x1000000) {
        range[0] <<= 8;
        range[1] = range[1] << 8 | source[next++];
      }
    }
    return value;
  }
  function length(index) {
    if (!bit(index)) return 2 + tree(index + 2, 3);
    if (!bit(index + 1)) return 10 + tree(index + 10, 3);
    return 18 + tree(index + 18, 8);
  }
  function literal() {
    var index = LITERAL + 0x300 * (previous >> 5), node = 1;
    if (state > 6) {
      var match = out[at - distance - 1];
      while (node < 0x100) {
        var expected = match >> 7 & 1;
        match <<= 1;
        var one = bit(index + (1 + expected << 8) + node);
        node = node << 1 | one;
        if (one !== expected) break;
      }
    }
    while (node < 0x100) node = node << 1 | bit(index + node);
    previous = out[at++] = node & 0xff;
    state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
  }
  function copy(run) {
    if (distance >= at || run > size - at) throw new Error('the packed program is damaged');
    for (var end = at + run; at < end; at++) out[at] = out[at - distance - 1];
    previous = out[at - 1];
  }
  function far(run) {
    var slot = tree(SLOT + 64 * Math.min(run - 2, 3), 6);
    if (slot < 4) return slot;
    var bits = (slot >> 1) - 1, base = (2 | slot & 1) << bits;
    if (slot < 14) return base + backwards(SPECIAL + base - slot, bits);
    return base + direct(bits - 4) * 16 + backwards(ALIGN, 4);
  }

  while (at < size) {
    if (!bit(MATCH + state)) {
      literal();
      continue;
    }
    if (!bit(REP + state)) {
      distance3 = distance2;
      distance2 = distance1;
      distance1 = distance;
      var run = length(LENGTH);
      distance = far(run);
      copy(run);
      state = state < 7 ? 7 : 10;
    } else if (bit(REP0 + state)) {
      var again = distance1;
      if (bit(REP1 + state)) {
        again = distance2;
        if (bit(REP2 + state)) {
          again = distance3;
          distance3 = distance2;
        }
        distance2 = distance1;
      }
      distance1 = distance;
      distance = again;
      copy(length(REP_LENGTH));
      state = state < 7 ? 8 : 11;
    } else if (bit(SHORT + state)) {
      copy(length(REP_LENGTH));
      state = state < 7 ? 8 : 11;
    } else {
      copy(1);
      state = state < 7 ? 9 : 11;
    }
  }
  return out;
}
