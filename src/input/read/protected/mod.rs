//! Workbooks encrypted with the password that Excel itself uses where a person protects no more than a workbook's structure:
//! every program opens them unasked, and so do we ([MS-OFFCRYPTO], [MS-XLS] 2.2.10). Other passwords are not tried.

mod agile;
mod blocks;
mod package;
mod records;

pub(super) use package::unlock as unlock_package;
pub(super) use records::unlock as unlock_records;

/// The password.
const PASSWORD: &str = "VelvetSweatshop";

/// Returns the password as the formats hash it.
fn password() -> Vec<u8> {
    PASSWORD.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
