//! The plain registers of a record: one text each, the last writer wins, an empty text means unset.

macro_rules! fields {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident = $key:literal / $most:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$field_doc])* $field,)* }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$field,)*];

            /// The name under which documents keep it: never renamed.
            pub fn key(self) -> &'static str {
                match self { $(Self::$field => $key,)* }
            }

            pub fn from_key(key: &str) -> Option<Self> {
                match key { $($key => Some(Self::$field),)* _ => None }
            }

            /// Characters it may have at most.
            pub fn most(self) -> usize {
                match self { $(Self::$field => $most,)* }
            }
        }
    };
}

fields! {
    /// What a client's record says of the client (product requirements R1 and R2).
    Field {
        /// What everybody calls them; the only one that may not be empty.
        Name = "name" / 200,
        /// The company's full name on documents, where it differs.
        LegalName = "legal_name" / 200,
        Email = "email" / 254,
        Phone = "phone" / 60,
        Website = "website" / 300,
        Street = "street" / 200,
        /// Second address line: suite, floor, care of.
        Extra = "extra" / 200,
        City = "city" / 120,
        Region = "region" / 120,
        PostalCode = "postal_code" / 30,
        Country = "country" / 80,
        /// VAT, GST or other tax id.
        TaxId = "tax_id" / 60,
        /// Registration or customer number.
        Registration = "registration" / 60,
        /// ISO 4217.
        Currency = "currency" / 3,
        /// [`crate::content::Terms::key`].
        Terms = "terms" / 40,
        /// Percent, as a decimal number.
        TaxRate = "tax_rate" / 12,
        /// What comes next, in a few words: the card shows it.
        NextStep = "next_step" / 200,
        /// The day of the next step, ISO 8601.
        NextDay = "next_day" / 10,
        /// How they were found, or who sent them.
        Source = "source" / 200,
        /// The first and the last day of the contract, ISO 8601.
        ContractStart = "contract_start" / 10,
        ContractEnd = "contract_end" / 10,
        /// Days of notice that end the contract, a whole number.
        NoticeDays = "notice_days" / 4,
        /// How they are ranked among clients: A, B, C, or another word.
        Tier = "tier" / 40,
        /// [`crate::client::Channel::key`]: the way that was agreed with them for everything that matters.
        Channel = "channel" / 12,
        /// [`crate::language::Language::key`]: what their documents are written in.
        Language = "language" / 8,
        /// [`crate::rhythm::Every::key`]: how often they hear from us without asking.
        UpdateEvery = "update_every" / 12,
        /// [`crate::rhythm::weekday`]: on which day of the week.
        UpdateDay = "update_day" / 3,
        /// Working hours within which an answer was promised, a whole number.
        AnswerHours = "answer_hours" / 4,
        /// [`crate::remind::Schedule::key`]: when they are reminded of money.
        Remind = "remind" / 60,
    }
}

fields! {
    /// What a record says of one person at the client.
    ContactField {
        Name = "name" / 200,
        /// "Head of brand".
        Position = "position" / 120,
        Email = "email" / 254,
        Phone = "phone" / 60,
        /// A handle for chat.
        Chat = "chat" / 120,
        /// [`crate::client::Channel::key`].
        Prefers = "prefers" / 12,
        /// "yes" for the person to call first.
        Primary = "primary" / 3,
        /// "yes" for whoever decides.
        Decides = "decides" / 3,
        /// "yes" for whoever receives invoices.
        Bills = "bills" / 3,
        /// [`crate::birthday::Birthday`]: `1990-05-14`, or `--05-14` where nobody said the year. For nobody else's eyes.
        Birthday = "birthday" / 10,
    }
}

fields! {
    /// What the practice says of itself: the sender of documents and the defaults for new ones.
    PracticeField {
        Name = "name" / 200,
        Person = "person" / 200,
        Email = "email" / 254,
        Phone = "phone" / 60,
        Website = "website" / 300,
        Street = "street" / 200,
        Extra = "extra" / 200,
        City = "city" / 120,
        Region = "region" / 120,
        PostalCode = "postal_code" / 30,
        Country = "country" / 80,
        TaxId = "tax_id" / 60,
        Registration = "registration" / 60,
        Currency = "currency" / 3,
        Terms = "terms" / 40,
        TaxRate = "tax_rate" / 12,
        TaxName = "tax_name" / 40,
        /// How to pay, as printed: bank, account, reference wording.
        PayTo = "pay_to" / 600,
        /// [`crate::number::Pattern`].
        InvoicePattern = "invoice_pattern" / 60,
        QuotePattern = "quote_pattern" / 60,
        ReceiptPattern = "receipt_pattern" / 60,
        /// [`crate::birthday::Leap::key`]: when a birthday of 29 February is kept in other years.
        LeapBirthday = "leap_birthday" / 3,
        /// Words that are marked as vague beside those that come with the app, one a line: [`crate::vague`].
        VagueAlso = "vague_also" / 4_000,
        /// Words that are never marked, one a line.
        VagueNever = "vague_never" / 4_000,
        /// [`crate::working::Week`].
        WorkWeek = "work_week" / 120,
        /// `yes`: what falls due on a day without work is due on the next working day.
        DueWorkday = "due_workday" / 3,
        /// The colour of documents, as `#rrggbb`.
        Accent = "accent" / 7,
        /// The number of the house, where the street stands without it.
        House = "house" / 16,
        ProformaPattern = "proforma_pattern" / 60,
        CreditPattern = "credit_pattern" / 60,
        /// As with a client, for those with whom nothing else was agreed.
        UpdateEvery = "update_every" / 12,
        UpdateDay = "update_day" / 3,
        AnswerHours = "answer_hours" / 4,
        /// Working days after which silence counts as quiet, a whole number.
        QuietDays = "quiet_days" / 3,
        /// Working hours a day that can be planned, a decimal number; unset: as long as the day is worked.
        Capacity = "capacity" / 5,
        /// [`crate::trust::Weights`]: what the practice says otherwise than usual, one entry a line.
        TrustWeights = "trust_weights" / 1_000,
        /// [`crate::remind::Schedule::key`].
        Remind = "remind" / 60,
    }
}
