//! Passwords of snapshots by the browser's own cryptography: PBKDF2 and AES-GCM, as `gelan::snapshot::password` has it.

use gelan::snapshot::{Locked, Snapshot, SnapshotError, payload};
use js_sys::{Array, Object, Reflect, Uint8Array};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

fn object(fields: &[(&str, JsValue)]) -> Result<Object, JsValue> {
    let object = Object::new();
    for (name, value) in fields {
        Reflect::set(&object, &(*name).into(), value)?;
    }
    Ok(object)
}

fn bytes(of: &[u8]) -> JsValue {
    Uint8Array::from(of).into()
}

fn subtle() -> Result<SubtleCrypto, JsValue> {
    let subtle = window().crypto()?.subtle();
    // Absent where the page came over plain http.
    if subtle.is_undefined() { Err(JsValue::NULL) } else { Ok(subtle) }
}

async fn key(password: &str, salt: &[u8], usage: &str) -> Result<CryptoKey, JsValue> {
    let subtle = subtle()?;
    let word = Uint8Array::from(password.as_bytes());
    let uses = Array::of1(&"deriveKey".into());
    let word = JsFuture::from(subtle.import_key_with_str("raw", &word, "PBKDF2", false, &uses)?).await?;
    let how = object(&[
        ("name", "PBKDF2".into()),
        ("hash", "SHA-256".into()),
        ("salt", bytes(salt)),
        ("iterations", Locked::ROUNDS.into()),
    ])?;
    let what = object(&[("name", "AES-GCM".into()), ("length", 256.into())])?;
    let uses = Array::of1(&usage.into());
    let derived =
        subtle.derive_key_with_object_and_object(&how, word.unchecked_ref(), &what, false, &uses)?;
    Ok(JsFuture::from(derived).await?.unchecked_into())
}

fn cipher(nonce: &[u8], version: u8) -> Result<Object, JsValue> {
    object(&[
        ("name", "AES-GCM".into()),
        ("iv", bytes(nonce)),
        ("additionalData", bytes(&Locked::beside(version))),
    ])
}

/// A snapshot behind a password; `None` where the browser has no cryptography here.
pub async fn lock(snapshot: &Snapshot, password: &str) -> Option<Locked> {
    let (mut salt, mut nonce) = ([0; 16], [0; 12]);
    let random = window().crypto().ok()?;
    random.get_random_values_with_u8_array(&mut salt).ok()?;
    random.get_random_values_with_u8_array(&mut nonce).ok()?;
    let key = key(password, &salt, "encrypt").await.ok()?;
    let sealed = subtle()
        .ok()?
        .encrypt_with_object_and_u8_array(&cipher(&nonce, Locked::VERSION).ok()?, &key, &payload(snapshot))
        .ok()?;
    let sealed = JsFuture::from(sealed).await.ok()?;
    Some(Locked { version: Locked::VERSION, salt, nonce, sealed: Uint8Array::new(&sealed).to_vec() })
}

/// The snapshot behind a password.
///
/// # Errors
/// Where it is another password.
pub async fn unlock(locked: &Locked, password: &str) -> Result<Snapshot, SnapshotError> {
    let opened = async {
        let key = key(password, &locked.salt, "decrypt").await?;
        let opened = subtle()?.decrypt_with_object_and_u8_array(
            &cipher(&locked.nonce, locked.version)?,
            &key,
            &locked.sealed,
        )?;
        JsFuture::from(opened).await
    };
    let opened = opened.await.map_err(|_| SnapshotError::WrongPassword)?;
    locked.opened(&Uint8Array::new(&opened).to_vec())
}
