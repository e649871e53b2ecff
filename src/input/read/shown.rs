//! What a spreadsheet program shows of a text: without the marks that only keep it from being read as a number, without
//! characters that nobody sees, and in the ideographs that people type.

use super::field_ends::bytes_equal;
use std::sync::LazyLock;

/// Characters from a first one on, and what people type for each.
type IdeographRun = (u32, Vec<char>);

static IDEOGRAPHS: LazyLock<Vec<IdeographRun>> = LazyLock::new(|| {
    let rows = include_str!("ideographs.tsv").lines().filter_map(|line| line.split_once('\t'));
    rows.filter_map(|(first, typed)| Some((u32::from_str_radix(first, 16).ok()?, typed.chars().collect())))
        .collect()
});

/// Returns the text as it is shown, and whether it has lost NUL characters; `None` where the cell shows it as it is.
pub(super) fn shown(text: &str) -> Option<(String, bool)> {
    // White space is below, or a character of several bytes.
    let marked = match text.as_bytes().first() {
        Some(b'=' | b'\'' | b'`') => true,
        // Ideographs are no white space either.
        Some(b'!'..=b'~' | 0xE4..=0xE9) => false,
        _ => text.trim_start().starts_with(['=', '\'', '`']),
    };
    if marked || is_suspect(text.as_bytes()) { otherwise(text) } else { None }
}

#[inline(never)]
fn otherwise(text: &str) -> Option<(String, bool)> {
    let seen: String = text.chars().filter(|c| !is_unseen(*c)).map(typed).collect();
    let shown = unmarked(&seen).unwrap_or(seen);
    (shown != text).then(|| (shown, text.contains('\0')))
}

/// Whether a text has a first byte of any character that is changed. Eight bytes are looked at once, the last ones perhaps twice.
fn is_suspect(text: &[u8]) -> bool {
    let word = |eight: &[u8; 8]| u64::from_le_bytes(*eight);
    match (text.last_chunk(), text.first_chunk(), text.last_chunk()) {
        (Some(last), ..) => {
            let (words, _) = text.as_chunks();
            words.iter().fold(has_first(word(last)), |any, eight| any | has_first(word(eight)))
        }
        (None, Some([a, b, c, d]), Some([e, f, g, h])) => has_first(word(&[*a, *b, *c, *d, *e, *f, *g, *h])),
        _ => text.iter().any(|byte| matches!(byte, 0 | 0xC2 | 0xE2 | 0xEF | 0xF0)),
    }
}

/// Whether any of eight bytes is the first of a character that is changed.
#[inline]
fn has_first(word: u64) -> bool {
    let is = |byte: u8| bytes_equal(word, byte);
    is(0) | is(0xC2) | is(0xE2) | is(0xEF) | is(0xF0) != 0
}

/// Whether nobody sees the character: NUL, soft hyphens, marks of width and direction, byte order marks.
fn is_unseen(c: char) -> bool {
    matches!(c, '\0' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}')
        || matches!(c, '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FEFF}')
}

/// Returns the ideograph that people type for a radical or a compatibility ideograph.
fn typed(c: char) -> char {
    if !matches!(c, '\u{2E80}'..='\u{2FD5}' | '\u{F900}'..='\u{FAD9}' | '\u{2F800}'..='\u{2FA1D}') {
        return c;
    }
    let of = |(first, run): &IdeographRun| run.get((c as u32).checked_sub(*first)? as usize).copied();
    IDEOGRAPHS.iter().find_map(of).unwrap_or(c)
}

/// Returns what ="000123", =30 and '000123 show; `None` for another text.
fn unmarked(text: &str) -> Option<String> {
    let text = text.trim();
    if let Some(formula) = text.strip_prefix('=') {
        let quoted = formula.strip_prefix('"').and_then(|t| t.strip_suffix('"'));
        let number = || formula.parse::<f64>().is_ok_and(f64::is_finite).then(|| formula.to_owned());
        return match quoted.map(|t| t.replace("\"\"", "\u{1}")) {
            Some(inner) => (!inner.contains('"')).then(|| inner.replace('\u{1}', "\"")),
            None => number(),
        };
    }
    let inner = text.strip_prefix(['\'', '`', '‘', '’', '＇'])?;
    let digit = inner.chars().next().is_some_and(|c| c.is_ascii_digit() || matches!(c, '０'..='９'));
    let only = !inner.contains(['\'', '‘', '’']) && !inner.is_empty();
    (only && (digit || text.starts_with('\''))).then(|| inner.to_owned())
}

#[cfg(test)]
#[path = "../../../tests/unit/input_read_shown.rs"]
mod tests;
