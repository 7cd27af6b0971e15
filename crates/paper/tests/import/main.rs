//! What an import makes of whole files: text in, text out.

mod bad_rows;
mod exports;
mod shown;
mod tools;
mod variants;
