//! Distinct counts.

use gelan::count::{Distinct, Marks};

fn of(members: &[(&str, &str)]) -> Distinct {
    let mut d = Distinct::default();
    for (name, mark) in members {
        d.add(name, &Marks { phone: (*mark).to_owned(), ..Marks::default() });
    }
    d
}

#[test]
fn one_name_counts_once_unless_marks_differ() {
    assert_eq!(of(&[("张三", ""), ("张三", "")]).count(), Some(1));
    assert_eq!(of(&[("张三", ""), ("张三", "138")]).count(), Some(1));
    assert_eq!(of(&[("张三", "137"), ("张三", "138")]).count(), Some(2));
    assert_eq!(of(&[("张三", ""), ("张三", "137"), ("张三", "138"), ("李四", "")]).count(), Some(3));
}

#[test]
fn sealed_sizes_do_not_add_up() {
    let a = Distinct::sealed(1);
    let mut b = a.clone();
    b.merge(Distinct::default());
    assert_eq!(b, a);
    b.merge(a);
    assert_eq!(b.count(), None);
}
