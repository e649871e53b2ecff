//! How much of a file is read. The page shares a gigabyte with everything else that a browser does, and a worker that
//! runs out of memory dies without a message; so each limit is far above what a township exports and far below what a
//! browser can bear.

/// Bytes that may come out of compressed parts of one dropped file, nested files included.
pub const UNPACKED: u64 = 512 << 20;

/// Rows of a sheet: twelve times what a spreadsheet program holds (1,048,576), for the logs of several years in one CSV.
pub const ROWS: u32 = 12_500_000;

/// Columns of a sheet. Wider ones are formatting run amok; no ledger is.
pub const COLUMNS: u32 = 4_096;

/// Files inside a zip, those of inner zips included.
pub const ZIP_FILES: usize = 1_000;

/// Zips inside a zip: the dropped one and one more within.
pub const ZIP_NESTING: u32 = 2;

/// A part that unpacks to more than [`RATIO_FROM`] bytes at more than this ratio is a bomb: deflate ends
/// at 1,032 : 1, and the most repetitive real sheets reach about 100 : 1.
pub const RATIO: u64 = 400;

/// Parts below this size are not judged by their ratio.
pub const RATIO_FROM: u64 = 32 << 20;

/// One tag or one run of text in XML. A cell holds at most 32,767 characters; rich text and base64 in
/// attributes need more room, but not this much.
pub const XML_EVENT: usize = 16 << 20;

/// All shared strings of a workbook together.
pub const SHARED_TEXT: usize = 256 << 20;

/// A binary workbook or an HTML page, which are held in memory whole.
pub const IN_MEMORY: u64 = 256 << 20;

/// XML of a sheet up to this size is unpacked once and kept, a longer one is unpacked twice.
pub const SHEET_IN_MEMORY: u64 = 64 << 20;

/// One record of a text file; a quotation mark that opens a longer one is taken as never closed.
pub const TEXT_RECORD: usize = 1 << 20;

/// Merged regions of a sheet; more of them are layout and no table.
pub const MERGES: usize = 200_000;

/// Cells of a binary sheet that are sorted because the file holds them in no order.
pub const UNORDERED_CELLS: usize = 10_000_000;

/// Copies of cells that an OpenDocument file holds once and repeats.
pub const REPEATED_CELLS: u64 = 5_000_000;

/// Sheets of a workbook. A list of sheets may name the same one again and again.
pub const SHEETS: usize = 1_000;
