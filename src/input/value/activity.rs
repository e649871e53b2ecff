//! What a representative did, as a cell names it.

use super::{Quantity, Unit};

/// The kinds of activity that are counted, with the unit of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activity {
    /// 走访选民, 人次.
    Visit,
    /// 接待选民, 人次.
    Reception,
    /// 走访代表, 人次.
    VisitToDeputies,
    /// 小组活动, 次.
    GroupActivity,
    /// 主题宣讲, 期.
    Talk,
    /// 技能培训, 人次.
    Training,
}

impl Activity {
    /// The activity that a cell names.
    pub fn named_in(text: &str) -> Option<Self> {
        let has = |words: &[&str]| words.iter().any(|w| text.contains(w));
        if has(&["走访代表", "走访人大代表", "走访党代表", "联系代表"]) {
            Some(Self::VisitToDeputies)
        } else if has(&["接待"]) {
            Some(Self::Reception)
        } else if has(&["走访"]) {
            Some(Self::Visit)
        } else if has(&["小组活动", "代表小组", "活动小组"]) {
            Some(Self::GroupActivity)
        } else if has(&["宣讲"]) {
            Some(Self::Talk)
        } else if has(&["培训"]) {
            Some(Self::Training)
        } else {
            None
        }
    }

    /// The unit in which it is counted.
    pub fn unit(self) -> Unit {
        match self {
            Self::Visit | Self::Reception | Self::VisitToDeputies | Self::Training => Unit::PersonTime,
            Self::GroupActivity => Unit::Time,
            Self::Talk => Unit::Issue,
        }
    }

    /// Whether an amount can be counted: its unit is the activity's, or it states none.
    pub fn takes(self, amount: Quantity) -> bool {
        amount.unit.is_none_or(|u| {
            u.same_dimension(self.unit())
                // A talk is written as 1期, 1场 or 1次, a person reached once as 1人.
                || (self == Self::Talk && matches!(u, Unit::Session | Unit::Time))
                || (self == Self::GroupActivity && matches!(u, Unit::Session))
                || (self.unit() == Unit::PersonTime && u.same_dimension(Unit::Person))
        })
    }
}
