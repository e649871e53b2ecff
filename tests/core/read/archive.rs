use super::support::*;
use gelan::input::read::{Format, NoteKind, ReadError};
use std::io::Write;

#[test]
fn each_file_by_itself() {
    let inner = zip(&[("乙.csv", "平地村,2\n")]);
    let bytes = zip(&[
        ("一月/甲.csv", "三都村,1\n".as_bytes()),
        ("说明.pdf", b"%PDF-1.4"),
        ("__MACOSX/._甲.csv", b"\0\0"),
        ("一月/", b""),
        ("内层.zip", &inner),
    ]);
    let (result, kept) = try_read(&bytes);
    assert_eq!(result, Ok(Format::Zip));
    let seen: Vec<_> = kept.sheets.iter().map(|s| (s.info.inner_file.as_str(), s.lines().concat())).collect();
    assert_eq!(
        seen,
        [("一月/甲.csv", "1: 1=三都村 2=1".to_owned()), ("内层.zip/乙.csv", "1: 1=平地村 2=2".to_owned())]
    );
    let notes: Vec<_> = kept.notes.iter().map(|n| (n.kind, n.inner_file.as_str())).collect();
    assert_eq!(notes, [(NoteKind::FileUnreadable, "说明.pdf")]);
}

/// A zip whose one file is stored under raw bytes as its name, as Windows writes it in Chinese.
fn stored(name: &[u8], content: &[u8]) -> Vec<u8> {
    let plain = "x".repeat(name.len());
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer.start_file(&plain, zip::write::SimpleFileOptions::default()).unwrap();
    writer.write_all(content).unwrap();
    let mut bytes = writer.finish().unwrap().into_inner();
    while let Some(at) = bytes.windows(plain.len()).position(|w| w == plain.as_bytes()) {
        bytes[at..at + name.len()].copy_from_slice(name);
    }
    bytes
}

#[test]
fn names_in_gbk() {
    let kept = read_all(&stored(&gbk("走访记录.csv"), "村,户\n".as_bytes()));
    assert_eq!(kept.sheets[0].info.inner_file, "走访记录.csv");
}

#[test]
fn where_nothing_can_be_read() {
    assert_eq!(try_read(&zip(&[("a.pdf", "%PDF-1.4")])).0, Err(ReadError::OtherKind("PDF 文档".into())));
    assert_eq!(try_read(&zip::<&str, &str>(&[])).0, Err(ReadError::Empty));
}

#[test]
fn nesting_ends() {
    let mut bytes = zip(&[("a.csv", "村,户\n")]);
    for _ in 0..3 {
        bytes = zip(&[("b.zip", bytes)]);
    }
    assert!(matches!(try_read(&bytes).0, Err(ReadError::TooLarge(_))));
}

#[test]
fn too_many_files() {
    let parts: Vec<_> = (0..1_002).map(|n| (format!("{n}.csv"), "村,户\n")).collect();
    let kept = read_all(&zip(&parts));
    assert_eq!(kept.sheets.len(), 1_000);
    assert_eq!(kept.notes.iter().map(|n| n.kind).collect::<Vec<_>>(), [NoteKind::Limit]);
}

#[test]
fn names_in_both_encodings() {
    for name in ["一月/走访.csv".as_bytes().to_vec(), gbk("一月\\走访.csv")] {
        let kept = read_all(&stored(&name, "村,户\n".as_bytes()));
        assert_eq!(kept.sheets[0].info.inner_file, "一月/走访.csv");
    }
    let litter = zip(&[
        ("__MACOSX/._走访.csv", "村,户\n"),
        ("资料/~$走访.xlsx", "村,户\n"),
        ("资料/走访.xlsx", "村,户\n"),
    ]);
    let kept = read_all(&litter);
    let seen: Vec<_> = kept.sheets.iter().map(|s| s.info.inner_file.as_str()).collect();
    assert_eq!(seen, ["资料/走访.xlsx"]);
    assert!(kept.notes.is_empty());
}

#[test]
fn a_password_of_the_zip_itself() {
    let mut bytes = zip(&[("走访.csv", "村,户\n三都村,12\n"), ("网格.csv", "村,户\n三都村,9\n")]);
    // The flag of encryption, in the heads of both entries and in the list at the end.
    let heads: Vec<usize> = (0..bytes.len() - 4)
        .filter_map(|at| match &bytes[at..at + 4] {
            b"PK\x03\x04" => Some(at + 6),
            b"PK\x01\x02" => Some(at + 8),
            _ => None,
        })
        .collect();
    assert_eq!(heads.len(), 4);
    for at in heads {
        bytes[at] |= 1;
    }
    assert_eq!(try_read(&bytes).0, Err(ReadError::ArchiveEncrypted));
}
