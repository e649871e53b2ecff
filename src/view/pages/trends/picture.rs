//! A figure of 趋势, drawn large with the year before beside it.

use super::{TrendCell, TrendRow, trend_row};
use crate::figures::trends::{Bucket, BucketFigure};
use crate::figures::{Figures, State, Subject};
use crate::text::t;
use crate::view::picture::{
    Axis, Chart, ChartPoint, Dash, Drawing, Layer, Lead, Picture, PictureTable, Tone,
};

/// Returns the value that is drawn: a share, or an amount.
fn value(figure: &BucketFigure) -> Option<f64> {
    match (figure.reading.state, figure.reading.denominator) {
        (State::Value, None) => Some(figure.reading.numerator as f64),
        (State::Value, Some(d)) if d > 0 => Some(figure.reading.numerator as f64 / d as f64),
        _ => None,
    }
}

/// Puts lines through the values that follow each other.
fn lines(values: &[Option<f64>], tone: Tone, dash: Dash, label: &str) -> Vec<Layer> {
    let runs = values.iter().enumerate().collect::<Vec<_>>();
    let runs = runs.split(|(_, value)| value.is_none()).filter(|run| !run.is_empty()).enumerate();
    let line = |(i, run): (usize, &[(usize, &Option<f64>)])| Layer::Line {
        points: run.iter().filter_map(|(x, value)| Some([*x as f64, (**value)?])).collect(),
        tone,
        dash,
        label: if i == 0 { label.to_owned() } else { String::new() },
    };
    runs.map(line).collect()
}

/// Draws a figure over the last year, or two years of quarters; `None` where it has no two values, as what is no figure
/// of the township.
pub fn trend_picture(figures: &Figures, subject: &Subject, by_quarter: bool) -> Option<Picture> {
    let (buckets, most, year) =
        if by_quarter { (&figures.trends.quarters, 8, 4) } else { (&figures.trends.months, 12, 12) };
    let from = buckets.len().saturating_sub(most);
    let shown = buckets.get(from..)?;
    let read = |bucket: &Bucket| bucket.read(subject).and_then(value);
    let now: Vec<Option<f64>> = shown.iter().map(read).collect();
    let before: Vec<Option<f64>> =
        (from..buckets.len()).map(|at| read(buckets.get(at.checked_sub(year)?)?)).collect();
    let known = |values: &[Option<f64>]| values.iter().flatten().count();
    if known(&now) < 2 {
        return None;
    }
    let row: TrendRow = trend_row(subject, shown, figures.trends.until);
    let largest = now.iter().chain(&before).flatten().copied().fold(0.0, f64::max);
    let last = now.iter().rposition(Option::is_some);
    let points =
        now.iter().zip(&row.cells).zip(shown).enumerate().filter_map(|(x, ((value, cell), bucket))| {
            let (y, cell) = ((*value)?, cell.as_ref()?);
            let mark = if cell.partial { "*" } else { "" };
            Some(ChartPoint {
                x: x as f64,
                y,
                label: format!("{} {}{mark} {}", bucket.choice.title(), cell.text, row.unit),
                text: if Some(x) == last || y == largest { cell.text.clone() + mark } else { String::new() },
                tone: Tone::Slate,
                lead: Some(Lead::Figure(cell.subject.clone())),
            })
        });
    let mut layers = lines(&before, Tone::Soft, Dash::Dashed, t("上一年同期"));
    if !layers.is_empty() {
        layers.extend(lines(&now, Tone::Slate, Dash::Solid, t("本期间")));
    } else {
        layers = lines(&now, Tone::Slate, Dash::Solid, "");
    }
    layers.push(Layer::Points { points: points.collect(), label: String::new() });
    let cells = |(bucket, cell): (&Bucket, &Option<TrendCell>)| {
        let cell = cell.as_ref()?;
        let text = format!("{}{}", cell.text, if cell.partial { "*" } else { "" });
        Some((vec![bucket.choice.title(), text], Some(Lead::Figure(cell.subject.clone()))))
    };
    Some(Picture {
        id: "trend",
        title: [subject.whose(), row.title.clone()].join(" ").trim_start().to_owned(),
        note: if row.cells.iter().flatten().any(|cell| cell.partial) {
            format!("{}　{}", row.unit, t("* 还没有完，或还不能全部判定"))
        } else {
            row.unit.to_owned()
        },
        description: row.title.clone(),
        drawing: Drawing::Chart(Chart {
            x: Axis::named("", shown.iter().map(|b| b.choice.title())),
            y: if subject.is_ratio() { Axis::share("") } else { Axis::from_zero("", largest) },
            height: 220.0,
            square: false,
            layers,
        }),
        table: PictureTable {
            head: vec![t("期间").to_owned(), row.unit.to_owned()],
            rows: shown.iter().zip(&row.cells).filter_map(cells).collect(),
        },
    })
}
