//! Text inside markup.

/// Escapes text for between XML or HTML tags and inside their double quotes. Characters that XML 1.0 has no place for
/// become U+FFFD.
#[must_use]
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
/// use gelan::text::markup::character;
/// assert_eq!((character("lt"), character("#26449"), character("#x6751")), (Some('<'), Some('村'), Some('村')));
/// assert_eq!(character("unknown"), None);
/// ```
#[must_use]
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
