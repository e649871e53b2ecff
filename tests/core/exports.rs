//! Nothing that a file holds becomes a formula, a link or markup in any file that is handed out: the words that do harm
//! stand wherever a table has words, and every exporter is gone through.

use crate::common::session;
use gelan::draft::{as_html, as_text, check, corrected};
use gelan::export::evidence::Exported;
use gelan::export::file_table::FileTable;
use gelan::export::page_table::whole;
use gelan::export::{csv, evidence, findings, rollup, template, write};
use gelan::figures::settings::Settings;
use gelan::figures::{Figures, Subject};
use gelan::input::file::RowText;
use gelan::model::cell::Day;
use gelan::model::period::PeriodChoice;
use gelan::session::Session;
use gelan::session::protocol::ExportFile;
use gelan::session::rollup::{Row, settle};
use gelan::snapshot::{Choices, Snapshot, encode};
use gelan::view::parts::{bulletin::bulletin, grid_table, villages};
use std::io::{Cursor, Read, Write};

const TODAY: Day = Day(19_950);
/// What cells begin with that some program takes for a formula.
const SIGNS: [&str; 8] = ["=", "+", "-", "@", "＝", "＋", "－", "＠"];
const MARKUP: &str = "<img src=x onerror=ran()>\"'&";

/// A town whose places, persons and texts are all of this kind.
fn town() -> Session {
    let mut lists = String::from("行政村名称,户数\n");
    let mut grids = String::from("所属村,网格名称,户数,人口,网格员\n");
    let mut visits = String::from("走访日期,村,网格,网格员,户编号,走访类型,备注\n");
    for (i, sign) in SIGNS.iter().enumerate() {
        let village = format!("\"{sign}甲{i}{}村\"", MARKUP.replace('"', "\"\""));
        let grid = format!("\"{sign}HYPERLINK(1)网格{i}\"");
        let person = format!("\"{sign}张{i}\"");
        lists += &format!("{village},100\n");
        grids += &format!("{village},{grid},100,300,{person}\n");
        visits += &format!("2024-03-0{},{village},{grid},{person},{sign}1,{sign}1+1,{sign}1\n", i + 1);
        // These are findings: no such place, no such day.
        visits += &format!("{sign}2024-13-01,\"{sign}无此村{i}\",{grid},{person},H{i},{sign}x,{sign}1\n");
    }
    let files = [("行政村.csv", lists), ("网格.csv", grids), ("入户走访记录.csv", visits)];
    let mut session = session::accepted(&files);
    session.compute(PeriodChoice::All, TODAY);
    assert_eq!(session.results().unwrap().figures.grids.len(), SIGNS.len());
    session
}

fn figures(session: &Session) -> &Figures {
    &session.last().unwrap().1.figures
}

/// The parts of a workbook or document.
fn parts(bytes: Vec<u8>) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut read = |name: &String| {
        let mut text = String::new();
        zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        (name.clone(), text)
    };
    names.iter().map(&mut read).collect()
}

#[test]
fn every_csv_guards_its_cells() {
    let session = town();
    let figures = figures(&session);
    let found = session.results().unwrap().findings.unwrap();
    let tables: Vec<FileTable> =
        [villages::villages(figures), grid_table::table(figures)].iter().map(whole).collect();
    let mut texts: Vec<(&str, String)> = tables.iter().map(|table| ("table", csv::table(table))).collect();
    texts.push(("findings", findings::csv(found.iter().copied())));
    let snapshot = Snapshot { township: Some("=cmd|镇".to_owned()), ..sealed(&session) };
    let row = Row::of(&snapshot, &encode(&snapshot), &Settings::default());
    texts.push(("rollup", rollup::csv(&[row.clone(), row.clone()], &settle(&[row.clone(), row]))));
    let subject = Subject::Count(gelan::catalogue::Count::VisitsInPeriod);
    let rows: Vec<Exported> = session.evidence(&subject).into_iter().map(as_read).collect();
    texts.push(("evidence", evidence::csv(&rows, gelan::view::parts::evidence::Parts::of(&subject))));
    for (name, text) in &texts {
        let body = text.strip_prefix('\u{FEFF}').unwrap();
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(body.as_bytes());
        let mut guarded = 0;
        for cell in reader.records().flat_map(|r| r.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()) {
            let is_number = cell.parse::<f64>().is_ok();
            assert!(is_number || !cell.starts_with(|c: char| SIGNS.concat().contains(c)), "{name}: {cell:?}");
            guarded += usize::from(cell.starts_with('\''));
        }
        assert!(guarded > 0, "{name}: {text}");
    }
}

