//! Secrets stand in every text column of every kind of table, in names and codes of listed places too. None of them is
//! in what is handed on.

use crate::common::session;
use calamine::{Reader, Xlsx};
use gelan::catalogue::kinds::{FieldSpec, FieldType, KindSpec, kinds};
use gelan::export::write;
use gelan::figures::Figures;
use gelan::model::cell::Day;
use gelan::model::kind::{Field, Kind};
use gelan::model::period::PeriodChoice;
use gelan::session::Session;
use gelan::session::protocol::ExportFile;
use gelan::snapshot::{Choices, Snapshot, carrier, decode, encode, qr};
use gelan::view::pages::grids::balance::strips_picture;
use gelan::view::parts::bulletin::bulletin;
use gelan::view::parts::busiest_grids::heaviest;
use gelan::view::parts::pictures::{bars, matrix};
use gelan::view::parts::tiles::{shades, tiles};
use gelan::view::parts::{grid_table, villages};
use gelan::view::picture::Picture;
use proptest::prelude::*;
use std::fmt::Write;

const TODAY: Day = Day(19_950);

/// A person: the name in characters that no place, column or kind has, the telephone, the identity number, a text.
#[derive(Clone, Debug)]
struct Secret {
    name: String,
    phone: String,
    id: String,
    words: String,
    /// How it is planted in the name of a place.
    form: usize,
}

const LETTERS: &str = "爨龘靐齾麤鱻灥犇骉淼";

fn secret() -> impl Strategy<Value = Secret> {
    (
        "[爨龘靐齾麤鱻灥犇骉淼]{2,3}",
        "1[3-9][0-9]{9}",
        "5227[0-9]{2}19[0-9]{2}0[1-9]1[0-9]{4}[0-9X]",
        "[爨龘靐齾麤鱻灥犇骉淼]{6,9}",
        0usize..13,
    )
        .prop_map(|(name, phone, id, words, form)| Secret { name, phone, id, words, form })
}

/// A digit as a word.
fn in_words(digit: char) -> char {
    "〇一二三四五六七八九".chars().nth(digit as usize - '0' as usize).unwrap()
}

impl Secret {
    /// A place's name with the person in it.
    fn planted(&self, place: &str) -> String {
        let Self { name, phone, id, .. } = self;
        let parted = format!("{}-{} {}", &phone[..3], &phone[3..7], &phone[7..]);
        match self.form {
            0 => format!("{place}（{name} {phone}）"),
            1 => format!("{name}{place}"),
            2 => format!("{place}{phone}"),
            3 => format!("{place}-{name}-{id}"),
            4 => format!("{place}（{name} {parted}）"),
            5 => format!("{place}（{id}）"),
            6 => format!("{phone}{name}{place}"),
            8 => format!("{place}（{}）", name.chars().map(|c| format!("{c}　")).collect::<String>()),
            9 => format!("{place}{}", phone.chars().map(in_words).collect::<String>()),
            10 => format!("{place}（{}）{}/{}", &phone[..3], &phone[3..7], &phone[7..]),
            11 => format!("{place}（{} {}-{}）", &id[..6], &id[6..14], &id[14..].to_lowercase()),
            12 => format!("{place}{}", phone.chars().map(|c| format!("{c}\u{200b}")).collect::<String>()),
            _ => place.to_owned(),
        }
    }

    fn all(&self) -> [&str; 4] {
        [&self.name, &self.phone, &self.id, &self.words]
    }
}

/// The places of a row: those of a list, or what stands where a place should.
struct Place {
    village: String,
    grid: String,
    code: String,
}

fn cell(kind: Kind, spec: &FieldSpec, row: usize, place: &Place, secret: &Secret) -> String {
    let own_name = match kind {
        Kind::Villages => Some(&place.village),
        Kind::Grids => Some(&place.grid),
        _ => None,
    };
    match (spec.field, spec.field_type) {
        (Field::Name, _) if own_name.is_some() => own_name.unwrap().clone(),
        (Field::Code, _) => place.code.clone(),
        (Field::Village, _) => place.village.clone(),
        (Field::Grid | Field::Grids, _) => place.grid.clone(),
        (Field::Sequence, _) => (row + 1).to_string(),
        (Field::IdNumber, _) => secret.id.clone(),
        (_, FieldType::Digits) => secret.phone.clone(),
        (_, FieldType::Day) => format!("2024-03-{:02}", row % 28 + 1),
        (_, FieldType::Amount(_)) => (row + 3).to_string(),
        (_, FieldType::Person) => secret.name.clone(),
        (_, FieldType::Village) => place.village.clone(),
        (_, FieldType::Text) => match spec.choices.first() {
            Some(choice) => (*choice).to_owned(),
            None => format!("{} {} {} {}", secret.words, secret.name, secret.phone, secret.id),
        },
    }
}

fn table(spec: &KindSpec, places: &[Place], secrets: &[Secret]) -> String {
    let fields: Vec<&FieldSpec> =
        spec.fields.iter().filter(|f| f.template.is_some() && !f.headings.is_empty()).collect();
    let heads: Vec<&str> = fields.iter().map(|f| f.headings[0]).collect();
    // The title, a heading, and the cells below it, which nobody knows, have secrets too.
    let Secret { name, phone, words, .. } = &secrets[0];
    let mut out = format!("{}（{name} {phone}）\n{},{words}{phone}\n", spec.kind.title(), heads.join(","));
    for (row, (place, secret)) in places.iter().zip(secrets.iter().cycle()).enumerate() {
        let cells: Vec<String> = fields.iter().map(|f| cell(spec.kind, f, row, place, secret)).collect();
        writeln!(out, "{},{}{}", cells.join(","), secret.words, secret.id).unwrap();
    }
    out
}

