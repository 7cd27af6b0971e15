//! What the screens look at and the one door they write through. Views read signals of the [`desk::Desk`] and ask it for things; they
//! never touch a document.

pub mod ageing;
pub mod backup;
pub mod bank;
pub mod billing;
pub mod board;
pub mod cabinet;
pub mod client;
pub mod desk;
pub mod device;
pub mod difficult;
pub mod dossier;
pub mod draft;
pub mod engagement;
pub mod files;
pub mod find;
pub mod import;
pub mod late;
pub mod leaving;
pub mod merge;
pub mod past;
pub mod paying;
pub mod place;
pub mod practice;
pub mod press;
pub mod proposal;
pub mod recurring;
pub mod remit;
pub mod sentence;
pub mod series;
pub mod statement;
pub mod steps;
pub mod summary;
pub mod toast;
pub mod work;
pub mod working;
