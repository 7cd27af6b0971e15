//! The statement of account: the page around it, and its own words in the languages that documents are written in.

use domain::account::Cause;
use domain::ageing::Bucket;
use domain::language::Language;
use domain::statement::What;
use sheet::Words;

pub const TITLE: &str = "Statement of account";
pub const LINK: &str = "Statement of account";
pub const FROM: &str = "From";
pub const UNTIL: &str = "As at the end of";
pub const CURRENCY: &str = "Currency";
pub const LANGUAGE: &str = "Language";
pub const PRINT: &str = "Print";
pub const DAYS_WRONG: &str = "Choose both days, the first not after the second.";
pub const HINT: &str = "It has no number and is not kept: it is worked out anew from the documents and payments each time.";
pub const NO_ACCOUNT: &str = "Nothing has been invoiced yet.";
pub const NO_ACCOUNT_HINT: &str = "Once an invoice is issued, the client’s account stands here, day by day.";

/// What is printed, in one language.
#[derive(Clone, Copy, Debug)]
pub struct Labels {
    /// What the language calls itself.
    pub name: &'static str,
    pub title: &'static str,
    pub account_of: &'static str,
    pub from: &'static str,
    pub until: &'static str,
    pub date: &'static str,
    pub entry: &'static str,
    pub charged: &'static str,
    pub paid: &'static str,
    pub balance: &'static str,
    pub opening: &'static str,
    pub closing: &'static str,
    /// Below zero, the balance is the client's.
    pub in_credit: &'static str,
    pub nothing: &'static str,
    pub due: &'static str,
    pub open: &'static str,
    pub disputed: &'static str,
    payment: &'static str,
    refund: &'static str,
    credit: &'static str,
    let_go: &'static str,
    void: &'static str,
    buckets: [&'static str; 5],
}

/// In the order of [`Language::ALL`].
const LABELS: [Labels; 5] = [
    Labels {
        name: "English",
        title: "Statement of account",
        account_of: "Account of",
        from: "From",
        until: "Until",
        date: "Date",
        entry: "Entry",
        charged: "Charged",
        paid: "Credited",
        balance: "Balance",
        opening: "Opening balance",
        closing: "Closing balance",
        in_credit: "Balance in your favour",
        nothing: "No entries in this period.",
        due: "due",
        open: "Open, by how late it is",
        disputed: "of it disputed",
        payment: "Payment for",
        refund: "Refund for",
        credit: "Credit for",
        let_go: "Written off for",
        void: "Cancellation of",
        buckets: ["Not due", "1–30 days", "31–60 days", "61–90 days", "Over 90 days"],
    },
    Labels {
        name: "Deutsch",
        title: "Kontoauszug",
        account_of: "Konto von",
        from: "Von",
        until: "Bis",
        date: "Datum",
        entry: "Vorgang",
        charged: "Berechnet",
        paid: "Gutgeschrieben",
        balance: "Saldo",
        opening: "Anfangssaldo",
        closing: "Endsaldo",
        in_credit: "Guthaben",
        nothing: "Keine Vorgänge in diesem Zeitraum.",
        due: "fällig",
        open: "Offen nach Überfälligkeit",
        disputed: "davon strittig",
        payment: "Zahlung zu",
        refund: "Erstattung zu",
        credit: "Gutschrift zu",
        let_go: "Ausgebucht zu",
        void: "Stornierung von",
        buckets: ["Nicht fällig", "1–30 Tage", "31–60 Tage", "61–90 Tage", "Über 90 Tage"],
    },
    Labels {
        name: "Français",
        title: "Relevé de compte",
        account_of: "Compte de",
        from: "Du",
        until: "Au",
        date: "Date",
        entry: "Opération",
        charged: "Facturé",
        paid: "Crédité",
        balance: "Solde",
        opening: "Solde initial",
        closing: "Solde final",
        in_credit: "Solde en votre faveur",
        nothing: "Aucune opération sur cette période.",
        due: "échéance",
        open: "Impayés par ancienneté",
        disputed: "dont contesté",
        payment: "Paiement de",
        refund: "Remboursement de",
        credit: "Avoir sur",
        let_go: "Abandon sur",
        void: "Annulation de",
        buckets: ["Non échu", "1–30 jours", "31–60 jours", "61–90 jours", "Plus de 90 jours"],
    },
    Labels {
        name: "Español",
        title: "Estado de cuenta",
        account_of: "Cuenta de",
        from: "Desde",
        until: "Hasta",
        date: "Fecha",
        entry: "Movimiento",
        charged: "Cargo",
        paid: "Abono",
        balance: "Saldo",
        opening: "Saldo inicial",
        closing: "Saldo final",
        in_credit: "Saldo a su favor",
        nothing: "Sin movimientos en este periodo.",
        due: "vence el",
        open: "Pendiente por antigüedad",
        disputed: "en disputa",
        payment: "Pago de",
        refund: "Reembolso de",
        credit: "Abono sobre",
        let_go: "Condonado de",
        void: "Anulación de",
        buckets: ["No vencido", "1–30 días", "31–60 días", "61–90 días", "Más de 90 días"],
    },
    Labels {
        name: "Svenska",
        title: "Kontoutdrag",
        account_of: "Konto för",
        from: "Från",
        until: "Till",
        date: "Datum",
        entry: "Händelse",
        charged: "Debiterat",
        paid: "Krediterat",
        balance: "Saldo",
        opening: "Ingående saldo",
        closing: "Utgående saldo",
        in_credit: "Saldo till er fördel",
        nothing: "Inga händelser under perioden.",
        due: "förfaller",
        open: "Obetalt efter förfallotid",
        disputed: "varav tvistigt",
        payment: "Betalning av",
        refund: "Återbetalning av",
        credit: "Kredit på",
        let_go: "Avskrivet på",
        void: "Makulering av",
        buckets: ["Ej förfallet", "1–30 dagar", "31–60 dagar", "61–90 dagar", "Över 90 dagar"],
    },
];

impl Labels {
    pub fn of(language: Language) -> &'static Self {
        &LABELS[language as usize]
    }

    pub fn bucket(&self, bucket: Bucket) -> &'static str {
        self.buckets[bucket as usize]
    }

    /// What happened, and to which document.
    pub fn what(&self, language: Language, what: What, number: &str) -> String {
        let words = match what {
            What::Asked(kind) => Words::of(language).kind(kind),
            What::Moved(Cause::Paid) => self.payment,
            What::Moved(Cause::Refunded) => self.refund,
            What::Moved(Cause::Credited) => self.credit,
            What::Moved(Cause::LetGo) => self.let_go,
            What::Moved(Cause::Void) => self.void,
        };
        format!("{words} {number}")
    }
}
