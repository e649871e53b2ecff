//! The funnel plot of a body: each person's matters and the share solved, with the limits of chance.

use crate::catalogue::RepFigure;
use crate::figures::represent::{Peers, peers};
use crate::figures::{Figures, PersonFigures, Subject};
use crate::model::body::Body;
use crate::statistics::Interval;
use crate::statistics::funnel::{FunnelZone, Limits, curve};
use crate::text::format::{interval_end, percent};
use crate::text::{say, t};
use crate::view::parts::interval;
use crate::view::picture as p;
use crate::view::picture::{Axis, Chart, Dash, Drawing, Layer, Lead, Picture, PictureTable, Tone};
use std::collections::BTreeMap;

/// Numbers of matters at which the limits are computed.
const STEPS: u64 = 120;
/// Names that are written in full at a point.
const NAMES: usize = 2;

/// Returns the picture; `None` if nobody of the body has matters.
pub fn funnel(figures: &Figures, body: Body) -> Option<Picture> {
    let peers = peers(figures, body)?;
    let rate = peers.rate?;
    let with: Vec<&PersonFigures> =
        peers.persons.iter().copied().filter(|p| peers.place(p).is_some()).collect();
    let most = with.iter().map(|p| p.get(RepFigure::Matters)).max()?;
    let limits = curve(u64::try_from(most).ok()?, rate, STEPS);
    let mut spots: BTreeMap<(i64, i64), Vec<&PersonFigures>> = BTreeMap::new();
    for person in &with {
        spots
            .entry((person.get(RepFigure::Matters), person.get(RepFigure::Solved)))
            .or_default()
            .push(person);
    }
    let points: Vec<p::ChartPoint> =
        spots.iter().map(|((n, k), persons)| point(&peers, *n, *k, persons)).collect();
    let outside = with.iter().filter(|p| beyond(&peers, p) > 0).count();
    let title = say!("{}：反映事项与解决比例", body.label());
    Some(Picture {
        id: "funnel",
        description: say!(
            "{n} 人，横轴反映事项件数，纵轴解决比例，本类合计 {rate}；{outside} 人在 95% 控制线之外",
            n = with.len(),
            rate = share(rate),
            outside
        ),
        title,
        note: t("漏斗图：件数少，比例本来就摆动大；线外的先核对原始行").to_owned(),
        drawing: Drawing::Chart(Chart {
            x: matters(most),
            y: Axis::share(t("解决比例")),
            height: 300.0,
            square: false,
            layers: layers(&limits, rate, points),
        }),
        table: rows(&peers, &with),
    })
}

/// The axis of matters has whole numbers only.
fn matters(most: i64) -> Axis {
    let step = [1, 2, 5].into_iter().cycle().zip(0_u32..).map(|(n, i)| n * 10_i64.saturating_pow(i / 3));
    let step = step.take(54).find(|step| most / step <= 6).unwrap_or(i64::MAX);
    let last = most.saturating_add(step - 1) / step;
    Axis {
        title: t("反映事项（件）").to_owned(),
        low: 0.0,
        high: (last * step) as f64,
        ticks: (0..=last).map(|i| ((i * step) as f64, crate::text::format::grouped(i * step))).collect(),
    }
}

fn share(rate: f64) -> String {
    format!("{}%", interval_end(interval::tenths(rate)))
}

fn layers(limits: &[Limits], rate: f64, points: Vec<p::ChartPoint>) -> Vec<Layer> {
    let line = |of: fn(&Limits) -> Interval, end: fn(Interval) -> f64| -> Vec<[f64; 2]> {
        limits.iter().map(|l| [l.trials as f64, end(of(l))]).collect()
    };
    let (warning, control) = (|l: &Limits| l.warning, |l: &Limits| l.control);
    let (lower, upper) = (|i: Interval| i.lower, |i: Interval| i.upper);
    let drawn =
        |points, dash, label: &str| Layer::Line { points, tone: Tone::Soft, dash, label: label.to_owned() };
    vec![
        drawn(line(control, lower), Dash::Dotted, t("99.8% 控制线")),
        drawn(line(control, upper), Dash::Dotted, ""),
        drawn(line(warning, lower), Dash::Dashed, t("95% 控制线")),
        drawn(line(warning, upper), Dash::Dashed, ""),
        Layer::Level { at: rate, words: say!("本类合计 {}", share(rate)) },
        Layer::Points { points, label: t("一人或几人").to_owned() },
    ]
}

