//! Canonical tables in a folder: a folder a table, and in it a file a town.

use super::output::Output;
use super::parquet_file::ParquetFile;
use crate::catalogue::canonical::Table;
use crate::export::csv as sheet_csv;
use crate::export::findings;
use crate::model::finding::Finding;
use crate::partials::TownKey;
use crate::partials::canonical::CanonicalCell;
use crate::partials::sql::TOWN;
use crate::partials::views::TableFormat;
use crate::session::canonical::TownTables;
use crate::text::formula::guarded;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// The folder.
pub struct Folder {
    path: PathBuf,
    format: TableFormat,
    output: Output,
    files: Vec<TableFile>,
    town: TownKey,
    written: String,
}

/// A file that is being written beside its place.
struct TableFile {
    to: PathBuf,
    beside: PathBuf,
    rows: Option<Rows>,
}

impl TableFile {
    /// Ends the file and moves it to its place.
    fn finish(mut self) -> io::Result<()> {
        match self.rows.take() {
            Some(Rows::Csv(writer)) => (*writer).into_inner().map_err(|e| e.into_error())?.flush()?,
            Some(Rows::Parquet(file)) => file.finish()?,
            None => {}
        }
        std::fs::rename(&self.beside, &self.to)
    }
}

impl Drop for TableFile {
    /// Takes away what was begun and not ended.
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.beside);
    }
}

/// The rows of a file that is being written.
enum Rows {
    Csv(Box<csv::Writer<BufWriter<File>>>),
    Parquet(Box<ParquetFile>),
}

impl Folder {
    /// Writes into `path` as `output` allows.
    pub fn new(path: PathBuf, format: TableFormat, output: Output) -> Self {
        Self { path, format, output, files: Vec::new(), town: TownKey::default(), written: String::new() }
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A line on each town that is written.
    pub fn written_towns(&self) -> &str {
        &self.written
    }

    /// The file of the findings: CSV, as people read it.
    fn findings(&self) -> PathBuf {
        self.file("findings").with_extension("csv")
    }

    /// The file of a table, or of the findings.
    fn file(&self, table: &str) -> PathBuf {
        let parts: Vec<&str> = self.town.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        let name = if parts.is_empty() { "town".to_owned() } else { parts.join("-") };
        let name: String = name.chars().map(|c| if "/\\:*?\"<>|".contains(c) { '_' } else { c }).collect();
        self.path.join(table).join(format!("{name}.{}", self.format.id()))
    }
}

impl TownTables for Folder {
    fn begin(&mut self, town: &TownKey) -> io::Result<()> {
        self.town.clone_from(town);
        self.files.clear();
        // Before the first is begun: what is there already stops all of them.
        let findings = self.findings();
        for to in Table::ALL.iter().map(|table| self.file(table.id())).chain([findings]) {
            self.output.allows(&to)?;
        }
        for table in Table::ALL {
            let to = self.file(table.id());
            std::fs::create_dir_all(self.path.join(table.id()))?;
            let beside = to.with_extension("part");
            let file = File::create(&beside)?;
            let rows = match self.format {
                TableFormat::Csv => {
                    let mut writer = csv::Writer::from_writer(BufWriter::new(file));
                    let columns = TOWN.into_iter().chain(table.columns().iter().map(|column| column.id()));
                    writer.write_record(columns)?;
                    Rows::Csv(Box::new(writer))
                }
                TableFormat::Parquet => Rows::Parquet(Box::new(ParquetFile::new(file, *table)?)),
            };
            self.files.push(TableFile { to, beside, rows: Some(rows) });
        }
        Ok(())
    }

    fn row(&mut self, table: Table, cells: &[CanonicalCell<'_>]) -> io::Result<()> {
        let Some(file) = self.files.get_mut(table as usize) else { return Ok(()) };
        match &mut file.rows {
            None => {}
            Some(Rows::Csv(writer)) => {
                for part in &self.town {
                    writer.write_field(&*guarded(part))?;
                }
                for cell in cells {
                    match cell {
                        CanonicalCell::None => writer.write_field("")?,
                        CanonicalCell::Integer(number) => writer.write_field(number.to_string())?,
                        CanonicalCell::Day(day) => writer.write_field(day.to_string())?,
                        CanonicalCell::Text(text) => writer.write_field(&*guarded(text))?,
                    }
                }
                writer.write_record(None::<&[u8]>)?;
            }
            Some(Rows::Parquet(file)) => {
                let town = self.town.iter().map(|part| CanonicalCell::Text(part));
                file.row(town.chain(cells.iter().copied()))?;
            }
        }
        Ok(())
    }

    fn end(&mut self, found: &[&Finding]) -> io::Result<()> {
        self.files.drain(..).try_for_each(TableFile::finish)?;
        let (to, tables) = (self.findings(), Table::ALL.len());
        std::fs::create_dir_all(self.path.join("findings"))?;
        let rows = found.iter().map(|finding| findings::cells(finding));
        let text = sheet_csv::rows(&findings::columns(), rows);
        self.output.write(&to, text.as_bytes())?;
        let (folder, to) = (self.path.display(), to.display());
        // A String takes whatever is written.
        let _ = writeln!(self.written, "{tables} 类标准表写到 {folder}；提示 {} 条，在 {to}", found.len());
        Ok(())
    }
}
