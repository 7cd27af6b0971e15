//! What every language writes alike: signs, currencies, names of taxes, short units; and the small words that stand inside names.

use crate::content::Kind;

use super::reading::Method;
use super::words::{Coin, Sense, Unit, code};

/// Short words whose dot does not end a sentence.
pub(super) const DOTTED: &str = "|dr|mr|mrs|ms|st|inc|ltd|co|corp|bros|jr|sr|no|vs|incl|excl|approx|dept|hrs|hr|min|mins|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|qty|ref|p.o|ca|pc|pcs|yr|mo|wk|etc|attn|att|fao\
|bzw|inkl|exkl|zzgl|abzgl|zzt|ggf|nr|stk|std|stck|tsd|jh|okt|dez|mwst|ust|fr|hr|mag|prof|z.b|z|z.hd|hd|zhd|u.a|mo|di|mi|do|fa\
|env|janv|fevr|avr|juil|mme|mlle|art|tel|ht|sr|sra|srta|dto|pza|uds|ud|imp|dpto|ene|abr|ago|set|dic|exl|moms|kl|st|tim|sek|kr|bl|mv|";

/// Ends of company names.
pub(super) const SUFFIXES: &str = "|ltd|limited|inc|incorporated|llc|llp|lp|plc|corp|corporation|co|company|gmbh|ag|kg|ug|ohg|ev|sa|sas|sarl|srl|spa|sl|bv|nv|ab|as|oy|aps|pty|pte|kft|doo|sro|kk|bhd\
|gbr|kgaa|mbh|eg|se|eurl|sasu|snc|scp|sci|slu|sau|slp|hb|kb|ek|partg|e.k|e.v|s.l|s.a|s.a.s|s.l.u|";

/// Small words inside names.
pub(super) const PARTICLES: &str = "|de|del|della|der|den|di|da|do|dos|das|van|von|zu|zur|zum|la|le|les|los|las|el|al|bin|ibn|of|the|and|&|+|y|e|by|und|et|och|du|des|aux|d'|l'|i|im|am|af|";

/// Lower-case words that may end a name.
pub(super) const TAILS: &str = "|family|household|residence|estate|clinic|hotel|restaurant|bakery|studio|agency|office|brothers|sisters|sons|daughters|partners|associates|group|team|foundation|school|church\
|familie|sohne|gruppe|partner|familia|hermanos|hijos|hnos|famille|freres|fils|associes|groupe|familjen|";

/// Letters after a day's number.
pub(super) const ORDINALS: &str = "|st|nd|rd|th|er|ere|re|o|";

#[rustfmt::skip]
pub(super) const COMMON: &[(Sense, &str)] = &[
    (Sense::Kind(Kind::Proforma), "proforma|pro forma|pro-forma"),
    (Sense::At, "@"),
    (Sense::And, "&"),
    (Sense::Plus, "+"),
    (Sense::Less, "-|−"),
    (Sense::About, "~"),
    (Sense::Per, "/"),
    (Sense::Total, "="),
    (Sense::Times, "x|×|*"),
    (Sense::Unit(Unit::Minute), "min"),
    (Sense::Unit(Unit::Hour), "h"),
    (Sense::Unit(Unit::Metre), "m"),
    (Sense::Unit(Unit::Kilometre), "km"),
    (Sense::Unit(Unit::Kilogram), "kg"),
    (Sense::Unit(Unit::Litre), "l"),
    (Sense::Unit(Unit::SquareMetre), "m2|m 2|sqm"),
    (Sense::Percent, "%"),
    (Sense::Thousand, "k|tsd"),
    (Sense::Coin(Coin::Dollar), "$"),
    (Sense::Coin(Coin::Cent), "¢"),
    (code(b"EUR"), "€|euro|euros"),
    (code(b"GBP"), "£"),
    (Sense::Coin(Coin::Yen), "¥"),
    (Sense::Coin(Coin::Rupee), "rs"),
    (code(b"INR"), "₹"),
    (code(b"CHF"), "fr|sfr"),
    (Sense::Coin(Coin::Krone), "kr"),
    (code(b"PLN"), "zł|zl|pln"),
    (code(b"KRW"), "₩"),
    (code(b"RUB"), "₽"),
    (code(b"TRY"), "₺"),
    (code(b"UAH"), "₴"),
    (code(b"VND"), "₫"),
    (code(b"NGN"), "₦"),
    (code(b"PHP"), "₱"),
    (code(b"THB"), "฿"),
    (code(b"ILS"), "₪"),
    (code(b"USD"), "us $|$ us|usd $"),
    (code(b"CAD"), "c $|ca $|can $"),
    (code(b"AUD"), "a $|au $"),
    (code(b"NZD"), "nz $"),
    (code(b"HKD"), "hk $"),
    (code(b"SGD"), "s $"),
    (code(b"BRL"), "r $"),
    (code(b"MXN"), "mx $"),
    (code(b"TWD"), "nt $"),
    (Sense::Tax, "mehrwertsteuer|umsatzsteuer|mw st|u st|mwst satz|mervardesskatt|mva|btw|impuesto|impuestos|taxe|taxes|skatt|steuer|igic|ipsi|tps|tvq|vat|tax|gst|hst|pst|qst|sales tax|tva|mwst|iva|moms|taxes|service tax|consumption tax|ust|btw"),
    (Sense::Method(Method::Card), "visa|mastercard|amex"),
    (Sense::Method(Method::BankTransfer), "ach|sepa"),
    (Sense::Method(Method::PayPal), "paypal"),
    (Sense::Method(Method::Stripe), "stripe"),
    (Sense::Method(Method::Venmo), "venmo"),
    (Sense::Method(Method::Zelle), "zelle"),
    (Sense::Order, "po|p.o"),
    (Sense::Net, "net"),
    (Sense::NumberSign, "no|number|#|nr|num|:|nº|№"),
    (code(b"CZK"), "kc"),
    (code(b"HUF"), "ft"),
    (code(b"RON"), "lei"),
    (code(b"CHF"), "frs"),
];
