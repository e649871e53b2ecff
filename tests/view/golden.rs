//! Every page as a whole: of the small town counted by hand, in both languages, and of the sample.

use crate::common::golden::Page;
use crate::common::{session, town};
use gelan::catalogue::{Count, Measure};
use gelan::catalogue::{GridFigure, RepFigure};
use gelan::draft::read_draft;
use gelan::figures::Figures;
use gelan::figures::Subject;
use gelan::figures::compare::{Side, compare};
use gelan::figures::details::DetailsOf;
use gelan::figures::settings::Settings;
use gelan::input::read::{self, Flow, Note, Options, SheetInfo, Sink};
use gelan::model::body::Body;
use gelan::model::cause::Ticks;
use gelan::model::cell::Cell;
use gelan::model::finding::FindingFilter;
use gelan::model::period::{MonthEnd, PeriodChoice};
use gelan::session::Session;
use gelan::session::rollup::Row;
use gelan::snapshot::{Choices, Snapshot, encode, figures};
use gelan::text::{Language, language, set_language, translate_if_known};
use gelan::view::pages::grids::balance;
use gelan::view::pages::rollup::RollupChoice;
use gelan::view::pages::{
    activities, coverage, data, draft, grids, overview, person, place, representatives, rollup, settings,
    trends, work,
};
use gelan::view::parts::files::FileEntry;
use gelan::view::parts::{
    bodies, bulletin, busiest_grids, corrections, evidence, files, findings, grid_table, period, pictures,
    ratio, sentence, share, shortfalls, snapshot, start, tiles, villages,
};
use gelan::view::place_ref::PlaceRef;
use gelan::view::print_header::print_header;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A town with its figures, and what its files are called in `tests/golden/`.
struct Town {
    name: &'static str,
    session: Session,
    choice: PeriodChoice,
}

fn small(name: &'static str, language: Language) -> Town {
    set_language(language);
    computed(name, &town::files(), session::HALF)
}

fn sample() -> Town {
    computed("sample", &session::sample(), PeriodChoice::All)
}

fn computed(name: &'static str, files: &[(String, Vec<u8>)], choice: PeriodChoice) -> Town {
    Town { name, session: session::computed(files, choice), choice }
}

impl Town {
    fn figures(&self) -> &Figures {
        session::figures_of(&self.session)
    }

    fn files(&self) -> Vec<FileEntry> {
        session::entries(&self.session)
    }

    /// How much of what repeats itself is kept: of the large sample the first alone.
    fn most(&self, wanted: usize) -> usize {
        if self.name == "sample" { 1 } else { wanted }
    }

    fn check(&self, page: &str, content: &Page) {
        content.check(&format!("{}-{page}.txt", self.name));
        if language() == Language::En && page != "texts" {
            let left = chinese_of_gelan(content);
            assert!(left.is_empty(), "Chinese on the English page {page}: {left:#?}");
        }
    }

    fn overview(&self) {
        let (f, files) = (self.figures(), self.files());
        let mut page = Page::default();
        page.add("paper", &print_header(Some(f), gelan::view::pages::Page::Overview, ""));
        page.add("sentence", &sentence::sentence(f));
        page.add(
            "overview",
            &overview::overview(f, &files, findings::to_look_at(&files, &[], &Ticks::default()), None),
        );
        page.add("size of the town", &overview::size_of_town(f));
        for shade in tiles::shades(f).into_iter().take(self.most(6)) {
            page.add("tiles", &tiles::tiles(f, shade));
        }
        page.add("gaps", &shortfalls::gaps(f));
        page.add("late", &shortfalls::late(f));
        self.check("overview", &page);
    }

    fn coverage(&self) {
        let f = self.figures();
        let mut page = Page::default();
        page.add("measures", &coverage::measures(f));
        page.add("ratios", &f.measures.iter().map(ratio::ratio).collect::<Vec<_>>());
        page.add("villages", &villages::villages(f));
        page.add("villages in brief", &villages::villages_in_brief(f));
        self.check("coverage", &page);
    }

