//! Findings: what Gelan met in the files that a person should know, one type for all of them.

use super::row_runs::RowRuns;
use crate::order::Sort as _;
use crate::text::t;
use serde::{Deserialize, Serialize};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// For information; every figure is complete.
    Info,
    /// A row or a cell was left out of a figure, or two statements contradict each other.
    Warning,
    /// A file or a table was left out.
    Error,
}

/// What a finding asks of a person; it fits its advice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FindingClass {
    /// To put the file right: something is left out until then.
    Correct,
    /// To look whether it is as written; it counts as it is.
    Check,
    /// Nothing.
    Note,
}

impl FindingClass {
    /// All of them, the most pressing first.
    pub const ALL: [Self; 3] = [Self::Correct, Self::Check, Self::Note];

    /// The name in lists and exports.
    pub fn title(self) -> &'static str {
        match self {
            Self::Correct => t("需要改正"),
            Self::Check => t("请核对"),
            Self::Note => t("供参考"),
        }
    }

    /// The name in the page's attributes and in the JSON.
    pub fn id(self) -> &'static str {
        match self {
            Self::Correct => "correct",
            Self::Check => "check",
            Self::Note => "note",
        }
    }

    /// Whether it asks for anything.
    pub fn asks(self) -> bool {
        self != Self::Note
    }
}

/// What becomes of the rows of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindingFate {
    /// They are left out.
    Left,
    /// One cell of each is left out.
    Cells,
    /// Of those that say the same, the first counts.
    Once,
    /// They count as they are.
    Counted,
}

/// Which findings of a code are one matter for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindingSpan {
    /// All of them.
    Whole,
    /// Those of one heading, whatever their values.
    Column,
    /// Those of one value, in whatever file.
    Value,
    /// Those of one sheet.
    Table,
}

macro_rules! codes {
    ($($variant:ident $code:literal $severity:ident $class:ident $fate:ident $span:ident $title:literal $cause:literal $remedy:literal)*) => {
        /// The stable code of a finding.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Code {
            $(#[doc = $cause] #[serde(rename = $code)] $variant,)*
        }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The code as written in exports (`date-invalid`).
            pub fn as_str(self) -> &'static str { match self { $(Self::$variant => $code),* } }

            /// How much it matters.
            pub fn severity(self) -> Severity { match self { $(Self::$variant => Severity::$severity),* } }

            /// What it asks of a person.
            pub fn class(self) -> FindingClass { match self { $(Self::$variant => FindingClass::$class),* } }

            /// What becomes of its rows.
            pub fn fate(self) -> FindingFate { match self { $(Self::$variant => FindingFate::$fate),* } }

            /// Which findings of it are one matter.
            pub fn span(self) -> FindingSpan { match self { $(Self::$variant => FindingSpan::$span),* } }

            /// A few words.
            pub fn title(self) -> &'static str { match self { $(Self::$variant => t($title)),* } }

            /// The usual cause.
            pub fn cause(self) -> &'static str { match self { $(Self::$variant => t($cause)),* } }

            /// The advice.
            pub fn remedy(self) -> &'static str { match self { $(Self::$variant => t($remedy)),* } }
        }
    };
}

