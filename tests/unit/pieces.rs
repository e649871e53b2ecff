//! Values in pieces.

use super::*;
use crate::input::records::{CodePiece, Codes, RowLines, RowNumbers, RowSteps};

#[test]
fn rows_are_found_in_whatever_piece_they_are() {
    let rows = PIECE * 2 + 5;
    let of = |row: usize| u32::try_from(row % 300).unwrap();
    let mut codes: Codes = (0..rows).map(of).collect();
    assert_eq!((codes.len(), codes.get(rows)), (rows, None));
    assert!((0..rows).all(|row| codes.get(row) == Some(of(row))));
    codes.change(|row, code| if row == PIECE { 70_000 } else { code });
    assert_eq!((codes.get(PIECE), codes.get(PIECE + 1)), (Some(70_000), Some(of(PIECE + 1))));
    let whole = codes.clone();
    let ahead = codes.take_full();
    assert_eq!((ahead.len(), codes.len()), (2, 5));
    codes.put_before(ahead);
    assert_eq!(codes, whole);
}

#[test]
fn rows_with_the_same_code_take_no_room_until_another_comes() {
    let of = |row: usize| if row == PIECE + 9 { 300 } else { 70_000 };
    let codes: Codes = (0..PIECE * 2).map(of).collect();
    let is_same = |piece: &CodePiece| matches!(piece, CodePiece::Same(..));
    assert_eq!(codes.full.iter().map(is_same).collect::<Vec<_>>(), [true]);
    assert!(!is_same(&codes.last) && (0..PIECE * 2).all(|row| codes.get(row) == Some(of(row))));
    let bytes = serde_json::to_vec(&codes).unwrap();
    let again: Codes = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(again, codes);
    let few: Codes = [3, 3, 200, 256].into_iter().collect();
    assert_eq!(few.iter().collect::<Vec<_>>(), [3, 3, 200, 256]);
}

#[test]
fn lines_one_after_another_take_no_room() {
    let lines: RowLines = (2..).take(PIECE * 3 + 1).collect();
    assert!((0..PIECE * 3 + 1).all(|row| lines.get(row) == u32::try_from(row + 2).ok()));
    let gaps: RowLines = (0..100_000).map(|row| row * 2).collect();
    assert_eq!((gaps.get(70_000), gaps.len()), (Some(140_000), 100_000));
}

#[test]
fn some_rows_are_given_one_after_another() {
    let narrow: Codes = (0..PIECE as u32 * 2 + 9).map(|row| row % 200).collect();
    let wide: Codes = narrow.iter().map(|code| code * 1000).collect();
    let same: Codes = std::iter::repeat_n(7, narrow.len()).collect();
    let numbers: RowNumbers = narrow.iter().map(u64::from).collect();
    for rows in [0..0, 3..4, PIECE - 1..PIECE + 1, 5..narrow.len(), narrow.len() - 1..narrow.len() + 7] {
        for codes in [&narrow, &wide, &same] {
            let one_by_one: Vec<u32> = rows.clone().filter_map(|row| codes.get(row)).collect();
            let mut given = Vec::new();
            codes.each(rows.clone(), |code| given.push(code));
            assert_eq!(given, one_by_one, "{rows:?}");
        }
        let mut sum = 0;
        numbers.each(rows.clone(), |number| sum += number);
        assert_eq!(sum, rows.clone().filter_map(|row| numbers.get(row)).sum::<u64>());
        let mut met = 0;
        RowSteps::new([Some(&wide), None, Some(&narrow)]).give(rows.clone(), &mut |row, codes| {
            let of = |codes: &Codes| codes.get(row).unwrap_or(0);
            assert_eq!((row, codes), (rows.start + met, [of(&wide), 0, of(&narrow)]));
            met += 1;
        });
        assert_eq!(met, rows.len());
    }
}
