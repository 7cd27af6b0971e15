//! Where the person sits, and what of working time they see.

use domain::figure;
use domain::time::{Day, Moment};
use domain::working::{Hours, Week, Zone, minute};

use crate::browser::clock;
use crate::words::locale::Locale;

/// The clocks of this place, for as long as plans are made.
pub fn zone() -> Zone {
    clock::zone()
}

/// What the zone database calls this place, where the browser says so.
pub fn zone_name() -> Option<String> {
    clock::zone_name()
}

/// The civil day of an instant, and its hour and minute.
pub fn civil(at: Moment) -> (Day, (u32, u32)) {
    (clock::day_of(at), clock::time_of(at))
}

/// Hours a day as they are typed, written the way they are kept; what is no number goes on as it is, and is refused with a reason.
pub fn capacity(typed: &str, locale: &Locale) -> String {
    match figure::read(typed, locale.mark(), figure::Usual::Fine) {
        Ok(hours) => hours.normalize().to_string(),
        Err(_) => typed.to_owned(),
    }
}

/// One weekday as it is typed: from when to when, empty for a day off.
pub type Typed = (String, String);

pub fn shown(hours: Option<Hours>) -> Typed {
    let at = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    hours.map_or_else(Typed::default, |hours| (at(hours.from()), at(hours.to() % 1_440)))
}

/// The week as it was typed, Monday first; Err: the first weekday that cannot be, or seven when nobody works at all.
pub fn read(days: &[Typed; 7]) -> Result<Week, usize> {
    let mut week = [None; 7];
    for (at, (from, to)) in days.iter().enumerate() {
        if from.is_empty() && to.is_empty() {
            continue;
        }
        // Midnight at the end of a day is typed as the midnight it is.
        let to = if to == "00:00" { Some(1_440) } else { minute(to) };
        let hours = minute(from).zip(to).and_then(|(from, to)| Hours::new(from, to)).ok_or(at)?;
        if let Some(day) = week.get_mut(at) {
            *day = Some(hours);
        }
    }
    Week::new(week).ok_or(days.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_a_day_are_typed_as_the_place_writes_them() {
        let german = Locale { decimal: ",".to_owned(), group: ".".to_owned(), ..Locale::default() };
        assert_eq!(["6", "7,5", " 8 ", "", "many"].map(|typed| capacity(typed, &german)), ["6", "7.5", "8", "", "many"]);
    }

    #[test]
    fn a_typed_week_reads_back_and_says_which_day_is_wrong() {
        let mut typed = Week::default().days().map(shown);
        assert_eq!(read(&typed), Ok(Week::default()));
        typed[1] = ("17:00".to_owned(), "09:00".to_owned());
        assert_eq!(read(&typed), Err(1));
        typed[1] = ("22:00".to_owned(), "00:00".to_owned());
        assert_eq!(
            read(&typed).map(|week| week.to_string()).as_deref(),
            Ok("09:00-17:00 22:00-24:00 09:00-17:00 09:00-17:00 09:00-17:00 - -")
        );
        assert_eq!(read(&Default::default()), Err(7));
    }
}
