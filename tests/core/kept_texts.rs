//! Texts that nothing counts by: they are not kept while counting, tell rows apart all the same, and are there for who
//! wants the records.

use crate::common::session;
use gelan::input::file::ReadChoices;
use gelan::input::records::RecordColumn;
use gelan::model::kind::Field;
use gelan::model::period::PeriodChoice;
use gelan::session::{Computed, Session};

const GRIDS: &str = "村,网格名称,户数\n甲村,第一网格,10\n甲村,第二网格,10\n";
/// The third row differs from the second in its number alone, the fourth equals it.
const VISITS: &str = "编号,走访日期,村,网格,网格员,户主,走访类型,时长（分钟）\n\
    Z-1,2024-01-05,甲村,第一网格,赵一,张一,日常走访,20\nZ-2,2024/1/6,甲村,第二网格,钱二,张二,日常走访,30分钟\n\
    Z-3,2024-01-06,甲村,第二网格,钱二,张二,日常走访,30\nZ-2,2024-01-06,甲村,第二网格,钱二,张二,日常走访,30\n";

fn all() -> ReadChoices {
    ReadChoices { keeps_all: true, ..ReadChoices::default() }
}

fn computed(files: &[(String, Vec<u8>)], choices: &ReadChoices) -> Computed {
    let mut session = Session::default();
    for (id, (name, bytes)) in (0..).zip(files) {
        session.keep(id, session::read_with(name, bytes, choices));
    }
    session.compute(PeriodChoice::All, session::today()).as_ref().clone()
}

#[test]
fn only_who_wants_the_records_gets_the_numbers_of_a_log() {
    let column = |choices: &ReadChoices| {
        let reading = session::read_with("入户走访记录.csv", VISITS, choices);
        reading.records.first().unwrap().1.column(Field::Id).cloned()
    };
    assert_eq!(column(&ReadChoices::default()), Some(RecordColumn::Unread));
    let Some(RecordColumn::Text { dictionary, .. }) = column(&all()) else { panic!("no texts") };
    assert_eq!(dictionary.iter().collect::<Vec<_>>(), ["Z-1", "Z-2", "Z-3"]);
}

#[test]
fn nothing_that_is_counted_or_checked_depends_on_them() {
    let own = [("网格.csv", GRIDS), ("入户走访记录.csv", VISITS)];
    let own: Vec<_> = own.into_iter().map(|(name, text)| (name.to_owned(), text.into())).collect();
    let visits = computed(&own, &ReadChoices::default()).figures.months.first().cloned();
    assert_eq!(visits.map(|m| m.get(gelan::catalogue::MonthFigure::Visits)), Some(3), "one row is repeated");
    for files in [own, session::sample()] {
        assert_eq!(computed(&files, &ReadChoices::default()), computed(&files, &all()));
    }
}

#[test]
fn a_column_of_rounded_numbers_is_told_all_the_same() {
    let rounded = VISITS.replace("Z-1", "5.22731E+17");
    let told =
        |choices: &ReadChoices| session::read_with("入户走访记录.csv", &rounded, choices).report.findings;
    assert_eq!(told(&ReadChoices::default()), told(&all()));
    assert!(told(&all()).iter().any(|f| f.code == gelan::model::finding::Code::IdDamaged));
}
