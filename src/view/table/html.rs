//! A table's row as HTML.

use crate::figures::CaseStanding;
use crate::text::markup::push_escaped;
use crate::text::{say, t};
use crate::view::place_ref::place_hash;
use crate::view::table::FEW;
use crate::view::table::{CellValue, PageTable, RowSubject, TableColumn};
use std::fmt::Write;

impl PageTable {
    /// Returns the cells of the row `index`; empty if there is no such row. The name of a village or grid leads to its page,
    /// in the open `snapshot` if there is one.
    pub fn row_html(&self, index: usize, snapshot: Option<&str>) -> String {
        let mut html = String::new();
        let Some(row) = self.rows.get(index) else {
            return html;
        };
        for (i, (column, value)) in self.columns.iter().zip(&row.cells).enumerate() {
            if i > 0 {
                let ground = self.ground(index, i).class();
                let own = self.own.get(&(index, i)).map(|own| say!("目标 {target}%", target = own));
                cell(&mut html, column, value, (ground, own), self.subject(index, i).is_some());
                continue;
            }
            html.push_str("<th scope=\"row\">");
            let place = row.about.place();
            if let Some(place) = &place {
                _ = write!(html, "<a href=\"{}\">", place_hash(place, snapshot));
            }
            let opens = match &row.about {
                RowSubject::Snapshot(id) => Some(("open", id.to_string())),
                RowSubject::Region(names) => Some(("within", names.join(" "))),
                _ => None,
            };
            if let Some((what, of)) = &opens {
                _ = write!(html, "<button class=\"open\" data-{what}=\"");
                push_escaped(&mut html, of);
                html.push_str("\">");
            }
            push_escaped(&mut html, &value.text());
            if opens.is_some() {
                html.push_str("</button>");
            }
            if place.is_some() {
                html.push_str("</a>");
            }
            if !row.note.is_empty() {
                html.push_str("<small>");
                push_escaped(&mut html, row.note);
                html.push_str("</small>");
            }
            html.push_str("</th>");
        }
        html
    }
}

fn cell(
    html: &mut String,
    column: &TableColumn,
    value: &CellValue,
    (ground, own): (&str, Option<String>),
    figure: bool,
) {
    html.push_str("<td");
    let class = match value {
        CellValue::Text(_) => "",
        CellValue::Absent => "none",
        CellValue::Bounds(..) => "n between",
        CellValue::Refused => "n refused",
        CellValue::Withheld(_) => "n kept",
        CellValue::OverLimit(_) => "n beyond",
        CellValue::Count(1..) if column.asks => "n beyond",
        CellValue::Flag(_) => "yes",
        CellValue::Standing(CaseStanding::Overdue(_)) => "beyond",
        CellValue::Standing(_) | CellValue::Series(..) => "",
        _ => "n",
    };
    if !class.is_empty() {
        _ = write!(html, " class=\"{class}{ground}\"");
    }
    let title: Vec<String> = value.detail().into_iter().chain(own).collect();
    if !title.is_empty() {
        _ = write!(html, " title=\"{}\"", title.join(t("；")));
    }
    if figure {
        // The keyboard walks over them; a stop for each would be too many.
        _ = write!(html, " data-subject=\"{}\" tabindex=\"-1\"", column.id);
    }
    html.push('>');
    if matches!(value, CellValue::Absent) {
        html.push_str(&format!("<span class=\"hidden\">{}</span>", t("无数据")));
    }
    // The mark shows in grey print too.
    if column.is_low(value) {
        html.push_str("▼ ");
    }
    match value {
        CellValue::Series(counts, most) => series(html, counts, *most),
        value => push_escaped(html, &value.text()),
    }
    if let CellValue::Interval(from, to, n, d @ 1..) = value.plain() {
        let own = n * 1000 / d;
        let [from, to, own] =
            [*from, to - from, own].map(|tenths| format!("{}.{}%", tenths / 10, tenths % 10));
        let few = if *d < FEW { " class=\"few\"" } else { "" };
        let whole = column
            .township
            .map_or_else(String::new, |all| format!("<u style=\"left:{}.{}%\"></u>", all / 10, all % 10));
        _ = write!(
            html,
            "<span class=\"scale\" aria-hidden=\"true\">{whole}<i style=\"left:{from};width:{to}\"></i><b{few} style=\"left:{own}\"></b></span>"
        );
    }
    html.push_str("</td>");
}

/// Draws counts as columns, 16 pixels high at the most.
fn series(html: &mut String, counts: &[i64], most: i64) {
    _ = write!(
        html,
        "<svg class=\"series\" width=\"{}\" height=\"16\" aria-hidden=\"true\">",
        counts.len() * 12
    );
    for (i, count) in counts.iter().enumerate() {
        let high = if most > 0 { (count * 16 + most - 1) / most } else { 0 };
        _ = write!(html, "<rect x=\"{}\" y=\"{}\" width=\"10\" height=\"{high}\"/>", i * 12, 16 - high);
    }
    html.push_str("</svg><span class=\"hidden\">");
    html.push_str(&counts.iter().map(i64::to_string).collect::<Vec<_>>().join(" "));
    html.push_str("</span>");
}
