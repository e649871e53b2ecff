//! Numbers and names that look drawn by chance and are the same every time.

/// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014).
pub struct Draw {
    state: u64,
    people: usize,
}

const SURNAMES: [&str; 32] = [
    "赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "褚", "卫", "蒋", "沈", "韩", "杨", "朱",
    "秦", "许", "何", "吕", "施", "张", "孔", "曹", "严", "华", "金", "魏", "陶", "姜", "罗",
];
const FIRST: [&str; 16] =
    ["明", "建", "春", "秀", "国", "玉", "志", "桂", "永", "德", "文", "海", "光", "正", "家", "小"];
/// The empty one makes names of two characters.
const SECOND: [&str; 13] = ["华", "英", "强", "芳", "林", "军", "兰", "平", "云", "福", "梅", "山", ""];
const NAMES: usize = SURNAMES.len() * FIRST.len() * SECOND.len();
/// Shares no factor with [`NAMES`], so that the first [`NAMES`] names are all different.
const NAME_STEP: usize = 2741;

impl Draw {
    pub fn new(seed: u64) -> Self {
        Self { state: seed, people: 0 }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number in `0..n`; 0 where `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        (((self.next() >> 32) * n as u64) >> 32) as usize
    }

    /// A number in `low..=high`.
    pub fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// One of the items.
    pub fn pick<T: Copy + Default>(&mut self, items: &[T]) -> T {
        items.get(self.below(items.len())).copied().unwrap_or_default()
    }

    /// `total` in `n` uneven parts of at least 1.
    pub fn parts(&mut self, total: usize, n: usize) -> Vec<usize> {
        let weights: Vec<usize> = (0..n).map(|_| self.between(2, 12)).collect();
        apportion(total.saturating_sub(n), &weights).into_iter().map(|part| part + 1).collect()
    }

    /// A name that no other person of the sample has.
    pub fn person(&mut self) -> String {
        let i = self.people * NAME_STEP % NAMES;
        self.people += 1;
        let of = |list: &[&'static str], i: usize| list.get(i % list.len()).copied().unwrap_or_default();
        let (surname, rest) = (of(&SURNAMES, i), i / SURNAMES.len());
        format!("{surname}{}{}", of(&FIRST, rest), of(&SECOND, rest / FIRST.len()))
    }

    /// A phone number of the form 1990000xxxx for the last person drawn.
    pub fn phone(&mut self) -> i64 {
        19_900_000_000 + (self.people * 7 % 10_000) as i64
    }
}

/// `total` in parts proportional to the weights, rounded so that they add up to it exactly.
pub fn apportion(total: usize, weights: &[usize]) -> Vec<usize> {
    // The products do not fit the 32 bits that a usize has in the browser.
    let (total, sum) = (total as u64, weights.iter().sum::<usize>().max(1) as u64);
    let (mut weight, mut given) = (0, 0);
    weights
        .iter()
        .map(|w| {
            weight += *w as u64;
            let upto = total * weight / sum;
            let part = upto - given;
            given = upto;
            part as usize
        })
        .collect()
}
