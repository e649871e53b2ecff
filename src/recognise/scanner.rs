//! The sink between reader and records: finds the tables of a file while its rows go by.

use super::classify::Context;
use super::extract::{Extractor, Place};
use super::header::{Header, Search, looks_like_header};
use super::lexicon::Lexicon;
use super::mapping::{ColumnInfo, Confidence, Corrections, TableInfo};
use super::rows::{Merges, OwnedRow};
use crate::cell::{Cell, Value};
use crate::finding::{Code, Finding, Place as FindingPlace};
use crate::read::{Flow, Note, NoteKind, SheetInfo, Sink, Visibility};
use crate::records::Records;
use crate::value::{heading, township_in, year_in};

/// So many rows are kept to look for a header in them.
const WINDOW: usize = 60;

/// Everything that a file's sheets gave.
#[derive(Debug, Default)]
pub struct Scanned {
    /// Its tables, known or not.
    pub tables: Vec<TableInfo>,
    /// The records, each with the index of its table.
    pub records: Vec<(u32, Records)>,
    /// What was met.
    pub findings: Vec<Finding>,
    /// Names of townships in titles, sheets' and file's names.
    pub townships: Vec<String>,
}

/// Told how many bytes are done; says whether to go on.
pub type Progress<'a> = &'a mut dyn FnMut(u64) -> Flow;

/// Takes a file's rows and finds its tables.
pub struct Scanner<'a> {
    file: String,
    lexicon: &'a Lexicon,
    corrections: &'a Corrections,
    progress: Progress<'a>,
    sheet: Option<Sheet>,
    out: Scanned,
}

struct Sheet {
    info: SheetInfo,
    merges: Merges,
    state: State,
    /// Rows above the first table of the sheet speak for all of them: the year, the body.
    heading: String,
}

enum State {
    Seeking(Vec<OwnedRow>),
    Reading(Box<Open>),
}

/// A table that is being read.
struct Open {
    header: Header,
    extractor: Option<Extractor>,
    columns: Vec<ColumnInfo>,
    record_rows: Option<(u32, u32)>,
    rows: u32,
    /// Rows of a single text since the last record: the title of a next table, if one follows.
    pending: Vec<OwnedRow>,
}

impl<'a> Scanner<'a> {
    /// A scanner for one file.
    pub fn new(
        file: &str,
        lexicon: &'a Lexicon,
        corrections: &'a Corrections,
        progress: Progress<'a>,
    ) -> Self {
        let mut out = Scanned::default();
        out.townships.extend(township_in(file).map(str::to_owned));
        Self { file: file.to_owned(), lexicon, corrections, progress, sheet: None, out }
    }

    /// The last sheet ends; everything that was found.
    #[must_use]
    pub fn finish(mut self) -> Scanned {
        self.end_sheet();
        self.out
    }

    fn end_sheet(&mut self) {
        let Some(mut sheet) = self.sheet.take() else { return };
        loop {
            match std::mem::replace(&mut sheet.state, State::Seeking(Vec::new())) {
                State::Seeking(window) if window.is_empty() => return,
                State::Seeking(window) => {
                    if !self.open(&mut sheet, window) {
                        return;
                    }
                }
                State::Reading(open) => {
                    self.close(&sheet, *open);
                    return;
                }
            }
        }
    }

