//! What several test programs share.

#[allow(dead_code)]
pub mod golden;
#[allow(dead_code)]
pub mod town;

/// Reading files and computing, as the page and the command line do.
#[allow(dead_code)]
pub mod session {
    use gelan::input::file::{FileReading, ReadChoices, read_file};
    use gelan::input::read::Flow;
    use gelan::model::cell::Day;
    use gelan::model::period::PeriodChoice;
    use gelan::session::Session;

    /// What reading each of these files gives.
    pub fn readings(files: &[(String, Vec<u8>)]) -> impl Iterator<Item = FileReading> {
        let choices = ReadChoices::default();
        let read = move |(name, bytes): &(String, Vec<u8>)| {
            read_file(&mut bytes.as_slice(), name, &choices, &mut |_| Flow::Continue)
        };
        files.iter().map(read)
    }

    /// A session with these files, read in this order.
    pub fn of(files: &[(String, Vec<u8>)]) -> Session {
        let mut session = Session::default();
        for (id, reading) in (0..).zip(readings(files)) {
            session.keep(id, reading);
        }
        session
    }

    /// A day long after the invented files.
    pub fn today() -> Day {
        Day::from_ymd(2026, 1, 1).unwrap()
    }

    /// The results JSON of the last computed period.
    pub fn json(session: &Session) -> String {
        gelan::export::results_json(&session.results().unwrap())
    }

    /// The results JSON of these files for the first half of 2024.
    pub fn results(files: &[(String, Vec<u8>)]) -> serde_json::Value {
        let mut session = of(files);
        session.compute(PeriodChoice::Half(2024, 1), today());
        serde_json::from_str(&json(&session)).unwrap()
    }

    /// Bodies of some results without what needs the days of matters, which travel at 全量 only.
    pub fn without_days(figures: &serde_json::Value) -> serde_json::Value {
        use serde_json::Value;
        let mut figures = figures.clone();
        for one in figures.as_object_mut().into_iter().flat_map(|bodies| bodies.values_mut()) {
            for figure in ["median_days", "closed_with_days", "open_with_days"] {
                one[figure] = Value::Null;
            }
            one.as_object_mut().map(|one| one.remove("median_days_state"));
        }
        figures
    }
}
