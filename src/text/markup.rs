//! Text inside markup.

use std::borrow::Cow;

/// Escapes text for between XML or HTML tags and inside their double quotes. Characters that XML 1.0 has no place for
/// become U+FFFD.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(&mut out, text);
    out
}

/// Appends text as [`escape`] gives it.
pub fn push_escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(c),
            '\r' => out.push_str("&#13;"),
            '\0'..='\x1F' | '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            _ => out.push(c),
        }
    }
}

/// The named entities that files use; the first five are those of XML.
const ENTITIES: &str = "amp& lt< gt> quot\" apos' nbsp\u{A0} ensp\u{2002} emsp\u{2003} thinsp\u{2009} middot· times× divide÷ \
    plusmn± deg° yen¥ copy© reg® radic√ ldquo“ rdquo” lsquo‘ rsquo’ laquo« raquo» mdash— ndash– hellip… bull• permil‰ le≤ ge≥";

/// Returns the character of an entity by what stands between its `&` and `;`: a name or a number. `None` where it is
/// unknown.
///
/// ```
/// use gelan_core::text::markup::character;
/// assert_eq!((character("lt"), character("#26449"), character("#x6751")), (Some('<'), Some('村'), Some('村')));
/// assert_eq!(character("unknown"), None);
/// ```
pub fn character(entity: &str) -> Option<char> {
    let Some(number) = entity.strip_prefix('#') else {
        return ENTITIES.split(' ').find_map(|known| {
            let mut c = known.strip_prefix(entity)?.chars();
            c.next().filter(|_| c.as_str().is_empty())
        });
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    char::from_u32(code.ok()?).filter(|c| *c != '\0')
}

/// Returns raw text with its entities resolved.
pub fn decoded(raw: &str) -> Cow<'_, str> {
    if !raw.contains('&') {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    push_decoded(&mut text, raw);
    Cow::Owned(text)
}

/// Appends raw text with its entities resolved.
pub fn push_decoded(into: &mut String, raw: &str) {
    let mut rest = raw;
    while let Some((before, from)) = rest.find('&').and_then(|at| rest.split_at_checked(at)) {
        into.push_str(before);
        let (c, length) = first_character(from).unwrap_or((None, from.len()));
        into.extend(c);
        rest = from.get(length..).unwrap_or_default();
    }
    into.push_str(rest);
}

/// Decodes the first character of raw text; returns it and how many bytes it takes. An unknown entity is no character, and
/// an ampersand that begins no entity is one.
pub fn first_character(raw: &str) -> Option<(Option<char>, usize)> {
    let first = raw.chars().next()?;
    let end = raw.bytes().take(13).position(|b| b == b';').filter(|_| first == '&');
    Some(match end.and_then(|end| raw.get(1..end)) {
        Some(name) => (character(name), name.len() + 2),
        None => (Some(first), first.len_utf8()),
    })
}
