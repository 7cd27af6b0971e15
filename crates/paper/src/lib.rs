//! Files in and out. What comes from outside is read at the door into types that cannot be wrong, or refused with a reason; nothing here
//! keeps anything, asks the time or draws a lot.
#![deny(clippy::float_arithmetic)]

pub mod amount;
pub mod backup;
pub mod bank;
pub mod csv_out;
pub mod currency;
pub mod date;
pub mod encoding;
pub mod formula;
pub mod holidays;
pub mod ics;
pub mod import;
pub mod mapping;
pub mod qr;
pub mod recognise;
pub mod table;
pub mod target;

mod records;
mod signatures;
mod vocabulary;