/// Returns 0 within the limits of chance, 1 beyond the 95 % limits, 2 beyond those of 99.8 %.
fn beyond(peers: &Peers<'_>, person: &PersonFigures) -> u8 {
    match peers.place(person) {
        Some(FunnelZone::FarBelow | FunnelZone::FarAbove) => 2,
        Some(FunnelZone::Below | FunnelZone::Above) => 1,
        Some(FunnelZone::Within) | None => 0,
    }
}

fn subject(person: &PersonFigures) -> Subject {
    let of = |deed| Subject::Person(person.body, person.name.clone(), deed);
    of(RepFigure::Solved).over(of(RepFigure::Matters))
}

/// Returns the point of all `persons` with the same numbers.
fn point(peers: &Peers<'_>, n: i64, k: i64, persons: &[&PersonFigures]) -> p::ChartPoint {
    let shown: Vec<&str> = persons.iter().take(NAMES).map(|p| p.name.as_str()).collect();
    let names = match persons.len() {
        few if few <= NAMES => shown.join("、"),
        many => say!("{}等 {many} 人", shown.join("、"), many),
    };
    let far = persons.first().map_or(0, |p| beyond(peers, p));
    let rate = percent(k, n).unwrap_or_default();
    let mut subjects: Vec<Subject> = persons.iter().map(|p| subject(p)).collect();
    let lead = if subjects.len() == 1 { subjects.pop() } else { Some(Subject::Sum(subjects)) };
    p::ChartPoint {
        x: n as f64,
        y: k as f64 / n as f64,
        label: say!("{names}：{k} / {n} 件，{rate}%", names, k, n, rate),
        text: if far > 0 { names } else { String::new() },
        tone: match far {
            0 => Tone::Slate,
            1 => Tone::Ink,
            _ => Tone::Look,
        },
        lead: lead.map(Lead::Figure),
    }
}

fn rows(peers: &Peers<'_>, with: &[&PersonFigures]) -> PictureTable {
    let rows = with.iter().map(|person| {
        let (k, n) = (person.get(RepFigure::Solved), person.get(RepFigure::Matters));
        let said = match beyond(peers, person) {
            0 => t("线内"),
            1 => t("95% 线外"),
            _ => t("99.8% 线外"),
        };
        let interval = interval::share_interval(k, n).map(|i| i.text).unwrap_or_default();
        let cells = vec![
            person.name.clone(),
            n.to_string(),
            k.to_string(),
            interval,
            said.to_owned(),
            format!("{}%", percent(k, n).unwrap_or_default()),
        ];
        (cells, Some(Lead::Figure(subject(person))))
    });
    PictureTable {
        head: [t("姓名"), t("反映事项"), t("已解决"), t("95% 区间"), t("控制线"), t("解决比例")]
            .map(str::to_owned)
            .to_vec(),
        rows: rows.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matters_are_whole_on_the_axis() {
        let words = |most| matters(most).ticks.into_iter().map(|(_, t)| t).collect::<Vec<_>>().join(" ");
        assert_eq!(words(1), "0 1");
        assert_eq!(words(10), "0 2 4 6 8 10");
        assert_eq!(words(31), "0 5 10 15 20 25 30 35");
        assert_eq!(words(1_234), "0 200 400 600 800 1,000 1,200 1,400");
        assert_eq!(matters(31).high, 35.0);
    }
}
