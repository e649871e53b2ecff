//! The kinds of table as data: `kinds.tsv` holds what each kind needs and how offices head its columns.

use super::*;

#[test]
fn a_row_that_cannot_be_read_is_named() {
    let start = "field\t*\tname\t\tperson\t2\t\t\t\t姓名\nkind\tmodels\n";
    assert!(parse(start).is_ok());
    for row in ["form\tmodels\tnme", "field\tgrids\tname", "field\tmodels\tdate", "rows\tmodels"] {
        let table = format!("{start}{row}").leak();
        assert_eq!(parse(table), Err(format!("kinds.tsv, line 3: {row}")));
    }
}
