//! 核稿: a draft with the verdict on each of its figures.

use crate::draft::{Checked, Draft, Verdict, check, own_period};
use crate::figures::{Figures, Subject};
use crate::model::period::PeriodChoice;
use crate::text::{say, t};

/// A piece of a draft's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftPiece {
    /// Words.
    Words(String),
    /// A figure: its place in [`DraftView::figures`], and its text.
    Figure(usize, String),
}

/// A figure of a draft.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftFigure {
    /// The figure with the words around it.
    pub text: String,
    /// The verdict's stable name.
    pub verdict: &'static str,
    /// The verdict in words.
    pub title: &'static str,
    /// A sign for the verdict that needs no colour.
    pub sign: &'static str,
    /// `算出 916`; empty if nothing was computed.
    pub computed: String,
    /// The name of the figure that it states; empty if it states none.
    pub what: String,
    /// The reason, or what else to know.
    pub reason: String,
    /// The figure whose rows can be shown.
    pub subject: Option<Subject>,
}

/// A checked draft.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftView {
    /// The text in pieces, a list for each paragraph.
    pub paragraphs: Vec<Vec<DraftPiece>>,
    /// The figures in the order of the text.
    pub figures: Vec<DraftFigure>,
    /// 33 个数，3 个不符，2 个不低于，28 个相符.
    pub summary: String,
    /// The figures that differ, by their place in `figures`.
    pub wrong: Vec<usize>,
    /// The draft's own period with a sentence, if another one is chosen.
    pub other_period: Option<(PeriodChoice, String)>,
    /// The checked figures, for the copies.
    pub checked: Vec<Checked>,
}

/// Returns the verdict in words.
pub fn verdict_title(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Agrees => t("相符"),
        Verdict::Differs => t("不符"),
        Verdict::AtLeast => t("不低于"),
        Verdict::CannotCheck => t("不能核"),
    }
}

fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Agrees => "✓",
        Verdict::Differs => "✗",
        Verdict::AtLeast => "≥",
        Verdict::CannotCheck => "?",
    }
}

/// Checks a draft against the figures; `chosen` is their period.
pub fn draft_view(draft: &Draft, figures: &Figures, chosen: PeriodChoice) -> DraftView {
    let checked = check(&draft.text, figures, &[]);
    let shown: Vec<DraftFigure> = checked.iter().map(figure).collect();
    let wrong = (0..checked.len()).filter(|i| checked[*i].verdict == Verdict::Differs).collect();
    let other_period = own_period(&draft.text)
        .filter(|own| own.days(figures.settings.month_end) != figures.period)
        .map(|own| {
            let (own_title, now) = (own.title(), chosen.title());
            (own, say!("稿中写的是{own}，现在按{now}核", own = own_title, now))
        });
    DraftView {
        paragraphs: paragraphs(&draft.text, &checked),
        figures: shown,
        summary: summary(&checked),
        wrong,
        other_period,
        checked,
    }
}

fn figure(f: &Checked) -> DraftFigure {
    let subject = f.subject.clone().map(|subject| match f.period {
        Some(other) => subject.within(other),
        None => subject,
    });
    DraftFigure {
        text: f.text.split_whitespace().collect::<Vec<_>>().join(" "),
        verdict: f.verdict.id(),
        title: verdict_title(f.verdict),
        sign: sign(f.verdict),
        computed: f.computed_text().unwrap_or_default(),
        what: subject.as_ref().map(whole_name).unwrap_or_default(),
        reason: f.reason.clone(),
        subject,
    }
}

fn whole_name(subject: &Subject) -> String {
    let whose = subject.whose();
    if whose.is_empty() { subject.name() } else { format!("{whose} {}", subject.name()) }
}

fn summary(checked: &[Checked]) -> String {
    let mut parts = vec![say!("{n} 个数", n = checked.len())];
    for verdict in Verdict::ALL {
        let n = checked.iter().filter(|f| f.verdict == verdict).count();
        if n > 0 || verdict == Verdict::Differs {
            parts.push(say!("{n} 个{verdict}", n, verdict = verdict_title(verdict)));
        }
    }
    parts.join("　")
}

fn paragraphs(text: &str, checked: &[Checked]) -> Vec<Vec<DraftPiece>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    for (index, figure) in checked.iter().enumerate() {
        let range = figure.figure.clone();
        if range.start < at {
            continue;
        }
        if let Some(words) = text.get(at..range.start) {
            pieces.push(DraftPiece::Words(words.to_owned()));
        }
        pieces.push(DraftPiece::Figure(index, text.get(range.clone()).unwrap_or_default().to_owned()));
        at = range.end;
    }
    pieces.push(DraftPiece::Words(text.get(at..).unwrap_or_default().to_owned()));
    let mut out = vec![Vec::new()];
    for piece in pieces {
        match piece {
            DraftPiece::Words(words) => {
                for (i, line) in words.split('\n').enumerate() {
                    if i > 0 {
                        out.push(Vec::new());
                    }
                    if let Some(last) = out.last_mut().filter(|_| !line.trim().is_empty()) {
                        last.push(DraftPiece::Words(line.to_owned()));
                    }
                }
            }
            figure @ DraftPiece::Figure(..) => {
                if let Some(last) = out.last_mut() {
                    last.push(figure);
                }
            }
        }
    }
    out.retain(|p| !p.is_empty());
    out
}
