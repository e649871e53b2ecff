//! What stands at the head and the foot of a printed page.

use crate::figures::Figures;
use crate::model::cell::Day;
use crate::model::period::range;
use crate::say;
use crate::text::t;
use crate::view::route::Page;
use std::fmt::Write;

/// The head of the first sheet, and the line at the foot of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// The township; on 总览 what the sheet is.
    pub title: String,
    /// The period as offices name it, with its days; and the village, where tables show only one.
    pub period: String,
    /// The rule that puts township and period at the foot of every sheet.
    pub foot: String,
}

/// The head and foot of a page; `village` is the one that its tables are filtered by, or empty.
#[must_use]
pub fn paper(figures: Option<&Figures>, page: Page, village: &str) -> Paper {
    let town = figures.and_then(|f| f.township.clone()).unwrap_or_default();
    let mut when = String::new();
    if let Some(figures) = figures {
        let (named, days) = (figures.period_title(), range(figures.period));
        when = if named == days { named } else { say!("{named}（{days}）", days, named) };
    }
    let foot: Vec<&str> = [town.as_str(), &when].into_iter().filter(|s| !s.is_empty()).collect();
    let foot = format!("@page{{@bottom-left{{content:{}}}}}", quoted(&foot.join("　")));
    let filtered = matches!(page, Page::Coverage | Page::Grids | Page::Representatives | Page::Activities);
    if filtered && !village.is_empty() {
        when += &say!("，只看{village}", village);
    }
    let title = match (page, town.is_empty()) {
        (Page::Overview, _) => say!("{town}基层治理总览", town),
        (_, true) => t("格览").to_owned(),
        (_, false) => town,
    };
    Paper { title, period: when, foot }
}

/// When it was printed.
#[must_use]
pub fn printed(today: Day) -> String {
    say!("打印 {}", today)
}

/// A text of a style sheet; nothing in it ends the text or the element around the rule.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::count::Tally;
    use crate::figures::{Setting, present};
    use crate::model::period::PeriodChoice;

    fn figures() -> Figures {
        let period = PeriodChoice::Half(2024, 1).period();
        Figures {
            township: Some("好花红镇".into()),
            period,
            ..present(&Tally::default(), Setting::default())
        }
    }

    #[test]
    fn a_sheet_says_where_and_when() {
        let made = paper(Some(&figures()), Page::Overview, "三都村");
        assert_eq!(made.title, "好花红镇基层治理总览");
        assert_eq!(made.period, "2024年上半年（2024-01-01 至 2024-06-30）");
        assert_eq!(printed(Day(19_900)), "打印 2024-06-26");
        assert_eq!(
            made.foot,
            "@page{@bottom-left{content:\"好花红镇　2024年上半年（2024-01-01 至 2024-06-30）\"}}"
        );
        let made = paper(Some(&figures()), Page::Grids, "三都村");
        assert_eq!(made.title, "好花红镇");
        assert!(made.period.ends_with("，只看三都村"), "{}", made.period);
        let free = Figures { period: None, ..figures() };
        assert_eq!(paper(Some(&free), Page::Grids, "").period, "全部日期");
        assert_eq!(paper(None, Page::Settings, "").title, "格览");
    }

    #[test]
    fn no_name_gets_out_of_the_rule() {
        assert_eq!(quoted("a\"}</style>\\"), "\"a\\22 }\\3c /style\\3e \\5c \"");
    }
}
