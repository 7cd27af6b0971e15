//! One person's devices over days: opened, closed, and brought together.

use book::session::Input;
use domain::time::{Day, Moment};
use domain::{AuthorId, Id};

use crate::memory::Disk;
use crate::tab::Tab;

/// A device with its own disk, on which the app is opened day by day.
pub struct Device {
    pub disk: Disk,
    pub tab: Tab,
    session: u8,
}

impl Device {
    pub fn new(number: u8) -> Self {
        let disk = Disk::default();
        disk.author_or(AuthorId(Id::from_bytes([number; 16])));
        Self { tab: Tab::open(&disk, number), disk, session: number }
    }

    /// As after closing the app and opening it on a day.
    ///
    /// # Panics
    /// Where the text is no day.
    pub fn open(&mut self, on: &str) {
        self.session += 10;
        self.tab = Tab::open(&self.disk, self.session);
        self.tab.give(Input::Listed(self.disk.list()));
        self.tab.give(Input::LookAtPractice);
        let today = Day::parse(on).expect(on);
        self.tab.now.today = today;
        self.tab.now.at = Moment(today.epoch_days() * 86_400_000 + i64::from(self.session));
    }

    /// Each gets what the other wrote, and both are opened again.
    pub fn meet(&mut self, other: &mut Self, on: &str) {
        self.disk.receive(&other.disk);
        other.disk.receive(&self.disk);
        self.open(on);
        other.open(on);
    }
}
