//! The panel for sharing: the carriers of a snapshot, how large it is in each, and where each works.

use crate::snapshot::carrier::link;
use crate::snapshot::{Snapshot, carrier, qr};
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
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Link, Self::Code, Self::Qr, Self::File, Self::Page];

    /// Its name in attributes, its name on the page, and what its button does.
    const fn words(self) -> [&'static str; 3] {
        match self {
            Self::Link => ["link", "链接", "复制链接"],
            Self::Code => ["code", "快照代码", "复制代码"],
            Self::Qr => ["qr", "二维码", "保存图片"],
            Self::File => ["file", "快照文件", "保存文件"],
            Self::Page => ["page", "带快照的网页", "另存为网页"],
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
                    t("没有设共享网址，只在这台电脑上直接打开；发给别人请用下面几种").to_owned()
                } else if length > CUT_AT {
                    t("邮件、QQ；有的聊天软件会截断，截断时打不开，并会说明").to_owned()
                } else {
                    t("微信、QQ、邮件，点开就看").to_owned()
                };
                (characters(length), works)
            }
            Carrier::Code => {
                (characters(text.len()), t("微信、QQ、短信；对方打开格览，粘贴到“打开快照”").to_owned())
            }
            Carrier::Qr => match &code {
                Ok(code) => (
                    say!("{n}×{n} 格", n = code.size),
                    if address.is_empty() {
                        t("打印、投影、微信发图；把图片拖进格览打开").to_owned()
                    } else {
                        t("打印、投影、微信发图；扫码打开，或把图片拖进格览").to_owned()
                    },
                ),
                Err(sentence) => (sentence.clone(), String::new()),
            },
            Carrier::File => {
                let length = carrier::to_file(text).map_or(0, |f| f.len());
                (crate::text::format::size(bytes(length)), t("U盘、QQ、邮件附件；拖进格览打开").to_owned())
            }
            Carrier::Page => (
                crate::text::format::size(page.saturating_add(bytes(text.len()))),
                t("U盘、邮件附件；对方没有格览也行，双击打开").to_owned(),
            ),
        };
        let fits = carrier != Carrier::Qr || code.is_ok();
        let [_, title, action] = carrier.words();
        CarrierRow { carrier, title: t(title), action: t(action), size, works, fits }
    };
    Carrier::ALL.into_iter().map(row).collect()
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
