//! The panel for sharing.

use gelan::snapshot::{Snapshot, carrier, encode};
use gelan::view::parts::share::{carriers, code, file_name};

#[test]
fn each_carrier_says_how_large_it_is_and_where_it_works() {
    let text = encode(&Snapshot::default());
    let rows = carriers(&text, "", 1_000_000);
    assert_eq!(rows.len(), 5);
    assert!(rows.iter().all(|r| r.fits && !r.size.is_empty() && !r.works.is_empty()), "{rows:?}");
    assert!(rows[4].works.contains("没有在设置里填网址"));
    let rows = carriers(&text, "https://example.invalid/g.html", 1_000_000);
    assert!(rows[4].works.contains("点开就看"));
}

#[test]
fn the_code_is_found_again() {
    let text = encode(&Snapshot { township: Some("青石镇".repeat(30)), ..Snapshot::default() });
    assert_eq!(carrier::find(&code(&text)), Ok(text));
}

#[test]
fn a_file_name_is_one_everywhere() {
    assert_eq!(
        file_name(Some("青石镇"), "2024-01-01 至 2024-06-30", "gelan"),
        "青石镇 2024-01-01 至 2024-06-30.gelan"
    );
    assert_eq!(file_name(None, "a/b:c", "html"), "格览 a_b_c.html");
}
