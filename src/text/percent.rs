//! Names inside a hash, by percent signs.

/// Escapes what means something in a hash, or would end a link in a letter.
///
/// ```
/// use gelan_core::text::percent::{escape, unescape};
/// assert_eq!(escape("三都村 A&B"), "三都村%20A%26B");
/// assert_eq!(unescape("%E4%B8%89都村"), "三都村");
/// assert_eq!(unescape("50%的"), "50%的");
/// ```
pub fn escape(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_alphanumeric() || "-_.（）".contains(c) {
            out.push(c);
        } else {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    out
}

/// Returns the name again; browsers escape more than they were given.
pub fn unescape(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        let byte = after.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(byte.unwrap_or(b'%'));
        rest = if byte.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}
