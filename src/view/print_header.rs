//! The head and the foot of a printed page.

use crate::figures::Figures;
use crate::model::cell::Day;
use crate::model::period::range;
use crate::text::say;
use crate::view::pages::Page;
use std::fmt::Write;

/// The head of the first sheet, and the line at the foot of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintHeader {
    /// The heading: the township, or what the sheet is.
    pub title: String,
    /// The period as offices name it, with its days; and the village, if the tables show only one.
    pub period: String,
    /// The style rule that puts township and period at the foot of every sheet.
    pub foot: String,
}

/// Returns the head and foot of `page`; `village` is the one that filters its tables, or empty.
pub fn print_header(figures: Option<&Figures>, page: Page, village: &str) -> PrintHeader {
    let town = figures.and_then(|f| f.township.clone()).unwrap_or_default();
    let mut period = String::new();
    if let Some(figures) = figures {
        let (named, days) = (figures.period_title(), range(figures.period));
        period = if named == days { named } else { say!("{named}（{days}）", days, named) };
    }
    let foot: Vec<&str> = [town.as_str(), &period].into_iter().filter(|s| !s.is_empty()).collect();
    let foot = format!("@page{{@bottom-left{{content:{}}}}}", quoted(&foot.join("　")));
    if page.row().by_village && !village.is_empty() {
        period += &say!("，只看{village}", village);
    }
    PrintHeader { title: page.paper_title(&town), period, foot }
}

/// Returns the line that says when the page was printed.
pub fn printed(today: Day) -> String {
    say!("打印 {}", today)
}

/// Returns a text as a style sheet quotes it; nothing in it ends the text or the element around the rule.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        if c.is_control() || "\"\\<>".contains(c) {
            let _ = write!(out, "\\{:x} ", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out.push('"');
    out
}
