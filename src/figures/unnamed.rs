//! Figures without names of persons: what files hold where nobody ticked them.

use super::{Figures, Missing, NoPlans};
use crate::catalogue::{Term, Units};
use crate::input::value::grid_key;
use crate::order::Gather as _;
use crate::text::veil::Veil;

impl Figures {
    /// The same figures without persons, without names of items and rows, and with names of places as snapshots have
    /// them.
    pub fn without_names(&self) -> Self {
        let mut out = self.clone();
        let veil = std::mem::take(&mut out.veil);
        let veiled = |name: &mut String| *name = veil.name(name, "");
        out.township.iter_mut().for_each(veiled);
        veiled(&mut out.settings.township);
        for village in &mut out.villages {
            village.name = veil.name(&village.name, &village.code);
            village.code = veil.code(&village.code);
        }
        for grid in &mut out.grids {
            let name = veil.name(&grid.name, &grid.code);
            veiled(&mut grid.village);
            if name != grid.name {
                grid.key = grid_key(&name, &grid.village).to_string();
            }
            grid.name = name;
            grid.code = veil.code(&grid.code);
        }
        for measure in &mut out.measures {
            let of_places = !matches!(
                measure.measure.definition().base,
                [Term::Sum(Units::Own, _)] | [Term::Sum(Units::Villages, _)]
            );
            measure.missing = measure.missing.take().filter(|_| of_places);
            for Missing { name, village, .. } in measure.missing.iter_mut().flatten() {
                veiled(name);
                veiled(village);
            }
        }
        if let Some(posts) = &mut out.posts {
            posts.vacant.iter_mut().for_each(veiled);
            for doubled in &mut posts.doubled {
                veiled(&mut doubled.grid);
                doubled.names.clear();
            }
            (posts.shared, posts.unlisted, posts.without_grid) = (None, None, None);
        }
        out.persons.clear();
        // How many they are names nobody.
        out.late.clear();
        out.plans = Err(NoPlans::Snapshot);
        out
    }

    /// What pictures are saved without: the names of representatives too.
    pub fn veil_of_persons(&self) -> Veil {
        let persons = self.persons.iter().map(|p| p.name.clone());
        Veil(self.veil.0.iter().cloned().chain(persons).into_set())
    }
}
