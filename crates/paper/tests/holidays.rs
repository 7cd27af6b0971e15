//! Public holidays as they are told, and the file that comes with the app.

use domain::time::Day;
use paper::holidays::Holidays;

const FILE: &str = include_str!("../../../public/holidays.txt");

fn told(all: &Holidays, country: &str, region: Option<&str>, year: i32) -> Vec<String> {
    let country = all.countries.iter().find(|one| one.code == country).expect(country);
    country.of(region, year).into_iter().map(|(day, name)| format!("{day} {name}")).collect()
}

#[test]
fn a_region_adds_renames_and_leaves_out() {
    let text = "2026\t2027\ttest\n=AA\nNew Year\t0101\nSpring\t60403 70326\nMonday off\t60406\n+N\tThe north\nThaw\t60403\nMidsummer\t0624\n-\t60406\n=BB\nOnly\t70102\n";
    let all = Holidays::read(text).expect("it reads");
    assert_eq!((all.first, all.last), (2026, 2027));
    assert_eq!(told(&all, "AA", None, 2026), ["2026-01-01 New Year", "2026-04-03 Spring", "2026-04-06 Monday off"]);
    assert_eq!(told(&all, "AA", Some("N"), 2026), ["2026-01-01 New Year", "2026-04-03 Thaw", "2026-06-24 Midsummer"]);
    assert_eq!(told(&all, "AA", Some("nowhere"), 2027), ["2027-01-01 New Year", "2027-03-26 Spring"]);
    assert_eq!(told(&all, "BB", None, 2026), [""; 0]);
}

#[test]
fn what_is_no_such_file_is_none() {
    for text in [
        "",
        "<!doctype html>",
        "2026\t2027\tx\nBefore a country\t0101\n",
        "2026\t2027\tx\n=AA\nNo day\t0230\n",
        "2026\t2027\tx\n=AA\nNo year\tc0101\n",
        "2026\t2027\tx\n=AA\nNo place\té01\n",
        "2026\t2027\tx\n=AA\nline\n",
    ] {
        assert_eq!(Holidays::read(text), None, "{text}");
    }
}

/// Days that are known from elsewhere: Easter of 2027 is 28 March.
#[test]
fn the_file_has_the_days_that_everybody_knows() {
    let all = Holidays::read(FILE).expect("it reads");
    let has = |country: &str, region: Option<&str>, day: &str| {
        let year = Day::parse(day).expect(day).year();
        told(&all, country, region, year).iter().any(|line| line.starts_with(day))
    };
    for (country, region, day) in [
        ("DE", None, "2027-03-26"),
        ("DE", None, "2027-10-03"),
        ("DE", Some("BY"), "2027-01-06"),
        ("AT", None, "2026-10-26"),
        ("CH", Some("ZH"), "2027-03-29"),
        ("FR", None, "2027-07-14"),
        ("GB", Some("ENG"), "2027-05-31"),
        ("SE", None, "2027-06-26"),
        ("US", None, "2026-11-26"),
        ("ES", None, "2026-12-08"),
    ] {
        assert!(has(country, region, day), "{country} {region:?} {day}");
    }
    assert!(!has("DE", None, "2027-01-06"), "not everywhere");
    assert!(all.countries.len() > 200);
    for country in &all.countries {
        for region in country.regions.iter().map(|one| Some(one.code.as_str())).chain([None]) {
            let any = (all.first..=all.last).any(|year| !country.of(region, year).is_empty());
            assert!(any && country.code.len() == 2, "{} {region:?}", country.code);
        }
    }
}