    /// Looks for a header in the window and reads what follows it. Whether a table was found.
    fn open(&mut self, sheet: &mut Sheet, window: Vec<OwnedRow>) -> bool {
        let file = if sheet.info.inner_file.is_empty() { &self.file } else { &sheet.info.inner_file };
        let context = Context {
            sheet: sheet.info.name.clone(),
            title: String::new(),
            file: file.rsplit(['/', '\\']).next().unwrap_or(file).to_owned(),
        };
        let search = Search {
            lexicon: self.lexicon,
            corrections: self.corrections,
            context: &context,
            merges: &sheet.merges,
        };
        let Some((header, used)) = search.find(&window) else {
            self.no_table(sheet, &window);
            return false;
        };
        let title = header.title.clone().unwrap_or_default();
        if sheet.heading.is_empty() {
            sheet.heading = format!("{title} {} {}", context.sheet, context.file);
        }
        self.out
            .townships
            .extend([&title, &context.sheet].into_iter().filter_map(|t| township_in(t)).map(str::to_owned));
        let place = Place {
            file: self.shown_file(&sheet.info),
            sheet: sheet.info.name.clone(),
            words: [context.sheet, title, context.file],
            year: year_in(&sheet.heading),
        };
        let extractor = header
            .classified
            .as_ref()
            .and_then(|c| Some(Extractor::new(c.kind?, &header.columns, &c.fields, place)));
        let columns = header
            .columns
            .iter()
            .enumerate()
            .map(|(i, c)| ColumnInfo {
                column: c.column,
                headings: c.path.clone(),
                field: header.classified.as_ref().and_then(|k| k.fields.get(i).copied().flatten()),
                examples: Vec::new(),
            })
            .collect();
        let open = Open { header, extractor, columns, record_rows: None, rows: 0, pending: Vec::new() };
        sheet.state = State::Reading(Box::new(open));
        for row in window.into_iter().skip(used) {
            self.feed(sheet, row.row, &row.cells);
        }
        true
    }

    /// A row after the header: a record, or something that is none, or another header.
    fn feed(&mut self, sheet: &mut Sheet, row: u32, cells: &[Cell<'_>]) {
        match &mut sheet.state {
            State::Seeking(window) => {
                window.push(OwnedRow::new(row, cells));
                if window.len() >= WINDOW {
                    let window = std::mem::take(window);
                    self.open(sheet, window);
                }
            }
            State::Reading(open) => {
                if open.may_be_header(self.lexicon, cells) {
                    let owned = OwnedRow::new(row, cells);
                    if looks_like_header(self.lexicon, &owned) {
                        if open.repeats_header(&owned) {
                            open.skip(row, "重复的表头");
                            return;
                        }
                        let mut window = std::mem::take(&mut open.pending);
                        window.push(owned);
                        if let State::Reading(open) =
                            std::mem::replace(&mut sheet.state, State::Seeking(window))
                        {
                            self.close(sheet, *open);
                        }
                        return;
                    }
                }
                open.take(row, cells, &sheet.merges);
            }
        }
    }

    fn close(&mut self, sheet: &Sheet, open: Open) {
        let index = u32::try_from(self.out.tables.len()).unwrap_or(u32::MAX);
        let at = FindingPlace {
            file: self.shown_file(&sheet.info),
            sheet: sheet.info.name.clone(),
            row: Some(open.header.rows.0),
            column: None,
        };
        let headings = open.columns.iter().map(ColumnInfo::heading).collect::<Vec<_>>().join("、");
        let classified = open.header.classified.as_ref();
        let confidence = classified.map_or(Confidence::Unknown, |c| c.confidence);
        let kind = classified.and_then(|c| c.kind);
        let mut findings = Vec::new();
        match (confidence, kind) {
            (Confidence::Unknown, _) => findings.push(Finding::new(Code::TableUnknown, at, headings, "")),
            (Confidence::Likely, Some(kind)) => {
                let detail = format!("按“{}”读取，表头只有部分相符", kind.title());
                findings.push(Finding::new(Code::TableLikely, at, headings, &detail));
            }
            _ => {}
        }
        let mut skipped = Vec::new();
        let mut count = open.rows;
        if let Some(extractor) = open.extractor {
            let extracted = extractor.finish();
            findings.extend(extracted.findings);
            skipped = extracted.skipped;
            count = u32::try_from(extracted.records.len()).unwrap_or(u32::MAX);
            self.out.records.push((index, extracted.records));
        }
        self.out.findings.append(&mut findings);
        self.out.tables.push(TableInfo {
            inner_file: sheet.info.inner_file.clone(),
            sheet: sheet.info.name.clone(),
            hidden: sheet.info.visibility != Visibility::Visible,
            title: open.header.title,
            kind,
            confidence,
            header_rows: open.header.rows,
            record_rows: open.record_rows,
            records: count,
            columns: open.columns,
            skipped,
            signature: open.header.signature,
        });
    }

    /// A sheet with text but nothing like a header.
    fn no_table(&mut self, sheet: &Sheet, window: &[OwnedRow]) {
        let Some(first) = window.first() else { return };
        let place = FindingPlace {
            file: self.shown_file(&sheet.info),
            sheet: sheet.info.name.clone(),
            row: Some(first.row),
            column: None,
        };
        let value = first.cells.first().map(|c| c.value.text().chars().take(40).collect::<String>());
        self.out.findings.push(Finding::new(
            Code::TableUnknown,
            place,
            value.unwrap_or_default(),
            "没有找到表头",
        ));
    }

    fn shown_file(&self, info: &SheetInfo) -> String {
        if info.inner_file.is_empty() {
            self.file.clone()
        } else {
            format!("{}/{}", self.file, info.inner_file)
        }
    }
}

impl Open {
    /// A quick look that spares most rows the full one.
    fn may_be_header(&self, lexicon: &Lexicon, cells: &[Cell<'_>]) -> bool {
        let mut texts = cells.iter().map(|c| &c.value);
        let short = |v: Option<&Value<'_>>| {
            matches!(v, Some(Value::Text(t)) if t.len() <= 60
                && lexicon.knows(&heading(t)))
        };
        short(texts.next()) && matches!(texts.next(), Some(Value::Text(_)))
    }

