//! A sentence whose figures can be pressed.

use super::evidence;
use crate::app::store::Store;
use gelan::view::parts::sentence::Phrase;
use leptos::prelude::*;

/// The phrases, each that states a figure as a button.
pub fn phrases(store: Store, phrases: &[Phrase]) -> AnyView {
    let phrase = |(i, phrase): (usize, &Phrase)| {
        let text = phrase.text[mark(phrases, i).len()..].to_owned();
        let behind = mark(phrases, i + 1).to_owned();
        match (phrase.subject.clone(), phrase.look) {
            (Some(subject), look) => {
                let figure = evidence::figure(store, subject, if look { "look" } else { "" }, text);
                view! { <span class="clause">{figure}{behind}</span> }.into_any()
            }
            (None, true) => view! { <b>{text}</b>{behind} }.into_any(),
            (None, false) => (text + &behind).into_any(),
        }
    };
    phrases.iter().enumerate().map(phrase).collect_view().into_any()
}

/// The punctuation with which the phrase at `at` begins. It stands with the one before, since no line may begin with it.
fn mark(phrases: &[Phrase], at: usize) -> &str {
    let text = phrases.get(at).filter(|_| at > 0).map_or("", |p| &p.text);
    let first = text.chars().next().filter(|c| "，；。、）,;.".contains(*c));
    &text[..first.map_or(0, char::len_utf8)]
}
