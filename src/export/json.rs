//! The results JSON, the product's public interface (format `gelan-results`, version 1).

use super::finding_json::of_cause;
use super::table_json::tables;
use crate::catalogue::{Counter, GridFigure, RepFigure};
use crate::count::MatterDays;
use crate::count::namesakes::bare_name;
use crate::figures::represent::{MONTH, Peers, interval, peers, survival};
use crate::figures::settings::{Group, Key};
use crate::figures::{Figures, GridFigures, MeasureValue, PersonFigures, State, Subject, Withheld};
use crate::input::file::FileReport;
use crate::model::body::Body;
use crate::model::cause::{Ticks, causes};
use crate::model::finding::Finding;
use crate::model::period::{MonthEnd, Period};
use crate::model::site::TableSite;
use crate::order::Gather as _;
use crate::session::{WaitingTable, waiting};
use crate::statistics::Interval;
use crate::statistics::funnel::FunnelZone;
use serde_json::{Map, Value, json};

/// The results as JSON text, indented for reading. Absent figures are null, not 0.
pub fn results(
    figures: &Figures,
    (findings, ticks): (&[&Finding], &Ticks),
    files: &[&FileReport],
    sites: &[TableSite],
) -> String {
    let causes = causes(findings.iter().copied());
    let findings: Vec<Value> = causes.iter().flat_map(|c| of_cause(c, ticks.has(c))).collect();
    serde_json::to_string_pretty(&all(figures, findings.into(), files, sites)).unwrap_or_default()
}

/// Writes the same; findings, of which ten thousand files may have a million, are put together one by one.
///
/// # Errors
/// Where `out` fails.
#[cfg(not(target_arch = "wasm32"))]
pub fn write_results(
    out: &mut dyn std::io::Write,
    figures: &Figures,
    (findings, ticks): (&[&Finding], &Ticks),
    files: &[&FileReport],
    sites: &[TableSite],
) -> std::io::Result<()> {
    let results = serde_json::to_string_pretty(&all(figures, json!([]), files, sites))?;
    // No text within has a line's end in it.
    let (before, behind) = results.split_once("\n  \"findings\": []").unwrap_or((&results, ""));
    write!(out, "{before}\n  \"findings\": [")?;
    let mut end = "";
    for cause in causes(findings.iter().copied()) {
        for finding in of_cause(&cause, ticks.has(&cause)) {
            let finding = serde_json::to_string_pretty(&finding)?;
            write!(out, "{end}\n    {}", finding.replace('\n', "\n    "))?;
            end = ",";
        }
    }
    write!(out, "{}]{behind}", if end.is_empty() { "" } else { "\n  " })
}

