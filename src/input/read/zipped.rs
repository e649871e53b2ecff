//! A zip file: a workbook of one of the formats that are zip files, or an archive of files.

use super::package::Package;
use super::row_emitter::RowEmitter;
use super::{Format, Options, ReadError, Source, archive, ods, xlsb, xlsx};
use crate::text::t;

/// Reads a zip file by what it holds.
///
/// # Errors
/// Where it is damaged, or no table.
pub fn read(
    source: &mut dyn Source,
    options: &Options,
    depth: u32,
    out: &mut RowEmitter<'_>,
) -> Result<Format, ReadError> {
    let mut package = Package::open(source, &out.meter)?;
    if package.has("mimetype") || package.has("META-INF/manifest.xml") && package.has("content.xml") {
        return ods::read(&mut package, out);
    }
    if !package.has("[Content_Types].xml") && !package.has("_rels/.rels") {
        return archive::read(&mut package, options, depth, out);
    }
    let named = package.relationships("")?.into_iter().find(|r| r.kind == "officeDocument").map(|r| r.target);
    let main = match named.filter(|part| package.has(part)) {
        Some(part) => part,
        None => package
            .names()
            .find(|n| n.ends_with("workbook.xml") || n.ends_with("workbook.bin"))
            .map(str::to_owned)
            .ok_or_else(|| ReadError::Damaged(t("压缩包里没有工作簿").to_owned()))?,
    };
    match main.to_lowercase() {
        part if part.ends_with(".bin") => xlsb::read(&mut package, &main, out),
        part if part.starts_with("word/") => Err(ReadError::OtherKind(t("Word 文档").to_owned())),
        part if part.starts_with("ppt/") => Err(ReadError::OtherKind(t("演示文稿").to_owned())),
        part if part.starts_with("visio/") => Err(ReadError::OtherKind(t("Visio 图").to_owned())),
        _ => xlsx::read(&mut package, &main, out),
    }
}