codes! {
    FileUnreadable "file-unreadable" Error Correct Left Table "文件不能读取" "文件不是表格，或是空的、损坏的、有密码的" "按提示重新导出后再放入"
    FileOther "file-other" Info Note Left Whole "不是表格的文件" "JSON、图片、程序一类的文件，里面没有表" "不必处理；放错了可以移除"
    FileRepeated "file-repeated" Warning Note Once Whole "文件重复" "内容完全相同的文件已经放入过" "不必处理，只计算一次"
    FilePanic "file-panic" Error Correct Left Table "读取时程序出错" "读取这个文件时程序意外中断" "其他文件不受影响；请另存为 xlsx 再放入"
    SheetUnreadable "sheet-unreadable" Error Correct Left Table "工作表不能读取" "工作表损坏，或没有读完" "在 Excel 或 WPS 中打开并另存后再放入"
    SheetHidden "sheet-hidden" Info Note Counted Whole "隐藏的工作表" "工作表被隐藏，仍然读取并计算" "如不该计算，请删除该工作表"
    SheetSkipped "sheet-skipped" Info Note Left Whole "隐藏的工作表未计算" "被程序深度隐藏的工作表多为下拉选项，未作为数据读取" "如确是数据，请取消隐藏后再放入"
    SheetAside "sheet-aside" Warning Check Left Table "隐藏的旧表未计入" "隐藏的工作表，名称像是旧样、备份或模板，没有计入" "如确应计入，请在数据页为该表选择表类，或取消隐藏后再放入"
    RowsHidden "rows-hidden" Info Note Counted Whole "隐藏的行" "有的行被隐藏或筛选掉，仍然读取并计入" "如不该计算，请删除这些行"
    LimitReached "limit-reached" Warning Correct Left Table "超过上限" "行、列或大小超过上限，其后的内容没有读取" "分成几个文件再放入"
    EncodingDamaged "encoding-damaged" Warning Correct Counted Table "乱码" "有的字节不是该编码的文字" "在数据页为该文件另选编码，或重新导出"
    TableUnknown "table-unknown" Error Correct Left Table "认不出的表" "表头里没有认得的列" "在数据页为该表选择表类和列"
    TableLikely "table-likely" Info Check Left Table "请确认表类" "表头只有部分相符，没有人确认以前不计入" "在数据页答“是，计入”或“不是”"
    TableUncounted "table-uncounted" Info Note Left Table "认得但不计入的表" "汇总表，或者没有指标用到的表：读出来供核对，不计入指标" "指标按明细台账计算，请放入明细"
    TableMonths "table-months" Error Correct Left Table "按月分列的统计表" "表头是各月份，只有各月的合计数，没有逐条记录，未计入" "请放入逐条的台账；代表履职次数表请在标题写明年份和履职形式（如走访选民）"
    TableForm "table-form" Info Note Left Table "不是清单" "这是一项一格填写的登记表，不是一行一条的清单" "请放入清单或台账"
    TableNone "table-none" Info Note Left Table "没有表" "只有文字，没有表头，像是说明或报告" "不必处理；要对照里面的数，请在核稿页放入"
    DateInvalid "date-invalid" Warning Correct Cells Column "日期有误" "不是日期，或没有这一天" "改正日期后重新放入"
    DateMissing "date-missing" Warning Correct Left Column "没有日期" "按日期统计的表中，该行日期为空" "补上日期后重新放入"
    YearAssumed "year-assumed" Info Check Counted Column "日期没有年份" "日期没有写年份，同列其他日期都在同一年，已按该年计" "请核对，最好补上年份"
    NumberInvalid "number-invalid" Warning Correct Cells Column "数字有误" "应为数字，却读不出数" "改正后重新放入"
    UnitMismatch "unit-mismatch" Warning Check Cells Column "单位不符" "写明的单位与该列或该项工作的单位不同" "核对单位"
    VillageUnlisted "village-unlisted" Warning Correct Left Value "村不在名单" "该村不在行政村名单里" "核对村名，或补进行政村表；该行未计入"
    VillageStem "village-stem" Info Note Counted Whole "村名不全" "村名少了“村”或“社区”，只有一个村相符，已按该村计入" "不是同一村请在数据页撤销；最好补全村名"
    PlaceAsked "place-asked" Warning Correct Left Value "村名像是写错" "名单里没有这个村名，却有相近的" "是同一处请在数据页确认，不是请补进名单；确认前未计入"
    VillageInferred "village-inferred" Info Check Counted Whole "村或网格按别处取" "表里没有写村或网格，按表题、工作表名、填报单位、文件名、文件夹或网格员所在的网格计" "不对请在数据页该表处改选"
    VillageUnclear "village-unclear" Warning Correct Left Table "村不明确" "表里没有村的列，表题、文件名等写着不止一个村" "请在数据页该表处选定；选定前没有计入哪个村"
    VillageMissing "village-missing" Warning Correct Left Whole "没有写明村" "该行没有村，也不能从网格得知" "补上村名；该行未计入"
    VillageRepeated "village-repeated" Warning Correct Once Whole "村重复" "行政村名单里同一个村有不止一行" "删去多余的行；以第一行为准"
    GridUnlisted "grid-unlisted" Warning Correct Left Value "网格不在名单" "该网格不在网格名单里" "核对网格名称或编号；该行未计入"
    GridMissing "grid-missing" Warning Correct Left Whole "没有写明网格" "该行没有网格" "补上网格；该行未计入"
    GridRepeated "grid-repeated" Warning Correct Once Whole "网格重复" "网格名单里同一个网格有不止一行" "删去多余的行；以第一行为准"
    RowRepeated "row-repeated" Warning Note Once Whole "重复行" "除序号外与前面的一行完全相同" "只计一次；确是两条请写明区别"
    PersonRepeated "person-repeated" Info Check Once Whole "同名" "同一处有同名的人，没有电话或证件号可以区分" "是两个人请补电话；现按一个人计"
    PersonUnlisted "person-unlisted" Warning Check Counted Whole "不在名册" "姓名不在该类代表的名册里" "核对姓名，或补进名册；已计入该类合计"
    PersonUnclear "person-unclear" Warning Correct Counted Whole "同名的代表" "名册里几个村各有一名同名的代表，该行没有写村" "补上村名；已计入该类合计，没有计到个人"
    BodyUnknown "body-unknown" Warning Correct Left Whole "代表类别不明" "不能看出是党代表、人大代表还是政协委员" "补上类别；该行未计入"
    OfficerShared "officer-shared" Info Check Counted Whole "一人兼多个网格" "同一名网格员在不止一个网格" "核对是否兼任"
    GridDoubled "grid-doubled" Info Check Counted Whole "一格多名网格员" "该网格有不止一名网格员" "核对是否另有网格空缺"
    GridVacant "grid-vacant" Info Check Counted Whole "网格没有网格员" "网格名单里的这个网格没有网格员" "核对是否漏填，或者确实空缺"
    ActivityUnknown "activity-unknown" Info Check Left Column "履职形式不明" "该行的履职形式不在统计的六类之内" "需要统计请改用规定的名称；该行未计入"
    StatusUnknown "status-unknown" Info Check Counted Column "办理状态不明" "认不出办理状态" "按办结日期判断；没有日期按未办结计"
    RatingUnknown "rating-unknown" Info Correct Cells Column "满意度不明" "认不出是满意、基本满意还是不满意；分数没有统一的换算" "请写满意、基本满意、不满意，或几星；该格不计入满意率"
    TotalDiffers "total-differs" Warning Check Counted Whole "合计不符" "表中写的合计与各行相加不同" "核对该表；Gelan 按各行计算"
    RowsFilled "rows-filled" Info Note Counted Whole "空格按上一行补" "村或网格一列有空格，按上面一行补全" "如不是合并单元格，请填上"
    IdDamaged "id-damaged" Warning Correct Cells Column "长编号已损坏" "证件号、户编号等长编号存成了数字，末几位已经丢失" "请从原系统重新导出；Gelan 不猜补"
    TownUnknown "town-unknown" Warning Correct Left Whole "不知道是哪个乡镇" "放入了几个乡镇的文件，这个文件的标题、文件名和文件夹都没有写明乡镇" "在文件名里写上乡镇，或放进该乡镇的文件夹；该文件未计入"
    NoPlaces "no-places" Info Note Counted Whole "没有村或网格名单" "没有放入行政村或网格名单，不能核对地点" "放入行政村表和网格表"
    ListsDiffer "lists-differ" Warning Check Counted Whole "村表与网格表不符" "行政村表写的户数或人口，与该村各网格相加不同" "核对两张表；指标按网格表计"
    TotalCounted "total-counted" Warning Check Counted Whole "像合计的行" "一行的数等于其余各行之和，像是没有写明的合计，却当成一行计入了" "确是合计，请在该行写上“合计”后重新放入"
    GridsMiscounted "grids-miscounted" Warning Check Counted Whole "网格数不符" "行政村表写的网格数，与网格名单里的不同" "核对两张表；指标按网格名单计"
    HeadsExceed "heads-exceed" Warning Check Counted Whole "联户数超过网格户数" "一个网格的联户长所联户数相加，超过该网格的户数" "核对联系户数和网格户数；联户覆盖最多按网格户数计"
    OfficerUnlisted "officer-unlisted" Warning Check Counted Whole "走访人不在名单" "走访记录里的人不在网格员名单和名册里" "核对姓名，或补进网格员名单；走访已照常计入"
    OfficerElsewhere "officer-elsewhere" Info Check Counted Whole "跨网格走访" "网格员走访的不是自己负责的网格" "核对网格是否填错，是否代班；走访已照常计入"
    PersonInTwoBodies "person-in-two-bodies" Info Check Counted Whole "列入两类名册" "同一个姓名在两类代表的名册里" "核对是一人还是同名；各类分开计算，不必改"
    OutOfOffice "out-of-office" Info Check Counted Whole "不在任期内" "履职日期或提出日期在名册写的任期之外" "核对日期和任期；已照常计入"
    ClosedBeforeRaised "closed-before-raised" Warning Check Counted Whole "办结早于受理" "办结日期早于受理或提出的日期" "核对两个日期；现按办结计"
    ClosedUndated "closed-undated" Warning Correct Counted Whole "办结没有日期" "办理情况是办结，却没有办结日期" "补上办结日期；现按办结计，不算按期"
    OpenDated "open-dated" Warning Check Counted Whole "未办结却有办结日期" "有办结日期，办理情况却是未办结" "核对办理情况；现按未办结计"
    DeadlineBeforeRaised "deadline-before-raised" Warning Check Counted Whole "期限早于受理" "办理期限早于受理或提出的日期" "核对两个日期；现按所写期限判断是否按期"
    DateFuture "date-future" Warning Check Counted Column "日期在将来" "已经发生的事，日期却在今天之后" "核对年份；现按所写日期计"
    DateOld "date-old" Info Check Counted Column "日期过早" "日期比同表其他日期早得多" "核对年份；现按所写日期计"
    SameInTwoBodies "same-in-two-bodies" Info Check Counted Whole "两类代表数值相同" "同一项工作，两类代表的数完全相同" "核对是否填重；确是巧合不必改"
    FiguresCopied "figures-copied" Info Check Counted Whole "数字雷同" "两个村的几项数字完全相同" "核对是否照抄；确是巧合不必改"
    Heaping "heaping" Info Check Counted Column "尾数集中" "以 0 或 5 结尾的数远多于应有的五分之一" "核对是否估填；已照常计入"
    Outlier "outlier" Info Check Counted Column "数值偏离" "与同列的中位数相差很远（修正 z 分数超过 3.5）" "核对是否填错；已照常计入"
    PhoneShared "phone-shared" Info Check Counted Whole "电话相同" "不同的人登记了同一个电话" "核对电话；不影响计算"
    PhoneInvalid "phone-invalid" Info Check Counted Whole "电话有误" "不是手机号码，也不是固定电话" "核对电话；不影响计算"
    IdInvalid "id-invalid" Warning Check Counted Whole "证件号有误" "身份证号位数、出生日期或校验码不对" "核对证件号；该人照常计入"
    IdShared "id-shared" Warning Check Counted Whole "证件号相同" "不同的人登记了同一个证件号" "核对证件号"
    PersonInTwoVillages "person-in-two-villages" Info Check Counted Whole "一人列在两村" "同一份名册里，同一人（电话或证件号相同）列在两个村" "核对是否重复；现在两村各计一次"
}

