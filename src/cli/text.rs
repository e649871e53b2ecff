//! Tables for a terminal, aligned by the width of Chinese characters.

/// The columns that a text takes on a terminal: two for a full-width character.
pub fn width(text: &str) -> usize {
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '\u{20000}'..='\u{3FFFD}'
        | '“' | '”')
}

/// A table: the first column to the left, the others to the right.
pub fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let columns = head.len();
    let widest = |i: usize| {
        let cells = rows.iter().filter_map(|r| r.get(i)).map(|c| width(c));
        cells.chain([head.get(i).map_or(0, |h| width(h))]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(widest).collect();
    let line = |cells: &mut dyn Iterator<Item = &str>| {
        let mut line = String::new();
        for (i, (cell, full)) in cells.zip(&widths).enumerate() {
            let gap = " ".repeat(full.saturating_sub(width(cell)));
            if i == 0 {
                line += &format!("  {cell}{gap}");
            } else {
                line += &format!("  {gap}{cell}");
            }
        }
        format!("{}\n", line.trim_end())
    };
    let mut out = line(&mut head.iter().copied());
    for row in rows {
        out += &line(&mut row.iter().map(String::as_str));
    }
    out
}

#[cfg(test)]
#[path = "../../tests/unit/cli_text.rs"]
mod tests;
