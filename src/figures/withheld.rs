//! Figures that the sender of a snapshot has and the receiver has not.

use super::hidden::{Hidden, PrivacyGroups};
use super::{Figures, GridFigures, Subject};
use crate::catalogue::{Counter, Definition, PrivacyGroup, RepFigure};
use crate::model::kind::Kind;
use crate::model::loaded::Loaded;
use crate::text::{say, t};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Why a figure did not come with the snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Withheld {
    /// It is from 1 to below this, or such a figure could be worked out from it.
    Small(u32),
    /// It needs the days of single matters or the figures of persons, and the snapshot has neither.
    Level,
    /// The program that made the snapshot did not count it yet.
    Older,
}

impl Withheld {
    /// What stands in the figure's place where there is little room.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Small(_) => t("隐去"),
            Self::Level | Self::Older => t("未带"),
        }
    }
}

impl std::fmt::Display for Withheld {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Small(k) => {
                f.write_str(&say!("为保护隐私不显示：发送人隐去小于 {k} 的数，以及能推算出它们的数", k))
            }
            Self::Level => {
                f.write_str(t("快照没有带这一项：要有逐件的天数或各人的数才能算，请发送人做“全量”快照"))
            }
            Self::Older => f.write_str(t("快照没有带这一项：做快照的格览还不统计它，请发送人用新版重做")),
        }
    }
}

/// What a snapshot leaves out of what its sender has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// Counts from 1 to below this are kept back; 0 for none.
    pub least: u32,
    /// Which figures are kept back.
    pub hidden: Hidden,
    /// Whether the figures of persons and the days of matters are in it.
    pub persons: bool,
    /// The tables that the sender had.
    pub loaded: Loaded,
    /// The counters that the sender's program did not count yet.
    pub absent: BTreeSet<Counter>,
}

impl Sent {
    /// Why a figure is kept back, by the groups that are kept back where it belongs.
    fn of_groups(&self, groups: PrivacyGroups, definition: &Definition) -> Option<Withheld> {
        let kept = |group: PrivacyGroup| groups.has(group) && self.loaded.has(group.kind());
        let older = definition.counters().any(|counter| self.absent.contains(&counter));
        let small = definition.privacy().any(kept).then_some(Withheld::Small(self.least));
        small.or(older.then_some(Withheld::Older))
    }

    fn deed(&self, groups: PrivacyGroups, deed: RepFigure) -> Option<Withheld> {
        let level = match deed {
            RepFigure::DaysInOffice => Some(Kind::Representatives),
            RepFigure::MedianDays => Some(Kind::Matters),
            _ => None,
        };
        let lacks = level.is_some_and(|kind| !self.persons && self.loaded.has(kind));
        self.of_groups(groups, deed.definition()).or(lacks.then_some(Withheld::Level))
    }
}

impl Figures {
    /// Why a figure that is not known did not come with the snapshot; `None` where the sender has not got it either.
    pub fn withheld(&self, subject: &Subject) -> Option<Withheld> {
        let sent = self.sent.as_ref()?;
        let hidden = &sent.hidden;
        let groups = match subject {
            Subject::Count(_) | Subject::Measure(_) | Subject::Cases(_) => hidden.township,
            Subject::VillageCount(village, _)
            | Subject::VillageMeasure(village, _)
            | Subject::VillageCases(village, _) => hidden.village(village),
            Subject::Grid(key, _) => hidden.grid(key),
            Subject::Balance(figure) => {
                let of_grid = |g: &GridFigures| sent.of_groups(hidden.grid(&g.key()), figure.definition());
                return self.grids.iter().find_map(of_grid);
            }
            Subject::Body(body, deed) => return sent.deed(hidden.body(*body), *deed),
            Subject::Person(..)
            | Subject::Month(..)
            | Subject::In(..)
            | Subject::Post(_)
            | Subject::Picked(_) => return None,
            Subject::Among(village, inner) => return self.of_village(village).withheld(inner),
            Subject::Sum(parts) => return parts.iter().find_map(|part| self.withheld(part)),
            Subject::Ratio(above, below) => return self.withheld(above).or_else(|| self.withheld(below)),
        };
        sent.of_groups(groups, subject.definition()?)
    }
}
