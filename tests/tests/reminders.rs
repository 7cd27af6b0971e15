//! Reminders on two devices of one practice: what one has sent the other does not send, once they have met; and what both sent before they
//! met counts as one.

use book::session::Unable;
use domain::client::{Direction, NoteKind};
use domain::content::{Content, Kind, Line, Terms, UnitPrice};
use domain::field::PracticeField;
use domain::item::{ItemField as F, ItemKind};
use domain::money::Currency;
use domain::remind::{self, Reminder, Schedule};
use domain::working::Calendar;
use domain::{ClientId, Command, Done, Id, LineId, Refusal};
use throughline_tests::device::Device;

trait Reminding {
    fn due(&self, client: ClientId) -> Vec<Reminder>;
    fn told(&self, client: ClientId) -> Vec<(i16, u8)>;
    fn send(&mut self, client: ClientId, one: &Reminder) -> Result<Done, Unable>;
    fn letters(&mut self, client: ClientId) -> usize;
}

impl Reminding for Device {
    /// What it would ask for now, out of the rows it has.
    fn due(&self, client: ClientId) -> Vec<Reminder> {
        let row = &self.tab.session.rows()[&client];
        remind::of_row(row, &Schedule::default(), &Calendar::default(), self.tab.now.today)
    }

    fn told(&self, client: ClientId) -> Vec<(i16, u8)> {
        self.due(client).iter().map(|one| (one.offset, one.level)).collect()
    }

    /// As the page asks when somebody says that it was sent.
    fn send(&mut self, client: ClientId, one: &Reminder) -> Result<Done, Unable> {
        let today = self.tab.now.today;
        let until = one.until.map(|until| until.to_string()).unwrap_or_default();
        let fields = vec![
            (F::Invoice, one.invoice.to_string()),
            (F::Due, one.due.to_string()),
            (F::Offset, one.offset.to_string()),
            (F::Level, one.level.to_string()),
            (F::Day, today.to_string()),
            (F::Until, until),
        ];
        let noted = Command::AddItem { client, kind: ItemKind::Reminder, fields };
        let (kind, direction) = (NoteKind::Email, Some(Direction::Out));
        let wrote = Command::WriteNote { client, kind, direction, happened: today, text: "Please pay".to_owned() };
        let outcome = self.tab.ask(Command::Together { client, commands: vec![noted, wrote] }).expect("an answer");
        outcome.map(|success| success.done)
    }

    fn letters(&mut self, client: ClientId) -> usize {
        self.tab.look(client).history().len()
    }
}

#[test]
fn none_is_sent_twice_once_the_devices_have_met() {
    let (mut one, mut two) = (Device::new(1), Device::new(2));
    one.open("2026-11-02");
    one.tab.must(Command::SetPractice { changes: vec![(PracticeField::Name, "Fieldnote Studio".to_owned())] });
    let client = one.tab.add_client("Acme");
    let line = Line {
        description: "Work".to_owned(),
        price: UnitPrice::new(1_000.into()).expect("a price"),
        ..Line::blank(LineId(Id::from_bytes([1; 16])))
    };
    let content = Content { lines: vec![line], terms: Terms::Net(14), ..Content::blank(Kind::Invoice, Currency::EUR) };
    let Done::Drafted { invoice, .. } = one.tab.must(Command::Draft { client, content }).done else { panic!("no draft") };
    one.tab.must(Command::Issue { client, invoice });

    // Both look on the same morning, with what they know of each other.
    one.meet(&mut two, "2026-11-24");
    assert_eq!((one.told(client), two.told(client)), (vec![(7, 2)], vec![(7, 2)]));
    let reminder = two.due(client)[0];
    one.send(client, &one.due(client)[0]).expect("sent");
    assert_eq!(one.told(client), [], "on this device at once");
    one.meet(&mut two, "2026-11-24");
    assert_eq!(two.told(client), [], "and on the other once it knows");
    // A page that was open all the while asks for it all the same: nothing of it is written down, not the letter either.
    assert_eq!(two.send(client, &reminder), Err(Unable::Refused(Refusal::AlreadyReminded)));
    assert_eq!((one.letters(client), two.letters(client)), (1, 1));

    // Both send the next one while neither knows of the other: both letters stand, and the step counts as done once.
    one.open("2026-12-02");
    two.open("2026-12-02");
    for device in [&mut one, &mut two] {
        let next = device.due(client)[0];
        assert_eq!((next.offset, next.level), (14, 3));
        device.send(client, &next).expect("sent");
    }
    one.meet(&mut two, "2026-12-03");
    assert_eq!((one.letters(client), two.letters(client)), (3, 3));
    for on in ["2026-12-03", "2026-12-10", "2027-01-11"] {
        one.open(on);
        two.open(on);
        assert_eq!((one.told(client), two.told(client)), (vec![], vec![]), "{on}");
    }
}
