//! Two changes of one draft become one: what each changed stands, and where both changed the same, the later.

use std::collections::BTreeMap;

use super::{Content, Line};
use crate::LineId;

impl Content {
    /// What a form has made of `from`, on a draft that is now `now`: whoever filled the form has not seen what came in between, and has no
    /// say in it.
    pub fn woven(self, from: &Self, now: &Self) -> Self {
        if from == now {
            return self;
        }
        Self {
            kind: pick(self.kind, &from.kind, &now.kind),
            currency: pick(self.currency, &from.currency, &now.currency),
            dated: pick(self.dated, &from.dated, &now.dated),
            terms: pick(self.terms, &from.terms, &now.terms),
            valid_until: pick(self.valid_until, &from.valid_until, &now.valid_until),
            lines: lines(self.lines, &from.lines, &now.lines),
            discount: pick(self.discount, &from.discount, &now.discount),
            adjustments: pick(self.adjustments, &from.adjustments, &now.adjustments),
            prices_include_tax: pick(self.prices_include_tax, &from.prices_include_tax, &now.prices_include_tax),
            tax_rounding: pick(self.tax_rounding, &from.tax_rounding, &now.tax_rounding),
            sharing: pick(self.sharing, &from.sharing, &now.sharing),
            tax_name: pick(self.tax_name, &from.tax_name, &now.tax_name),
            second_tax: pick(self.second_tax, &from.second_tax, &now.second_tax),
            exemptions: pick(self.exemptions, &from.exemptions, &now.exemptions),
            deposit: pick(self.deposit, &from.deposit, &now.deposit),
            withholding: pick(self.withholding, &from.withholding, &now.withholding),
            cash: pick(self.cash, &from.cash, &now.cash),
            exchange: pick(self.exchange, &from.exchange, &now.exchange),
            deducts: pick(self.deducts, &from.deducts, &now.deducts),
            about: pick(self.about, &from.about, &now.about),
            instalments: pick(self.instalments, &from.instalments, &now.instalments),
            early: pick(self.early, &from.early, &now.early),
            reference: pick(self.reference, &from.reference, &now.reference),
            buyer_reference: pick(self.buyer_reference, &from.buyer_reference, &now.buyer_reference),
            period: pick(self.period, &from.period, &now.period),
            note_above: pick(self.note_above, &from.note_above, &now.note_above),
            note: pick(self.note, &from.note, &now.note),
            language: pick(self.language, &from.language, &now.language),
        }
    }
}

fn pick<T: PartialEq + Clone>(mine: T, from: &T, now: &T) -> T {
    if mine == *from { now.clone() } else { mine }
}

/// A line that one side took out is gone, unless the other changed it meanwhile. New ones of both stay, each behind the line it was put behind.
fn lines(mine: Vec<Line>, from: &[Line], now: &[Line]) -> Vec<Line> {
    let find = |lines: &[Line], id: LineId| lines.iter().find(|line| line.id == id).cloned();
    let stays = |one: &Line, other: Option<&Line>| match find(from, one.id) {
        None => true,
        Some(before) => other.is_some() || *one != before,
    };
    let mut kept: BTreeMap<LineId, Line> = BTreeMap::new();
    for line in &mine {
        let theirs = find(now, line.id);
        if stays(line, theirs.as_ref()) {
            let line = line.clone();
            kept.insert(
                line.id,
                match (find(from, line.id), theirs) {
                    (Some(before), Some(theirs)) => line.woven(&before, &theirs),
                    _ => line,
                },
            );
        }
    }
    for line in now.iter().filter(|line| mine.iter().all(|one| one.id != line.id)) {
        if stays(line, None) {
            kept.insert(line.id, line.clone());
        }
    }
    let order = |lines: &[Line]| lines.iter().map(|line| line.id).filter(|id| from.iter().any(|line| line.id == *id)).collect::<Vec<_>>();
    let both = |ids: Vec<LineId>, other: &[Line]| ids.into_iter().filter(|id| other.iter().any(|line| line.id == *id)).collect::<Vec<_>>();
    let moved = both(order(&mine), from) != both(order(from), &mine);
    let (first, second) = if moved { (&mine[..], now) } else { (now, &mine[..]) };
    let mut ids: Vec<LineId> = first.iter().map(|line| line.id).collect();
    for (at, line) in second.iter().enumerate() {
        if !ids.contains(&line.id) {
            let behind = second[..at].iter().rev().find_map(|before| ids.iter().position(|id| *id == before.id));
            ids.insert(behind.map_or(0, |behind| behind + 1), line.id);
        }
    }
    ids.into_iter().filter_map(|id| kept.remove(&id)).collect()
}

