//! The page of files, tables and findings, and what a person corrects there.

use gelan::input::file::FileReport;
use gelan::input::read::{Format, TextEncoding};
use gelan::input::recognise::{
    ColumnInfo, ColumnMapping, Confidence, Corrections, ListedNames, Mappings, Seems, SkippedRows, TableInfo,
};
use gelan::model::cause::Ticks;
use gelan::model::finding::{Code, Finding, FindingClass, FindingFilter, FindingPlace};
use gelan::model::kind::{Field, Kind};
use gelan::view::pages::data::{file_line, head, table_line};
use gelan::view::parts::corrections::{
    blocks, choose_also, choose_column, concerned, forget, from_text, may_feed_too, to_text, unused,
};
use gelan::view::parts::files::{
    FileEntry, FileProgress, Totals, broken, column_letter, listed, progress, totals,
};
use gelan::view::parts::findings::{CauseLine, at_rest, filtered, findings, table_state, tick, to_look_at};
use std::sync::Arc;

fn column(number: u32, heading: &str, field: Option<Field>) -> ColumnInfo {
    ColumnInfo {
        column: number,
        headings: vec![heading.into()],
        field,
        by_names: false,
        seems: Seems::default(),
        examples: vec!["甲".into()],
    }
}

fn table(kind: Option<Kind>, confidence: Confidence, records: u32) -> TableInfo {
    TableInfo {
        inner_file: String::new(),
        sheet: "花名册".into(),
        hidden: false,
        title: Some("网格员花名册".into()),
        unit: None,
        kind,
        confidence,
        by_names: false,
        offers: vec![],
        header_rows: (2, 3),
        record_rows: Some((4, 160)),
        records,
        columns: vec![
            column(1, "村", Some(Field::Village)),
            column(2, "姓名", Some(Field::Name)),
            column(3, "备注", None),
        ],
        mappings: kind
            .map(|kind| ColumnMapping { kind, fields: vec![(Field::Village, 0), (Field::Name, 1)] })
            .into_iter()
            .collect(),
        skipped: SkippedRows::default(),
        signature: "村|姓名|备注".into(),
    }
}

fn finding(code: Code, file: &str, row: u32) -> Finding {
    let place =
        FindingPlace {
            file: file.into(), sheet: String::new(), row: Some(row), column: Some("日期".into())
        };
    Finding::new(code, place, "2024.13.5", "")
}

fn report(tables: Vec<TableInfo>, findings: Vec<Finding>) -> FileReport {
    FileReport {
        name: "走访.csv".into(),
        size: 2000,
        format: Some(Format::Csv(TextEncoding::Gb18030)),
        error: None,
        tables,
        findings,
        listed: ListedNames::default(),
        read_by: 0,
        townships: vec![],
        fingerprint: 1,
    }
}

fn file(id: u32, progress: FileProgress, report: Option<FileReport>) -> FileEntry {
    let mut file = FileEntry::new(id, format!("表{id}.csv"), 2000);
    file.progress = progress;
    file.report = report.map(Arc::new);
    file
}

#[test]
fn progress_counts_bytes_of_this_drop() {
    let files = [
        file(1, FileProgress::Done, None),
        file(2, FileProgress::Done, Some(report(vec![], vec![]))),
        file(3, FileProgress::Reading { done: 500, rows: 7 }, None),
        file(4, FileProgress::Waiting, None),
    ];
    let line = progress(&files, &[2, 3, 4]);
    assert_eq!(line.text, "正在读取 2 / 3：表3.csv");
    assert_eq!(line.done, 2500 * 1000 / 6000);
    assert_eq!(progress(&files, &[]).done, 0);
    assert_eq!(listed(&files, &[2, 3, 4], 3), [2, 3, 4]);
    assert_eq!(listed(&files, &[1, 2, 3, 4], 3), [3, 4]);
    assert_eq!(listed(&files, &[1, 2, 3, 4], 1), [3]);
}

