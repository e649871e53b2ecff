//! Telephones and identity numbers.

use super::town::{Town, id_number, says};
use gelan::model::finding::Code;

#[test]
fn telephones_and_identity_numbers() {
    let town = Town::clean();
    let (file, row, _, message) =
        town.with("联户长名册.csv", "13800000001", "13800000000").one(Code::PhoneShared);
    assert_eq!((file.as_str(), row), ("联户长名册.csv", 3));
    says(&message, &["13800000000 同时是周一鸣（第 2 行）、吴一鸣（第 3 行）的"]);
    let (_, _, column, message) =
        town.with("联户长名册.csv", "13800000001", "1380000001").one(Code::PhoneInvalid);
    assert_eq!(column, "联系电话");
    says(&message, &["“1380000001”有 10 位数字"]);
    let valid = id_number(1);
    let end = if valid.ends_with('1') { '2' } else { '1' };
    let wrong = format!("{}{end}", &valid[..17]);
    let (_, row, column, message) = town.with("联户长名册.csv", &valid, &wrong).one(Code::IdInvalid);
    assert_eq!((row, column.as_str()), (3, "身份证号"));
    says(&message, &["校验码不对"]);
    assert!(!message.contains(&wrong), "the number is not written out");
    let (.., message) = town.with("联户长名册.csv", &valid, &id_number(0)).one(Code::IdShared);
    says(&message, &["同时是周一鸣（第 2 行）、吴一鸣（第 3 行）的"]);
    assert_eq!(town.with("联户长名册.csv", &valid, "5227**********1234").findings(), []);
}

#[test]
fn one_person_in_two_villages_of_a_roster() {
    let town = Town::clean();
    let line = town.line("联户长名册.csv", 2).replace("青石村", "石桥村");
    let (file, row, _, message) = town.and_line("联户长名册.csv", &line).one(Code::PersonInTwoVillages);
    assert_eq!((file.as_str(), row), ("联户长名册.csv", 50));
    says(&message, &["周一鸣列在青石村（第 2 行）和石桥村（第 50 行）"]);
}
