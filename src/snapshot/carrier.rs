//! One payload, several carriers: a link, a code among other words, a file, a page with the snapshot inside, the
//! letters of a QR code. All hold version, length, checksum and payload; the text of [`super::encode`] is what they
//! are turned into, whatever a snapshot came in.

use super::SnapshotError;
use super::text::{HEADER, checksum, declared, frame, is_whole, wrap};

/// What a snapshot's file begins with; the line ends tell of a file that was sent as text.
const MAGIC: &[u8; 8] = b"\x89GLN\r\n\x1a\n";
/// Version (1 byte), length of the payload (4), checksum of these and the payload (4), most significant first.
const CLEAR: usize = 9;
/// What the letters of a QR code begin with.
const QR_MARK: &str = "GELAN:";
/// The element that holds the snapshot in a page that was saved with one.
pub const ELEMENT: &str = "gelan-snapshot";

/// A snapshot's text as the bytes of a `.gelan` file.
///
/// # Errors
/// Where the text is no snapshot's.
pub fn to_file(text: &str) -> Result<Vec<u8>, SnapshotError> {
    Ok([MAGIC.as_slice(), &binary(text)?].concat())
}

fn binary(text: &str) -> Result<Vec<u8>, SnapshotError> {
    let (version, payload) = frame(text)?;
    let length = u32::try_from(payload.len()).map_err(|_| SnapshotError::TooLarge)?;
    let mut bytes = vec![u8::try_from(version).map_err(|_| SnapshotError::Newer)?];
    bytes.extend(length.to_be_bytes());
    let sum = checksum(&[&bytes, &payload]);
    bytes.extend(sum.to_be_bytes());
    bytes.extend(payload);
    Ok(bytes)
}

/// The text of what [`binary`] wrote.
fn unbinary(bytes: &[u8]) -> Result<String, SnapshotError> {
    let Some((clear, payload)) = bytes.split_at_checked(CLEAR) else { return Err(SnapshotError::Cut) };
    let [version, l0, l1, l2, l3, s0, s1, s2, s3] = *clear else { return Err(SnapshotError::Cut) };
    let length = u32::from_be_bytes([l0, l1, l2, l3]) as usize;
    if payload.len() < length {
        return Err(SnapshotError::Cut);
    }
    let sum = checksum(&[&[version, l0, l1, l2, l3], payload]);
    if payload.len() > length || sum != u32::from_be_bytes([s0, s1, s2, s3]) {
        return Err(SnapshotError::Altered);
    }
    Ok(wrap(u32::from(version), payload))
}

/// The snapshot's text in a file: a `.gelan` file, a page with a snapshot inside, or words with a link or a code.
///
/// # Errors
/// Where there is none, or one that has been cut or altered.
pub fn from_file(bytes: &[u8]) -> Result<String, SnapshotError> {
    if let Some(rest) = bytes.strip_prefix(MAGIC) {
        return unbinary(rest);
    }
    // Cut inside the mark, or sent as text.
    if !bytes.is_empty() && bytes.len() < MAGIC.len() && MAGIC.starts_with(bytes) {
        return Err(SnapshotError::Cut);
    }
    if bytes.get(1..4) == Some(b"GLN") {
        return Err(SnapshotError::Altered);
    }
    let text = String::from_utf8_lossy(bytes);
    match in_page(&text) {
        Some(inside) => find(inside),
        None => find(&text),
    }
}

/// Whether the first bytes of a file may be those of a snapshot's file.
pub fn is_file(start: &[u8]) -> bool {
    start.starts_with(MAGIC) || start.get(1..4) == Some(b"GLN")
}

/// What stands in the element of a page that was saved with a snapshot.
pub fn in_page(html: &str) -> Option<&str> {
    let (_, rest) = html.rsplit_once(&format!("id=\"{ELEMENT}\">"))?;
    rest.split_once('<').map(|(inside, _)| inside)
}

/// The snapshot's text in a pasted text: a link or a code among other words, with line breaks and spaces that chat
/// programs put in, or the letters of a QR code.
///
/// # Errors
/// Where there is none, or one that has been cut or altered. The text that comes out is whole by its checksum.
pub fn find(pasted: &str) -> Result<String, SnapshotError> {
    // A line of a list that is a snapshot and nothing else; no mark is made of these letters alone.
    if pasted.starts_with('G') {
        let run = Run::at(pasted);
        if run.behind.is_empty()
            && run.breaks.is_empty()
            && let Ok(text) = run.candidate(0, &mut 0)
        {
            return Ok(text);
        }
    }
    if let Some((_, letters)) = pasted.split_once(QR_MARK) {
        return from_letters(letters);
    }
    let marked = pasted.split_once("#s=").or_else(|| pasted.split_once("%23s="));
    let begins = marked.map_or(pasted, |(_, rest)| rest);
    // What is summed at most before the search ends: a text that was made to look like many snapshots takes no longer
    // than one that is long.
    let mut effort = 16 * begins.len() + (8 << 20);
    let mut first = Err(SnapshotError::NotASnapshot);
    let mut rest = begins;
    while let Some(start) = rest.find('G') {
        let run = Run::at(rest.get(start..).unwrap_or_default());
        for at in memchr::memchr_iter(b'G', run.letters.as_bytes()) {
            match run.candidate(at, &mut effort) {
                Ok(text) => return Ok(text),
                Err(SnapshotError::NotASnapshot) => {}
                Err(error) if first == Err(SnapshotError::NotASnapshot) => first = Err(error),
                Err(_) => {}
            }
            // A link's snapshot stands right behind the mark.
            if marked.is_some() || effort == 0 {
                return first;
            }
        }
        rest = run.behind;
    }
    first
}