    fn grids(&self) {
        let f = self.figures();
        let mut page = Page::default();
        page.add("grids", &grid_table::table(f));
        page.add("officers", &grid_table::officers_note(f));
        page.add("workload", &grids::workload(f, ""));
        page.add("Lorenz curve", &balance::lorenz_picture(f, ""));
        page.add("strips", &balance::strips_picture(f, ""));
        if let Some(view) = busiest_grids::heaviest(f, 10) {
            page.add("heaviest", &pictures::bars("heaviest", &view));
        }
        self.check("grids", &page);
    }

    fn representatives(&self) {
        let f = self.figures();
        let mut page = Page::default();
        let views = bodies::bodies(f);
        page.add("rows", &bodies::rows(&views));
        page.add("picture", &bodies::picture(&views));
        page.add("bodies", &views);
        for body in Body::ALL {
            page.add("persons", &representatives::persons(f, body));
            let own = f.persons.iter().filter(|p| p.body == body).take(3);
            for p in own {
                page.add(&p.name, &person::person(f, body, &p.name));
            }
        }
        self.check("representatives", &page);
    }

    fn activities(&self) {
        let f = self.figures();
        let mut page = Page::default();
        page.add("inventory", &activities::inventory(f));
        page.add("activities", &activities::activities(f));
        self.check("activities", &page);
    }

    fn trends(&self) {
        let mut page = Page::default();
        page.add("trends", &trends::trends(self.figures()));
        page.add("picker", &period::picker(self.choice, self.figures().period, MonthEnd::default()));
        self.check("trends", &page);
    }

    fn places(&self) {
        let f = self.figures();
        let mut page = Page::default();
        for village in f.villages.iter().take(2) {
            let details = self.session.details(&DetailsOf::Village(village.name.clone()));
            page.add(
                &village.name,
                &place::place(f, &PlaceRef::Village(village.name.clone()), Some(&details)),
            );
        }
        for grid in f.grids.iter().take(3) {
            let key = grid.key();
            let details = self.session.details(&DetailsOf::Grid(key.clone()));
            page.add(&grid.label(), &place::place(f, &PlaceRef::Grid(key.village, key.grid), Some(&details)));
        }
        let all = self.session.details(&DetailsOf::Everything);
        let village = f.villages.first().map(|v| v.name.clone()).unwrap_or_default();
        page.add("work", &work::work(f, &all, &village));
        self.check("places", &page);
    }

    fn data(&self) {
        let files = self.files();
        let mut page = Page::default();
        page.add("wanted", &start::wanted());
        page.add("totals", &files::totals(&files));
        for file in &files {
            page.add(&file.name, &data::file_line(file));
            for table in &file.report().unwrap().tables {
                page.add("table", &data::table_line(table));
                page.add("columns", &(corrections::blocks(table), corrections::unused(table)));
            }
        }
        let own = &self.session.last().unwrap().1.findings;
        page.add(
            "findings",
            &findings::findings(&files, own, (&FindingFilter::default(), &Ticks::default()), 20),
        );
        self.check("data", &page);
    }

    fn panels(&self) {
        let f = self.figures();
        let mut page = Page::default();
        let mut add = |subject: Subject| page.add(&subject.name(), &evidence::panel(&subject, f));
        Measure::ALL.iter().for_each(|m| add(Subject::Measure(*m)));
        Count::ALL.iter().for_each(|c| add(Subject::Count(*c)));
        RepFigure::ALL.iter().for_each(|d| Body::ALL.iter().for_each(|b| add(Subject::Body(*b, *d))));
        for grid in f.grids.iter().take(1) {
            GridFigure::ALL.iter().for_each(|figure| add(Subject::Grid(grid.key(), *figure)));
        }
        self.check("panels", &page);
    }

    fn texts(&self) {
        let f = self.figures();
        let mut page = Page::default();
        page.add("bulletin", &bulletin::bulletin(f));
        let text = include_str!("../files/circular.txt");
        page.add("draft", &draft::draft_view(&read_draft(text.as_bytes()).unwrap(), f, self.choice));
        self.check("texts", &page);
    }

    fn snapshot(&self, choices: Choices) -> Snapshot {
        let (tally, computed) = self.session.last().unwrap();
        Snapshot::of(tally, &computed.figures, session::today(), choices)
    }

