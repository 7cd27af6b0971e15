use domain::Command;

/// A short word at the edge of the screen about what was just done, with the way back where there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    pub id: u64,
    pub text: String,
    pub undo: Option<Command>,
    /// Something did not work: it stays until it is dismissed.
    pub wrong: bool,
}