impl Line {
    fn woven(self, from: &Self, now: &Self) -> Self {
        Self {
            id: self.id,
            description: pick(self.description, &from.description, &now.description),
            quantity: pick(self.quantity, &from.quantity, &now.quantity),
            unit: pick(self.unit, &from.unit, &now.unit),
            price: pick(self.price, &from.price, &now.price),
            base: pick(self.base, &from.base, &now.base),
            tax: pick(self.tax, &from.tax, &now.tax),
            category: pick(self.category, &from.category, &now.category),
            adjustments: pick(self.adjustments, &from.adjustments, &now.adjustments),
            period: pick(self.period, &from.period, &now.period),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Id;
    use crate::content::Kind;
    use crate::money::Currency;

    fn draft(words: &[(u8, &str)]) -> Content {
        let mut content = Content::blank(Kind::Invoice, Currency::EUR);
        let line = |(id, text): &(u8, &str)| Line { description: (*text).to_owned(), ..Line::blank(LineId(Id::from_bytes([*id; 16]))) };
        content.lines = words.iter().map(line).collect();
        content
    }

    #[track_caller]
    fn check(from: &[(u8, &str)], mine: &[(u8, &str)], now: &[(u8, &str)], woven: &str) {
        let made = draft(mine).woven(&draft(from), &draft(now));
        assert_eq!(made.lines.iter().map(|line| line.description.as_str()).collect::<Vec<_>>().join(" "), woven);
    }

    #[test]
    fn what_two_forms_changed_at_once_both_stands() {
        let from = draft(&[]);
        let (mut mine, mut now) = (from.clone(), from.clone());
        mine.reference = "PO 7".to_owned();
        now.note = "Thank you".to_owned();
        let woven = mine.clone().woven(&from, &now);
        assert_eq!((woven.reference.as_str(), woven.note.as_str()), ("PO 7", "Thank you"));
        now.reference = "PO 6".to_owned();
        assert_eq!(mine.woven(&from, &now).reference, "PO 7", "of the same the later");
    }

    #[test]
    fn lines_are_woven_one_by_one() {
        check(&[(1, "a"), (2, "b")], &[(1, "A"), (2, "b")], &[(1, "a"), (2, "B")], "A B");
        check(&[(1, "a")], &[(1, "a"), (2, "mine")], &[(3, "theirs"), (1, "a")], "theirs a mine");
        check(&[(1, "a"), (2, "b")], &[(1, "a")], &[(1, "a"), (2, "b"), (3, "c")], "a c");
        check(&[(1, "a"), (2, "b")], &[(1, "a"), (2, "b")], &[(2, "b")], "b");
        check(&[(1, "a"), (2, "b")], &[(1, "A"), (2, "b")], &[(2, "b")], "A b");
        check(&[(1, "a"), (2, "b")], &[(2, "b"), (1, "a")], &[(1, "a"), (2, "b"), (3, "c")], "b c a");
        check(&[(1, "a"), (2, "b")], &[(1, "a"), (2, "b")], &[(2, "b"), (1, "a")], "b a");
    }

    #[test]
    fn a_form_that_missed_nothing_has_its_way() {
        let from = draft(&[(1, "a")]);
        let mine = draft(&[(2, "b")]);
        assert_eq!(mine.clone().woven(&from, &from), mine);
    }
}