#[test]
fn a_file_says_what_it_is_and_what_was_not_used() {
    let tables =
        vec![table(Some(Kind::Officers), Confidence::Sure, 157), table(None, Confidence::Unknown, 0)];
    let file = file(1, FileProgress::Done, Some(report(tables, vec![])));
    let line = file_line(&file);
    assert_eq!(line.facts, ["CSV · GB18030（GBK）", "2 KB", "1 张表", "1 张未用"]);
    assert_eq!((line.look, line.encoding), (true, Some(TextEncoding::Gb18030)));
    let twice = FileEntry { id: 2, name: "副本.csv".into(), ..file.clone() };
    assert_eq!(
        totals(&[file.clone(), twice]),
        Totals { files: 2, ..totals(std::slice::from_ref(&file)) },
        "it counts once"
    );
    let sums = totals(&[file]);
    assert_eq!((sums.files, sums.tables, sums.records), (1, 1, 157));
}

#[test]
fn a_broken_file_has_a_sentence_and_a_finding() {
    let broken = broken("坏.xls", 10);
    assert_eq!(broken.findings[0].code, Code::FilePanic);
    let line = file_line(&file(1, FileProgress::Done, Some(broken)));
    assert!(line.error.unwrap().contains("其他文件不受影响"));
    assert!(line.look);
}

#[test]
fn a_table_says_where_it_stands() {
    let line = table_line(&table(Some(Kind::Officers), Confidence::Likely, 157));
    assert_eq!(line.name, "花名册 · 网格员花名册");
    assert_eq!(line.facts, ["表头第 2–3 行", "157 条记录", "第 4–160 行"]);
    assert!(line.look);
    let aside = table_line(&table(None, Confidence::Chosen, 0));
    assert_eq!((aside.kind.as_str(), aside.look), ("不使用", false));
}

#[test]
fn columns_are_lettered_as_in_spreadsheet_programs() {
    assert_eq!([1, 26, 27, 702, 703].map(column_letter), ["A", "Z", "AA", "ZZ", "AAA"]);
}

#[test]
fn each_of_our_columns_has_one_of_theirs_and_its_values() {
    let table = table(Some(Kind::Officers), Confidence::Sure, 157);
    let shown = blocks(&table);
    assert_eq!((shown.len(), shown[0].kind, shown[0].beside), (1, Kind::Officers, false));
    let line = |field| shown[0].lines.iter().find(|l| l.field == field).unwrap();
    assert_eq!((line(Field::Name).column, line(Field::Name).needed), (Some(1), true));
    assert_eq!(line(Field::Name).examples, ["甲"]);
    assert_eq!((line(Field::Phone).column, line(Field::Phone).needed), (None, false));
    assert_eq!(unused(&table), [2]);
    assert!(!may_feed_too(&table).contains(&Kind::Officers) && may_feed_too(&table).contains(&Kind::Grids));
}

#[test]
fn choices_are_kept_by_kind_and_field() {
    let mut corrections = Corrections::default();
    let table = table(Some(Kind::Officers), Confidence::Sure, 157);
    choose_column(&mut corrections, &table, (Kind::Officers, Field::Name), Some(2));
    choose_column(&mut corrections, &table, (Kind::Officers, Field::Role), Some(2));
    choose_column(&mut corrections, &table, (Kind::Officers, Field::Village), None);
    choose_also(&mut corrections, &table, Kind::Grids, true);
    let correction = &corrections.0[&table.signature];
    assert_eq!(
        (correction.kind, correction.also.as_deref()),
        (Some(Kind::Officers), Some(&[Kind::Grids][..]))
    );
    let chosen = &correction.columns[&Kind::Officers];
    assert_eq!(chosen[&Field::Name].as_deref(), Some("备注"));
    assert_eq!(chosen[&Field::Role].as_deref(), Some("备注"));
    assert_eq!(chosen[&Field::Village], None);
    corrections.choose(&table, Some(Kind::Heads));
    assert!(corrections.0[&table.signature].columns.is_empty(), "another kind is recognised anew");
    forget(&mut corrections, &table);
    assert!(corrections.0.is_empty());
}

#[test]
fn corrections_are_kept_as_text_and_damage_is_forgotten() {
    let mut corrections = Corrections::default();
    let unknown = table(None, Confidence::Unknown, 0);
    choose_column(&mut corrections, &unknown, (Kind::Grids, Field::Village), Some(0));
    let text = to_text(&corrections).unwrap();
    assert_eq!(from_text(&text), corrections);
    assert!(!text.contains('甲'), "no value of the data is kept");
    assert_eq!(from_text("{"), Corrections::default());
}

