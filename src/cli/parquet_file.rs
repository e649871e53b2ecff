//! Canonical tables and tables of sums as Parquet, by the Arrow project's crate.

use crate::catalogue::canonical::{ColumnType, Table};
use crate::partials::canonical::CanonicalCell;
use crate::partials::sql::TOWN;
use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::record::Field;
use parquet::record::reader::RowIter;
use parquet::schema::types::Type;
use std::fs::File;
use std::io;
use std::sync::Arc;

/// So many rows are held until they are written.
const GROUP: usize = 1 << 17;

/// The rows of a column that are not written yet: the values that are there, and for each row whether it has one.
enum Waiting {
    Texts(Vec<ByteArray>),
    Integers(Vec<i64>, Vec<i16>),
    Days(Vec<i32>, Vec<i16>),
}

/// A file that is being written.
pub struct ParquetFile {
    writer: SerializedFileWriter<File>,
    columns: Vec<Waiting>,
    rows: usize,
}

impl ParquetFile {
    /// Begins the file of a table.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn new(file: File, table: Table) -> io::Result<Self> {
        let own = table.columns().iter().map(|column| (column.id(), column.kind()));
        let columns: Vec<(&str, ColumnType)> =
            TOWN.map(|name| (name, ColumnType::Text)).into_iter().chain(own).collect();
        let fields =
            columns.iter().map(|(name, kind)| field(name, *kind).map(Arc::new)).collect::<Result<_, _>>();
        let schema = Type::group_type_builder(table.id())
            .with_fields(fields.map_err(failed)?)
            .build()
            .map_err(failed)?;
        let writer =
            SerializedFileWriter::new(file, Arc::new(schema), Arc::new(WriterProperties::builder().build()));
        let waiting = columns.iter().map(|(_, kind)| match kind {
            ColumnType::Text => Waiting::Texts(Vec::new()),
            ColumnType::Integer => Waiting::Integers(Vec::new(), Vec::new()),
            ColumnType::Day => Waiting::Days(Vec::new(), Vec::new()),
        });
        Ok(Self { writer: writer.map_err(failed)?, columns: waiting.collect(), rows: 0 })
    }

    /// Adds a row, with a cell for each column.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn row<'a>(&mut self, cells: impl Iterator<Item = CanonicalCell<'a>>) -> io::Result<()> {
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            match (column, cell) {
                (Waiting::Texts(texts), CanonicalCell::Text(text)) => texts.push(text.into()),
                (Waiting::Texts(texts), _) => texts.push("".into()),
                (Waiting::Integers(values, known), cell) => {
                    let value = if let CanonicalCell::Integer(value) = cell { Some(value) } else { None };
                    values.extend(value);
                    known.push(i16::from(value.is_some()));
                }
                (Waiting::Days(values, known), cell) => {
                    let value = if let CanonicalCell::Day(day) = cell { Some(day.0) } else { None };
                    values.extend(value);
                    known.push(i16::from(value.is_some()));
                }
            }
        }
        self.rows += 1;
        if self.rows >= GROUP { self.write() } else { Ok(()) }
    }

    fn write(&mut self) -> io::Result<()> {
        let mut write = || -> Result<(), ParquetError> {
            let mut group = self.writer.next_row_group()?;
            let mut columns = self.columns.iter_mut();
            while let (Some(mut column), Some(waiting)) = (group.next_column()?, columns.next()) {
                match waiting {
                    Waiting::Texts(texts) => {
                        column.typed::<ByteArrayType>().write_batch(texts, None, None)?;
                        texts.clear();
                    }
                    Waiting::Integers(values, known) => {
                        column.typed::<Int64Type>().write_batch(values, Some(known), None)?;
                        values.clear();
                        known.clear();
                    }
                    Waiting::Days(values, known) => {
                        column.typed::<Int32Type>().write_batch(values, Some(known), None)?;
                        values.clear();
                        known.clear();
                    }
                }
                column.close()?;
            }
            group.close().map(drop)
        };
        self.rows = 0;
        write().map_err(failed)
    }

    /// Ends the file.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        if self.rows > 0 {
            self.write()?;
        }
        self.writer.close().map(drop).map_err(failed)
    }
}

fn field(name: &str, kind: ColumnType) -> Result<Type, ParquetError> {
    let (physical, logical, repetition) = match kind {
        ColumnType::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String), Repetition::REQUIRED),
        ColumnType::Integer => (Physical::INT64, None, Repetition::OPTIONAL),
        ColumnType::Day => (Physical::INT32, Some(LogicalType::Date), Repetition::OPTIONAL),
    };
    let builder = Type::primitive_type_builder(name, physical);
    builder.with_repetition(repetition).with_logical_type(logical).build()
}

fn failed(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other.to_string()),
        },
        other => io::Error::other(other.to_string()),
    }
}

/// Whether a file's first bytes are those of Parquet.
pub fn is_parquet(start: &[u8]) -> bool {
    start.starts_with(b"PAR1")
}

/// A Parquet file read as CSV, row by row.
pub struct AsCsv {
    rows: RowIter<'static>,
    text: io::Cursor<Vec<u8>>,
}

impl AsCsv {
    /// Begins with the header.
    ///
    /// # Errors
    /// Where the file is no Parquet.
    pub fn new(file: File) -> io::Result<Self> {
        let reader = SerializedFileReader::new(file).map_err(failed)?;
        let schema = reader.metadata().file_metadata().schema().get_fields().to_vec();
        let header: Vec<&str> = schema.iter().map(|field| field.name()).collect();
        let text = io::Cursor::new((header.join(",") + "\n").into_bytes());
        Ok(Self { rows: RowIter::from_file_into(Box::new(reader)), text })
    }
}

impl io::Read for AsCsv {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.text.read(into)?;
            if read > 0 || into.is_empty() {
                return Ok(read);
            }
            let Some(row) = self.rows.next() else { return Ok(0) };
            let row = row.map_err(failed)?;
            let cells: Vec<String> = row.get_column_iter().map(|(_, field)| cell(field)).collect();
            self.text = io::Cursor::new((cells.join(",") + "\n").into_bytes());
        }
    }
}

fn cell(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Str(text) => format!("\"{}\"", text.replace('"', "\"\"")),
        Field::Date(day) => crate::model::cell::Day(*day).to_string(),
        Field::Long(number) => number.to_string(),
        other => other.to_string(),
    }
}
