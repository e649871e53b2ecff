//! Every carrier brings the whole snapshot or nothing.

use crate::town;
use gelan::snapshot::carrier::link;
use gelan::snapshot::carrier::{self, find, from_file, to_file, to_letters};
use gelan::snapshot::{Locked, Opened, Snapshot, SnapshotError, decode, encode, open, password, qr};
use proptest::prelude::*;
use std::sync::LazyLock;

static TOWN: LazyLock<Snapshot> = LazyLock::new(|| town::snapshot(1));
static TEXT: LazyLock<String> = LazyLock::new(|| encode(&TOWN));
static LOCKED: LazyLock<Locked> = LazyLock::new(|| lock("口令 Abc-1"));

fn lock(word: &str) -> Locked {
    password::lock_with(&TOWN, word, *b"salt for a test!", *b"nonce once..").unwrap()
}

/// A page with a snapshot, and a program in any bytes behind it.
fn page(text: &str) -> Vec<u8> {
    let before = format!(
        "<!doctype html>\n<html><body><script type=\"text/plain\" id=\"{}\">{text}</script><script>",
        carrier::ELEMENT
    );
    let program: Vec<u8> = (0..=255).rev().chain(0..=255).collect();
    [before.as_bytes(), &program, b"</script></body></html>"].concat()
}

/// Writes the files of this version anew: `cargo test --test snapshot carriers -- --ignored`.
#[test]
#[ignore = "writes files"]
fn write_files_of_this_version() {
    std::fs::write("tests/files/snapshot-locked-v3.txt", LOCKED.text() + "\n").unwrap();
    std::fs::write("tests/files/snapshot-v3.txt", encode(&town::answered(town::snapshot(27))) + "\n")
        .unwrap();
}

#[test]
fn each_carrier_gives_the_text_back() {
    for text in [TEXT.clone(), LOCKED.text(), include_str!("../files/snapshot-v1.txt").trim().to_owned()] {
        let letters = to_letters(&text).unwrap();
        assert!(
            letters.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase() || " $%*+-./:".contains(c))
        );
        for pasted in [
            text.clone(),
            format!("#s={text}"),
            link("file:///C:/%E6%A0%BC%E8%A7%88.html#/grids", &text),
            format!("{}&/grids", link("https://example.invalid/gelan.html", &text)),
            format!("请看Go快照：{}，谢谢", link("https://example.invalid/G.html", &text)),
            letters,
        ] {
            assert_eq!(find(&pasted), Ok(text.clone()), "{pasted}");
            assert_eq!(from_file(pasted.as_bytes()), Ok(text.clone()));
        }
        assert_eq!(from_file(&to_file(&text).unwrap()), Ok(text.clone()));
        assert_eq!(from_file(&page(&text)), Ok(text.clone()));
    }
}

#[test]
fn chat_programs_may_break_a_code() {
    let text = TEXT.as_str();
    let lines: Vec<&str> = text.as_bytes().chunks(40).map(|l| std::str::from_utf8(l).unwrap()).collect();
    for between in ["\n", "\r\n", " ", "\u{3000}", "\u{200b}", "\n\n  "] {
        let broken = lines.join(between);
        assert_eq!(find(&broken).as_deref(), Ok(text));
        assert_eq!(find(&format!("格览快照\n{broken}\n收到请回复 OK")).as_deref(), Ok(text));
        assert_eq!(find(&format!("Got this:\n#s={broken} thanks")).as_deref(), Ok(text));
    }
}

#[test]
fn what_is_no_snapshot_is_said_to_be_none() {
    for other in ["", "你好", "https://example.invalid/", "#s=", "Good morning everyone, see you", "#/grids"]
    {
        assert_eq!(find(other), Err(SnapshotError::NotASnapshot), "{other}");
        assert_eq!(from_file(other.as_bytes()), Err(SnapshotError::NotASnapshot), "{other}");
    }
    assert_eq!(from_file(b"<!doctype html><html><body></body></html>"), Err(SnapshotError::NotASnapshot));
    assert_eq!(from_file(b"PK\x03\x04"), Err(SnapshotError::NotASnapshot));
}

