//! Which periods a draft speaks of.

use gelan::draft::{named, own_period};
use gelan::model::period::PeriodChoice;

fn titles(text: &str) -> Vec<String> {
    named(text).into_iter().map(PeriodChoice::title).collect()
}

#[test]
fn a_draft_names_its_own_period() {
    let title = |text| own_period(text).map(PeriodChoice::title);
    assert_eq!(title("好花红镇2024年上半年基层治理情况").as_deref(), Some("2024年上半年"));
    assert_eq!(title("二〇二四年第一季度工作小结").as_deref(), Some("2024年第1季度"));
    assert_eq!(title("2024年1—6月，全镇").as_deref(), Some("2024年上半年"));
    assert_eq!(title("2024年1月1日至6月30日，全镇").as_deref(), Some("2024年上半年"));
    assert_eq!(title("2024年度工作总结").as_deref(), Some("2024年"));
    assert_eq!(title("今天是2024年7月12日。上半年，全镇").as_deref(), Some("2024年上半年"));
    assert_eq!(title("截至2024年6月30日，全镇"), None);
    assert_eq!(title("按照省委2023年部署"), None);
    assert_eq!(title("没有年份的上半年"), None);
    assert_eq!(title("2024年3月，全镇开展").as_deref(), Some("2024年3月"));
    assert_eq!(title("好花红镇\n2024年7月\n全镇开展"), None);
}

#[test]
fn further_periods_take_its_year() {
    assert_eq!(
        titles("2024年上半年情况\n一季度开展3场，5月份开展2场，3月5日开展1次，去年同期5场。"),
        ["2024年上半年", "2024年第1季度", "2024年5月", "2024-03-05 至 2024-03-05"]
    );
    assert_eq!(
        titles(
            "2024年上半年情况\n3月，宣讲9场；三月份2场，截至6月，五月底，2023年全年8场，今年4月9场。二季度1场。去年12月3场"
        ),
        ["2024年上半年", "2024年3月", "2023年", "2024年4月", "2024年第2季度", "2023年12月"]
    );
}