/// Letters of a snapshot's alphabet that follow each other, spaces and line breaks let be.
struct Run<'a> {
    letters: String,
    /// How many letters stood before each space or line break: what follows one may be other words.
    breaks: Vec<usize>,
    /// What follows.
    behind: &'a str,
}

impl<'a> Run<'a> {
    /// The run at the beginning of a text.
    fn at(text: &'a str) -> Self {
        let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        // Mostly all of them stand together.
        let first = text.bytes().take_while(is_letter).count();
        let (mut letters, mut breaks) = (text.get(..first).unwrap_or_default().to_owned(), Vec::new());
        let rest = text.get(first..).unwrap_or_default();
        for (at, c) in rest.char_indices().map(|(at, c)| (first + at, c)) {
            if c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{ad}')
            {
                if breaks.last() != Some(&letters.len()) {
                    breaks.push(letters.len());
                }
            } else if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') {
                letters.push(c);
            } else {
                return Self { letters, breaks, behind: text.get(at..).unwrap_or_default() };
            }
        }
        Self { letters, breaks, behind: "" }
    }

    /// The snapshot's text from a letter on. What cannot be one is told by its header alone; `effort` is less by the
    /// letters that had to be summed.
    fn candidate(&self, at: usize, effort: &mut usize) -> Result<String, SnapshotError> {
        let letters = self.letters.get(at..).unwrap_or_default();
        // Words with a capital G are many; a version above 15 is not to be expected.
        if !letters.as_bytes().get(1).is_none_or(|version| (b'B'..=b'P').contains(version)) {
            return Err(SnapshotError::NotASnapshot);
        }
        let whole = self.behind.is_empty() && self.breaks.last().is_none_or(|last| *last <= at);
        let wanted = declared(letters).ok_or(if letters.len() < HEADER && whole {
            SnapshotError::Cut
        } else {
            SnapshotError::NotASnapshot
        })?;
        if letters.len() < wanted {
            return Err(SnapshotError::Cut);
        }
        if letters.len() > wanted && self.breaks.binary_search(&(at + wanted)).is_err() {
            return Err(SnapshotError::Altered);
        }
        *effort = effort.saturating_sub(wanted);
        let text = letters.get(..wanted).unwrap_or_default();
        is_whole(text).map(|()| text.to_owned())
    }
}

/// The alphabet of RFC 9285, which is that of a QR code's alphanumeric mode.
const BASE45: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/// A snapshot's text in the letters that a QR code holds best: `GELAN:` and Base45 (RFC 9285).
///
/// # Errors
/// Where the text is no snapshot's.
pub fn to_letters(text: &str) -> Result<String, SnapshotError> {
    let bytes = binary(text)?;
    let mut out = String::from(QR_MARK);
    for pair in bytes.chunks(2) {
        let mut value = pair.iter().fold(0u32, |value, b| value << 8 | u32::from(*b));
        for _ in 0..=pair.len() {
            out.push(char::from(BASE45.get((value % 45) as usize).copied().unwrap_or(b'0')));
            value /= 45;
        }
    }
    Ok(out)
}

fn from_letters(letters: &str) -> Result<String, SnapshotError> {
    // Line ends may follow where the letters were copied; a space is a letter.
    let letters = letters.trim_end_matches(['\r', '\n']);
    let mut bytes = Vec::with_capacity(letters.len() / 3 * 2 + 2);
    for group in letters.as_bytes().chunks(3) {
        let value = group.iter().rev().try_fold(0u32, |value, letter| {
            let digit = BASE45.iter().position(|known| known == letter)?;
            Some(value * 45 + u32::try_from(digit).ok()?)
        });
        let value = value.ok_or(SnapshotError::Altered)?;
        match (group.len(), u8::try_from(value), u16::try_from(value)) {
            (3, _, Ok(value)) => bytes.extend(value.to_be_bytes()),
            (2, Ok(value), _) => bytes.push(value),
            // One letter over is no byte: the rest of it is missing.
            (1, _, _) => {}
            _ => return Err(SnapshotError::Altered),
        }
    }
    let text = unbinary(&bytes)?;
    if letters.len() % 3 == 1 { Err(SnapshotError::Altered) } else { Ok(text) }
}

/// The link to share: the address as it stands up to its hash, and the snapshot's text.
pub fn link(address: &str, snapshot: &str) -> String {
    let base = address.split('#').next().unwrap_or_default();
    format!("{base}#s={snapshot}")
}
