//! The head and the foot of a printed page.

use gelan::count::Tally;
use gelan::figures::{Figures, Setting, present};
use gelan::model::cell::Day;
use gelan::model::period::PeriodChoice;
use gelan::view::pages::Page;
use gelan::view::print_header::{print_header, printed};

fn figures() -> Figures {
    let period = PeriodChoice::Half(2024, 1).period();
    Figures {
        township: Some("好花红镇".into()), period, ..present(&Tally::default(), Setting::default())
    }
}

#[test]
fn a_sheet_says_where_and_when() {
    let made = print_header(Some(&figures()), Page::Overview, "三都村");
    assert_eq!(made.title, "好花红镇基层治理总览");
    assert_eq!(made.period, "2024年上半年（2024-01-01 至 2024-06-30）");
    assert_eq!(printed(Day(19_900)), "打印 2024-06-26");
    assert_eq!(
        made.foot,
        "@page{@bottom-left{content:\"好花红镇　2024年上半年（2024-01-01 至 2024-06-30）\"}}"
    );
    let made = print_header(Some(&figures()), Page::Grids, "三都村");
    assert_eq!(made.title, "好花红镇");
    assert!(made.period.ends_with("，只看三都村"), "{}", made.period);
    let free = Figures { period: None, ..figures() };
    assert_eq!(print_header(Some(&free), Page::Grids, "").period, "全部日期");
    assert_eq!(print_header(None, Page::Settings, "").title, "格览");
}

#[test]
fn no_name_gets_out_of_the_rule() {
    let town = Figures { township: Some("a\"}</style>\\".into()), period: None, ..figures() };
    let foot = print_header(Some(&town), Page::Overview, "").foot;
    assert_eq!(foot, "@page{@bottom-left{content:\"a\\22 }\\3c /style\\3e \\5c 　全部日期\"}}");
}
