//! Figures that the sender of a snapshot has and the receiver has not.

use super::{Figures, Subject};
use crate::catalogue::{Count, Deed, GridFigure, Measure};
use crate::model::kind::Kind;
use crate::model::loaded::Loaded;
use crate::say;
use crate::snapshot::{Group, Groups, Hidden};
use crate::text::t;
use serde::{Deserialize, Serialize};

/// Why a figure did not come with the snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Withheld {
    /// It is from 1 to below this, or such a figure could be worked out from it.
    Small(u32),
    /// It needs the days of single matters or the figures of persons, and the snapshot has neither.
    Level,
}

impl Withheld {
    /// What stands in the figure's place where there is little room.
    #[must_use]
    pub fn mark(self) -> &'static str {
        match self {
            Self::Small(_) => t("隐去"),
            Self::Level => t("未带"),
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
}

impl Sent {
    fn small(&self, groups: Groups, group: Group, kind: Kind) -> Option<Withheld> {
        (groups.has(group) && self.loaded.has(kind)).then_some(Withheld::Small(self.least))
    }

    fn visits(&self, groups: Groups) -> Option<Withheld> {
        self.small(groups, Group::Visits, Kind::Visits)
    }

    fn cases(&self, groups: Groups) -> Option<Withheld> {
        self.small(groups, Group::Cases, Kind::Cases)
    }

    fn count(&self, groups: Groups, count: Count) -> Option<Withheld> {
        match count {
            Count::VisitsInPeriod | Count::VisitsAll => self.visits(groups),
            Count::Cases => self.cases(groups),
            _ => None,
        }
    }

    fn measure(&self, groups: Groups, measure: Measure) -> Option<Withheld> {
        (measure == Measure::HouseholdVisits).then(|| self.visits(groups)).flatten()
    }

    /// A load of part of the work is none.
    fn work(&self, groups: Groups) -> Option<Withheld> {
        self.visits(groups).or_else(|| self.cases(groups))
    }

    fn deed(&self, groups: Groups, deed: Deed) -> Option<Withheld> {
        match deed {
            Deed::Reps => None,
            Deed::DaysInOffice => {
                (!self.persons && self.loaded.has(Kind::Representatives)).then_some(Withheld::Level)
            }
            _ if deed.is_logged() => self.small(groups, Group::Duty, Kind::Duty),
            Deed::MedianDays => self
                .small(groups, Group::Matters, Kind::Matters)
                .or((!self.persons && self.loaded.has(Kind::Matters)).then_some(Withheld::Level)),
            _ => self.small(groups, Group::Matters, Kind::Matters),
        }
    }
}

impl Figures {
    /// Why a figure that is not known did not come with the snapshot; `None` where the sender has not got it either.
    #[must_use]
    pub fn withheld(&self, subject: &Subject) -> Option<Withheld> {
        let sent = self.sent.as_ref()?;
        match subject {
            Subject::Count(count) => sent.count(sent.hidden.township, *count),
            Subject::Measure(measure) => sent.measure(sent.hidden.township, *measure),
            Subject::Cases(_) => sent.cases(sent.hidden.township),
            Subject::Balance(_) => self.grids.iter().find_map(|g| sent.work(sent.hidden.grid(&g.key()))),
            Subject::VillageCount(village, count) => sent.count(sent.hidden.village(village), *count),
            Subject::VillageMeasure(village, measure) => sent.measure(sent.hidden.village(village), *measure),
            Subject::VillageCases(village, _) => sent.cases(sent.hidden.village(village)),
            Subject::Grid(key, figure) => {
                let groups = sent.hidden.grid(key);
                match figure {
                    GridFigure::Visits | GridFigure::VisitedHouseholds | GridFigure::Minutes => {
                        sent.visits(groups)
                    }
                    GridFigure::Work => sent.work(groups),
                    GridFigure::Cases
                    | GridFigure::Closed
                    | GridFigure::OnTime
                    | GridFigure::Open
                    | GridFigure::Overdue => sent.cases(groups),
                    GridFigure::Households
                    | GridFigure::People
                    | GridFigure::Officers
                    | GridFigure::Heads
                    | GridFigure::Linked
                    | GridFigure::PartyGroups => None,
                }
            }
            Subject::Body(body, deed) => sent.deed(sent.hidden.body(*body), *deed),
            Subject::Person(..) | Subject::Month(..) | Subject::In(..) | Subject::Post(_) => None,
            Subject::Sum(parts) => parts.iter().find_map(|part| self.withheld(part)),
            Subject::Ratio(above, below) => self.withheld(above).or_else(|| self.withheld(below)),
        }
    }
}