/// The results, with these findings.
fn all(figures: &Figures, findings: Value, files: &[&FileReport], sites: &[TableSite]) -> Value {
    let counts: Map<String, Value> =
        figures.counts.iter().map(|(c, v)| (c.id().to_owned(), json!(v))).into_object();
    let measures: Map<String, Value> =
        figures.measures.iter().map(|m| (m.measure.id().to_owned(), measure(m))).into_object();
    let bodies: Map<String, Value> = figures
        .bodies
        .iter()
        .map(|b| {
            let mut body = if b.has_work { deeds(|deed| b.get(deed)) } else { Map::new() };
            body.insert("reps".to_owned(), json!(b.get(RepFigure::Reps)));
            let ids = DEEDS.map(|deed| (deed.id(), deed));
            suppressed(&mut body, ids, figures, |deed| Subject::Body(b.body, deed));
            let matters = b.get(RepFigure::Matters);
            body.extend(answered(|deed| b.get(deed), b.days.as_ref().filter(|_| matters.is_some())));
            let median = figures.withheld(&Subject::Body(b.body, RepFigure::MedianDays));
            if let Some(why) = median.filter(|_| matters != Some(0)) {
                body.insert("median_days_state".to_owned(), json!(State::Withheld(why).id()));
            }
            (b.body.title().to_owned(), Value::Object(body))
        })
        .into_object();
    let peers: Vec<Peers<'_>> = Body::ALL.iter().filter_map(|body| peers(figures, *body)).collect();
    let representatives: Vec<Value> = figures
        .persons
        .iter()
        .map(|p| {
            // Each body has a state of its own.
            let own = figures.bodies.iter().find(|b| b.body == p.body);
            let (duty, matters) = own.map_or((false, false), |b| (b.has_duty(), b.has_matters()));
            let get = |deed: RepFigure| {
                let is_loaded = if deed.is_logged() { duty } else { matters };
                p.counts.amount(deed.definition().terms).filter(|_| is_loaded)
            };
            let mut person = deeds(get);
            person.insert("body".to_owned(), json!(p.body.title()));
            person.insert("name".to_owned(), json!(bare_name(&p.name, &p.village)));
            person.insert("village".to_owned(), json!(p.village));
            person.insert("on_roster".to_owned(), json!(p.on_roster));
            person.extend(answered(get, p.days.as_ref().filter(|_| matters)));
            let peers = peers.iter().find(|peers| peers.whole.body == p.body);
            person.extend(of_person(p, peers));
            Value::Object(person)
        })
        .collect();
    let results = json!({
        "format": "gelan-results",
        "version": 1,
        "township": figures.township,
        "period": figures.period.map(|p| period(p, figures.settings.month_end)),
        "as_of": figures.as_of.map(|d| d.to_string()),
        "counts": counts,
        "count_units": figures.counts.iter().map(|(c, _)| (c.id().to_owned(), json!(c.definition().unit))).into_object(),
        "measures": measures,
        "grids": figures.grids.iter().map(|g| grid(g, figures)).collect::<Vec<_>>(),
        "load_basis": load_basis(figures),
        "bodies": bodies,
        "representatives": representatives,
        "findings": findings,
        "tables": files.iter().flat_map(|f| tables(f, sites)).collect::<Vec<_>>(),
    });
    with_waiting(with_village_targets(with_kept_back(results, figures), figures), files)
}

/// A period, with the day on which months end where that is not their last.
fn period(period: Period, end: MonthEnd) -> Value {
    let mut value = json!({"from": period.from.to_string(), "to": period.to.to_string()});
    if let (true, Some(map)) = (end != MonthEnd::default(), value.as_object_mut()) {
        map.insert("month_end".to_owned(), json!(end.day()));
    }
    value
}

/// The targets in percent that villages and kinds of grids have in place of the town's.
fn with_village_targets(mut results: Value, figures: &Figures) -> Value {
    let villages = &figures.settings.villages.0;
    if let (false, Some(map)) = (villages.is_empty(), results.as_object_mut()) {
        let mut targets = Map::new();
        for (village, own) in villages {
            let own: Map<String, Value> =
                own.iter().map(|(m, target)| (m.id().to_owned(), json!(target))).collect();
            targets.insert(village.clone(), Value::Object(own));
        }
        map.insert("village_targets".to_owned(), Value::Object(targets));
    }
    results
}

/// Where tables wait for a person's word, which, and the ids of the figures that they would change.
fn with_waiting(mut results: Value, files: &[&FileReport]) -> Value {
    let waiting = waiting(files.iter().copied());
    if let (false, Some(map)) = (waiting.is_empty(), results.as_object_mut()) {
        let table = |w: &WaitingTable<'_>| {
            json!({
                "file": w.file,
                "sheet": w.table.sheet,
                "kind": w.kind.id(),
                "rows": w.table.records,
                "figures": w.figures().iter().map(|figure| figure.id).collect::<Vec<_>>(),
            })
        };
        map.insert("waiting".to_owned(), waiting.iter().map(table).collect());
    }
    results
}

/// Of a snapshot whose sender keeps small counts back, below which number, and which counts.
fn with_kept_back(mut results: Value, figures: &Figures) -> Value {
    let sent = figures.sent.as_ref().filter(|sent| !sent.hidden.is_empty());
    if let (Some(sent), Some(map)) = (sent, results.as_object_mut()) {
        let mut kept = Map::new();
        kept.insert("below".to_owned(), json!(sent.least));
        let counts = figures.counts.iter().filter(|(_, n)| n.is_none()).map(|(c, _)| (c.id(), *c));
        suppressed(&mut kept, counts, figures, Subject::Count);
        map.insert("kept_back".to_owned(), Value::Object(kept));
    }
    results
}

