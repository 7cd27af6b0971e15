//! What only some documents say.

use domain::content::Category;
use domain::language::Language;

#[derive(Debug)]
pub struct Further {
    pub allowance: &'static str,
    pub charge: &'static str,
    pub withheld: &'static str,
    /// Number and day of the document that is taken off.
    pub deducted: &'static str,
    pub rounding: &'static str,
    pub payable: &'static str,
    pub period: &'static str,
    pub about: &'static str,
    /// Number and day of another document.
    pub of: &'static str,
    pub buyer_reference: &'static str,
    /// Which instalment, its sum, its day.
    pub instalment: &'static str,
    /// Share, last day, what is then paid.
    pub early: &'static str,
    /// Currency, rate, other currency, day.
    pub exchange: &'static str,
    /// Tax and total in the other currency.
    pub exchanged: &'static str,
    pub zero: &'static str,
    pub exempt: &'static str,
    pub reverse: &'static str,
    pub intra: &'static str,
    pub export: &'static str,
    pub outside: &'static str,
    /// A category and what stands in it.
    pub on: &'static str,
    /// Under a payment code.
    pub scan: &'static str,
    /// What a payment code is, for whoever cannot see it.
    pub code: &'static str,
}

impl Further {
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &EN,
            Language::German => &DE,
            Language::French => &FR,
            Language::Spanish => &ES,
            Language::Swedish => &SV,
        }
    }

    /// What a category without tax is called. None: an ordinary rate, which needs no word.
    pub fn category(&self, category: Category) -> Option<&'static str> {
        match category {
            Category::Standard => None,
            Category::Zero => Some(self.zero),
            Category::Exempt => Some(self.exempt),
            Category::ReverseCharge => Some(self.reverse),
            Category::IntraCommunity => Some(self.intra),
            Category::Export => Some(self.export),
            Category::OutsideScope => Some(self.outside),
        }
    }
}

static EN: Further = Further {
    allowance: "Allowance",
    charge: "Charge",
    withheld: "Withheld",
    deducted: "Less {} of {}",
    rounding: "Rounding",
    payable: "Amount to pay",
    period: "Service period",
    about: "Concerns",
    of: "{} of {}",
    buyer_reference: "Buyer reference",
    instalment: "Instalment {}: {}, due {}",
    early: "{} less if paid by {}: {}",
    exchange: "1 {} = {} {} on {}",
    exchanged: "in this currency: tax {}, total {}",
    zero: "Zero-rated",
    exempt: "Exempt",
    reverse: "Reverse charge",
    intra: "Intra-community supply",
    export: "Export",
    outside: "Not subject to tax",
    on: "{} on {}",
    scan: "Scan in your banking app",
    code: "Payment code",
};
static DE: Further = Further {
    allowance: "Nachlass",
    charge: "Zuschlag",
    withheld: "Einbehalt",
    deducted: "Abzüglich {} vom {}",
    rounding: "Rundung",
    payable: "Zahlbetrag",
    period: "Leistungszeitraum",
    about: "Bezug",
    of: "{} vom {}",
    buyer_reference: "Käuferreferenz",
    instalment: "Rate {}: {}, fällig am {}",
    early: "{} Skonto bei Zahlung bis {}: {}",
    exchange: "1 {} = {} {} am {}",
    exchanged: "in dieser Währung: Steuer {}, Gesamtbetrag {}",
    zero: "Nullsatz",
    exempt: "Steuerbefreit",
    reverse: "Steuerschuldnerschaft des Leistungsempfängers",
    intra: "Innergemeinschaftliche Lieferung",
    export: "Ausfuhrlieferung",
    outside: "Nicht steuerbar",
    on: "{} auf {}",
    scan: "Mit der Banking-App scannen",
    code: "Zahlungscode",
};
static FR: Further = Further {
    allowance: "Remise",
    charge: "Frais",
    withheld: "Retenue à la source",
    deducted: "Déduction de {} du {}",
    rounding: "Arrondi",
    payable: "Net à payer",
    period: "Période de prestation",
    about: "Concerne",
    of: "{} du {}",
    buyer_reference: "Référence acheteur",
    instalment: "Échéance {} : {}, le {}",
    early: "Escompte de {} si payé au plus tard le {} : {}",
    exchange: "1 {} = {} {} au {}",
    exchanged: "dans cette monnaie : taxe {}, total {}",
    zero: "Taux zéro",
    exempt: "Exonéré",
    reverse: "Autoliquidation",
    intra: "Livraison intracommunautaire",
    export: "Exportation",
    outside: "Hors champ",
    on: "{} sur {}",
    scan: "À scanner avec l’app bancaire",
    code: "Code de paiement",
};
static ES: Further = Further {
    allowance: "Descuento",
    charge: "Recargo",
    withheld: "Retención",
    deducted: "Menos {} del {}",
    rounding: "Redondeo",
    payable: "Importe a pagar",
    period: "Período de servicio",
    about: "Se refiere a",
    of: "{} del {}",
    buyer_reference: "Referencia del comprador",
    instalment: "Plazo {}: {}, vence el {}",
    early: "{} de descuento si se paga hasta el {}: {}",
    exchange: "1 {} = {} {} el {}",
    exchanged: "en esta moneda: impuesto {}, total {}",
    zero: "Tipo cero",
    exempt: "Exento",
    reverse: "Inversión del sujeto pasivo",
    intra: "Entrega intracomunitaria",
    export: "Exportación",
    outside: "No sujeto",
    on: "{} sobre {}",
    scan: "Escanear con la app del banco",
    code: "Código de pago",
};
static SV: Further = Further {
    allowance: "Avdrag",
    charge: "Tillägg",
    withheld: "Innehållen skatt",
    deducted: "Avgår {} av den {}",
    rounding: "Öresavrundning",
    payable: "Att betala totalt",
    period: "Leveransperiod",
    about: "Avser",
    of: "{} av den {}",
    buyer_reference: "Köparens referens",
    instalment: "Delbetalning {}: {}, förfaller {}",
    early: "{} avdrag vid betalning senast {}: {}",
    exchange: "1 {} = {} {} den {}",
    exchanged: "i denna valuta: skatt {}, totalt {}",
    zero: "Nollsats",
    exempt: "Undantagen",
    reverse: "Omvänd betalningsskyldighet",
    intra: "Unionsintern leverans",
    export: "Export",
    outside: "Utanför momsens tillämpningsområde",
    on: "{} på {}",
    scan: "Skanna med bankappen",
    code: "Betalningskod",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_the_same_places() {
        for language in Language::ALL {
            let one = Further::of(language);
            let templates = [one.deducted, one.of, one.instalment, one.early, one.exchange, one.exchanged, one.on];
            assert_eq!(templates.map(|template| template.matches("{}").count()), [2, 2, 3, 3, 4, 2, 2], "{language:?}");
        }
    }
}
