//! Rows that are one person.

use gelan::count::posts::*;

fn post(village: &'static str, name: &'static str, mark: &'static str) -> Post<'static> {
    let marks = Marks { phone: mark.to_owned(), ..Marks::default() };
    Post { village, name, marks: Box::leak(Box::new(marks)) }
}

#[test]
fn names_and_marks_tell_persons_apart() {
    let same = |posts: &[Post<'_>]| persons(posts);
    assert_eq!(same(&[post("甲", "王一", "1"), post("乙", "王一", "1")]), [vec![0, 1]]);
    assert_eq!(same(&[post("甲", "王一", "1"), post("甲", "王一", "2")]), [vec![0], vec![1]]);
    assert_eq!(same(&[post("甲", "王一", ""), post("乙", "王一", "")]), [vec![0], vec![1]]);
    assert_eq!(same(&[post("甲", "王一", ""), post("甲", "王一", "1")]), [vec![0, 1]]);
    let three = [post("甲", "王一", "1"), post("甲", "王一", "2"), post("甲", "王一", "")];
    assert_eq!(same(&three), [vec![0], vec![1], vec![2]]);
}
