//! The sink between reader and records: finds the tables of a file while its rows go by.

mod next;
mod part;

pub use part::{PartReader, Paused};

use super::cells::ColumnLook;
use super::classify::{Classified, Surroundings, companions, corrected};
use super::extract::{SendAhead, TablePlace};
use super::header::{Header, HeaderWatch, Search, is_form, looks_like_header};
use super::judge::TableView;
use super::lexicon::Lexicon;
use super::listed::ListedNames;
use super::mapping::{Confidence, Corrections, TableInfo};
use super::months::classify_months;
use super::own_words::OwnWords;
use super::rows::{Merges, OwnedRow};
use super::table_reader::TableReader;
use crate::input::read::{Flow, Note, NoteKind, SheetInfo, Sink, Visibility};
use crate::input::records::{Records, RowBlock};
use crate::input::value::{township_in, year_in};
use crate::model::cell::Cell;
use crate::model::finding::{Code, Finding, FindingPlace};
use crate::model::finding_list::FindingList;
use crate::text::t;

/// What the names of sheets without a table end with.
const NOTES: [&str; 5] = ["说明", "须知", "目录", "封面", "要求"];

/// The number of rows that are kept to look for a header in them.
const WINDOW: usize = 60;

/// Everything that a file's sheets gave.
#[derive(Debug, Default)]
pub struct Scanned {
    /// Its tables, known or not.
    pub tables: Vec<TableInfo>,
    /// The records, each with the index of its table.
    pub records: Vec<(u32, Records)>,
    /// What was noticed.
    pub findings: FindingList,
    /// Names of townships in titles, sheets' and file's names.
    pub townships: Vec<String>,
}

/// Takes the numbers of bytes and rows that are done, and says whether to go on.
pub type ReadProgress<'a> = &'a mut dyn FnMut(u64, u64) -> Flow;

/// What hears of a file's rows while they are read.
pub struct Watch<'a> {
    /// The progress.
    pub progress: ReadProgress<'a>,
    /// Where rows go ahead of the others; without, all are kept until the end.
    pub ahead: Option<&'a mut dyn FnMut(RowBlock)>,
}

impl Watch<'_> {
    /// The same for a while.
    pub fn within(&mut self) -> Watch<'_> {
        let ahead = self.ahead.as_mut().map(|ahead| &mut **ahead as &mut dyn FnMut(RowBlock));
        Watch { progress: &mut *self.progress, ahead }
    }
}

/// Takes a file's rows and finds its tables.
pub struct Scanner<'a> {
    file: String,
    lexicon: &'a Lexicon,
    corrections: &'a Corrections,
    own: OwnWords,
    keeps_all: bool,
    names: &'a ListedNames,
    progress: ReadProgress<'a>,
    ahead: Option<SendAhead<'a>>,
    rows: u64,
    watch: HeaderWatch,
    sheet: Option<Box<Sheet>>,
    out: Scanned,
}

struct Sheet {
    info: SheetInfo,
    merges: Merges,
    state: State,
    /// The words above the first table of the sheet. They hold for all of its tables: the year, the body.
    heading: String,
    /// The last row that was seen.
    last_row: u32,
    /// Whether the finding that there is no table was added; once is enough.
    has_no_table: bool,
}

enum State {
    Seeking(Vec<OwnedRow>),
    /// The tables that are being read: several if they are side by side.
    Reading(Vec<TableReader>),
}

impl<'a> Scanner<'a> {
    /// A scanner for the file called `file`. `corrections` are what a person has corrected before, `names` those of the
    /// lists that are loaded; `keeps_all` says that texts are wanted that nothing counts by.
    pub fn new(
        file: &str,
        lexicon: &'a Lexicon,
        corrections: &'a Corrections,
        names: &'a ListedNames,
        keeps_all: bool,
        Watch { progress, ahead }: Watch<'a>,
    ) -> Self {
        let ahead = ahead.map(SendAhead::new);
        let mut out = Scanned::default();
        out.townships.extend(township_in(file).map(str::to_owned));
        let (file, own) = (file.to_owned(), OwnWords::new(corrections));
        let (rows, watch, sheet) = (0, HeaderWatch::default(), None);
        Self { file, lexicon, corrections, own, keeps_all, names, progress, ahead, rows, watch, sheet, out }
    }

