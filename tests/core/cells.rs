//! Cells as web systems and spreadsheet programs damage and mark them, from the file to the figure.

use crate::common::session::{HALF, computed, figures_of, read};
use crate::read::support::zip;
use gelan::catalogue::{CaseFigure, Count, Measure};
use gelan::input::file::{FileReading, ReadChoices, read_file};
use gelan::input::read::Flow;
use gelan::input::value::quantity;
use gelan::model::finding::Code;
use gelan::model::kind::Field;

const GRIDS: &str =
    "行政村,网格名称,户数,人口,网格员\n云岭村,第一网格,12,50,柏砚秋\n云岭村,第二网格,8,30,瞿予安\n";

fn codes(reading: &FileReading) -> Vec<Code> {
    reading.report.findings.iter().map(|f| f.code).collect()
}

/// The texts of a field of the file's first table.
fn texts(reading: &FileReading, field: Field) -> Vec<&str> {
    let records = &reading.records[0].1;
    (0..records.len()).map(|row| records.text(field, row)).collect()
}

/// The days of the visits in these rows.
fn days(rows: &[&str]) -> Vec<Option<String>> {
    let text = format!("行政村,网格,走访日期,走访人,户编号\n{}", rows.join("\n"));
    let reading = read("走访.csv", text);
    let records = &reading.records[0].1;
    (0..records.len()).map(|row| records.day(Field::Date, row).map(|d| d.to_string())).collect()
}

/// The measure of households visited, and the visits counted, of the lists and this log.
fn visited(visits: &str) -> (i64, &'static str, Vec<Code>) {
    let session = computed(&[("网格.csv", GRIDS), ("走访.csv", visits)], HALF);
    let figures = figures_of(&session);
    let visits = figures.count(Count::VisitsInPeriod).unwrap();
    let findings = session.last().unwrap().1.findings.iter().map(|f| f.code).collect();
    (visits, figures.measure(Measure::HouseholdVisits).unwrap().state.id(), findings)
}

#[test]
fn rounded_codes_are_told_and_no_row_is_repeated_by_them() {
    let header = "行政村,网格,走访日期,走访人,户编号\n";
    let row = "云岭村,第一网格,2024-03-05,柏砚秋,";
    for code in ["5.22731E+17", "5.22731102200001E17", "522731102200001024.0"] {
        let text = format!("{header}{row}{code}\n{row}{code}\n");
        let reading = read("走访.csv", &text);
        assert_eq!(codes(&reading), [Code::IdDamaged], "{code}");
        assert!(reading.report.findings[0].message.contains("共 2 格"), "{code}");
        let (visits, state, _) = visited(&text);
        assert_eq!((visits, state), (2, "refused"), "{code}");
    }
    let whole = format!("{header}{row}522731102200001001\n{row}522731102200001002\n");
    assert_eq!(visited(&whole), (2, "value", Vec::new()));
}

#[test]
fn marks_that_keep_a_text_from_being_a_number_are_undone() {
    let reading = read(
        "走访.csv",
        "行政村,网格,走访日期,走访人,户编号,走访时长（分钟）\n\
         云岭村,第一网格,=\"2024-03-05\",柏砚秋,=\"000123\",=\"30\"\n\
         云岭村,第一网格,2024-03-06,柏砚秋,'000123,=30\n\
         ='云岭村,第一网格,2024-03-07,柏砚秋,\u{200B}０００123,30.0\n\
         \"=\"\"云岭村\"\"\",\"=\"\"第一网格\"\"\",2024-03-08,'柏砚秋,123.0,３０\n",
    );
    assert_eq!(texts(&reading, Field::Household), ["000123", "000123", "000123", "123"]);
    assert_eq!(texts(&reading, Field::Village)[3], "云岭村");
    assert_eq!(texts(&reading, Field::Officer)[3], "柏砚秋");
    let records = &reading.records[0].1;
    let minutes: Vec<_> = (0..4).map(|row| records.amount(Field::Minutes, row).unwrap().value).collect();
    assert_eq!(minutes, [30; 4]);
    assert_eq!(records.day(Field::Date, 0).unwrap().to_string(), "2024-03-05");
}

