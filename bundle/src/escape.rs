//! Texts as they may stand in the page: in ASCII, and without what would end their element.

/// Returns markup in ASCII, with references.
pub fn ascii_html(markup: &str) -> String {
    ascii(markup, |out, c| *out += &format!("&#{};", u32::from(c)))
}

/// Returns a style sheet in ASCII; the space ends an escape and is part of it.
pub fn ascii_css(sheet: &str) -> String {
    ascii(sheet, |out, c| *out += &format!("\\{:x} ", u32::from(c)))
}

/// Returns a script in ASCII: other characters occur in its strings alone, where these escapes are allowed.
pub fn ascii_script(script: &str) -> String {
    ascii(script, |out, c| {
        for unit in c.encode_utf16(&mut [0; 2]) {
            *out += &format!("\\u{unit:04x}");
        }
    })
}

fn ascii(text: &str, escape: impl Fn(&mut String, char)) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() { out.push(c) } else { escape(&mut out, c) }
    }
    out
}

/// Keeps text from ending its script element: in a string, the only place for such text, `\/` and `\!` mean `/` and
/// `!`.
pub fn escape_script(text: &str) -> String {
    escape_end(text, "script").replace("<!--", "<\\!--")
}

pub fn escape_style(text: &str) -> String {
    escape_end(text, "style")
}

/// Puts a backslash into every `</name`, in upper case or lower.
fn escape_end(text: &str, name: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("</") {
        let (before, after) = rest.split_at(at + 1);
        out += before;
        let word = after.get(1..=name.len()).unwrap_or_default();
        if word.eq_ignore_ascii_case(name) {
            out.push('\\');
        }
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_cannot_end_early() {
        assert_eq!(escape_script(r#"a("</script><!--</SCRIPT>")"#), r#"a("<\/script><\!--<\/SCRIPT>")"#);
        assert_eq!(escape_script("if (a</b/.x) </scrip"), "if (a</b/.x) </scrip");
        assert_eq!(escape_style("a{content:'</style>'}</"), "a{content:'<\\/style>'}</");
    }

    #[test]
    fn what_is_not_ascii_is_escaped() {
        assert_eq!(ascii_html("<b>格a</b>𠮷"), "<b>&#26684;a</b>&#134071;");
        assert_eq!(ascii_css("q{quotes:'“' 'a格b'}"), "q{quotes:'\\201c ' 'a\\683c b'}");
        assert_eq!(ascii_script("f('格a𠮷')"), "f('\\u683ca\\ud842\\udfb7')");
    }
}