/// Adds the names of the figures that are kept back.
fn suppressed<T>(
    map: &mut Map<String, Value>,
    names: impl IntoIterator<Item = (&'static str, T)>,
    figures: &Figures,
    subject: impl Fn(T) -> Subject,
) {
    if figures.sent.is_none() {
        return;
    }
    let small = |why| matches!(why, Some(Withheld::Small(_)));
    let kept = names.into_iter().filter(|(name, _)| map.get(*name).is_none_or(Value::is_null));
    let kept: Vec<&str> =
        kept.filter_map(|(name, t)| small(figures.withheld(&subject(t))).then_some(name)).collect();
    if !kept.is_empty() {
        map.insert("suppressed".to_owned(), json!(kept));
    }
}

/// The figures of a grid that a sender may keep back; the load goes by another name.
const GRID: [(&str, GridFigure); 9] = [
    ("visits", GridFigure::Visits),
    ("visited_households", GridFigure::VisitedHouseholds),
    ("minutes", GridFigure::Minutes),
    ("cases", GridFigure::Cases),
    ("closed", GridFigure::Closed),
    ("on_time", GridFigure::OnTime),
    ("open", GridFigure::Open),
    ("overdue", GridFigure::Overdue),
    ("load", GridFigure::Work),
];

/// What bodies and persons did; how matters were answered follows apart.
const DEEDS: [RepFigure; 14] = [
    RepFigure::Visits,
    RepFigure::Receptions,
    RepFigure::VisitsToDeputies,
    RepFigure::GroupActivities,
    RepFigure::Talks,
    RepFigure::Trained,
    RepFigure::Matters,
    RepFigure::Solved,
    RepFigure::Referred,
    RepFigure::Suggestions,
    RepFigure::DisputesSolved,
    RepFigure::Satisfied,
    RepFigure::MostlySatisfied,
    RepFigure::Dissatisfied,
];

fn measure(m: &MeasureValue) -> Value {
    let missing = m.missing.as_ref().map(|list| list.iter().map(|m| m.name.as_str()).collect::<Vec<_>>());
    let mut value = json!({
        "state": m.state.id(),
        "unit": m.measure.definition().unit,
        "numerator": (m.state == State::Value).then_some(m.numerator),
        "denominator": matches!(m.state, State::Value | State::Interval { .. }).then_some(m.denominator),
        "missing": missing,
        "target": m.target.percent,
    });
    if let Some(map) = value.as_object_mut() {
        if let (part, whole) = m.target.part
            && part != whole
        {
            map.insert("target_part".to_owned(), json!([part, whole]));
        }
        match m.state {
            State::Interval { lower, upper } => {
                map.insert("lower".to_owned(), json!(lower));
                map.insert("upper".to_owned(), json!(upper));
            }
            State::Refused(refusal) => {
                map.insert("reason".to_owned(), json!(refusal.to_string()));
            }
            State::Withheld(why) => {
                map.insert("reason".to_owned(), json!(why.to_string()));
            }
            State::Value | State::NoData | State::NoDenominator => {}
        }
    }
    if let (false, Some(map)) = (m.undecided.is_empty(), value.as_object_mut()) {
        let undecided: Map<String, Value> =
            m.undecided.iter().map(|(figure, n)| (figure.id().to_owned(), json!(n))).into_object();
        map.insert("undecided".to_owned(), Value::Object(undecided));
    }
    if m.measure.misses_amounts()
        && let (Some(list), Some(map)) = (&m.missing, value.as_object_mut())
    {
        map.insert("missing_amounts".to_owned(), json!(list.iter().map(|m| m.amount).collect::<Vec<_>>()));
    }
    value
}

fn grid(g: &GridFigures, figures: &Figures) -> Value {
    let [households, heads] = [GridFigure::Households, GridFigure::Heads].map(|figure| g.get(figure));
    let heads = heads.filter(|&n| n > 0);
    // Two decimals: a ratio of counts needs no more, and the integers stand beside it.
    let per_head = households.zip(heads).map(|(h, n)| (h as f64 / n as f64 * 100.0).round() / 100.0);
    let mut value = json!({
        "village": g.village,
        "name": g.name,
        "code": (!g.code.is_empty()).then_some(&g.code),
        "party_groups_independent": g.counts.get(Counter::PartyGroups),
        "party_groups_joint": g.counts.get(Counter::JointPartyGroups),
        "households_per_head": per_head,
        // Officers' time ÷ officers: four decimals are a few minutes of half a year.
        "load": g.load.map(|l| (l.each() * 10_000.0).round() / 10_000.0),
    });
    if let Some(map) = value.as_object_mut() {
        let apart = |figure: &GridFigure| matches!(figure, GridFigure::PartyGroups | GridFigure::Work);
        for figure in GridFigure::ALL.iter().filter(|figure| !apart(figure)) {
            map.insert(figure.id().to_owned(), json!(g.get(*figure)));
        }
        if !g.kind.is_empty() {
            map.insert("kind".to_owned(), json!(g.kind));
        }
        suppressed(map, GRID, figures, |figure| Subject::Grid(g.key(), figure));
    }
    value
}

/// What the loads assume.
fn load_basis(figures: &Figures) -> Option<Value> {
    let basis = figures.load_basis?;
    let settings: Map<String, Value> = Key::all()
        .filter(|key| key.group() == Group::Load)
        .map(|key| (key.id(), key.value(&figures.settings)))
        .collect();
    Some(json!({
        "from": basis.period.from.to_string(),
        "to": basis.period.to.to_string(),
        "days": basis.days,
        "available_hours": (basis.available_hours * 100.0).round() / 100.0,
        "visits": basis.visits,
        "visits_with_minutes": basis.timed,
        "cases": basis.cases,
        "settings": settings,
    }))
}

fn deeds(get: impl Fn(RepFigure) -> Option<i64>) -> Map<String, Value> {
    DEEDS.into_iter().map(|deed| (deed.id().to_owned(), json!(get(deed)))).into_object()
}

/// A share to four decimals: its parts stand beside it.
fn share(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

fn both(interval: Option<Interval>) -> Option<[f64; 2]> {
    interval.map(|i| [share(i.lower), share(i.upper)])
}

/// How matters were answered: in time of those that can be judged, rated, median days to close.
fn answered(get: impl Fn(RepFigure) -> Option<i64>, days: Option<&MatterDays>) -> Map<String, Value> {
    let curve = days.map(survival);
    let solved = get(RepFigure::Solved).zip(get(RepFigure::Matters));
    let fields = [
        ("solved_interval", json!(solved.and_then(|(n, d)| both(interval(n, d))))),
        ("with_deadline", json!(get(RepFigure::WithDeadline))),
        ("on_time", json!(get(RepFigure::OnTime))),
        ("judged", json!(get(RepFigure::Judged))),
        ("rated", json!(get(RepFigure::Rated))),
        ("median_days", json!(curve.as_ref().and_then(|c| c.median()))),
        ("closed_with_days", json!(curve.as_ref().map(|c| c.closed))),
        ("open_with_days", json!(curve.as_ref().map(|c| c.open))),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).into_object()
}

/// What a person's share says beside the body's, and the days in office.
fn of_person(person: &PersonFigures, peers: Option<&Peers<'_>>) -> Map<String, Value> {
    let peers = peers.filter(|p| p.whole.has_matters());
    let shrunken = peers.and_then(|p| p.shrunken(person));
    let funnel = peers.and_then(|p| p.place(person)).map(|place| match place {
        FunnelZone::FarBelow => "below-99.8",
        FunnelZone::Below => "below-95",
        FunnelZone::Within => "within",
        FunnelZone::Above => "above-95",
        FunnelZone::FarAbove => "above-99.8",
    });
    let (month, of) = MONTH;
    let months = person.days_in_office.map(|d| (d as f64 * of as f64 / month as f64 * 100.0).round() / 100.0);
    let fields = [
        ("solved_shrunken", json!(shrunken.map(|s| share(s.rate)))),
        ("solved_shrunken_interval", json!(both(shrunken.map(|s| s.interval)))),
        ("funnel", json!(funnel)),
        ("days_in_office", json!(person.days_in_office)),
        ("months_in_office", json!(months)),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).into_object()
}
