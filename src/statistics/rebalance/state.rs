//! The state of the search: the load of each grid, and the part of it that can still leave.

/// A group that can move.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub work: u64,
    pub grid: usize,
    pub group: usize,
}

/// Groups and loads during the search. `items` are in order from the largest to the smallest; all have work.
pub(super) struct SearchState<'a> {
    pub items: &'a [Item],
    loads: Vec<u64>,
    /// The part of each load that cannot leave: fixed, moved in, or passed over.
    stuck: Vec<u64>,
    free: Vec<bool>,
}

impl<'a> SearchState<'a> {
    /// All groups at home and free; `loads` are those of the grids, groups included.
    pub fn new(items: &'a [Item], loads: &[u64]) -> Self {
        let mut stuck = loads.to_vec();
        for item in items {
            change(&mut stuck, item.grid, |v| v.saturating_sub(item.work));
        }
        Self { items, loads: loads.to_vec(), stuck, free: vec![true; items.len()] }
    }

    pub fn grids(&self) -> usize {
        self.loads.len()
    }

    /// Returns the grid with the largest load (the first of several) and its load.
    pub fn fullest(&self) -> Option<(usize, u64)> {
        let order = |(i, load): &(usize, &u64)| (**load, std::cmp::Reverse(*i));
        self.loads.iter().enumerate().max_by_key(order).map(|(i, load)| (i, *load))
    }

    pub fn is_free(&self, item: usize) -> bool {
        self.free.get(item).copied().unwrap_or(false)
    }

    /// Whether the part of the grid's load that cannot leave, with `work` added, is within the bound.
    pub fn holds(&self, grid: usize, work: u64, bound: u64) -> bool {
        self.stuck.get(grid).is_some_and(|stuck| stuck.saturating_add(work) <= bound)
    }

    /// Takes a group out of its grid.
    pub fn lift(&mut self, index: usize, item: Item) {
        change(&mut self.free, index, |_| false);
        change(&mut self.loads, item.grid, |v| v - item.work);
    }

    /// Undoes `lift`.
    pub fn lower(&mut self, index: usize, item: Item) {
        change(&mut self.free, index, |_| true);
        change(&mut self.loads, item.grid, |v| v + item.work);
    }

    /// Puts a lifted group into another grid, for good.
    pub fn put(&mut self, item: Item, to: usize) {
        change(&mut self.loads, to, |v| v + item.work);
        change(&mut self.stuck, to, |v| v + item.work);
    }

    /// Undoes `put`.
    pub fn take(&mut self, item: Item, to: usize) {
        change(&mut self.stuck, to, |v| v - item.work);
        change(&mut self.loads, to, |v| v - item.work);
    }

    /// Lets a group stay for good.
    pub fn pass(&mut self, index: usize, item: Item) {
        change(&mut self.free, index, |_| false);
        change(&mut self.stuck, item.grid, |v| v + item.work);
    }

    /// Undoes `pass`.
    pub fn unpass(&mut self, index: usize, item: Item) {
        change(&mut self.free, index, |_| true);
        change(&mut self.stuck, item.grid, |v| v - item.work);
    }

    /// How many groups must leave at least for no grid to be above the bound; `None` where all that can
    /// leave do not suffice.
    pub fn needed(&self, bound: u64) -> Option<usize> {
        let mut excess: Vec<u64> = self.loads.iter().map(|load| load.saturating_sub(bound)).collect();
        let mut needed = 0;
        for (item, _) in self.items.iter().zip(&self.free).filter(|(_, free)| **free) {
            if let Some(excess) = excess.get_mut(item.grid).filter(|excess| **excess > 0) {
                *excess = excess.saturating_sub(item.work);
                needed += 1;
            }
        }
        excess.iter().all(|&excess| excess == 0).then_some(needed)
    }
}

fn change<T: Copy>(values: &mut [T], at: usize, by: impl FnOnce(T) -> T) {
    if let Some(value) = values.get_mut(at) {
        *value = by(*value);
    }
}
