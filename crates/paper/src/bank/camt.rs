//! ISO 20022 account statements: camt.053 of every version, and camt.052 and camt.054, which have the same entries in other envelopes.

use domain::money::{Currency, Money};
use domain::text;
use domain::time::Day;
use quick_xml::Reader;
use quick_xml::events::Event;
use rust_decimal::Decimal;

use super::{BankError, BankFile, Raw, known};

const DEPTH_MOST: usize = 64;
/// Characters of one element.
const TEXT_MOST: usize = 4_000;

/// An element of an entry: the names on the way to it, `Ntry` left out, and its text.
struct Leaf {
    path: String,
    text: String,
    currency: Option<Currency>,
}

/// What one detail of an entry says. Where a version has its names within `Pty`, they are read there too.
#[derive(Default)]
struct Said<'a>(Vec<&'a Leaf>, &'a str);

impl Said<'_> {
    fn all(&self, path: &str) -> impl Iterator<Item = &str> {
        let whole = format!("{}{path}", self.1);
        self.0.iter().filter(move |leaf| leaf.path == whole).map(|leaf| leaf.text.as_str()).filter(|text| !text.is_empty())
    }

    fn first(&self, paths: &[&str]) -> String {
        paths.iter().find_map(|path| self.all(path).next().map(str::to_owned)).unwrap_or_default()
    }

    fn says(&self, within: &str) -> bool {
        let whole = format!("{}{within}", self.1);
        self.0.iter().any(|leaf| leaf.path.starts_with(&whole))
    }

    fn money(&self, paths: &[&str]) -> Option<Money> {
        paths.iter().find_map(|path| {
            let whole = format!("{}{path}", self.1);
            let leaf = self.0.iter().find(|leaf| leaf.path == whole)?;
            Money::exact(Decimal::from_str_exact(leaf.text.trim()).ok()?, leaf.currency?).ok()
        })
    }
}

pub(super) fn read(text: &str) -> Result<BankFile, BankError> {
    let mut file = BankFile::default();
    let mut reader = Reader::from_str(text);
    // Elements that are open, by their names.
    let mut path: Vec<String> = Vec::new();
    let mut entry: Vec<Leaf> = Vec::new();
    let mut details = 0usize;
    let mut entries = 0u32;
    let (mut raws, mut account, mut is_bank) = (Vec::new(), String::new(), false);
    let (mut said, mut currency) = (String::new(), None);
    loop {
        match reader.read_event() {
            Err(quick_xml::Error::Syntax(_)) | Err(quick_xml::Error::IllFormed(_)) if !path.is_empty() && at_end(&reader, text) => {
                return Err(BankError::Truncated);
            }
            Err(_) => return Err(BankError::NotCamt),
            Ok(Event::DocType(_)) => return Err(BankError::Declares),
            Ok(Event::Start(start)) => {
                let name = start.local_name().as_ref().to_owned();
                if path.len() >= DEPTH_MOST {
                    return Err(BankError::NotCamt);
                }
                is_bank = is_bank || matches!(name.as_str(), "BkToCstmrStmt" | "BkToCstmrAcctRpt" | "BkToCstmrDbtCdtNtfctn");
                if path.is_empty() && name != "Document" && !is_bank {
                    return Err(BankError::NotCamt);
                }
                currency = start
                    .attributes()
                    .flatten()
                    .find(|attribute| attribute.key.local_name().as_ref() == "Ccy")
                    .and_then(|attribute| Currency::parse(&attribute.value));
                if name == "Ntry" {
                    entry.clear();
                    details = 0;
                }
                // Each detail is told from the others by its place.
                let step = if name == "TxDtls" { format!("TxDtls{details}") } else { name };
                details += usize::from(step.starts_with("TxDtls"));
                path.push(step);
                said.clear();
            }
            Ok(Event::Text(part)) => add(&mut said, &part),
            Ok(Event::CData(part)) => add(&mut said, &part),
            Ok(Event::GeneralRef(part)) => {
                let sign = match (&*part, part.resolve_char_ref()) {
                    (_, Ok(Some(sign))) => sign,
                    ("amp", _) => '&',
                    ("lt", _) => '<',
                    ("gt", _) => '>',
                    ("quot", _) => '"',
                    ("apos", _) => '\'',
                    // No bank's file names entities of its own, and nothing is looked up for one.
                    _ => return Err(BankError::Declares),
                };
                add(&mut said, sign.encode_utf8(&mut [0; 4]));
            }
            Ok(Event::End(_)) => {
                let closed = path.pop().unwrap_or_default();
                let within = path.iter().position(|step| step == "Ntry");
                if let Some(at) = within {
                    if !said.trim().is_empty() {
                        let mut steps = path[at + 1..].join("/");
                        if !steps.is_empty() {
                            steps.push('/');
                        }
                        entry.push(Leaf { path: steps + &closed, text: text::line(&said, TEXT_MOST), currency });
                    }
                } else if closed == "Ntry" {
                    entries += 1;
                    if raws.len() >= super::BOOKINGS_MOST {
                        return Err(BankError::TooManyBookings { most: super::BOOKINGS_MOST });
                    }
                    interpret(&entry, details, entries, &mut raws, &mut file);
                } else if closed == "IBAN" && path.last().is_some_and(|step| step == "Id") && path.iter().any(|step| step == "Acct") {
                    // The bookings of an account are known by it.
                    flush(&account, &mut raws, &mut file);
                    account = text::line(&said, 40);
                }
                said.clear();
            }
            Ok(Event::Eof) => break,
            Ok(Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_)) => {}
        }
    }
    if !path.is_empty() {
        return Err(BankError::Truncated);
    }
    if !is_bank {
        return Err(BankError::NotCamt);
    }
    flush(&account, &mut raws, &mut file);
    Ok(file)
}

