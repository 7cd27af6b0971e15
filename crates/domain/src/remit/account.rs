//! Account numbers: ISO 13616 (IBAN) with its check digits by ISO 7064 MOD 97-10, and ISO 9362 (BIC).

use std::fmt;

use crate::item::{Item, ItemField};
use crate::money::Currency;

/// Country and length of its IBANs, from the register that SWIFT keeps for ISO 13616.
const LENGTHS: &str = "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 \
    ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 \
    LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 \
    SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30";

/// Countries and territories of the Single Euro Payments Area whose accounts have an IBAN of their own (EPC409-09).
const SEPA: &str = "AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE \
    SI SK SM VA";

/// A checked IBAN, in capitals and without spaces.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Iban(String);

/// Why a text is no IBAN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IbanError {
    /// It does not begin with a country, or has signs an IBAN never has.
    Form,
    /// No IBANs are given out there.
    Country,
    /// The country's IBANs have so many characters, and this has others.
    Length { has: usize, wants: usize },
    /// The check digits do not fit: something was mistyped.
    Checksum,
}

/// The remainder by 97 of the number that letters and digits spell, a letter being 10 to 35 (ISO 7064). None for another sign.
pub(super) fn remainder(text: impl Iterator<Item = char>) -> Option<u32> {
    let mut rest = 0u32;
    for letter in text {
        let value = letter.to_digit(36)?;
        rest = (rest * if value > 9 { 100 } else { 10 } + value) % 97;
    }
    Some(rest)
}

impl Iban {
    /// Reads an IBAN however it is spaced and cased.
    pub fn parse(text: &str) -> Result<Self, IbanError> {
        let compact: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.')).collect();
        let compact = compact.to_ascii_uppercase();
        let compact = compact.strip_prefix("IBAN").map(|rest| rest.trim_start_matches(':').to_owned()).unwrap_or(compact);
        let bytes = compact.as_bytes();
        let begins = bytes.len() >= 5 && bytes[..2].iter().all(u8::is_ascii_uppercase) && bytes[2..4].iter().all(u8::is_ascii_digit);
        if !begins || !bytes.iter().all(u8::is_ascii_alphanumeric) {
            return Err(IbanError::Form);
        }
        let length = LENGTHS.split_ascii_whitespace().find_map(|one| one.strip_prefix(&compact[..2])?.parse::<usize>().ok());
        let wants = length.ok_or(IbanError::Country)?;
        if bytes.len() != wants {
            return Err(IbanError::Length { has: bytes.len(), wants });
        }
        let turned = compact[4..].chars().chain(compact[..4].chars());
        if remainder(turned) == Some(1) { Ok(Self(compact)) } else { Err(IbanError::Checksum) }
    }

    /// The first IBAN that stands in a text, on one line of it.
    pub fn within(text: &str) -> Option<Self> {
        let line = |line: &str| {
            let signs: Vec<(usize, char)> = line.char_indices().collect();
            (0..signs.len()).find_map(|at| {
                let begins = at == 0 || !signs[at - 1].1.is_alphanumeric();
                let rest = begins.then(|| &line[signs[at].0..])?;
                let country = rest.get(..2)?.to_ascii_uppercase();
                let wants: usize = LENGTHS.split_ascii_whitespace().find_map(|one| one.strip_prefix(&country)?.parse().ok())?;
                let mut left = wants;
                let taken: String = rest
                    .chars()
                    .take_while(|c| {
                        let counts = c.is_ascii_alphanumeric();
                        let goes_on = left > 0 && (counts || matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '-'));
                        left -= usize::from(counts && left > 0);
                        goes_on
                    })
                    .collect();
                let after = rest[taken.len()..].chars().next();
                Self::parse(&taken).ok().filter(|_| left == 0 && (taken.ends_with(' ') || !after.is_some_and(char::is_alphanumeric)))
            })
        };
        text.lines().find_map(line)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn country(&self) -> &str {
        &self.0[..2]
    }

    /// An account of Switzerland or Liechtenstein.
    pub fn is_swiss(&self) -> bool {
        matches!(self.country(), "CH" | "LI")
    }

    /// A QR-IBAN: its institution's number is 30000 to 31999 (Swiss Implementation Guidelines QR-bill, 2.3).
    pub fn is_qr(&self) -> bool {
        self.is_swiss() && matches!(self.0[4..9].parse::<u32>(), Ok(30_000..=31_999))
    }

    /// Whether a SEPA credit transfer reaches it.
    pub fn is_sepa(&self) -> bool {
        SEPA.split_ascii_whitespace().any(|country| country == self.country())
    }
}

