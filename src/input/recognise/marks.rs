//! The classes of words by which a table is weighed.

use crate::catalogue::words::{ClassSet, Vocabulary};
use std::sync::LazyLock;

/// Classes of words that the weighing asks for.
pub(super) struct JudgeSets {
    pub sequence: ClassSet,
    pub unimportant: ClassSet,
    pub date: ClassSet,
    pub counts: ClassSet,
    pub sex: ClassSet,
    pub name: ClassSet,
    /// Heads before which a village or grid is not what the row is about.
    pub subjects: ClassSet,
    /// Heads that may stand before a role.
    pub before_role: ClassSet,
    pub handling: ClassSet,
    /// Words that make a date another one than that of the row.
    pub other_dates: ClassSet,
    pub starts: ClassSet,
}

pub(super) static MARKS: LazyLock<JudgeSets> = LazyLock::new(|| {
    let words = Vocabulary::shared();
    let set = |names: &str| words.set(names).unwrap_or_default();
    JudgeSets {
        sequence: set("SEQ"),
        unimportant: set("SEQ,NOTE"),
        date: set("DATE"),
        counts: set("HOUSEHOLDS,PEOPLE,PERSONS,TIMES,COUNT,COPIES"),
        sex: set("SEX"),
        name: set("NAMEP"),
        subjects: set("NAMEP,NAMET,TITLE,DATE,TEXT,MONEY,ADDR").union(words.roles()),
        before_role: set("SEQ,TOWN,VILLAGE,CODE"),
        handling: set("CASE,DO,START,END,WRAP"),
        other_dates: set("BAR,SHOULD,SINCE,UNTIL,END"),
        starts: set("START"),
    }
});
