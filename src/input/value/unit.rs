//! Units as cells write them.

use super::scan::Scan;
use crate::model::unit::Unit;

/// Other words for the same unit; looked at before the symbols.
const ALIASES: &[(&str, Unit)] = &[
    ("人/次", Unit::PersonTime),
    ("户/次", Unit::HouseholdTime),
    ("个小时", Unit::Hour),
    ("个钟头", Unit::Hour),
    ("钟头", Unit::Hour),
    ("场次", Unit::Session),
    ("批次", Unit::Batch),
    ("周岁", Unit::Age),
    ("位", Unit::Person),
    ("minutes", Unit::Minute),
    ("min", Unit::Minute),
    ("h", Unit::Hour),
    ("H", Unit::Hour),
];

impl Unit {
    /// The unit that `text` names and nothing else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(unit) = Self::from_symbol(text) {
            return Some(unit);
        }
        let mut scan = Scan::new(text);
        Self::take(&mut scan).filter(|_| scan.at_end())
    }

    /// Takes the longest unit that stands at the cursor.
    pub(super) fn take(scan: &mut Scan<'_>) -> Option<Self> {
        let first = scan.peek()?;
        let aliases = ALIASES.iter().copied().filter(|(word, _)| word.starts_with(first));
        let symbols =
            Self::ALL.iter().map(|unit| (unit.symbol(), *unit)).filter(|(word, _)| word.starts_with(first));
        aliases.chain(symbols).find(|(word, _)| scan.eat(word)).map(|(_, unit)| unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_symbol_reads_back() {
        for &unit in Unit::ALL {
            assert_eq!(Unit::parse(unit.symbol()), Some(unit));
            assert_eq!(serde_json::to_string(&unit).unwrap(), format!("\"{unit}\""));
        }
    }

    #[test]
    fn longest_first() {
        assert_eq!(Unit::parse("人次"), Some(Unit::PersonTime));
        assert_eq!(Unit::parse("人／次"), Some(Unit::PersonTime));
        assert_eq!(Unit::parse("个 小时"), Some(Unit::Hour));
        assert_eq!(Unit::parse("场次"), Some(Unit::Session));
        assert_eq!(Unit::parse("％"), Some(Unit::Percent));
        assert_eq!(Unit::parse("人们"), None);
        assert_eq!(Unit::parse(""), None);
    }
}