#[test]
fn radicals_and_compatibility_ideographs_are_what_people_type() {
    let reading = read(
        "走访.csv",
        "⾏政村,⽹格,⾛访⽇期,⾛访⼈,户编号\n⻰泉村,第⼀⽹格,2024-03-05,⽴柏,1\n\u{F9B5}泉村,第⼀⽹格,2024-03-05,柏,2\n",
    );
    assert_eq!(texts(&reading, Field::Village), ["龙泉村", "例泉村"]);
    assert_eq!(texts(&reading, Field::Grid), ["第一网格", "第一网格"]);
}

#[test]
fn nul_characters_are_dropped_and_said() {
    for (name, bytes) in [
        ("one cell", "网格,走访日期,走访人,户编号\n云岭村\0\0第一网格,2024-03-05,柏砚秋,1\n".as_bytes().to_vec()),
        ("a tail", [b"\xCD\xF8\xB8\xF1,\xD7\xDF\xB7\xC3\xC8\xD5\xC6\xDA,\xD7\xDF\xB7\xC3\xC8\xCB\n1,2024-03-05,A\n".to_vec(), vec![0; 600]].concat()),
    ] {
        let reading = read("走访.csv", bytes);
        assert_eq!(reading.report.error, None, "{name}");
        assert_eq!(reading.report.tables[0].records, 1, "{name}");
        assert!(codes(&reading).contains(&Code::EncodingDamaged), "{name}");
    }
}

#[test]
fn months_are_no_day() {
    assert_eq!(
        days(&[
            "云岭村,第一网格,2024年3月-5月,柏砚秋,1",
            "云岭村,第一网格,2024年上半年,柏砚秋,1",
            "云岭村,第一网格,2024年3月30日-4月2日,柏砚秋,1",
        ]),
        [None, None, Some("2024-03-30".to_owned())]
    );
}

#[test]
fn names_beside_each_other_are_several_persons_and_vacancies_none() {
    let reading = read(
        "网格.csv",
        "行政村,网格名称,户数,网格长,网格员\n云岭村,第一网格,12,柏砚秋同志,柏砚秋 瞿予安\n云岭村,第二网格,12,待定,待招聘\n\
         云岭村,第三网格,12,（空）,柏砚秋等3人\n",
    );
    assert_eq!(texts(&reading, Field::Officer), ["柏砚秋、瞿予安", "", "柏砚秋"]);
    assert_eq!(texts(&reading, Field::Leader), ["柏砚秋", "", ""]);
}

#[test]
fn lengths_of_time_are_minutes_where_minutes_are_asked_for() {
    let reading = read(
        "走访.csv",
        "行政村,网格,走访日期,走访人,户编号,走访时长\n云岭村,第一网格,2024-03-05,柏砚秋,1,9:00-11:30\n\
         云岭村,第一网格,2024-03-05,柏砚秋,2,1:30\n云岭村,第一网格,2024-03-05,柏砚秋,3,半天\n云岭村,第一网格,2024-03-05,柏砚秋,4,2h\n",
    );
    let records = &reading.records[0].1;
    let minutes: Vec<_> = (0..4).map(|row| records.amount(Field::Minutes, row).map(|q| q.value)).collect();
    assert_eq!(minutes, [Some(150), Some(90), Some(240), Some(120)]);
    assert_eq!(codes(&reading), []);
}

#[test]
fn two_neighbouring_figures_are_no_number() {
    for text in ["两三", "三五户", "七八次", "二三"] {
        assert!(quantity(text).is_err(), "{text}");
    }
    for (text, value) in [("二十三", 23), ("一百二十三户", 123), ("二〇", 20), ("两户", 2)] {
        assert_eq!(quantity(text).unwrap().map(|q| q.value), Some(value), "{text}");
    }
}

#[test]
fn a_heading_may_count_in_hundreds() {
    let reading = read(
        "网格.csv",
        "行政村,网格名称,户数（百户）,总人数（人）\n云岭村,第一网格,5,1800\n云岭村,第二网格,1.5,600\n云岭村,第三网格,80户,300\n",
    );
    let records = &reading.records[0].1;
    let of = |field| (0..3).map(|row| records.amount(field, row).unwrap().value).collect::<Vec<_>>();
    assert_eq!(of(Field::Households), [500, 150, 80]);
    assert_eq!(of(Field::People), [1800, 600, 300]);
}

