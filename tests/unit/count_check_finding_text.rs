//! How findings name rows and tables, and how many findings of one sort are written one by one.

use super::*;

#[test]
fn rows_are_written_as_runs() {
    assert_eq!(row_list(&[5]), "第 5 行");
    assert_eq!(row_list(&[17, 12, 13, 14, 15, 16, 5, 8, 9]), "第 5、8、9、12–17 行");
    assert_eq!(row_list(&[1, 3, 5, 7, 9, 11, 13, 13]), "第 1、3、5、7、9、11 等 7 行");
    assert_eq!(row_list_of(&[1, 2, 3], 300), "第 1–3 等 300 行");
}

#[test]
fn findings_beyond_the_most_are_counted_by_sheet() {
    let of =
        |file: &str, row: u32| Finding::new(Code::Outlier, FindingPlace::in_file(file).at_row(row), "", "");
    let some = vec![of("甲", 1), of("甲", 2), of("甲", 3), of("乙", 4)];
    assert_eq!(limited(some.clone(), 4), some);
    let found = limited(some, 1);
    let said: Vec<_> = found.iter().skip(1).map(|f| f.message.split('；').next().unwrap()).collect();
    assert_eq!(said, ["另有 2 处：第 2、3 行", "另有 1 处：第 4 行"]);
}

#[test]
fn of_a_million_findings_few_are_kept() {
    let mut some = Limited::new(FEW);
    let place = FindingPlace::in_file("甲");
    for row in 1..=1_000_000 {
        some.push_place(Code::DateFuture, &place, Some(row * 2));
    }
    assert_eq!((some.found.len(), some.rest.len()), (0, 1));
    let [one] = some.finish().try_into().unwrap();
    assert_eq!((one.count, one.rows.count(), one.rows.runs().len()), (1_000_000, 1_000_000, 1000));
}
