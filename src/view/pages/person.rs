//! A representative's own page: the figures beside the range of the body's people, without a rank.

use crate::catalogue::RepFigure;
use crate::figures::represent::{Peers, peers};
use crate::figures::{Figures, PersonFigures, Subject};
use crate::model::body::Body;
use crate::order::Sort as _;
use crate::statistics::funnel::FunnelZone;
use crate::text::format::{grouped, tenths};
use crate::text::{say, t, unit as unit_of, unit_for};
use crate::view::parts::bodies::{RateLine, WORKS, done, rates};
use crate::view::table::FEW;
use crate::view::table::{months, per_month};

/// A figure beside the range of the body's people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonFigure {
    /// The figure.
    pub subject: Subject,
    /// Its name.
    pub title: &'static str,
    /// The number.
    pub number: String,
    /// The unit.
    pub unit: &'static str,
    /// The number for each month in office, with its figure; `None` if the months are not known.
    pub monthly: Option<(String, Subject)>,
    /// `本类每人 0 – 12 – 31`: least, median, most.
    pub range: String,
    /// The body's figure, for the rows of all.
    pub all: Subject,
    /// Where quartiles, median and the person are on the scale; `None` if all are 0.
    pub drawn: Option<ScaleMarks>,
}

/// Places on a scale from 0 to the largest value, in tenths of a percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScaleMarks {
    /// The first quartile.
    pub from: i64,
    /// The third.
    pub to: i64,
    /// The median.
    pub middle: i64,
    /// The person.
    pub own: i64,
}

/// The page of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonView {
    /// The name.
    pub name: String,
    /// The body.
    pub body: Body,
    /// The village; empty if the roster has none.
    pub village: String,
    /// Months in office inside the period, with their figure; `None` if the roster states no term.
    pub months: Option<(String, Subject)>,
    /// Notes: few matters, on no roster, whether the share is one of chance.
    pub notes: Vec<String>,
    /// Shares with their intervals, and the median days.
    pub rates: Vec<RateLine>,
    /// What was done.
    pub facts: Vec<PersonFigure>,
}

/// Returns the page of a person; `None` if the figures have no such person.
pub fn person(figures: &Figures, body: Body, name: &str) -> Option<PersonView> {
    let peers = peers(figures, body)?;
    let own = *peers.persons.iter().find(|p| p.name == name)?;
    let of = |deed| Subject::Person(body, own.name.clone(), deed);
    let months = own.days_in_office.map(|days| (months(days), of(RepFigure::DaysInOffice)));
    let facts = WORKS.iter().filter_map(|work| {
        let whole = done(peers.whole, work).filter(|n| *n > 0);
        whole.map(|_| {
            let n = own.get(work.deed);
            let monthly = own.days_in_office.and_then(|days| per_month(n, days)).map(|each| {
                (
                    say!("每月 {each} {unit}", each, unit = unit_of(work.unit)),
                    of(work.deed).over(of(RepFigure::DaysInOffice)),
                )
            });
            let spread = spread(&peers, |p| p.get(work.deed));
            PersonFigure {
                subject: of(work.deed),
                title: t(work.title),
                number: grouped(n),
                unit: unit_for(&grouped(n), unit_of(work.unit)),
                monthly,
                range: spread.as_deref().map(range).unwrap_or_default(),
                all: Subject::Body(body, work.deed),
                drawn: spread.as_deref().and_then(|all| drawn(all, n)),
            }
        })
    });
    let rates = rates(figures, peers.whole.has_matters(), &of, &|deed| Subject::Body(body, deed));
    Some(PersonView {
        name: own.name.clone(),
        body,
        village: own.village.clone(),
        months,
        notes: notes(&peers, own),
        rates,
        facts: facts.collect(),
    })
}

fn notes(peers: &Peers<'_>, own: &PersonFigures) -> Vec<String> {
    let mut out = Vec::new();
    if !own.on_roster {
        out.push(say!("不在{}名册", peers.whole.body.label()));
    }
    if peers.whole.has_matters() && (1..FEW).contains(&own.get(RepFigure::Matters)) {
        out.push(t("反映事项不足 5 件，比例仅供参考").to_owned());
    }
    let said = match peers.place(own) {
        Some(FunnelZone::FarBelow) => t("解决比例低得不像碰巧，先核对原始行"),
        Some(FunnelZone::FarAbove) => t("解决比例高得不像碰巧，先核对原始行"),
        Some(FunnelZone::Below | FunnelZone::Above) => {
            t("解决比例与本类不同，不过每二十人里有一人碰巧会这样")
        }
        Some(FunnelZone::Within) => t("解决比例与本类的差别，碰巧就会有"),
        None => "",
    };
    out.extend((!said.is_empty()).then(|| said.to_owned()));
    out
}

/// Returns the figures of the people on the roster, from the least; of all who act if there is no roster.
fn spread(peers: &Peers<'_>, of: impl Fn(&PersonFigures) -> i64) -> Option<Vec<i64>> {
    let listed = peers.persons.iter().any(|p| p.on_roster);
    let mut all: Vec<i64> = peers.persons.iter().filter(|p| p.on_roster || !listed).map(|p| of(p)).collect();
    all.order();
    (all.len() > 1).then_some(all)
}

/// Returns a quartile in tenths, by linear interpolation as spreadsheets do it (Hyndman and Fan, definition 7).
fn quarter(all: &[i64], quarters: usize) -> i64 {
    let place = all.len().saturating_sub(1) * quarters;
    let at = |i: usize| all.get(i).copied().unwrap_or(0);
    let (low, part) = (at(place / 4), (place % 4) as i64);
    let step = at(place / 4 + 1).max(low) - low;
    low.saturating_mul(10).saturating_add((step.saturating_mul(part).saturating_mul(10) + 2) / 4)
}

fn range(all: &[i64]) -> String {
    let (least, most) = (all.first().copied().unwrap_or(0), all.last().copied().unwrap_or(0));
    let middle = quarter(all, 2);
    let middle = if middle % 10 == 0 { grouped(middle / 10) } else { tenths(middle) };
    say!("本类每人 {} – {middle} – {}", grouped(least), grouped(most), middle)
}

fn drawn(all: &[i64], own: i64) -> Option<ScaleMarks> {
    let most = all.last().copied().unwrap_or(0).max(own);
    let at = |tenths: i64| tenths.saturating_mul(100) / most;
    (most > 0).then(|| ScaleMarks {
        from: at(quarter(all, 1)),
        to: at(quarter(all, 3)),
        middle: at(quarter(all, 2)),
        own: at(own.saturating_mul(10)),
    })
}

#[cfg(test)]
#[path = "../../../tests/unit/view_pages_person.rs"]
mod tests;