#[test]
fn a_mapping_file_concerns_the_files_that_have_such_tables() {
    let mut after = Corrections::default();
    let mine = table(Some(Kind::Officers), Confidence::Sure, 1);
    after.choose(&mine, Some(Kind::Heads));
    let other = TableInfo { signature: "别的".into(), ..mine.clone() };
    let files = [
        file(1, FileProgress::Done, Some(report(vec![other], vec![]))),
        file(2, FileProgress::Done, Some(report(vec![mine], vec![]))),
        file(3, FileProgress::Waiting, None),
    ];
    let before = Corrections::default();
    assert_eq!(concerned(&before, &after, &files), [2]);
    assert!(concerned(&after, &after, &files).is_empty(), "what is known already changes nothing");
    let saved = Mappings { corrections: after, ..Mappings::default() }.to_file();
    let mut taken = Mappings::default();
    assert_eq!(taken.take_file(&saved), Ok((1, 0)));
    assert_eq!(concerned(&before, &taken.corrections, &files), [2]);
}

#[test]
fn findings_are_grouped_the_worst_first_and_filtered() {
    let many = (1..=80).map(|row| finding(Code::DateInvalid, "走访.csv", row)).collect();
    let files = [
        file(1, FileProgress::Done, Some(report(vec![], many))),
        file(2, FileProgress::Done, Some(broken("坏.xls", 1))),
    ];
    let session = [finding(Code::OfficerShared, "网格.xls", 3)];
    let none = Ticks::default();
    assert_eq!(to_look_at(&files, &session, &none), 3, "one for each cause");
    let view = findings(&files, &session, (&FindingFilter::default(), &none), 50);
    let groups: Vec<_> = view.open.iter().map(|g| (g.code, g.count, g.lines.len())).collect();
    assert_eq!(groups, [(Code::FilePanic, 1, 1), (Code::DateInvalid, 80, 50), (Code::OfficerShared, 1, 1)]);
    assert_eq!(view.open[1].lines[0].place, "走访.csv · 第 1 行 · 日期");
    assert_eq!((view.open[1].more, view.all), (30, 3));
    assert_eq!(view.open[1].fate, "80 格没有计入");
    let only = FindingFilter { class: Some(FindingClass::Check), ..FindingFilter::default() };
    assert_eq!(findings(&files, &session, (&only, &none), 50).open.len(), 1);
    let only = FindingFilter { file: "走访.csv".into(), ..FindingFilter::default() };
    assert_eq!(findings(&files, &session, (&only, &none), 50).open[0].count, 80);
    let kept = filtered(&files, &session, &only);
    assert_eq!((kept.len(), kept[0].code), (80, Code::DateInvalid));
    let worst = filtered(&files, &session, &FindingFilter::default());
    assert_eq!((worst.len(), worst[0].code), (82, Code::FilePanic), "exported as they are shown");
}

#[test]
fn a_file_rests_whose_tables_are_all_recognised_and_counted() {
    let (sure, unknown) =
        (table(Some(Kind::Officers), Confidence::Sure, 157), table(None, Confidence::Unknown, 3));
    let broken = FileReport { error: Some("坏了".to_owned()), ..report(Vec::new(), Vec::new()) };
    let reports = [
        report(vec![sure.clone()], Vec::new()),
        report(vec![sure.clone(), unknown], Vec::new()),
        report(Vec::new(), Vec::new()),
        broken,
    ];
    let files: Vec<FileEntry> =
        reports.into_iter().zip(1..).map(|(r, id)| file(id, FileProgress::Done, Some(r))).collect();
    assert_eq!(at_rest(&files, &[]), [1]);
    let name = report(Vec::new(), Vec::new()).name;
    let row = finding(Code::VillageUnlisted, &name, 7);
    let row = Finding { place: FindingPlace { sheet: "花名册".into(), ..row.place.clone() }, ..row };
    assert_eq!(at_rest(&files[..1], &[row]), [0; 0]);
}

