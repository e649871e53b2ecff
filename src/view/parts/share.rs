//! The panel for sharing: the carriers of a snapshot, how large it is in each, and where each works.

use crate::catalogue::{Count, RepFigure};
use crate::figures::{BodyFigures, Figures};
use crate::snapshot::carrier::link;
use crate::snapshot::{Choices, Snapshot, carrier, qr};
use crate::text::format::grouped;
use crate::text::{say, t};

/// What carries a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Carrier {
    /// A link.
    Link,
    /// A text to paste into 打开快照.
    Code,
    /// A QR code, as a picture.
    Qr,
    /// A `.gelan` file.
    File,
    /// This page with the snapshot inside.
    Page,
}

impl Carrier {
    /// All, in the order in which they are offered: what works for everybody comes first.
    pub const ALL: [Self; 5] = [Self::Page, Self::File, Self::Code, Self::Qr, Self::Link];

    /// Its name in attributes, its name on the page, and what its button does.
    const fn words(self) -> [&'static str; 3] {
        match self {
            Self::Link => ["link", "链接", "复制"],
            Self::Code => ["code", "快照代码", "复制"],
            Self::Qr => ["qr", "二维码", "存下"],
            Self::File => ["file", "快照文件", "存下"],
            Self::Page => ["page", "带快照的网页", "存下"],
        }
    }

    /// Returns the name in attributes.
    pub fn id(self) -> &'static str {
        self.words()[0]
    }
}

/// A line of the panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarrierRow {
    /// The carrier.
    pub carrier: Carrier,
    /// Its name.
    pub title: &'static str,
    /// What its button does.
    pub action: &'static str,
    /// How large it is; if it does not fit, why not.
    pub size: String,
    /// Where it works.
    pub works: String,
    /// Whether the snapshot fits.
    pub fits: bool,
}

/// The length from which some chat programs cut a link, in characters.
const CUT_AT: usize = 2_000;

/// Returns the lines for a snapshot's text. `address` is what links begin with, empty if none is set; `page` is the
/// size of this page in bytes.
pub fn carriers(text: &str, address: &str, page: u64) -> Vec<CarrierRow> {
    let bytes = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let characters = |n: usize| say!("{n} 个字符", n = grouped(i64::try_from(n).unwrap_or(i64::MAX)));
    let code = qr::code(text, address);
    let row = |carrier: Carrier| {
        let (size, works) = match carrier {
            Carrier::Link => {
                let length = link(address, text).chars().count();
                let works = if address.is_empty() {
                    t("没有在设置里填网址，只在这台电脑上能打开；发给别人请用上面几种").to_owned()
                } else if length > CUT_AT {
                    t("数字都在链接里，不上传；有的聊天软件会截断，截断时打不开，并会说明").to_owned()
                } else {
                    t("点开就看；数字都在链接里，不上传").to_owned()
                };
                (characters(length), works)
            }
            Carrier::Code => (characters(text.len()), t("一段文字，对方粘贴到格览的“打开快照”").to_owned()),
            Carrier::Qr => match &code {
                Ok(code) => (
                    say!("{n}×{n} 格", n = code.size),
                    if address.is_empty() {
                        t("当面扫、打印、发图；对方把图片拖进格览").to_owned()
                    } else {
                        t("当面扫、打印、发图；扫了就开，打开的网址同下").to_owned()
                    },
                ),
                Err(sentence) => (sentence.clone(), String::new()),
            },
            Carrier::File => {
                let length = carrier::to_file(text).map_or(0, |f| f.len());
                (crate::text::format::size(bytes(length)), t("已有格览的人拖进去看，县里汇总用").to_owned())
            }
            Carrier::Page => (
                crate::text::format::size(page.saturating_add(bytes(text.len()))),
                t("什么电脑都能打开，不用装、不用联网；双击就是这一页").to_owned(),
            ),
        };
        let fits = carrier != Carrier::Qr || code.is_ok();
        let [_, title, action] = carrier.words();
        CarrierRow { carrier, title: t(title), action: t(action), size, works, fits }
    };
    Carrier::ALL.into_iter().map(row).collect()
}

/// Returns what is in a snapshot of the figures by these choices, and what is not, in words.
pub fn inside(choices: Choices, figures: &Figures) -> [Vec<String>; 2] {
    let n = |count| figures.count(count).map(grouped);
    let places = match (n(Count::Villages), n(Count::Grids)) {
        (Some(villages), Some(grids)) => say!("{villages} 村、{grids} 网格的合计数和目标", villages, grids),
        _ => t("合计数和目标").to_owned(),
    };
    let deeds = |b: &BodyFigures| b.has_duty() || b.has_matters() || b.get(RepFigure::Reps).is_some();
    let persons = match (choices.persons(), choices.names) {
        _ if !figures.bodies.iter().any(deeds) => t("没有一个人的数").to_owned(),
        (false, _) => t("三类代表的合计，没有一个人的数").to_owned(),
        (true, false) => say!("{n} 名代表委员的数，只有编号，没有姓名", n = figures.persons.len()),
        (true, true) => say!("{n} 名代表委员的数和姓名，请勿外传", n = figures.persons.len()),
    };
    let names = if choices.persons() && choices.names {
        "没有电话、户编号、住址"
    } else {
        "没有姓名、电话、户编号、住址"
    };
    let with = [places, persons, t("口径版本，收到的人看到同样的页").to_owned()];
    let without = [names, "没有原始表，没有任何一行记录", "看不了原始行，其余都能点开"];
    [with.into(), without.map(|text| t(text).to_owned()).into()]
}

/// Returns every text that a snapshot holds, a line for each kind with how many there are.
pub fn texts(snapshot: &Snapshot) -> Vec<(String, Vec<String>)> {
    let line = |(kind, texts): (&str, Vec<String>)| (say!("{kind}（{n}）", kind, n = texts.len()), texts);
    snapshot.texts().into_iter().map(line).collect()
}

/// Returns a snapshot's text for a message, in lines that no program breaks elsewhere.
pub fn code(text: &str) -> String {
    let mut out = t("格览快照（复制整段，粘贴到格览的“打开快照”）：").to_owned() + "\n";
    for (i, letter) in text.chars().enumerate() {
        if i > 0 && i % 64 == 0 {
            out.push('\n');
        }
        out.push(letter);
    }
    out
}

/// Returns the name of a file of the snapshot: 青石镇 2024年上半年. `ending` is its extension.
pub fn file_name(township: Option<&str>, period: &str, ending: &str) -> String {
    let name = format!("{} {period}.{ending}", township.unwrap_or("格览"));
    // Windows takes none of these in a name.
    name.chars().map(|c| if c.is_control() || "\\/:*?\"<>|".contains(c) { '_' } else { c }).collect()
}

/// Returns the name of a file that holds `what` of the figures: 青石镇 2024年上半年 各网格.
pub fn named(figures: &Figures, what: &str, ending: &str) -> String {
    file_name(figures.township.as_deref(), &format!("{} {what}", figures.period_title()), ending)
}
