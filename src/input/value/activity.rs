//! What a representative did, as a cell names it.

use super::{Quantity, Unit};

/// Verbs that may follow each other (走访联系, 走访慰问): whom a visit is for stands behind the last one.
const VISITING: [&str; 6] = ["走访", "联系", "慰问", "看望", "联络", "入户"];
/// Who represents others without being of a body, and what belongs to deputies.
const NO_DEPUTIES: [&str; 14] = [
    "选民代表", "群众代表", "村民代表", "居民代表", "职工代表", "企业代表", "党员代表", "代表小组",
    "代表之家", "代表家", "代表联络", "代表工作", "代表活动", "联络站",
];

/// Whether deputies are those whom a visit is for (走访联系人大代表, not 代表走访选民).
fn names_deputies(text: &str) -> bool {
    let behind = |verb: &str| text.rfind(verb).map(|at| at + verb.len());
    let whom = VISITING.iter().filter_map(|verb| behind(verb)).max().and_then(|at| text.get(at..));
    whom.is_some_and(|whom| {
        ["代表", "委员"].iter().any(|word| whom.contains(word))
            && !NO_DEPUTIES.iter().any(|w| whom.contains(w))
    })
}

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
        if has(&["走访", "联系"]) && !has(&["接待"]) && names_deputies(text) {
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
