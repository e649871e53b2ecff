//! Canonical tables in a folder: a folder a table, and in it a file a town.

use super::output::Output;
use crate::catalogue::canonical::Table;
use crate::export::csv as sheet_csv;
use crate::export::findings;
use crate::model::finding::Finding;
use crate::partials::TownKey;
use crate::partials::canonical::CanonicalCell;
use crate::partials::sql::TOWN;
use crate::partials::views::TableFormat;
use crate::session::canonical::TownTables;
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
}

struct TableFile {
    to: PathBuf,
    beside: PathBuf,
    writer: csv::Writer<BufWriter<File>>,
}

impl Folder {
    /// Writes into `path` as `output` allows.
    pub fn new(path: PathBuf, format: TableFormat, output: Output) -> Self {
        Self { path, format, output, files: Vec::new(), town: TownKey::default() }
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.path
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
        for table in Table::ALL {
            let to = self.file(table.id());
            self.output.allows(&to).map_err(|e| io::Error::other(e.sentence))?;
            std::fs::create_dir_all(self.path.join(table.id()))?;
            let beside = to.with_extension("part");
            let mut writer = csv::Writer::from_writer(BufWriter::new(File::create(&beside)?));
            let columns = TOWN.into_iter().chain(table.columns().iter().map(|column| column.id()));
            writer.write_record(columns)?;
            self.files.push(TableFile { to, beside, writer });
        }
        Ok(())
    }

    fn row(&mut self, table: Table, cells: &[CanonicalCell<'_>]) -> io::Result<()> {
        let Some(file) = self.files.get_mut(table as usize) else { return Ok(()) };
        for part in &self.town {
            file.writer.write_field(part)?;
        }
        for cell in cells {
            match cell {
                CanonicalCell::None => file.writer.write_field("")?,
                CanonicalCell::Integer(number) => file.writer.write_field(number.to_string())?,
                CanonicalCell::Day(day) => file.writer.write_field(day.to_string())?,
                CanonicalCell::Text(text) => file.writer.write_field(text)?,
            }
        }
        file.writer.write_record(None::<&[u8]>)?;
        Ok(())
    }

    fn end(&mut self, found: &[&Finding]) -> io::Result<()> {
        for TableFile { to, beside, writer, .. } in self.files.drain(..) {
            writer.into_inner().map_err(|e| io::Error::other(e.to_string()))?.flush()?;
            std::fs::rename(beside, to)?;
        }
        let to = self.file("findings").with_extension("csv");
        std::fs::create_dir_all(self.path.join("findings"))?;
        let rows = found.iter().map(|finding| findings::cells(finding));
        std::fs::write(to, sheet_csv::rows(&findings::columns(), rows))
    }
}
