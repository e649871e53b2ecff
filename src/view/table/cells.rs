//! A table's row as HTML.

use crate::text::markup::push_escaped;
use crate::text::t;
use crate::view::route::place_hash;
use crate::view::table::{About, Column, Table, Value};
use std::fmt::Write;

impl Table {
    /// The cells of a row; empty where there is no such row. Words are escaped. The name of a village or grid leads
    /// to its page, of the snapshot where one is open.
    #[must_use]
    pub fn row_html(&self, index: usize, snapshot: Option<&str>) -> String {
        let mut html = String::new();
        let Some(row) = self.rows.get(index) else {
            return html;
        };
        for (i, (column, value)) in self.columns.iter().zip(&row.cells).enumerate() {
            if i > 0 {
                cell(&mut html, column, value, self.subject(index, i).is_some());
                continue;
            }
            html.push_str("<th scope=\"row\">");
            let place = row.about.place();
            if let Some(place) = &place {
                _ = write!(html, "<a href=\"{}\">", place_hash(place, snapshot));
            }
            let snapshot = match row.about {
                About::Snapshot(id) => Some(id),
                _ => None,
            };
            if let Some(id) = snapshot {
                _ = write!(html, "<button class=\"open\" data-open=\"{id}\">");
            }
            push_escaped(&mut html, &value.text());
            if snapshot.is_some() {
                html.push_str("</button>");
            }
            if place.is_some() {
                html.push_str("</a>");
            }
            if !row.note.is_empty() {
                html.push_str("<small>");
                push_escaped(&mut html, t(row.note));
                html.push_str("</small>");
            }
            html.push_str("</th>");
        }
        html
    }
}

fn cell(html: &mut String, column: &Column, value: &Value, figure: bool) {
    html.push_str("<td");
    match (value, value.heat().filter(|_| column.heat)) {
        (Value::Absent, _) => html.push_str(" class=\"none\""),
        (Value::Between(..), _) => html.push_str(" class=\"n between\""),
        (Value::Refused, _) => html.push_str(" class=\"n refused\""),
        (Value::Withheld(_), _) => html.push_str(" class=\"n kept\""),
        (Value::Text(_), _) => {}
        (Value::Beyond(_), _) => html.push_str(" class=\"n beyond\""),
        (Value::Flag(_), Some(heat)) => _ = write!(html, " class=\"yes h h{heat}\""),
        (_, Some(heat)) => _ = write!(html, " class=\"n h h{heat}\""),
        (_, None) => html.push_str(" class=\"n\""),
    }
    if let Some(detail) = value.detail() {
        _ = write!(html, " title=\"{detail}\"");
    }
    if figure {
        // The keyboard walks over them; a stop for each would be too many.
        _ = write!(html, " data-subject=\"{}\" tabindex=\"-1\"", column.id);
    }
    html.push('>');
    if matches!(value, Value::Absent) {
        html.push_str(&format!("<span class=\"hidden\">{}</span>", t("无数据")));
    }
    push_escaped(html, &value.text());
    html.push_str("</td>");
}

#[cfg(test)]
mod tests {
    use crate::catalogue::GridFigure;
    use crate::model::place::GridKey;
    use crate::view::table::{About, Column, Figure, Manner, Row, Table, Value};

    #[test]
    fn words_of_a_file_stay_words() {
        let table = Table {
            columns: vec![
                Column::new("name", "姓名", "", Manner::Words),
                Column { heat: true, ..Column::new("share", "比例", "%", Manner::Sum) },
                Column::new("visits", "走访", "", Manner::Sum).of(Figure::Grid(GridFigure::Visits)),
            ],
            rows: vec![Row {
                village: String::new(),
                cells: vec![
                    Value::Text("<img src=x onerror=\"1\">&".into()),
                    Value::Percent(1, 2),
                    Value::Absent,
                ],
                note: "",
                about: About::Grid(GridKey { village: "三都村".into(), grid: "第1网格".into() }),
            }],
        };
        assert_eq!(
            table.row_html(0, None),
            "<th scope=\"row\"><a href=\"#/place/三都村/第1网格\">&lt;img src=x onerror=&quot;1&quot;&gt;&amp;</a></th>\
             <td class=\"n h h5\" title=\"1 / 2\">50.0</td>\
             <td class=\"none\" title=\"无数据\" data-subject=\"visits\" tabindex=\"-1\"><span class=\"hidden\">无数据</span></td>"
        );
        assert_eq!(table.row_html(1, None), "");
    }
}
