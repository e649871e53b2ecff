//! Settings as a small file, which versions before and after this one can read too.

use super::{Accepts, Key, Settings};
use crate::catalogue::Measure;
use crate::order::Gather as _;
use crate::text::{say, t};
use serde_json::{Map, Value, json};

/// What a settings file begins with.
const FORMAT: &str = "gelan-settings";
const VERSION: u64 = 1;

impl Settings {
    /// As a settings file (JSON): every setting under its name.
    pub fn to_file(&self) -> String {
        let settings: Map<String, Value> = Key::all().map(|key| (key.id(), key.value(self))).into_object();
        let file = json!({"format": FORMAT, "version": VERSION, "settings": settings});
        serde_json::to_string_pretty(&file).unwrap_or_default()
    }

    /// Returns the settings that are not as by default, but for the language.
    pub fn changed(&self) -> Vec<Key> {
        let default = Self::default();
        let other = |key: &Key| *key != Key::Language && key.text(self) != key.text(&default);
        Key::all().filter(other).collect()
    }

    /// Reads a settings file. What it does not name is as by default; what is unknown or wrong is left out,
    /// each with a sentence.
    ///
    /// # Errors
    /// A sentence, where the text is no settings file at all.
    pub fn from_file(text: &str) -> Result<(Self, Vec<String>), String> {
        let other = || t("这不是格览的设置文件").to_owned();
        let file: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|_| other())?;
        let named = file.get("settings").and_then(Value::as_object);
        let named = named.filter(|_| file.get("format").and_then(Value::as_str) == Some(FORMAT));
        let named = named.ok_or_else(other)?;
        let mut notes = Vec::new();
        if file.get("version").and_then(Value::as_u64).is_none_or(|v| v > VERSION) {
            notes.push(t("设置文件由更新版本的格览保存，只载入认得的项").to_owned());
        }
        let mut settings = Self::default();
        for (id, value) in named {
            let text = match value {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            match Key::of(id) {
                Some(key) => notes.extend(key.put(&mut settings, &text).err()),
                None => notes.push(say!("不认识“{id}”这一项，没有载入", id)),
            }
        }
        if let Err(sentence) = settings.check() {
            let Self { wisn, .. } = Self::default();
            settings.wisn.working_days_per_year = wisn.working_days_per_year;
            settings.wisn.days_off_per_year = wisn.days_off_per_year;
            notes.push(say!("{sentence}，这两项改用默认值", sentence));
        }
        Ok((settings, notes))
    }
}

impl Key {
    /// Whether it travels in snapshots: words of the sender do not.
    pub fn travels(self) -> bool {
        self.is_number() || self == Self::VillageTargets
    }

    /// The setting in a list of all: what was chosen in its words.
    pub fn shown(self, settings: &Settings) -> String {
        let text = self.text(settings);
        match self.accepts() {
            Accepts::OneOf(all) => {
                let chosen = all.iter().find(|(known, _)| known.to_string() == text);
                chosen.map_or(text, |(_, words)| t(words).to_owned())
            }
            Accepts::Targets => {
                settings.villages.table(Measure::title).replace('\t', " ").replace('\n', t("；"))
            }
            _ => text,
        }
    }

    /// A number where it is one, so that other programs read it as such.
    pub fn value(self, settings: &Settings) -> Value {
        let text = self.text(settings);
        if !self.is_number() {
            return Value::String(text);
        }
        let whole = text.parse::<i64>().map(Value::from);
        whole.or_else(|_| text.parse::<f64>().map(Value::from)).unwrap_or(Value::String(text))
    }
}
