//! Public holidays of countries and of their regions, as `xtask/public_holidays.py` writes them down for some years.

use domain::time::Day;

/// The year from which years are counted in the file.
const EPOCH: i32 = 2020;

/// A country, and what its regions have beside its own days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1, two letters.
    pub code: String,
    days: Vec<(Day, String)>,
    pub regions: Vec<Region>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    pub code: String,
    pub name: String,
    days: Vec<(Day, String)>,
    /// Days of the country that are none there.
    gone: Vec<Day>,
}

/// Every country, and the years that are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holidays {
    pub first: i32,
    pub last: i32,
    pub countries: Vec<Country>,
}

impl Holidays {
    /// None: it is not such a file, or one of its lines cannot be read.
    pub fn read(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let mut head = lines.next()?.split('\t');
        let (first, last) = (head.next()?.parse().ok()?, head.next()?.parse().ok()?);
        let mut all = Self { first, last, countries: Vec::new() };
        for line in lines {
            if let Some(code) = line.strip_prefix('=') {
                all.countries.push(Country { code: code.to_owned(), days: Vec::new(), regions: Vec::new() });
                continue;
            }
            let (name, told) = line.split_once('\t')?;
            let country = all.countries.last_mut()?;
            if let Some(code) = name.strip_prefix('+') {
                country.regions.push(Region { code: code.to_owned(), name: told.to_owned(), days: Vec::new(), gone: Vec::new() });
                continue;
            }
            let mut days = Vec::new();
            for told in told.split(' ') {
                days.extend(read_day(told, first..=last)?);
            }
            match (country.regions.last_mut(), name) {
                (Some(region), "-") => region.gone.extend(days),
                (Some(region), name) => region.days.extend(days.into_iter().map(|day| (day, name.to_owned()))),
                (None, name) => country.days.extend(days.into_iter().map(|day| (day, name.to_owned()))),
            }
        }
        Some(all)
    }
}

/// `0101` is a day of every year, `70326` one of 2027.
fn read_day(told: &str, years: std::ops::RangeInclusive<i32>) -> Option<Vec<Day>> {
    let at = told.len().checked_sub(4).filter(|_| told.is_ascii())?;
    let (year, place) = told.split_at(at);
    let (month, day) = (place[..2].parse().ok()?, place[2..].parse().ok()?);
    if year.is_empty() {
        return years.map(|year| Day::new(year, month, day)).collect();
    }
    let year = EPOCH + i32::try_from(u32::from_str_radix(year, 16).ok()?).ok()?;
    years.contains(&year).then(|| Day::new(year, month, day)).flatten().map(|day| vec![day])
}

impl Country {
    /// The days of a year, in a region where one is meant, the earliest first; a day once.
    pub fn of(&self, region: Option<&str>, year: i32) -> Vec<(Day, String)> {
        let region = region.and_then(|code| self.regions.iter().find(|one| one.code == code));
        let gone = |day: Day| region.is_some_and(|region| region.gone.contains(&day));
        // What a day is called in the region counts.
        let own = region.into_iter().flat_map(|region| &region.days);
        let mut all: Vec<(Day, String)> = Vec::new();
        for (day, name) in own.chain(self.days.iter().filter(|(day, _)| !gone(*day))).filter(|(day, _)| day.year() == year) {
            if all.iter().all(|(known, _)| known != day) {
                all.push((*day, name.clone()));
            }
        }
        domain::order::sort(&mut all);
        all
    }
}