impl Code {
    /// The sentence about a case, with the advice; without a `detail`, the usual cause stands for it.
    pub fn sentence(self, detail: &str) -> String {
        let detail = if detail.is_empty() { self.cause() } else { detail };
        format!("{detail}{}{}", t("；"), self.remedy())
    }

    /// Its place among all codes, the most pressing first.
    pub fn rank(self) -> (FindingClass, std::cmp::Reverse<Severity>, Self) {
        (self.class(), std::cmp::Reverse(self.severity()), self)
    }
}

/// The place that a finding points to.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FindingPlace {
    /// The dropped file's name (or path inside the dropped folder or zip).
    pub file: String,
    /// The sheet's name; empty if the file has none.
    pub sheet: String,
    /// The row as in the spreadsheet program, from 1.
    pub row: Option<u32>,
    /// The column's heading as the file has it.
    pub column: Option<String>,
}

impl FindingPlace {
    /// A file as a whole.
    pub fn in_file(file: impl Into<String>) -> Self {
        Self::in_sheet(file, "")
    }

    /// A sheet of a file as a whole.
    pub fn in_sheet(file: impl Into<String>, sheet: impl Into<String>) -> Self {
        Self { file: file.into(), sheet: sheet.into(), row: None, column: None }
    }

    /// The cell of this sheet in `row`, under the heading `column`.
    pub fn at(&self, row: u32, column: &str) -> Self {
        self.at_row(row).in_column(column)
    }

