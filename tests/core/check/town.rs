//! A clean township, made in code, in which one thing can be made wrong.

use crate::common::session;
use gelan::model::finding::{Code, Finding};
use gelan::model::period::PeriodChoice;
use std::fmt::Write as _;

/// The files of an invented township, by name, as CSV.
#[derive(Clone)]
pub struct Town(pub Vec<(&'static str, String)>);

const VILLAGES: [&str; 4] = ["青石村", "柳溪村", "龙泉社区", "石桥村"];
pub const NAMES: [&str; 16] = [
    "安一鸣", "白二南", "常三立", "丁四维", "方五常", "葛六和", "何七星", "江八斗", "孔九章", "林十全",
    "马百川", "倪千里", "欧万山", "潘亿年", "秦兆丰", "任京生",
];

/// A check code of the 17 digits before it.
pub fn id_number(serial: usize) -> String {
    let body = format!("52272119800101{serial:03}");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: usize = body.bytes().zip(weights).map(|(b, w)| usize::from(b - b'0') * w).sum();
    format!("{body}{}", char::from(b"10X98765432"[sum % 11]))
}

impl Town {
    pub fn clean() -> Self {
        let (mut villages, mut grids) = (
            "村名,户数,人口,网格数\n".to_owned(),
            "行政村,网格名称,户数,人口数,网格员,联系电话\n".to_owned(),
        );
        let mut heads = "村,所属网格,姓名,联系户数,联系电话,身份证号\n".to_owned();
        let mut visits = "走访日期,村,网格,网格员,户编号,时长（分钟）\n".to_owned();
        let mut cases = "编号,受理日期,村,网格,类别,办理期限,办结日期,办理状态\n".to_owned();
        for (v, village) in VILLAGES.iter().enumerate() {
            let (mut households, mut people) = (0, 0);
            for g in 0..4 {
                let i = v * 4 + g;
                let grid = format!("{village}第{}网格", ["一", "二", "三", "四"][g]);
                let (own, living) = (61 + i * 7 % 53, 243 + i * 31 % 97);
                households += own;
                people += living;
                writeln!(grids, "{village},{grid},{own},{living},{},1390000{i:04}", NAMES[i]).unwrap();
                for h in 0..3 {
                    let (serial, linked) = (i * 3 + h, 11 + (i + h) % 4);
                    let name = format!("{}{}", ["周", "吴", "郑"][h], &NAMES[i][3..]);
                    let (phone, id) = (13_800_000_000_u64 + serial as u64, id_number(serial));
                    writeln!(heads, "{village},{grid},{name},{linked},{phone},{id}").unwrap();
                }
                for n in 0..30 {
                    let (month, day, minutes) = (n % 6 + 1, n % 28 + 1, 21 + (i + n) * 7 % 19);
                    let officer = NAMES[i];
                    writeln!(
                        visits,
                        "2024-{month:02}-{day:02},{village},{grid},{officer},户{i}-{n},{minutes}"
                    )
                    .unwrap();
                }
                let (closed, status) = if g < 3 { ("2024-03-18", "已办结") } else { ("", "办理中") };
                writeln!(cases, "S{i:03},2024-03-04,{village},{grid},邻里纠纷,2024-03-19,{closed},{status}")
                    .unwrap();
            }
            writeln!(villages, "{village},{households},{people},4").unwrap();
        }
        let mut roster = "姓名,身份,所在村,任职时间,离任时间\n".to_owned();
        let mut duty = "日期,代表类别,姓名,履职形式,数量\n".to_owned();
        let mut matters = "编号,代表类别,代表姓名,提出日期,类型,办理期限,办理情况,办结日期\n".to_owned();
        for (i, (name, body)) in
            [("苏明", "党代表"), ("陶亮", "党代表"), ("汪洋", "人大代表"), ("谢安", "人大代表")]
                .iter()
                .enumerate()
        {
            writeln!(roster, "{name},{body},{},2021-09-01,", VILLAGES[i]).unwrap();
            for n in 0..6 {
                writeln!(duty, "2024-0{}-11,{body},{name},走访选民,{}人次", n + 1, 11 + i + n).unwrap();
                writeln!(
                    matters,
                    "Y{i}{n},{body},{name},2024-02-0{},问题,2024-04-30,已解决,2024-03-2{n}",
                    n + 1
                )
                .unwrap();
            }
            writeln!(matters, "Y{i}9,{body},{name},2024-05-06,问题,2024-07-31,办理中,").unwrap();
        }
        writeln!(matters, "Y99,党代表,苏明,2024-05-07,问题,2024-07-31,转办,").unwrap();
        Self(vec![
            ("行政村.csv", villages),
            ("网格基本情况表.csv", grids),
            ("联户长名册.csv", heads),
            ("走访.csv", visits),
            ("纠纷台账.csv", cases),
            ("代表委员名册.csv", roster),
            ("履职登记.csv", duty),
            ("意见建议办理台账.csv", matters),
        ])
    }

    /// The township with a text in a file replaced, once.
    pub fn with(&self, file: &str, from: &str, to: &str) -> Self {
        let mut town = self.clone();
        let (_, text) = town.0.iter_mut().find(|(name, _)| *name == file).unwrap();
        assert!(text.contains(from), "no {from} in {file}:\n{text}");
        *text = text.replacen(from, to, 1);
        town
    }

    pub fn and_line(&self, file: &str, line: &str) -> Self {
        let mut town = self.clone();
        let (_, text) = town.0.iter_mut().find(|(name, _)| *name == file).unwrap();
        writeln!(text, "{line}").unwrap();
        town
    }

    pub fn line(&self, file: &str, row: usize) -> &str {
        self.0.iter().find(|(name, _)| *name == file).unwrap().1.lines().nth(row - 1).unwrap()
    }

    pub fn findings(&self) -> Vec<Finding> {
        let files: Vec<(String, Vec<u8>)> =
            self.0.iter().map(|(name, text)| ((*name).to_owned(), text.clone().into_bytes())).collect();
        let mut session = session::with_files(&files);
        let computed = session.compute(PeriodChoice::All, session::today()).findings.clone();
        session
            .results()
            .unwrap()
            .reports
            .into_iter()
            .flat_map(|r| r.findings.clone())
            .chain(computed)
            .collect()
    }

    /// The findings of a code, in a township that has no others.
    #[track_caller]
    pub fn only(&self, code: Code) -> Vec<Finding> {
        let all = self.findings();
        let others: Vec<_> = all.iter().filter(|f| f.code != code).collect();
        assert!(others.is_empty(), "{others:#?}");
        assert!(!all.is_empty(), "nothing was found");
        all
    }

    /// The one finding that there is: file, row, column and message.
    #[track_caller]
    pub fn one(&self, code: Code) -> (String, u32, String, String) {
        let mut all = self.only(code);
        assert_eq!(all.len(), 1, "{all:#?}");
        let Finding { place, message, .. } = all.pop().unwrap();
        (place.file, place.row.unwrap_or(0), place.column.unwrap_or_default(), message)
    }
}

pub fn says(message: &str, parts: &[&str]) {
    for part in parts {
        assert!(message.contains(part), "no {part} in {message}");
    }
}