#[test]
fn ratings_that_say_nothing_known_are_told() {
    let text = "编号,受理日期,行政村,网格,办理状态,办结日期,满意度\n1,2024-03-05,云岭村,第一网格,办结（不予采纳）,2024-03-10,95分\n\
                2,2024-03-05,云岭村,第一网格,已办结（未回访）,2024-03-10,★★★★★\n3,2024-03-05,云岭村,第一网格,待受理,,未评价\n";
    let session = computed(&[("网格.csv", GRIDS), ("矛盾纠纷台账.csv", text)], HALF);
    let told: Vec<_> =
        session.last().unwrap().1.findings.iter().filter(|f| f.code == Code::RatingUnknown).collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].place.row, Some(2));
    let figures = figures_of(&session);
    assert_eq!(figures.case(CaseFigure::Closed), Some(2));
}

#[test]
fn a_date_of_training_counts_where_the_number_is_blank() {
    let text = "姓名,村,职务,参训次数,培训日期\n柏砚秋,云岭村,书记,,2024-03-05\n瞿予安,云岭村,委员,0,\n";
    let session = computed(&[("村干部培训.csv", text)], HALF);
    let trained = figures_of(&session).measure(Measure::CadreTraining).unwrap();
    assert_eq!((trained.numerator, trained.denominator), (1, 2));
}

#[test]
fn what_is_planned_is_not_there_and_what_is_vacant_owns_nothing() {
    let rules = "村,村规民约修订情况,道德评议会,村民议事会,红白理事会\n云岭村,正在修订,√,√,√\n";
    let items = "事项,责任领导,责任站所,完成时限,完成日期\n防汛,待定,综治中心,2024-06-30,\n护林,柏砚秋,未明确,2024-06-30,\n";
    let files = [("行政村.csv", "村名,户数\n云岭村,50\n"), ("村民自治.csv", rules), ("任务清单.csv", items)];
    let session = computed(&files, HALF);
    let of = |measure| figures_of(&session).measure(measure).unwrap().numerator;
    assert_eq!((of(Measure::VillageRules), of(Measure::DutyOwned)), (0, 0));
}

#[test]
fn numbers_in_a_workbook_that_counts_from_1904_are_days_of_it() {
    let row = |cells: &[&str]| -> String {
        let cell = |c: &&str| match c.parse::<f64>() {
            Ok(_) => format!("<c><v>{c}</v></c>"),
            Err(_) => format!("<c t=\"inlineStr\"><is><t>{c}</t></is></c>"),
        };
        format!("<row>{}</row>", cells.iter().map(cell).collect::<String>())
    };
    let rows = [
        row(&["行政村", "网格", "走访日期", "走访人", "户编号"]),
        row(&["云岭村", "第一网格", "43894", "柏砚秋", "甲1"]),
        row(&["云岭村", "第二网格", "43895.5", "瞿予安", "乙2"]),
    ];
    let book = |date: &str| {
        let sheets = "<sheets><sheet name=\"走访\" r:id=\"r1\"/></sheets>";
        zip(&[
            ("[Content_Types].xml", "<Types/>"),
            ("xl/workbook.xml", &format!("<workbook>{date}{sheets}</workbook>")),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"s.xml\"/></Relationships>",
            ),
            ("xl/s.xml", &format!("<worksheet><sheetData>{}</sheetData></worksheet>", rows.concat())),
        ])
    };
    for (date, expected) in
        [("<workbookPr date1904=\"1\"/>", ["2024-03-05", "2024-03-06"]), ("", ["2020-03-04", "2020-03-05"])]
    {
        let bytes = book(date);
        let choices = ReadChoices::default();
        let reading = read_file(&mut bytes.as_slice(), "走访.xlsx", &choices, &mut |_| Flow::Continue);
        let records = &reading.records[0].1;
        let days: Vec<_> = (0..records.len())
            .filter_map(|row| records.day(Field::Date, row))
            .map(|d| d.to_string())
            .collect();
        assert_eq!(days, expected);
    }
}