    /// Ends the last sheet and returns everything that was found.
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
                State::Reading(tables) => {
                    self.close(&sheet, tables);
                    return;
                }
            }
        }
    }

    /// Looks for a header in the window and reads what follows it. Returns whether there is a table.
    #[inline(never)]
    fn open(&mut self, sheet: &mut Sheet, window: Vec<OwnedRow>) -> bool {
        let file = if sheet.info.inner_file.is_empty() { &self.file } else { &sheet.info.inner_file };
        let context = Surroundings {
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
        let Some((mut headers, used)) = search.find(&window) else {
            self.no_table(sheet, &window);
            return false;
        };
        let below = window.get(used..).unwrap_or_default();
        headers.iter_mut().for_each(|header| self.judge(header, &context, below));
        let is_unknown =
            |h: &Header| h.classified.as_ref().is_none_or(|c| c.confidence == Confidence::Unknown);
        if headers.iter().all(is_unknown) && is_form(self.lexicon, &window) {
            let place = self.place(&sheet.info).at_row(window.first().map(|r| r.row));
            self.out.findings.push(Finding::new(Code::TableForm, place, "", ""));
            sheet.state = State::Reading(Vec::new());
            return true;
        }
        let title = headers.iter().find_map(|h| h.title.clone()).unwrap_or_default();
        if sheet.heading.is_empty() {
            sheet.heading = format!("{title} {} {}", context.sheet, context.file);
        }
        let named = [&title, &context.sheet].into_iter().filter_map(|t| township_in(t));
        self.out.townships.extend(named.map(str::to_owned));
        let above: Vec<u32> = window.iter().take(used).filter(|r| is_year_line(r)).map(|r| r.row).collect();
        if is_aside(&sheet.info) {
            headers.iter_mut().filter_map(|h| h.classified.as_mut()).for_each(Classified::set_aside);
        }
        let place = TablePlace {
            sheet: self.place(&sheet.info),
            words: [context.sheet, title, context.file],
            year: year_in(&sheet.heading),
            epoch_1904: sheet.info.epoch_1904,
            keeps_all: self.keeps_all,
        };
        let mut tables: Vec<_> = headers.into_iter().map(|h| TableReader::new(h, &place)).collect();
        if let Some(first) = tables.first_mut() {
            above.into_iter().for_each(|row| first.skip(row, t("年份")));
        }
        sheet.state = State::Reading(tables);
        for row in window.into_iter().skip(used) {
            self.feed(sheet, row.row, row.hidden, &row.cells);
        }
        true
    }

    /// Decides what the table under a header is, by the rows `below` it that were kept.
    fn judge(&self, header: &mut Header, around: &Surroundings, below: &[OwnedRow]) {
        let around = Surroundings { title: header.title.clone().unwrap_or_default(), ..around.clone() };
        let is_own = |row: &&OwnedRow| !looks_like_header(self.lexicon, row, true);
        let rows: Vec<&OwnedRow> = below.iter().take_while(is_own).collect();
        let cells = |column: u32| {
            let of = rows.iter().map(|row| (row.row, &row.cells));
            of.flat_map(move |(row, cells)| {
                cells.iter().filter(move |c| c.column == column).map(move |c| (row, &c.value))
            })
        };
        let view = |names: &ListedNames| {
            let look = |column: u32| ColumnLook::new(cells(column), names);
            let looks = header.columns.iter().map(|c| look(c.column)).collect();
            TableView::new(&header.columns, looks, &around, &self.own)
        };
        let plain = view(&ListedNames::default());
        let months = classify_months(&plain, &header.columns, &around);
        let by_months = months.is_some();
        let mut found = months.unwrap_or_else(|| plain.judge());
        // Names of lists say what a column is where its heading does not. What is sure without them stays what it is.
        let named = (!by_months && !self.names.is_empty()).then(|| view(self.names));
        if let Some(named) = &named {
            let (kind, confidence) = (found.kind, found.confidence);
            match kind.filter(|_| confidence == Confidence::Sure) {
                Some(kind) => found.fields = named.fields(kind),
                None => found = named.judge(),
            }
            header.by_names = (kind, confidence) != (found.kind, found.confidence);
        }
        let table = named.as_ref().unwrap_or(&plain);
        let classified = match &header.correction {
            None => found,
            // Who confirms a kind confirms the columns that were shown with it.
            Some(correction) if correction.confirms(found.kind) => {
                Classified { confidence: Confidence::Chosen, ..found }
            }
            Some(correction) => corrected(table, &header.columns, correction),
        };
        if let (Some(kind), Some(named)) = (classified.kind, &named) {
            let pairs = plain.fields(kind).into_iter().zip(named.fields(kind));
            header.named_columns = pairs.map(|(plain, named)| plain != named).collect();
        }
        header.seems = (0..header.columns.len()).filter_map(|at| Some(table.look(at)?.seems())).collect();
        header.companions = companions(table, &classified, &header.columns, header.correction.as_ref());
        header.classified = Some(classified);
    }

    /// Takes a row: a record, or something that is none, or another header.
    fn feed(&mut self, sheet: &mut Sheet, row: u32, hidden: bool, cells: &[Cell<'_>]) {
        let gap = std::mem::replace(&mut sheet.last_row, row).saturating_add(1) < row;
        match &mut sheet.state {
            State::Seeking(window) => {
                window.push(OwnedRow::new(row, hidden, cells));
                if window.len() >= WINDOW {
                    let window = std::mem::take(window);
                    self.open(sheet, window);
                }
            }
            State::Reading(_) => {
                let may_be_header = self.watch.may_be_header(self.lexicon, cells);
                if may_be_header && self.take_header(sheet, OwnedRow::new(row, hidden, cells), gap) {
                    return;
                }
                let State::Reading(tables) = &mut sheet.state else { return };
                for table in tables {
                    table.take(row, hidden, cells, &sheet.merges);
                    if let Some(ahead) = &mut self.ahead {
                        table.send_full(ahead);
                    }
                }
            }
        }
    }

    /// Adds the finding that a sheet has text but nothing like a header: prose has a cell a row.
    fn no_table(&mut self, sheet: &mut Sheet, window: &[OwnedRow]) {
        if std::mem::replace(&mut sheet.has_no_table, true) {
            return;
        }
        let Some(first) = window.first() else { return };
        let place = self.place(&sheet.info).at_row(first.row);
        let value = first.cells.first().map(|c| c.value.text().chars().take(40).collect::<String>());
        let wide = window.iter().filter(|row| row.cells.len() > 1).count();
        let says_so = |name: &str| NOTES.iter().any(|end| name.trim().ends_with(end));
        let (code, detail) = if wide * 4 <= window.len() || says_so(&sheet.info.name) {
            (Code::TableNone, "")
        } else {
            (Code::TableUnknown, t("没有找到表头"))
        };
        self.out.findings.push(Finding::new(code, place, value.unwrap_or_default(), detail));
    }

    /// The sheet as findings name it.
    fn place(&self, info: &SheetInfo) -> FindingPlace {
        FindingPlace::in_sheet(self.shown_file(&info.inner_file), info.name.as_str())
    }

    /// The file as findings name it; `inner_file` is the one inside a zip, or empty.
    fn shown_file(&self, inner_file: &str) -> String {
        if inner_file.is_empty() { self.file.clone() } else { format!("{}/{inner_file}", self.file) }
    }
}

/// Whether a sheet is hidden and called an old copy, a backup or a template: other sheets hold its content in a newer
/// form.
fn is_aside(sheet: &SheetInfo) -> bool {
    const WORDS: [&str; 13] = [
        "旧", "备份", "副本", "作废", "废弃", "停用", "模板", "样表", "示例", "backup", "copy", "old",
        "template",
    ];
    let name = sheet.name.to_lowercase();
    sheet.visibility == Visibility::Hidden && WORDS.iter().any(|word| name.contains(word))
}

/// Whether a row above a header holds the year and nothing else (2024年度).
fn is_year_line(row: &OwnedRow) -> bool {
    match row.cells.as_slice() {
        [cell] => {
            let text = cell.value.text();
            let only = |c: char| "0123456789〇零一二三四五六七八九年度()（） ".contains(c);
            text.chars().all(only) && year_in(&text).is_some()
        }
        _ => false,
    }
}

impl Sink for Scanner<'_> {
    fn sheet(&mut self, info: SheetInfo) -> Flow {
        self.end_sheet();
        match info.visibility {
            Visibility::VeryHidden => {
                self.out.findings.push(Finding::new(Code::SheetSkipped, self.place(&info), "", ""));
                return Flow::Continue;
            }
            Visibility::Hidden => {
                let code = if is_aside(&info) { Code::SheetAside } else { Code::SheetHidden };
                self.out.findings.push(Finding::new(code, self.place(&info), "", ""));
            }
            Visibility::Visible => {}
        }
        let merges = Merges::new(info.merges.clone());
        self.sheet = Some(Box::new(Sheet {
            info,
            merges,
            state: State::Seeking(Vec::new()),
            heading: String::new(),
            last_row: 0,
            has_no_table: false,
        }));
        Flow::Continue
    }

    fn row(&mut self, row: u32, hidden: bool, cells: &[Cell<'_>]) -> Flow {
        self.rows += 1;
        if let Some(mut sheet) = self.sheet.take() {
            self.feed(&mut sheet, row, hidden, cells);
            self.sheet = Some(sheet);
        }
        Flow::Continue
    }

    fn soon(&mut self, cells: &[Cell<'_>]) {
        self.look_ahead(cells);
    }

    fn progress(&mut self, done: u64) -> Flow {
        (self.progress)(done, self.rows)
    }

    fn note(&mut self, note: Note) {
        let code = match note.kind {
            NoteKind::FileUnreadable => Code::FileUnreadable,
            NoteKind::SheetUnreadable => Code::SheetUnreadable,
            NoteKind::Limit => Code::LimitReached,
            NoteKind::Encoding => Code::EncodingDamaged,
        };
        let place = FindingPlace::in_sheet(self.shown_file(&note.inner_file), note.sheet).at_row(note.row);
        self.out.findings.push(Finding::said(code, place, "", note.message));
    }
}
