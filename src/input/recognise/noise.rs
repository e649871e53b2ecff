//! Rows inside a table that are not records: sums, notes, signatures, titles.

use crate::input::records::Memo;
use crate::input::value::squeeze;
use crate::model::cell::{Cell, Value};
use crate::text::t;
use std::sync::LazyLock;

/// Why a row is not a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noise {
    /// 合计, 总计, 全镇合计.
    Total,
    /// 小计 of a block.
    Subtotal,
    /// 其中: a part of the sum above.
    OfWhich,
    /// 平均.
    Mean,
    /// 注, 填表人, 审核人 and the like.
    Footer,
    /// A single text across a table of several columns.
    Heading,
    /// 示例: how to fill in a template.
    Example,
}

impl Noise {
    /// The reason on the page.
    pub fn title(self) -> &'static str {
        match self {
            Self::Total => t("合计"),
            Self::Subtotal => t("小计"),
            Self::OfWhich => t("其中"),
            Self::Mean => t("平均"),
            Self::Footer => t("表注"),
            Self::Heading => t("分组或标题"),
            Self::Example => t("示例"),
        }
    }
}

/// What a note below a table begins with.
static FOOTERS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    "注: 注： 备注: 备注： 说明: 说明： 填表人 填报人 制表人 制表 审核人 审核: 审核： 审批 单位负责人 负责人: 负责人： 填表日期 \
     填报日期 填表时间 填报时间 填报单位 填表单位 制表日期 联系人: 联系人： (盖章) （盖章） 注1 注2"
        .split(' ')
        .collect()
});

/// Finds the rows of one table that are not records. It sees all rows, one after another.
#[derive(Clone, Debug)]
pub struct NonRecordDetector {
    width: usize,
    last_row: u32,
    /// Whether the row before was a note: a single text below it continues it.
    in_footer: bool,
    /// Texts that stand in records and say nothing of the kind; places and names come again and again.
    harmless: Memo<()>,
}

/// The most texts that are remembered.
const REMEMBERED: usize = 1 << 12;

impl NonRecordDetector {
    /// A detector for a table of `width` columns.
    pub fn new(width: usize) -> Self {
        Self { width, last_row: u32::MAX - 1, in_footer: false, harmless: Memo::default() }
    }

    /// Returns what a row is; `None` if it is a record.
    pub fn detect(&mut self, row: u32, cells: &[Cell<'_>]) -> Option<Noise> {
        let after_gap = std::mem::replace(&mut self.last_row, row).saturating_add(1) < row;
        let found = match noise(cells, self.width, after_gap, &mut self.harmless) {
            Some(Noise::Heading) if self.in_footer && !after_gap => Some(Noise::Footer),
            other => other,
        };
        self.in_footer = found == Some(Noise::Footer);
        found
    }

    /// Whether a row of several cells is a record, whatever precedes it.
    pub fn is_record(&mut self, cells: &[Cell<'_>]) -> bool {
        noise(cells, self.width, true, &mut self.harmless).is_none()
    }

    /// Notes that records precede the next row, the last of them in this one.
    pub fn pass(&mut self, row: u32) {
        (self.last_row, self.in_footer) = (row, false);
    }
}

/// Returns what a row of a table with `width` columns is; `None` if it is a record. `after_gap` says that blank rows
/// precede it, `harmless` holds texts that were looked at.
fn noise(cells: &[Cell<'_>], width: usize, after_gap: bool, harmless: &mut Memo<()>) -> Option<Noise> {
    for cell in cells.iter().take(3) {
        let Value::Text(text) = &cell.value else { continue };
        // All that is looked for begins or ends in another character than a number or a date does.
        if text.len() > 120 || is_plain(text) || harmless.has(text.as_bytes()) {
            continue;
        }
        let raw = text;
        let text = squeeze(raw);
        if text == "示例" || text == "填写示例" {
            return Some(Noise::Example);
        }
        if let Some(found) = sum(&text) {
            return Some(found);
        }
        let is_footer = FOOTERS.iter().any(|f| text.starts_with(f));
        if is_footer && (cells.len() * 2 <= width.max(3) || text.contains(['：', ':'])) {
            return Some(Noise::Footer);
        }
        if !is_footer && harmless.len() < REMEMBERED {
            harmless.put(raw.as_bytes(), ());
        }
    }
    match cells {
        [Cell { value: Value::Text(text), column }]
            if after_gap || (width >= 3 && (*column == 1 || text.chars().count() > 12)) =>
        {
            Some(Noise::Heading)
        }
        _ => None,
    }
}

/// Whether a text begins and ends in ASCII letters or digits.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    [bytes.first(), bytes.last()].into_iter().all(|b| b.is_some_and(u8::is_ascii_alphanumeric))
}

fn sum(text: &str) -> Option<Noise> {
    if text.chars().count() > 10 {
        return None;
    }
    let text = text.trim_end_matches([':', '：']);
    let named =
        |word: &str| text == word || text.ends_with(word) || (text.starts_with(word) && !text.is_ascii());
    if text.starts_with("其中") {
        Some(Noise::OfWhich)
    } else if named("小计") {
        Some(Noise::Subtotal)
    } else if ["合计", "总计", "累计", "共计"].iter().any(|w| named(w)) {
        Some(Noise::Total)
    } else if text == "平均" || text == "平均值" || text == "平均数" {
        Some(Noise::Mean)
    } else {
        None
    }
}