/// A table of the evidence with its rows as they might stand in the file.
fn as_read(found: gelan::session::EvidenceOf) -> Exported {
    let cells = |sign: &&str| (1..).zip([format!("{sign}1+1"), format!("{sign}HYPERLINK(1)")]).collect();
    let rows = found.rows.iter().zip(SIGNS.iter().cycle());
    let rows = rows.map(|((row, _), sign)| RowText { row: *row, asked: true, cells: cells(sign) }).collect();
    Exported { rows, columns: Vec::new(), found }
}

fn sealed(session: &Session) -> Snapshot {
    let (tally, computed) = session.last().unwrap();
    Snapshot::of(tally, &computed.figures, TODAY, Choices::default())
}

#[test]
fn no_workbook_has_a_formula_a_link_or_a_word_that_is_no_text() {
    let session = town();
    let results = session.results().unwrap();
    let mut books: Vec<(&str, Vec<u8>)> = [
        ("report", ExportFile::Report),
        ("named", ExportFile::NamedReport),
        ("findings", ExportFile::Findings(None)),
    ]
    .into_iter()
    .map(|(name, file)| (name, write(&file, &results, TODAY).unwrap().bytes))
    .collect();
    books.push(("templates", template::templates().unwrap()));
    for (book, bytes) in books {
        let parts = parts(bytes);
        assert!(parts.iter().any(|(name, _)| name.starts_with("xl/worksheets/")), "{book}");
        for (name, text) in parts {
            // A sheet's own formulas are in its cells; rules of entry (a list of words) are none.
            for mark in ["<f>", "<f ", "t=\"str\"", "<hyperlink", "<ddeLink", "<oleLink", "<img"] {
                assert!(!text.contains(mark), "{mark} in {name} of {book}");
            }
            let outside = text.contains("TargetMode=\"External\"");
            assert!(
                !outside && !name.contains("externalLink") && !name.contains("vbaProject"),
                "{name} of {book}"
            );
        }
    }
}

#[test]
fn markup_stays_text_in_pages_pictures_and_documents() {
    let session = town();
    let figures = figures(&session);
    for table in [villages::villages(figures), grid_table::table(figures)] {
        for row in 0..table.rows.len() {
            let html = table.row_html(row, None);
            assert!(
                !html.contains("<img") && html.contains("onerror") || !html.contains("onerror"),
                "{html}"
            );
        }
    }
    let draft = format!("{MARKUP}=1+1 全镇划分网格157个。");
    let found = check(&draft, figures, &[]);
    assert!(!found.is_empty());
    let html = as_html(&draft, &found);
    assert!(html.contains("&lt;img") && !html.contains("<img") && !html.contains("<script"), "{html}");
    assert!(as_text(&draft, &found).contains("157→8"), "{}", as_text(&draft, &found));
    let escaped = gelan::text::markup::escape(&draft);
    let document =
        format!("<w:document><w:body><w:p><w:r><w:t>{escaped}</w:t></w:r></w:p></w:body></w:document>");
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(document.as_bytes()).unwrap();
    let bytes = zip.finish().unwrap().into_inner();
    for (name, text) in parts(corrected(&bytes, &found).unwrap()) {
        assert!(
            !text.contains("<img") && !text.contains("<w:fld") && !text.contains("External"),
            "{name}: {text}"
        );
    }
    let text = bulletin(&figures.without_names()).text();
    assert!(!text.contains('\u{FFFD}') && !text.is_empty());
}

/// Cells are written in few places alone, which guard them; whoever writes another file comes past here.
#[test]
fn no_other_place_writes_cells() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = vec![root.join("src")];
    let mut writers = Vec::new();
    while let Some(path) = paths.pop() {
        if path.is_dir() {
            paths.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        for word in
            ["write_formula", "write_array_formula", "write_dynamic", "write_url", "write_rich_string"]
        {
            assert!(!text.contains(word), "{word} in {}", path.display());
        }
        if text.contains("csv::Writer") {
            writers.push(path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/"));
        }
    }
    writers.sort();
    assert_eq!(writers, ["src/cli/tables_on_disk.rs", "src/export/csv.rs", "src/partials/csv.rs"]);
}