    fn repeats_header(&self, row: &OwnedRow) -> bool {
        row.cells.iter().all(|c| {
            let text = c.value.text();
            self.header
                .columns
                .iter()
                .any(|h| h.column == c.column && h.path.iter().any(|p| *p == text.trim()))
        })
    }

    fn skip(&mut self, row: u32, why: &str) {
        if let Some(extractor) = &mut self.extractor {
            extractor.skip(row, why);
        }
    }

    fn take(&mut self, row: u32, cells: &[Cell<'_>], merges: &Merges) {
        let record = match &mut self.extractor {
            Some(extractor) => extractor.take(row, cells, merges),
            None => true,
        };
        if !record {
            if let [cell] = cells
                && matches!(cell.value, Value::Text(_))
                && self.pending.len() < 5
            {
                self.pending.push(OwnedRow::new(row, cells));
            }
            return;
        }
        self.rows = self.rows.saturating_add(1);
        self.pending.clear();
        self.record_rows = Some((self.record_rows.map_or(row, |(first, _)| first), row));
        for info in self.columns.iter_mut().filter(|c| c.examples.len() < 5) {
            if let Some(cell) = cells.iter().find(|c| c.column == info.column) {
                info.examples.push(cell.value.text().chars().take(40).collect());
            }
        }
    }
}

impl Sink for Scanner<'_> {
    fn sheet(&mut self, info: SheetInfo) -> Flow {
        self.end_sheet();
        let place = |file| FindingPlace { file, sheet: info.name.clone(), row: None, column: None };
        match info.visibility {
            Visibility::VeryHidden => {
                let at = place(self.shown_file(&info));
                self.out.findings.push(Finding::new(Code::SheetSkipped, at, "", ""));
                return Flow::Continue;
            }
            Visibility::Hidden => {
                let at = place(self.shown_file(&info));
                self.out.findings.push(Finding::new(Code::SheetHidden, at, "", ""));
            }
            Visibility::Visible => {}
        }
        let merges = Merges::new(info.merges.clone());
        self.sheet = Some(Sheet { info, merges, state: State::Seeking(Vec::new()), heading: String::new() });
        Flow::Continue
    }

    fn row(&mut self, row: u32, _hidden: bool, cells: &[Cell<'_>]) -> Flow {
        if let Some(mut sheet) = self.sheet.take() {
            self.feed(&mut sheet, row, cells);
            self.sheet = Some(sheet);
        }
        Flow::Continue
    }

    fn progress(&mut self, done: u64) -> Flow {
        (self.progress)(done)
    }

    fn note(&mut self, note: Note) {
        let code = match note.kind {
            NoteKind::FileUnreadable => Code::FileUnreadable,
            NoteKind::SheetUnreadable => Code::SheetUnreadable,
            NoteKind::Limit => Code::LimitReached,
            NoteKind::Encoding => Code::EncodingDamaged,
        };
        let file = if note.inner_file.is_empty() {
            self.file.clone()
        } else {
            format!("{}/{}", self.file, note.inner_file)
        };
        let place = FindingPlace { file, sheet: note.sheet, row: note.row, column: None };
        self.out.findings.push(Finding { code, place, value: String::new(), message: note.message });
    }
}