/// A session with a table of every kind. Without lists, the places of rows stand in none.
fn town(secrets: &[Secret], lists: bool) -> Session {
    let villages = ["青石村", "白沙村", "云岭社区"];
    let places: Vec<Place> = (0..secrets.len().max(3))
        .map(|i| {
            let secret = &secrets[i % secrets.len()];
            let village = &secrets[i % 3 % secrets.len()];
            let code = if secret.form.is_multiple_of(2) { &secret.id } else { &secret.phone };
            Place {
                village: village.planted(villages[i % 3]),
                grid: secret.planted(&format!("第{}网格", i / 3 + 1)),
                code: if secret.form == 7 { format!("5227311022{i:05}") } else { code.clone() },
            }
        })
        .collect();
    let files: Vec<(String, String)> = kinds()
        .iter()
        .filter(|spec| lists || !matches!(spec.kind, Kind::Villages | Kind::Grids))
        .map(|spec| {
            let rows = if spec.kind == Kind::Villages { &places[..3] } else { &places[..] };
            let Secret { name, phone, .. } = &secrets[0];
            (format!("{}（{name}{phone}）.csv", spec.kind.title()), table(spec, rows, secrets))
        })
        .collect();
    let mut session = session::accepted(&files);
    session.compute(PeriodChoice::All, TODAY);
    session
}

fn pictures(figures: &Figures) -> Vec<Picture> {
    let mut out: Vec<Picture> = heaviest(figures, 8).map(|view| bars("bars", &view)).into_iter().collect();
    out.extend(strips_picture(figures, ""));
    out.extend(shades(figures).into_iter().filter_map(|shade| tiles(figures, shade)));
    for table in [villages::villages(figures), grid_table::table(figures)] {
        let rows: Vec<usize> = (0..table.rows.len()).collect();
        out.extend(matrix("heat", "表", &table, &rows, &[]));
    }
    out
}

fn words_of(book: Vec<u8>) -> String {
    let mut book = Xlsx::new(std::io::Cursor::new(book)).unwrap();
    let ranges: Vec<_> = book.sheet_names().iter().map(|name| book.worksheet_range(name).unwrap()).collect();
    ranges.iter().flat_map(|range| range.rows().flatten()).map(|cell| format!("{cell}\n")).collect()
}

/// What is handed on, by its name.
fn handed_on(session: &Session, least: u32) -> Vec<(String, String)> {
    let (tally, computed) = session.last().unwrap();
    let mut out = Vec::new();
    for full in [false, true] {
        let choices = Choices { full, least, ..Choices::default() };
        let text = encode(&Snapshot::of(tally, &computed.figures, TODAY, choices));
        let file = carrier::to_file(&text).unwrap();
        for (name, text) in [
            ("link", carrier::find(&carrier::link("https://example.invalid/g.html", &text)).unwrap()),
            ("file", carrier::from_file(&file).unwrap()),
            ("code", carrier::find(&gelan::view::parts::share::code(&text)).unwrap()),
        ] {
            out.push((format!("{name} {full}"), format!("{:?}", decode(&text).unwrap())));
        }
        if let Ok(code) = qr::code(&text, "") {
            out.push((format!("qr {full}"), code.path()));
        }
        let listed: String = decode(&text).unwrap().texts().into_iter().flat_map(|(_, t)| t).collect();
        out.push((format!("texts {full}"), listed));
    }
    let figures = &computed.figures;
    for picture in pictures(figures) {
        out.push((picture.id.to_owned(), picture.veiled_file(760.0, "", &figures.veil_of_persons())));
    }
    out.push(("通报文字".to_owned(), bulletin(&figures.without_names()).text()));
    let report = write(&ExportFile::Report, &session.results().unwrap(), TODAY).unwrap();
    out.push(("report".to_owned(), words_of(report.bytes)));
    out
}

fn tells(text: &str, secret: &str) -> bool {
    let ascii =
        |c: char| (0..10).find(|n| in_words((b'0' + n) as char) == c).map_or(c, |n| (b'0' + n) as char);
    let digits = |text: &str| {
        text.to_uppercase().chars().map(ascii).filter(|c| c.is_ascii_digit() || *c == 'X').collect::<String>()
    };
    text.contains(secret) || (matches!(secret.len(), 11 | 18) && digits(text).contains(secret))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_secret_is_in_what_is_handed_on(
        secrets in prop::collection::vec(secret(), 3..9), lists in any::<bool>(), least in prop_oneof![Just(0u32), Just(5)],
    ) {
        let session = town(&secrets, lists);
        let kinds_read: Vec<Kind> = session.results().unwrap().reports.iter().flat_map(|r| r.tables.iter().filter_map(|t| t.kind)).collect();
        prop_assert!(kinds_read.len() >= if lists { 19 } else { 17 }, "{kinds_read:?}");
        let all = handed_on(&session, least);
        for (name, text) in &all {
            prop_assert!(!text.chars().any(|c| LETTERS.contains(c)), "{name}: {text}");
            for secret in secrets.iter().flat_map(Secret::all) {
                // Pictures and QR codes hold long runs of coordinates.
                let is_told = if text.starts_with('<') || name.starts_with("qr") { text.contains(secret) } else { tells(text, secret) };
                prop_assert!(!is_told, "{secret} in {name}");
            }
        }
        // Places can be recognised all the same where a list has them.
        prop_assert_eq!(all[0].1.contains("青石村"), lists);
    }
}
