//! Chinese numerals up to 万亿, everyday and formal.

use super::scan::TextCursor;

/// Returns the value of a Chinese numeral that fills the text; `None` for any other text.
///
/// ```
/// use gelan_core::input::value::numeral;
/// assert_eq!(numeral("一千零五"), Some(1005));
/// assert_eq!(numeral("二〇二四"), Some(2024));
/// assert_eq!(numeral("三百二"), Some(320));
/// assert_eq!(numeral("三张"), None);
/// ```
pub fn numeral(text: &str) -> Option<u64> {
    let mut cursor = TextCursor::new(text);
    cursor.skip_blank();
    let value = take(&mut cursor)?;
    cursor.at_end().then_some(value)
}

/// Whether `c` can stand in a Chinese numeral (ASCII digits apart).
pub(super) fn is_numeral(c: char) -> bool {
    part(c).is_some()
}

/// Whether running text has `c` in numerals. It has no formal forms: 陆 and 伍 are names there.
pub fn is_everyday(c: char) -> bool {
    is_everyday_digit(c) || matches!(c, '两' | '十' | '百' | '千' | '万' | '亿')
}

/// Whether `c` is a digit of a year or a fraction in running text: 二〇二四.
pub fn is_everyday_digit(c: char) -> bool {
    matches!(c, '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九')
}

/// Whether `c` multiplies the digits before it: 十, 百, 千, 万, 亿.
pub fn is_scale(c: char) -> bool {
    matches!(part(c), Some(Part::Scale(_)))
}

enum Part {
    Digit(u64),
    Scale(u64),
}

fn part(c: char) -> Option<Part> {
    Some(match c {
        '〇' | '零' | '○' => Part::Digit(0),
        '一' | '壹' => Part::Digit(1),
        '二' | '两' | '贰' | '貳' | '兩' => Part::Digit(2),
        '三' | '叁' | '參' => Part::Digit(3),
        '四' | '肆' => Part::Digit(4),
        '五' | '伍' => Part::Digit(5),
        '六' | '陆' | '陸' => Part::Digit(6),
        '七' | '柒' => Part::Digit(7),
        '八' | '捌' => Part::Digit(8),
        '九' | '玖' => Part::Digit(9),
        '十' | '拾' => Part::Scale(10),
        '百' | '佰' => Part::Scale(100),
        '千' | '仟' => Part::Scale(1000),
        '万' | '萬' => Part::Scale(10_000),
        '亿' | '億' => Part::Scale(100_000_000),
        _ => return None,
    })
}

/// Takes the numeral at the cursor, no white space inside.
pub(super) fn take(cursor: &mut TextCursor<'_>) -> Option<u64> {
    Numeral::default().finish(cursor)
}

/// Takes the scales, and what follows them, behind a figure in ASCII digits: the 万5千 of 3万5千. Returns the figure itself
/// where there are none.
pub(super) fn take_after(figure: u64, cursor: &mut TextCursor<'_>) -> Option<u64> {
    Numeral { current: Some(figure), fixed: true, ..Numeral::default() }.finish(cursor)
}

/// Takes one of 十 百 千 万 亿, or several in a row (百万), as a factor.
pub(super) fn take_scale(cursor: &mut TextCursor<'_>) -> u64 {
    take_scale_unless(cursor, |_| false)
}

/// As [`take_scale`], but leaves those behind which `is_unit` finds a unit that they belong to: the 万 of 万元.
pub fn take_scale_unless(cursor: &mut TextCursor<'_>, is_unit: impl Fn(Option<char>) -> bool) -> u64 {
    let mut factor = 1_u64;
    while let Some(Part::Scale(scale)) = cursor.raw().and_then(part) {
        let mut ahead = *cursor;
        ahead.bump();
        let Some(product) = factor.checked_mul(scale).filter(|_| !is_unit(ahead.raw())) else { break };
        factor = product;
        *cursor = ahead;
    }
    factor
}

#[derive(Default)]
struct Numeral {
    /// The part before 亿, in ones.
    hundred_millions: u64,
    /// The part before 万, in ones.
    ten_thousands: u64,
    /// The part below 万.
    section: u64,
    /// The digit, or the digits, that no scale has taken yet.
    current: Option<u64>,
    /// `current` is a figure that another digit must not lengthen.
    fixed: bool,
    /// `current` has grown by a second digit, so it takes no scale.
    positional: bool,
    /// The last scale, 0 where there was none.
    last: u64,
    seen_yi: bool,
    seen_wan: bool,
    /// There was a 零 since the last scale.
    zero: bool,
}

impl Numeral {
    fn finish(mut self, cursor: &mut TextCursor<'_>) -> Option<u64> {
        let mut any = self.current.is_some();
        while let Some(c) = cursor.raw() {
            if c.is_ascii_digit() {
                if self.last == 0 {
                    break;
                }
                let (figure, _) = cursor.digits()?;
                if self.current.replace(figure).is_some() {
                    return None;
                }
                self.fixed = true;
                continue;
            }
            match part(c) {
                Some(Part::Digit(d)) => self.digit(d)?,
                Some(Part::Scale(s)) => self.scale(s)?,
                None => break,
            }
            any = true;
            cursor.bump();
        }
        if any { self.sum() } else { None }
    }

    fn digit(&mut self, d: u64) -> Option<()> {
        if self.last > 0 && d == 0 && self.current.is_none() {
            self.zero = true;
            return Some(());
        }
        match self.current {
            None => self.current = Some(d),
            Some(current) if self.last == 0 && !self.fixed => {
                self.current = Some(current.checked_mul(10)?.checked_add(d)?);
                self.positional = true;
            }
            Some(_) => return None,
        }
        Some(())
    }

    fn scale(&mut self, scale: u64) -> Option<()> {
        if self.positional {
            return None;
        }
        let current = self.current.take();
        let first = self.last == 0;
        let counted = |sum: Option<u64>| {
            let count = if first && current.is_none() { Some(1) } else { sum };
            count.filter(|count| *count > 0)?.checked_mul(scale)
        };
        match scale {
            10_000 if self.seen_wan => return None,
            10_000 => {
                self.ten_thousands = counted(self.section.checked_add(current.unwrap_or(0)))?;
                (self.section, self.seen_wan) = (0, true);
            }
            100_000_000 if self.seen_yi => return None,
            100_000_000 => {
                let section = self.section.checked_add(current.unwrap_or(0))?;
                self.hundred_millions = counted(self.ten_thousands.checked_add(section))?;
                (self.ten_thousands, self.section) = (0, 0);
                (self.seen_yi, self.seen_wan) = (true, false);
            }
            _ => {
                let in_section = self.last != 0 && self.last < 10_000;
                let count = match current {
                    Some(0) => return None,
                    Some(d) => d,
                    None if first || scale == 10 => 1,
                    None => return None,
                };
                if in_section && scale >= self.last {
                    return None;
                }
                self.section = self.section.checked_add(count.checked_mul(scale)?)?;
            }
        }
        self.last = scale;
        self.zero = false;
        self.fixed = false;
        Some(())
    }

    fn sum(self) -> Option<u64> {
        let whole = self.hundred_millions.checked_add(self.ten_thousands)?.checked_add(self.section)?;
        let rest = match self.current {
            Some(_) if self.fixed && self.last > 0 => return None,
            Some(d) if self.last > 10 && !self.zero => d.checked_mul(self.last / 10)?,
            Some(d) => d,
            None if self.zero => return None,
            None => 0,
        };
        whole.checked_add(rest)
    }
}