/// Text that was made to look like the beginnings of many snapshots is told from one in the time that its length asks
/// for, and a snapshot behind it is found all the same.
#[test]
fn many_beginnings_take_no_longer_than_their_length() {
    let starts = "GB".repeat(500_000);
    let spaced = "GB ".repeat(500_000);
    // Each is whole by its length, and its sum is wrong.
    let whole: String = "GBAAA8aaaaaa".repeat(20_000) + &"GB".repeat(40);
    let spread: String = "GBAEAAaaaaaa ".repeat(40_000);
    for text in [starts, spaced, whole, spread] {
        let start = std::time::Instant::now();
        assert!(find(&text).is_err());
        // Quadratic work on a megabyte takes minutes.
        assert!(start.elapsed().as_secs() < 10, "{:?} for {}", start.elapsed(), &text[..20]);
    }
    let behind = format!("{} {}", "GB。".repeat(10_000), TEXT.as_str());
    assert_eq!(find(&behind).as_deref(), Ok(TEXT.as_str()));
}

const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

#[test]
fn every_changed_character_of_a_link_or_code_is_refused() {
    for text in [TEXT.clone(), LOCKED.text()] {
        for at in 0..text.len() {
            for letter in LETTERS.chars().chain(['=', '%', '村', '&', '。']) {
                let changed = format!("{}{letter}{}", &text[..at], &text[at + 1..]);
                for pasted in [changed.clone(), link("https://example.invalid/g.html", &changed)] {
                    assert!(changed == text || find(&pasted).is_err(), "{at} {letter}");
                }
            }
            assert!(
                find(&text[..at]).is_err() && find(&link("file:///g.html", &text[..at])).is_err(),
                "{at}"
            );
        }
    }
}

#[test]
fn a_cut_link_says_so() {
    for text in [TEXT.clone(), LOCKED.text()] {
        for at in 12..text.len() {
            assert_eq!(find(&text[..at]), Err(SnapshotError::Cut), "{at}");
            assert_eq!(find(&link("https://example.invalid/g.html", &text[..at])), Err(SnapshotError::Cut));
            assert_eq!(from_file(&page(&text[..at])), Err(SnapshotError::Cut));
        }
    }
}

#[test]
fn every_changed_byte_and_every_cut_of_a_file_is_refused() {
    for text in [TEXT.clone(), LOCKED.text()] {
        let file = to_file(&text).unwrap();
        for at in 0..file.len() {
            for flip in 1..=255u8 {
                let mut changed = file.clone();
                changed[at] ^= flip;
                assert!(from_file(&changed).is_err(), "{at} {flip}");
            }
            assert!(from_file(&file[..at]).is_err(), "{at}");
            if at > 8 {
                assert_eq!(from_file(&file[..at]), Err(SnapshotError::Cut), "{at}");
            }
            let without = [&file[..at], &file[at + 1..]].concat();
            assert!(from_file(&without).is_err(), "{at}");
        }
        assert!(from_file(&[file.as_slice(), b"\n"].concat()).is_err());
        assert!(from_file(String::from_utf8_lossy(&file).as_bytes()).is_err());
    }
}

#[test]
fn every_changed_letter_and_every_cut_of_a_qr_code_is_refused() {
    let letters = to_letters(&TEXT).unwrap();
    for at in 0..letters.len() {
        for letter in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:a村".chars() {
            let changed = format!("{}{letter}{}", &letters[..at], &letters[at + 1..]);
            assert!(changed == letters || find(&changed).is_err(), "{at} {letter}");
        }
        assert!(find(&letters[..at]).is_err(), "{at}");
    }
    assert!(find(&format!("{letters}0")).is_err());
}

