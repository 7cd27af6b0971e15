//! How a document can be paid now, ready to be drawn: one code at most, and the links that fit.

use domain::invoice::Invoice;
use domain::practice::Practice;
use domain::remit::{Asked, Code, Lack, Shown, SwissBill, codes};
use paper::qr::{Form, matrix};

/// A code as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// Modules along a side.
    pub size: usize,
    /// The dark modules, one unit each, as the `d` of a path.
    pub path: String,
    /// Row by row, true for dark.
    pub modules: Vec<bool>,
    /// What stands around a Swiss code.
    pub bill: Option<SwissBill>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Remit {
    pub code: Result<Drawn, Lack>,
    pub links: Vec<Shown>,
    /// Links that this document does not show, by name.
    pub hidden: Vec<(String, Lack)>,
}

impl Remit {
    /// Of an issued document. None before issue.
    pub fn of(invoice: &Invoice, practice: &Practice) -> Option<Self> {
        let found = codes(&Asked::of(invoice, practice)?, practice);
        let code = found.code.and_then(|code| {
            let (text, form, bill) = match code {
                Code::Epc(text) => (text, Form::Epc, None),
                Code::Swiss(bill) => (bill.payload.clone(), Form::Swiss, Some(*bill)),
            };
            let squares = matrix(&text, form).ok_or(Lack::TooLong)?;
            let path = squares.runs().into_iter().map(|(x, y, length)| format!("M{x} {y}h{length}v1h-{length}z")).collect();
            let size = squares.size();
            let modules = (0..size * size).map(|at| squares.is_dark(at % size, at / size)).collect();
            Ok(Drawn { size, path, modules, bill })
        });
        let (mut links, mut hidden) = (Vec::new(), Vec::new());
        for (_, name, link) in found.links {
            match link {
                Ok(link) => links.push(link),
                Err(lack) => hidden.push((name, lack)),
            }
        }
        Some(Self { code, links, hidden })
    }

    /// The code for euro, which stands beside the account.
    pub fn epc(&self) -> Option<&Drawn> {
        self.code.as_ref().ok().filter(|drawn| drawn.bill.is_none())
    }

    /// The Swiss receipt and payment part.
    pub fn slip(&self) -> Option<(&Drawn, &SwissBill)> {
        let drawn = self.code.as_ref().ok()?;
        drawn.bill.as_ref().map(|bill| (drawn, bill))
    }
}
