//! Cells to typed values.
/// Units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[allow(missing_docs)]
pub enum Unit {
    Person,
    Household,
    Minute,
    Copy,
    Occasion,
}
/// A whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Quantity {
    /// Number.
    pub value: i64,
    /// Unit.
    pub unit: Option<Unit>,
}
