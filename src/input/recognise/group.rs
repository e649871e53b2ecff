//! Rows of a single text across a table. They name the group that the rows below belong to: often a village, and often
//! with the number of rows or their sum in brackets (北京市（92所）).

use super::typed::TypedBuilder;
use crate::catalogue::kinds::FieldType;
use crate::input::records::RecordColumn;
use crate::input::value::{DateContext, Quantity, half_width, heading, quantity, village_key};
use crate::model::cell::Value;
use crate::model::kind::Field;
use std::borrow::Cow;

/// The groups of a table, and the village of each record by its group.
pub struct RowGroups {
    open: Option<OpenGroup>,
    villages: TypedBuilder,
    any: bool,
    /// Records before the first group.
    before: usize,
}

/// A group whose rows are being read.
#[derive(Clone, Debug)]
struct OpenGroup {
    row: u32,
    label: String,
    village: Option<String>,
    stated: Option<Quantity>,
    rows: i64,
}

/// A group that states another number than its rows give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupDiffers {
    /// The row of the group.
    pub row: u32,
    /// The text of the group.
    pub label: String,
    /// What it states.
    pub stated: i64,
    /// The number of its rows.
    pub rows: i64,
}

impl Default for RowGroups {
    fn default() -> Self {
        Self {
            open: None,
            villages: TypedBuilder::new(
                Field::Village,
                FieldType::Village,
                &heading(""),
                DateContext::default(),
                true,
            ),
            any: false,
            before: 0,
        }
    }
}

impl RowGroups {
    /// Begins a group with the text `label` in `row`. `sums` are the sums of the rows of the group before, any of which
    /// it may state. Returns how that one differs from its rows, if it does.
    pub fn begin(&mut self, row: u32, label: &str, sums: &[i64]) -> Option<GroupDiffers> {
        let before = self.end(sums);
        let plain = half_width(label.trim()).into_owned();
        let (name, inside) = plain.split_once('(').unwrap_or((&plain, ""));
        let stated = quantity(inside.trim_end_matches(')')).ok().flatten();
        let village = village_key(name);
        let is_village = village.ends_with('村') || village.ends_with("社区");
        self.any |= is_village;
        self.open = Some(OpenGroup {
            row,
            label: label.trim().to_owned(),
            village: is_village.then_some(village),
            stated,
            rows: 0,
        });
        before
    }

    /// The text of the open group, empty if there is none. Equal rows of two groups are not the same row.
    pub fn label(&self) -> &str {
        self.open.as_ref().map_or("", |g| g.label.as_str())
    }

    /// Adds a record to the open group.
    pub fn add_record(&mut self) {
        if !self.any {
            self.before += 1;
        } else {
            self.add_village();
        }
        if let Some(group) = &mut self.open {
            group.rows += 1;
        }
    }

    fn add_village(&mut self) {
        for _ in 0..std::mem::take(&mut self.before) {
            self.villages.push(None);
        }
        let village = self.open.as_ref().and_then(|g| g.village.as_deref());
        let value = village.map(|v| Value::Text(Cow::Borrowed(v)));
        self.villages.push(value.as_ref());
    }

    /// Ends the open group, at another or at the table's end; `sums` as for [`RowGroups::begin`].
    pub fn end(&mut self, sums: &[i64]) -> Option<GroupDiffers> {
        let group = self.open.take()?;
        let stated = group.stated?.value;
        let fits = stated == group.rows || sums.contains(&stated);
        (!fits && group.rows > 0).then_some(GroupDiffers {
            row: group.row,
            label: group.label,
            stated,
            rows: group.rows,
        })
    }

    /// Returns the village of each record; `None` if no group names a village.
    pub fn finish(mut self) -> Option<RecordColumn> {
        if !self.any {
            return None;
        }
        for _ in 0..std::mem::take(&mut self.before) {
            self.villages.push(None);
        }
        Some(self.villages.finish())
    }
}