/// Whether an error stands where the file ends: it was cut off.
fn at_end(reader: &Reader<&[u8]>, text: &str) -> bool {
    usize::try_from(reader.error_position().max(reader.buffer_position())).is_ok_and(|at| !text[floor(text, at)..].contains('>'))
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn add(said: &mut String, part: &str) {
    if said.len() < TEXT_MOST {
        said.push_str(part);
    }
}

fn flush(account: &str, raws: &mut Vec<Raw>, file: &mut BankFile) {
    file.bookings.extend(known(account, std::mem::take(raws)));
}

fn interpret(entry: &[Leaf], details: usize, place: u32, raws: &mut Vec<Raw>, file: &mut BankFile) {
    let whole = Said(entry.iter().collect(), "");
    let comes = |text: &str| text == "CRDT";
    let direction = whole.first(&["CdtDbtInd"]);
    let state = whole.first(&["Sts/Cd", "Sts"]);
    if (!state.is_empty() && state != "BOOK") || whole.first(&["RvslInd"]) == "true" || whole.first(&["RvslInd"]) == "1" {
        file.reversed += 1;
        return;
    }
    let day = |paths: &[&str]| Day::parse(whole.first(paths).get(..10)?);
    let on = day(&["BookgDt/Dt", "BookgDt/DtTm"]).or_else(|| day(&["ValDt/Dt", "ValDt/DtTm"]));
    let (Some(on), Some(sum)) = (on, whole.money(&["Amt"])) else {
        file.unreadable.push(place);
        return;
    };
    let prefixes: Vec<String> = (0..details).map(|at| format!("NtryDtls/TxDtls{at}/")).collect();
    let parts: Vec<Said<'_>> =
        prefixes.iter().map(|prefix| Said(entry.iter().filter(|leaf| leaf.path.starts_with(prefix.as_str())).collect(), prefix)).collect();
    let booked = |part: &Said<'_>| part.money(&["Amt", "AmtDtls/TxAmt/Amt"]);
    // What was sent is what came only where it comes to the whole: a bank may have kept some of it.
    let sent = |part: &Said<'_>| part.money(&["AmtDtls/InstdAmt/Amt"]);
    let comes_to_all = || parts.iter().try_fold(Money::zero(sum.currency()), |all, part| all.plus(sent(part)?).ok()) == Some(sum);
    let amount_of = |part: &Said<'_>| booked(part).or_else(|| sent(part).filter(|_| comes_to_all()));
    // A batch whose parts do not say what each came to is one booking, which all of them speak of.
    let apart = parts.len() > 1 && parts.iter().all(|part| amount_of(part).is_some());
    let together: Vec<Leaf> = if apart { Vec::new() } else { united(&prefixes, entry) };
    let joined = [Said(together.iter().collect(), UNITED)];
    let batch = if apart {
        &parts[..]
    } else if parts.is_empty() {
        &[]
    } else {
        &joined[..]
    };
    let own = whole.first(&["AcctSvcrRef"]);
    if batch.is_empty() {
        let none = Said(Vec::new(), "");
        one(&whole, &none, (on, sum, comes(&direction)), &own, raws, file);
    }
    for (at, part) in batch.iter().enumerate() {
        let direction = Some(part.first(&["CdtDbtInd"])).filter(|text| apart && !text.is_empty()).unwrap_or_else(|| direction.clone());
        let amount = amount_of(part).filter(|_| apart).unwrap_or(sum);
        let mut own_part = part.first(&["Refs/AcctSvcrRef"]);
        if own_part.is_empty() && !own.is_empty() {
            own_part = if apart { format!("{own} {at}") } else { own.clone() };
        } else if apart && own_part == own {
            own_part = format!("{own_part} {at}");
        }
        one(&whole, part, (on, amount, comes(&direction)), &own_part, raws, file);
    }
}

const UNITED: &str = "all/";

/// What the parts of a batch say, as one.
fn united(prefixes: &[String], entry: &[Leaf]) -> Vec<Leaf> {
    let of = |leaf: &Leaf| {
        let rest = prefixes.iter().find_map(|prefix| leaf.path.strip_prefix(prefix.as_str()))?;
        Some(Leaf { path: format!("{UNITED}{rest}"), text: leaf.text.clone(), currency: leaf.currency })
    };
    entry.iter().filter_map(of).collect()
}

fn one(whole: &Said<'_>, part: &Said<'_>, (on, amount, came): (Day, Money, bool), own: &str, raws: &mut Vec<Raw>, file: &mut BankFile) {
    if !came {
        file.outgoing += 1;
        return;
    }
    if !amount.is_positive() {
        return;
    }
    // A payment of the practice's own that could not be delivered.
    if part.says("RtrInf/") {
        file.reversed += 1;
        return;
    }
    let payer = part.first(&[
        "RltdPties/Dbtr/Pty/Nm",
        "RltdPties/Dbtr/Nm",
        "RltdPties/UltmtDbtr/Pty/Nm",
        "RltdPties/UltmtDbtr/Nm",
        "RltdPties/InitgPty/Nm",
    ]);
    let mut said: Vec<&str> = part.all("RmtInf/Ustrd").chain(part.all("RmtInf/Strd/AddtlRmtInf")).chain(part.all("AddtlTxInf")).collect();
    if said.is_empty() {
        said.extend(whole.all("AddtlNtryInf"));
    }
    let reference = part.first(&["RmtInf/Strd/CdtrRefInf/Ref"]);
    // Of several references one stands for itself, and the others are words.
    said.extend(part.all("RmtInf/Strd/CdtrRefInf/Ref").skip(1));
    let end_to_end = Some(part.first(&["Refs/EndToEndId"])).filter(|text| text != "NOTPROVIDED").unwrap_or_default();
    let reference = if reference.is_empty() { end_to_end } else { reference };
    let sent = part.money(&["AmtDtls/InstdAmt/Amt"]).filter(|sent| sent.currency() == amount.currency() && sent.amount() > amount.amount());
    let text = text::line(&said.join(" · "), TEXT_MOST);
    raws.push(Raw {
        on,
        amount,
        sent,
        payer: text::line(&payer, 200),
        text,
        reference: text::line(&reference, 100),
        own: text::line(own, 100),
    });
}