/// In groups of four, as it is printed.
impl fmt::Display for Iban {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, sign) in self.0.char_indices() {
            if at > 0 && at % 4 == 0 {
                f.write_str(" ")?;
            }
            write!(f, "{sign}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Iban {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A BIC in capitals (ISO 9362: four letters or digits of the institution, the country, two of the place, three of the branch or none).
pub fn bic(text: &str) -> Option<String> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
    let bytes = compact.as_bytes();
    let good = matches!(bytes.len(), 8 | 11)
        && bytes.iter().all(u8::is_ascii_alphanumeric)
        && bytes[..4].iter().all(u8::is_ascii_uppercase)
        && bytes[4..6].iter().all(u8::is_ascii_uppercase);
    good.then_some(compact)
}

/// An account of the practice, as it was entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// What it is called among the practice's own.
    pub name: String,
    pub holder: String,
    pub iban: Option<Iban>,
    /// A number that is no IBAN, with whatever the country asks beside it (sort code, routing number).
    pub local: String,
    pub bic: String,
    pub bank: String,
    /// None: for every currency that has no account of its own.
    pub currency: Option<Currency>,
    /// Digits that the bank asks a QR reference to begin with.
    pub prefix: String,
}

impl Account {
    /// The account of an item of the practice.
    pub fn of(item: &Item) -> Self {
        let number = item.get(ItemField::Account);
        let iban = Iban::parse(number).ok();
        Self {
            name: item.title().to_owned(),
            holder: item.get(ItemField::Holder).to_owned(),
            local: if iban.is_some() { String::new() } else { number.to_owned() },
            iban,
            bic: item.get(ItemField::Bic).to_owned(),
            bank: item.get(ItemField::Bank).to_owned(),
            currency: item.currency(),
            prefix: item.get(ItemField::Prefix).to_owned(),
        }
    }

    /// What a document says of it, a line each. The words before the colons are the same in every language.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.holder.clone()];
        match &self.iban {
            Some(iban) => lines.push(format!("IBAN: {iban}")),
            None => lines.extend(self.local.lines().map(str::to_owned)),
        }
        if !self.bic.is_empty() {
            lines.push(format!("BIC: {}", self.bic));
        }
        lines.push(self.bank.clone());
        lines.retain(|line| !line.trim().is_empty());
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_iban_is_checked_by_country_length_and_digits() {
        let good = [
            "DE89 3704 0044 0532 0130 00",
            "CH93 0076 2011 6238 5295 7",
            "gb29nwbk60161331926819",
            "NO9386011117947",
            "MT84MALT011000012345MTLCAST001S",
            "SE45 5000 0000 0583 9825 7466",
        ];
        for text in good {
            assert!(Iban::parse(text).is_ok(), "{text}");
        }
        assert_eq!(Iban::parse("DE89370400440532013001"), Err(IbanError::Checksum));
        assert_eq!(Iban::parse("DE8937040044053201300"), Err(IbanError::Length { has: 21, wants: 22 }));
        assert_eq!(Iban::parse("US64SVBKUS6S3300958879"), Err(IbanError::Country));
        assert_eq!(Iban::parse("12345678"), Err(IbanError::Form));
        assert_eq!(Iban::parse(""), Err(IbanError::Form));
        assert_eq!(Iban::parse("DE89370400440532013000").map(|iban| iban.to_string()).as_deref(), Ok("DE89 3704 0044 0532 0130 00"));
    }

    #[test]
    fn a_qr_iban_is_known_by_its_institution() {
        let qr = |text| Iban::parse(text).expect(text).is_qr();
        assert!(qr("CH44 3199 9123 0008 8901 2"));
        assert!(!qr("CH93 0076 2011 6238 5295 7"));
        assert!(!qr("DE89 3704 0044 0532 0130 00"));
    }

    #[test]
    fn an_iban_is_found_in_a_text() {
        let found = |text| Iban::within(text).map(|iban| iban.as_str().to_owned());
        assert_eq!(found("Bank: Sparkasse\nIBAN: DE89 3704 0044 0532 0130 00 BIC COBADEFFXXX").as_deref(), Some("DE89370400440532013000"));
        assert_eq!(found("Konto CH9300762011623852957, PostFinance").as_deref(), Some("CH9300762011623852957"));
        assert_eq!(found("pay at the desk, 12 Germany Road"), None);
        assert_eq!(found("DE89 3704 0044 0532 0130 01"), None);
        assert_eq!(found("Übergabe\nDEM 3"), None);
    }

    #[test]
    fn a_bic_has_eight_or_eleven_signs() {
        assert_eq!(bic("cobadeff xxx").as_deref(), Some("COBADEFFXXX"));
        assert_eq!(bic("POFICHBE").as_deref(), Some("POFICHBE"));
        assert_eq!(bic("POFICHB"), None);
        assert_eq!(bic("POFI1HBE"), None);
    }
}