    fn sharing(&self) {
        let mut page = Page::default();
        let (plain, full) =
            (self.snapshot(Choices::default()), self.snapshot(Choices { full: true, ..Choices::default() }));
        let hiding = self.snapshot(Choices { least: 5, ..Choices::default() });
        for one in [&hiding, &full, &plain].into_iter().take(self.most(3)) {
            page.add("banner", &snapshot::banner(&one.into()));
            page.add("carriers", &share::carriers(&encode(one), "https://example.org/gelan.html", 1_400_000));
            let opened = figures(one, &Settings::default());
            page.add("measures", &coverage::measures(&opened));
            page.add("grids", &grid_table::table(&opened));
            page.add("bodies", &bodies::bodies(&opened));
        }
        let mut other = plain.clone();
        other.township = Some("柳河镇".to_owned());
        let rows = [&plain, &other, &hiding].map(|s| Row::of(s, &encode(s), &Settings::default()));
        page.add("roll-up", &rollup::rollup(&rows, &RollupChoice::default()));
        let opened = [&plain, &hiding].map(|s| figures(s, &Settings::default()));
        let side = |figures| Side { figures, catalogue: Some(1) };
        let compared = compare(side(&opened[0]), side(&opened[1]));
        page.add("comparison", &(rollup::compare_lines(&compared), rollup::compare_moves(&compared)));
        self.check("sharing", &page);
    }

    fn all(&self) {
        self.overview();
        self.coverage();
        self.grids();
        self.representatives();
        self.activities();
        self.trends();
        self.places();
        self.data();
        self.panels();
        self.texts();
        self.sharing();
    }
}

/// Headings, units and notes of tables are translated where they are shown (`app/widgets`, `export`).
const SHOWN_BY_TABLES: [&str; 3] = ["title", "unit", "note"];

/// The words of the small town's files and their names, the longest first, and what is made of them.
static OWN: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut words = Words(["青石镇", "柳河镇", "第1网格", "第2网格", "第3网格"].map(str::to_owned).into());
    for (name, bytes) in town::files() {
        words.0.insert(name.clone());
        read::read(&mut bytes.as_slice(), &name, &Options::default(), &mut words).unwrap();
    }
    // Beside its own village a grid's name is short.
    let short: Vec<String> = words.0.iter().map(|word| word.replace("网格", "")).collect();
    words.0.extend(short);
    let mut words: Vec<String> = words.0.iter().map(|word| plain(word)).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words
});

struct Words(BTreeSet<String>);

impl Sink for Words {
    fn sheet(&mut self, info: SheetInfo) -> Flow {
        self.0.insert(info.name);
        Flow::Continue
    }

    fn row(&mut self, _row: u32, _hidden: bool, cells: &[Cell<'_>]) -> Flow {
        self.0.extend(cells.iter().map(|cell| cell.value.text().into_owned()));
        Flow::Continue
    }

    fn note(&mut self, _note: Note) {}
}

/// A text without white space and what `{:?}` escapes.
fn plain(text: &str) -> String {
    text.replace("\\n", "").replace(|c: char| c.is_whitespace() || c == '\\', "")
}

/// The Chinese of an English page that is neither the town's own nor translated later.
fn chinese_of_gelan(page: &Page) -> Vec<String> {
    let is_chinese = |text: &str| text.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c));
    let is_own = |text: &str| {
        let long = OWN.iter().filter(|word| word.chars().count() > 1);
        OWN.iter().any(|word| word == text)
            || !is_chinese(&long.fold(text.to_owned(), |left, word| left.replace(word, "")))
    };
    let is_later =
        |field: &str, text: &str| SHOWN_BY_TABLES.contains(&field) && translate_if_known(text) != text;
    let wrong = page.quoted().into_iter().filter(|(field, text)| {
        is_chinese(text) && !is_later(field, text) && !text.split(" · ").all(|part| is_own(&plain(part)))
    });
    wrong.map(|(field, text)| format!("{field}: {text}")).collect::<BTreeSet<_>>().into_iter().collect()
}

#[test]
fn the_small_town() {
    small("small", Language::Zh).all();
}

#[test]
fn the_small_town_in_english() {
    let town = small("small-en", Language::En);
    town.all();
    let mut page = Page::default();
    page.add("settings", &settings::form());
    town.check("settings", &page);
}

#[test]
fn the_sample() {
    let town = sample();
    town.all();
    let mut page = Page::default();
    page.add("settings", &settings::form());
    town.check("settings", &page);
}