    /// Whether both are of one column of one sheet, in whatever row.
    pub fn is_same_column(&self, other: &Self) -> bool {
        (&self.file, &self.sheet, &self.column) == (&other.file, &other.sheet, &other.column)
    }

    /// The same place in another row, or in none.
    pub fn at_row(&self, row: impl Into<Option<u32>>) -> Self {
        Self { row: row.into(), ..self.clone() }
    }

    /// The same place in the column under the heading `column`.
    pub fn in_column(&self, column: &str) -> Self {
        Self { column: Some(column.to_owned()), ..self.clone() }
    }
}

/// What a person should know of one value in one column of one sheet, in however many rows.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Finding {
    /// Its stable code.
    pub code: Code,
    /// Where; the row is the first.
    pub place: FindingPlace,
    /// The value that was found.
    pub value: String,
    /// A sentence about the first row: what was found, what was expected, what to do.
    pub message: String,
    /// How often it was found.
    pub count: u32,
    /// The rows.
    pub rows: RowRuns,
    /// Rows of which the sentence says something else than of the first; not more than [`SENTENCES`].
    pub others: Vec<(u32, String)>,
}

/// The most sentences that are kept of one finding.
pub const SENTENCES: usize = 100;

impl Finding {
    /// A finding. `detail` is the sentence about this case; if it is empty, the usual cause of the code takes its place. The
    /// advice comes from the code.
    pub fn new(code: Code, place: FindingPlace, value: impl Into<String>, detail: &str) -> Self {
        Self::said(code, place, value, code.sentence(detail))
    }

