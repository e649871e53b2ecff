//! A sentence whose figures can be pressed.

use super::evidence;
use crate::app::store::Store;
use gelan::view::parts::sentence::{Phrase, with_marks};
use leptos::prelude::*;

/// The phrases, each that states a figure as a button.
pub fn phrases(store: Store, phrases: &[Phrase]) -> AnyView {
    let phrase = |(phrase, (text, behind)): (&Phrase, (&str, &str))| {
        let (text, behind) = (text.to_owned(), behind.to_owned());
        match (phrase.subject.clone(), phrase.look) {
            (Some(subject), look) => {
                let figure = evidence::figure(store, subject, if look { "look" } else { "" }, text);
                view! { <span class="clause">{figure}{behind}</span> }.into_any()
            }
            (None, true) => view! { <b>{text}</b>{behind} }.into_any(),
            (None, false) => (text + &behind).into_any(),
        }
    };
    phrases.iter().zip(with_marks(phrases)).map(phrase).collect_view().into_any()
}