#[test]
fn a_password_opens_what_it_locked_and_no_other_does() {
    assert_eq!(open(&LOCKED.text()), Ok(Opened::Locked(LOCKED.clone())));
    assert_eq!(decode(&LOCKED.text()), Err(SnapshotError::Locked));
    assert_eq!(password::unlock(&LOCKED, "口令 Abc-1").as_ref(), Ok(&*TOWN));
    assert_eq!(password::unlock(&LOCKED, "口令 abc-1"), Err(SnapshotError::WrongPassword));
}

// The checksum finds damage; the cipher's tag finds a change by someone who mends the checksum without the password.
#[test]
fn a_locked_payload_that_was_changed_does_not_open() {
    let mut changed = LOCKED.clone();
    changed.sealed[20] ^= 1;
    assert_eq!(password::unlock(&changed, "口令 Abc-1"), Err(SnapshotError::WrongPassword));
}

/// The page's cryptography is held to the same text by tests/browser.
#[test]
fn the_test_vector_of_the_password_stays() {
    let v2 = include_str!("../files/snapshot-locked-v2.txt").trim_end();
    let v3 = include_str!("../files/snapshot-locked-v3.txt").trim_end();
    for stored in [v2, v3] {
        let Ok(Opened::Locked(locked)) = open(stored) else { panic!("it does not open") };
        assert_eq!(password::unlock(&locked, "口令 Abc-1").as_ref(), Ok(&*TOWN));
    }
}

#[test]
fn the_towns_qr_codes_are_read_again() {
    let text = encode(&town::snapshot(27));
    for address in ["", "https://example.invalid/gelan.html"] {
        let code = qr::code(&text, address).unwrap();
        let (side, scale) = (code.side() * 4, 4);
        let dark = |at: usize| {
            let (x, y) = (at % side / scale, at / side / scale);
            x >= qr::QUIET && y >= qr::QUIET && code.at(x - qr::QUIET, y - qr::QUIET)
        };
        let grey: Vec<u8> = (0..side * side).map(|at| if dark(at) { 20 } else { 240 }).collect();
        let read = qr::read(side, side, &grey);
        assert_eq!(read.len(), 1, "{} modules", code.size);
        assert_eq!(find(&read[0]).as_ref(), Ok(&text));
    }
    assert!(qr::code(&encode(&town::snapshot(400)), "").unwrap_err().contains("放不进一张二维码"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_paste_and_any_file_is_answered(text in any::<String>(), bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(find(&text).is_err());
        let (link, letters) = (format!("#s=G{text}"), format!("GELAN:{text}"));
        prop_assert!(find(&link).is_err());
        prop_assert!(find(&letters).is_err());
        prop_assert!(from_file(&bytes).is_err());
        prop_assert!(from_file(&[b"\x89GLN\r\n\x1a\n".as_slice(), &bytes].concat()).is_err());
    }
}

fn drawn(code: &qr::QrModules, scale: usize) -> (usize, Vec<u8>) {
    let side = code.side() * scale;
    let module = |at: usize| (at / scale).checked_sub(qr::QUIET);
    let dark = |x, y| matches!((module(x), module(y)), (Some(x), Some(y)) if code.at(x, y));
    let pixels = (0..side * side).map(|i| if dark(i % side, i / side) { 0 } else { 255 });
    (side, pixels.collect())
}

#[test]
fn what_is_drawn_is_read() {
    let text = encode(&Snapshot::default());
    for address in ["", "https://example.invalid/gelan.html"] {
        let code = qr::code(&text, address).unwrap();
        let (side, pixels) = drawn(&code, 3);
        let read = qr::read(side, side, &pixels);
        assert_eq!(read.len(), 1);
        assert_eq!(find(&read[0]), Ok(text.clone()));
    }
}

#[test]
fn pictures_without_a_code_have_none() {
    assert!(qr::read(0, 0, &[]).is_empty());
    assert!(qr::read(10, 10, &[255; 100]).is_empty());
    assert!(qr::read(10, 10, &[255; 99]).is_empty());
    let noise: Vec<u8> = (0..40_000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    assert!(qr::read(200, 200, &noise).is_empty());
}
