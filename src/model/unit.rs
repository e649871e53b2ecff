//! Units of count. Different units never share a ratio.

use std::fmt;

macro_rules! units {
    ($($name:ident $symbol:literal $doc:literal,)*) => {
        /// A unit of count as Chinese tables write it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[non_exhaustive]
        pub enum Unit {
            $(#[doc = $doc] #[serde(rename = $symbol)] $name,)*
        }

        impl Unit {
            /// Every unit, a longer symbol before the one that it begins with.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The Chinese symbol.
            pub fn symbol(self) -> &'static str {
                match self { $(Self::$name => $symbol,)* }
            }

            /// Returns the unit with exactly this symbol; aliases and white space do not count.
            pub fn from_symbol(text: &str) -> Option<Self> {
                match text { $($symbol => Some(Self::$name),)* _ => None }
            }
        }
    };
}

units! {
    PersonTime "人次" "人次: attendances; one person may be counted several times.",
    Person "人" "人: persons.",
    HouseholdTime "户次" "户次: visits to households, repeats included.",
    Household "户" "户: households.",
    Member "名" "名: persons, as 人.",
    Time "次" "次: times.",
    Case "件" "件: cases, matters.",
    Item "条" "条: opinions, suggestions.",
    Incident "起" "起: disputes, incidents.",
    Session "场" "场: sessions, performances.",
    Issue "期" "期: issues of a series.",
    Copy "份" "份: copies of a paper.",
    Minute "分钟" "分钟: minutes.",
    Hour "小时" "小时: hours; figures are turned into minutes.",
    Day "天" "天: days.",
    Piece "个" "个: pieces of anything.",
    Volume "本" "本: ledgers, books.",
    Booklet "册" "册: booklets.",
    Entry "项" "项: entries, projects.",
    Team "支" "支: teams.",
    TenThousandYuan "万元" "万元: ten thousand yuan; figures are turned into yuan.",
    Yuan "元" "元: yuan.",
    Age "岁" "岁: years of age.",
    Percent "%" "%: hundredths.",
    Grid "格" "格: grids.",
    Firm "家" "家: firms, shops.",
    Place "处" "处: places.",
    Institution "所" "所: institutions.",
    Batch "批" "批: batches.",
    Round "轮" "轮: rounds.",
    Article "篇" "篇: articles.",
    Sheet "张" "张: sheets.",
    Mu "亩" "亩: 1/15 hectare.",
}

impl Unit {
    /// Whether counts in the two units can be compared:
    /// the units are the same, or 名 and 人, 小时 and 分钟, 万元 and 元.
    /// 个, 条 and 件 are three different things.
    pub fn same_dimension(self, other: Self) -> bool {
        self.base() == other.base()
    }

    /// Returns the unit that represents its dimension.
    fn base(self) -> Self {
        match self {
            Self::Member => Self::Person,
            Self::Hour => Self::Minute,
            Self::TenThousandYuan => Self::Yuan,
            unit => unit,
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.symbol())
    }
}
