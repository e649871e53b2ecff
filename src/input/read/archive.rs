//! A zip of files. Each is read by itself, so that one unreadable file never hides the rest.

use super::package::Package;
use super::row_emitter::{RowEmitter, read_whole};
use super::{Format, NoteKind, Options, ReadError, any, limits};
use crate::text::{say, t};
use encoding_rs::GB18030;

pub(crate) fn read(
    package: &mut Package<'_>,
    options: &Options,
    depth: u32,
    out: &mut RowEmitter<'_>,
) -> Result<Format, ReadError> {
    if depth > limits::ZIP_NESTING {
        return Err(ReadError::TooLarge(t("压缩包里套了太多层压缩包").to_owned()));
    }
    let before = out.rows();
    let outer = out.inner_file.clone();
    let mut files = 0;
    let mut failure = None;
    for index in 0..package.len() {
        let Some((raw, is_folder)) = package.entry_name(index) else { continue };
        let name = name(&raw);
        if is_folder || is_litter(&name) {
            continue;
        }
        files += 1;
        if out.one_more_file() > limits::ZIP_FILES {
            outer.clone_into(&mut out.inner_file);
            let message = say!("压缩包里超过 {} 个文件，其余没有读入；请分几次放入", limits::ZIP_FILES);
            out.note(NoteKind::Limit, None, message);
            break;
        }
        out.inner_file = if outer.is_empty() { name.clone() } else { format!("{outer}/{name}") };
        let result = one(package, index, &name, options, depth, out);
        if let Err(e) = result {
            failure.get_or_insert(e.clone());
            out.file_failed(e)?;
            if out.meter.is_used_up() {
                break;
            }
        }
    }
    out.inner_file = outer;
    if files == 0 {
        return Err(ReadError::Empty);
    }
    match failure {
        Some(failure) if out.rows() == before => Err(failure),
        _ => Ok(Format::Zip),
    }
}

fn one(
    package: &mut Package<'_>,
    index: usize,
    name: &str,
    options: &Options,
    depth: u32,
    out: &mut RowEmitter<'_>,
) -> Result<Format, ReadError> {
    let bytes = read_whole(&mut package.entry(index)?, limits::IN_MEMORY, out)?;
    out.tick()?;
    any(&mut bytes.as_slice(), name, options, depth + 1, out)
}

/// Decodes a name from UTF-8, or else from GB18030, in which Chinese Windows writes it.
fn name(raw: &[u8]) -> String {
    let name = std::str::from_utf8(raw).map_or_else(|_| GB18030.decode(raw).0.into_owned(), str::to_owned);
    name.replace('\\', "/")
}

/// Whether a system left the file in the zip, and no person put it there.
fn is_litter(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    name.starts_with("__MACOSX/")
        || file.starts_with("._")
        || file.starts_with("~$")
        || matches!(file, ".DS_Store" | "Thumbs.db" | "desktop.ini")
}