    /// A finding with its whole sentence.
    pub fn said(code: Code, place: FindingPlace, value: impl Into<String>, message: String) -> Self {
        let rows = place.row.map(RowRuns::from).unwrap_or_default();
        Self { code, place, value: value.into(), message, count: 1, rows, others: Vec::new() }
    }

    /// The same for `count` rows, of which only the first is known.
    pub fn times(mut self, count: u32) -> Self {
        self.count = count;
        self.rows.more(count.saturating_sub(self.rows.count()));
        self
    }

    /// The severity of its code.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// Returns what is said of its rows, for at most `most` of them; of what has no row, once.
    pub fn sentences(&self, most: usize) -> impl Iterator<Item = (Option<u32>, &str)> {
        let of = |row: u32| {
            let other = self.others.iter().find(|(other, _)| *other == row);
            (Some(row), other.map_or(self.message.as_str(), |(_, said)| said.as_str()))
        };
        let whole = self.rows.is_empty().then_some((None, self.message.as_str()));
        whole.into_iter().chain(self.rows.iter().map(of)).take(most)
    }

    /// Whether both are of one code, place and value, in whatever row.
    pub fn is_same(&self, other: &Self) -> bool {
        self.code == other.code && self.value == other.value && self.place.is_same_column(&other.place)
    }

    /// Takes in a finding of the same code, place and value.
    pub fn take(&mut self, other: Self) {
        self.count = self.count.saturating_add(other.count);
        if other.message != self.message {
            let row = other.place.row.unwrap_or(0);
            self.others.push((row, other.message));
        }
        self.others.extend(other.others);
        self.others.truncate(SENTENCES);
        self.rows.take(other.rows);
    }
}

/// A choice among findings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingFilter {
    /// Only of this class.
    pub class: Option<FindingClass>,
    /// Only of this code.
    pub code: Option<Code>,
    /// Only of this file; empty for all.
    pub file: String,
}

impl FindingFilter {
    /// Whether it leaves a finding.
    pub fn keeps(&self, finding: &Finding) -> bool {
        self.class.is_none_or(|c| c == finding.code.class())
            && self.code.is_none_or(|c| c == finding.code)
            && (self.file.is_empty() || self.file == finding.place.file)
    }

    /// The findings that it leaves, the most pressing first.
    pub fn worst_first<'a>(&self, findings: impl Iterator<Item = &'a Finding>) -> Vec<&'a Finding> {
        let mut left: Vec<&Finding> = findings.filter(|f| self.keeps(f)).collect();
        left.order_by_key(|f| f.code.rank());
        left
    }
}
