//! Dates, and what a status says of them.

use super::town::{Town, says};
use crate::common::session;
use gelan::model::cell::Day;
use gelan::model::finding::Code;

#[test]
fn nothing_is_closed_before_it_is_raised() {
    let (file, row, column, message) =
        Town::clean().with("纠纷台账.csv", "2024-03-18", "2024-03-01").one(Code::ClosedBeforeRaised);
    assert_eq!((file.as_str(), row, column.as_str()), ("纠纷台账.csv", 2, "办结日期"));
    says(&message, &["“办结日期”是 2024-03-01", "“受理日期”2024-03-04 早 3 天"]);
    let (file, ..) = Town::clean()
        .with("意见建议办理台账.csv", "已解决,2024-03-20", "已解决,2024-01-20")
        .one(Code::ClosedBeforeRaised);
    assert_eq!(file, "意见建议办理台账.csv");
}

#[test]
fn one_wrong_date_is_said_once() {
    let (_, row, _, message) =
        Town::clean().with("纠纷台账.csv", "2024-03-04", "2024-09-04").one(Code::ClosedBeforeRaised);
    assert_eq!(row, 2);
    says(&message, &["“办理期限”2024-03-19 也更早，多半是“受理日期”写错"]);
    let future = Town::clean().with("纠纷台账.csv", "2024-03-04", "2042-03-04");
    assert_eq!(future.only(Code::DateFuture).len(), 1);
}

#[test]
fn a_status_and_a_closing_date_agree() {
    let (_, row, _, message) =
        Town::clean().with("纠纷台账.csv", "2024-03-18,已办结", ",已办结").one(Code::ClosedUndated);
    assert_eq!(row, 2);
    says(&message, &["写“已办结”，却没有办结日期", "不算按期"]);
    let (_, row, column, message) =
        Town::clean().with("纠纷台账.csv", ",,办理中", ",2024-03-09,办理中").one(Code::OpenDated);
    assert_eq!((row, column.as_str()), (5, "办理状态"));
    says(&message, &["有办结日期 2024-03-09", "“办理中”"]);
    let mut none = Town::clean();
    none.0.iter_mut().filter(|(name, _)| *name == "意见建议办理台账.csv").for_each(|(_, text)| {
        for n in 0..6 {
            *text = text.replace(&format!("已解决,2024-03-2{n}"), "已解决,");
        }
    });
    let (_, row, _, message) = none.one(Code::ClosedUndated);
    assert_eq!(row, 0, "the whole column");
    says(&message, &["办结的 24 件中有 24 件没有办结日期"]);
}

#[test]
fn an_answer_may_come_before_the_matter_is_solved() {
    let town = Town::clean().with("意见建议办理台账.csv", "办结日期", "答复日期").with(
        "意见建议办理台账.csv",
        "办理中,",
        "B类（正在解决）,2024-06-03",
    );
    assert_eq!(town.findings(), []);
}

#[test]
fn a_deadline_lies_after_the_day_of_receipt() {
    let town = Town::clean().with("纠纷台账.csv", "2024-03-19", "2023-03-19");
    let (_, row, column, message) = town.one(Code::DeadlineBeforeRaised);
    assert_eq!((row, column.as_str()), (2, "办理期限"));
    says(&message, &["2023-03-19", "受理日期"]);
}

#[test]
fn what_happened_does_not_lie_in_the_future() {
    assert_eq!(session::today(), Day::from_ymd(2026, 1, 1).unwrap());
    let (file, row, _, message) =
        Town::clean().with("走访.csv", "2024-02-02", "2042-02-02").one(Code::DateFuture);
    assert_eq!((file.as_str(), row), ("走访.csv", 3));
    says(&message, &["2042-02-02", "今天（2026-01-01）之后"]);
    let (file, ..) =
        Town::clean().with("意见建议办理台账.csv", "2024-03-20", "2026-03-20").one(Code::DateFuture);
    assert_eq!(file, "意见建议办理台账.csv");
}

#[test]
fn a_year_far_before_the_others_is_pointed_out() {
    let (file, row, _, message) =
        Town::clean().with("走访.csv", "2024-02-02", "2004-02-02").one(Code::DateOld);
    assert_eq!((file.as_str(), row), ("走访.csv", 3));
    says(&message, &["2004-02-02", "2024 年前后"]);
}
