//! Officers beside grids: one each, none, several.

use crate::catalogue::PostFigure;
use crate::figures::{Posts, Subject};
use crate::text::format::grouped;
use crate::text::{say, t};

/// A line of the check of posts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostLine {
    /// What is checked.
    pub title: &'static str,
    /// How many.
    pub number: String,
    /// The names.
    pub names: Vec<String>,
    /// The figure, for its definition and rows.
    pub subject: Subject,
}

pub(super) fn posts(posts: &Posts, village: &str) -> Vec<PostLine> {
    let placed = |list: &Option<Vec<crate::figures::Unlisted>>| {
        let name = |u: &crate::figures::Unlisted| format!("{}（{}）", u.name, u.place);
        list.as_ref().map(|l| l.iter().map(name).collect::<Vec<_>>()).unwrap_or_default()
    };
    let doubled = posts.doubled.iter().map(|d| {
        let names = if d.names.is_empty() { say!("{} 人", d.officers) } else { d.names.join(t("、")) };
        format!("{}（{names}）", d.grid)
    });
    let shared = posts.shared.iter().flatten().map(|s| format!("{}（{}）", s.name, s.grids.join(t("、"))));
    let names = |figure| match figure {
        PostFigure::Matched => Vec::new(),
        PostFigure::Vacant => posts.vacant.clone(),
        PostFigure::Doubled => doubled.clone().collect(),
        PostFigure::Shared => shared.clone().collect(),
        PostFigure::WithoutGrid => placed(&posts.without_grid),
        PostFigure::Unlisted => placed(&posts.unlisted),
    };
    PostFigure::ALL
        .iter()
        .filter_map(|&figure| {
            let number = posts.figure(figure).filter(|n| *n > 0)?;
            Some(PostLine {
                title: figure.title(),
                number: grouped(number),
                names: names(figure),
                subject: Subject::Post(figure).among(village),
            })
        })
        .collect()
}

pub(super) fn posts_summary(posts: &Posts) -> String {
    match posts.matched {
        Some(matched) if matched == posts.grids => say!("{} 个网格都是一格一员", posts.grids),
        Some(matched) => say!("{} 个网格中 {} 个一格一员", posts.grids, matched),
        None => t("快照只带各网格的人数，看不出一人在几个网格").to_owned(),
    }
}
