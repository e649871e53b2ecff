//! What reading a cell gave, as it is remembered.

/// The code of a cell and a number for it, in twelve bytes: the code with [`DAMAGED`], the number in two halves.
#[derive(Clone, Copy, Default)]
pub struct KnownCell(u32, [u32; 2]);

/// What is added to the code of a cell that a spreadsheet has rounded.
const DAMAGED: u32 = 1 << 31;

impl KnownCell {
    /// A cell of this code and number; `is_damaged` says that a spreadsheet has rounded it.
    pub fn new(code: u32, print: u64, is_damaged: bool) -> Self {
        let flag = if is_damaged { DAMAGED } else { 0 };
        Self(code & !DAMAGED | flag, [print as u32, (print >> 32) as u32])
    }

    /// Its code.
    pub fn code(self) -> u32 {
        self.0 & !DAMAGED
    }

    /// Its number.
    pub fn print(self) -> u64 {
        let [low, high] = self.1;
        u64::from(high) << 32 | u64::from(low)
    }

    /// Whether a spreadsheet has rounded it.
    pub fn is_damaged(self) -> bool {
        self.0 & DAMAGED != 0
    }
}