/// A row that is wrong in two ways is one row, and rows of another table in the sheet are another table's.
#[test]
fn a_table_says_how_many_of_its_rows_do_not_count() {
    let list = table(Some(Kind::Officers), Confidence::Sure, 157);
    let state = |findings: Vec<Finding>| {
        let report = report(vec![list.clone()], findings.clone());
        let files = [file(1, FileProgress::Done, Some(report.clone()))];
        table_state(&list, &report, &files, &[]).unwrap()
    };
    let name = report(Vec::new(), Vec::new()).name;
    let at = |code, row| Finding {
        place: FindingPlace { sheet: "花名册".into(), ..finding(code, &name, row).place },
        ..finding(code, &name, row)
    };
    assert_eq!(state(Vec::new()), ("全部计入".to_owned(), false));
    let wrong = [
        (Code::VillageUnlisted, 7),
        (Code::GridUnlisted, 7),
        (Code::GridUnlisted, 9),
        (Code::GridUnlisted, 200),
    ];
    let wrong: Vec<Finding> = wrong.into_iter().map(|(code, row)| at(code, row)).collect();
    assert_eq!(state(wrong), ("2 行没有计入".to_owned(), true));
    let again = state(vec![at(Code::RowRepeated, 8)]);
    assert_eq!(again, ("1 行重复，只计一次".to_owned(), false));
    let other = table(None, Confidence::Unknown, 3);
    assert_eq!(table_state(&other, &report(vec![other.clone()], Vec::new()), &[], &[]), None);
}

#[test]
fn what_is_ticked_off_stands_aside_and_is_counted_no_more() {
    let files =
        [file(1, FileProgress::Done, Some(report(vec![], vec![finding(Code::DateInvalid, "走访.csv", 3)])))];
    let session = [
        finding(Code::OfficerShared, "网格.xls", 3),
        finding(Code::OfficerShared, "网格.xls", 5),
        finding(Code::RowsHidden, "网格.xls", 7),
    ];
    let mut ticks = Ticks::default();
    let shown = |ticks: &Ticks| {
        let view = findings(&files, &session, (&FindingFilter::default(), ticks), 50);
        let keys = |lines: &[CauseLine]| lines.iter().map(|l| (l.code, l.ticked)).collect::<Vec<_>>();
        (keys(&view.open), keys(&view.aside))
    };
    let (open, aside) = shown(&ticks);
    assert_eq!(open, [(Code::DateInvalid, false), (Code::OfficerShared, false)]);
    assert_eq!(aside, [(Code::RowsHidden, false)], "what asks for nothing stands aside");
    let before = head(&files, &session, &ticks, 0);
    assert_eq!((before.count, before.waits.as_str()), (2, "2 件事等您看"));
    assert_eq!(before.count, to_look_at(&files, &session, &ticks), "one number everywhere");
    tick(&mut ticks, &files, &session, "officer-shared", true);
    let (open, aside) = shown(&ticks);
    assert_eq!(open, [(Code::DateInvalid, false)]);
    assert_eq!(aside, [(Code::OfficerShared, true), (Code::RowsHidden, false)]);
    assert_eq!(to_look_at(&files, &session, &ticks), 1);
    let saved = Mappings { ticks: ticks.clone(), ..Mappings::default() }.to_file();
    let mut taken = Mappings::default();
    assert_eq!(taken.take_file(&saved), Ok((0, 0)));
    assert_eq!(taken.ticks, ticks, "it travels in the file that a person saves");
    tick(&mut ticks, &files, &session, "officer-shared", false);
    assert_eq!(to_look_at(&files, &session, &ticks), 2);
}

#[test]
fn a_table_that_asks_what_it_is_is_not_told_again_among_the_findings() {
    let unknown = table(None, Confidence::Unknown, 3);
    let place = FindingPlace::in_sheet("走访.csv", unknown.sheet.clone()).at_row(unknown.header_rows.0);
    let told = vec![Finding::new(Code::TableUnknown, place, "", "")];
    let files = [file(1, FileProgress::Done, Some(report(vec![unknown], told)))];
    let view = findings(&files, &[], (&FindingFilter::default(), &Ticks::default()), 50);
    assert!(view.open.is_empty(), "{view:?}");
    assert_eq!(to_look_at(&files, &[], &Ticks::default()), 1);
    assert_eq!(head(&files, &[], &Ticks::default(), 0).parts, "1 种表认不全");
}
