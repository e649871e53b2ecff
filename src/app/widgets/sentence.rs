//! A sentence whose figures can be pressed.

use super::evidence;
use crate::app::store::Store;
use gelan::view::parts::sentence::Phrase;
use leptos::prelude::*;

/// The phrases, each that states a figure as a button.
pub fn phrases(store: Store, phrases: &[Phrase]) -> AnyView {
    let phrase = |phrase: &Phrase| {
        let text = phrase.text.clone();
        match (&phrase.subject, phrase.look) {
            (Some(subject), look) => {
                evidence::figure(store, subject.clone(), if look { "look" } else { "" }, text)
            }
            (None, true) => view! { <b>{text}</b> }.into_any(),
            // No line may begin with the punctuation behind a button.
            (None, false) => format!("\u{2060}{text}").into_any(),
        }
    };
    phrases.iter().map(phrase).collect_view().into_any()
}
