use domain::Command;
use domain::decide::Course;

/// The same for one step of a long act.
pub(super) fn message_of(course: &Course) -> &'static str {
    match course {
        Course::Import(_) => "Import",
        Course::Undo(_) => "UndoBatch",
    }
}

/// The name under which a command stands in the history of a document. Never renamed.
pub(super) fn message(command: &Command) -> &'static str {
    match command {
        Command::AddClient { .. } => "AddClient",
        Command::SetFields { .. } => "SetFields",
        Command::AddContact { .. } => "AddContact",
        Command::SetContact { .. } => "SetContact",
        Command::RemoveContact { .. } => "RemoveContact",
        Command::MoveClient { .. } => "MoveClient",
        Command::WithdrawMove { .. } => "WithdrawMove",
        Command::WriteNote { .. } => "WriteNote",
        Command::AmendNote { .. } => "AmendNote",
        Command::RemoveNote { .. } => "RemoveNote",
        Command::RemoveClient { .. } => "RemoveClient",
        Command::AddItem { .. } => "AddItem",
        Command::SetItem { .. } => "SetItem",
        Command::RemoveItem { .. } => "RemoveItem",
        Command::Act { .. } => "Act",
        Command::WithdrawAct { .. } => "WithdrawAct",
        Command::Bill { .. } => "Bill",
        Command::RemoveItems { .. } => "RemoveItems",
        Command::BeginList { .. } => "BeginList",
        Command::DoDuty { .. } => "DoDuty",
        Command::BeginProposal { .. } => "BeginProposal",
        Command::SendProposal { .. } => "SendProposal",
        Command::AcceptProposal { .. } => "AcceptProposal",
        Command::DeclineProposal { .. } => "DeclineProposal",
        Command::Together { .. } => "Together",
        Command::SaveTemplate { .. } => "SaveTemplate",
        Command::SetStage { .. } => "SetStage",
        Command::Draft { .. } => "Draft",
        Command::DraftForNew { .. } => "DraftForNew",
        Command::EditDraft { .. } => "EditDraft",
        Command::DiscardDraft { .. } => "DiscardDraft",
        Command::Issue { .. } | Command::IssueAs { .. } => "Issue",
        Command::Series(_) => "Series",
        Command::RecordPayment { .. } => "RecordPayment",
        Command::WithdrawPayment { .. } => "WithdrawPayment",
        Command::Follow { .. } => "Follow",
        Command::Deduct { .. } => "Deduct",
        Command::Receive { .. } => "Receive",
        Command::Refund { .. } => "Refund",
        Command::UseCredit { .. } => "UseCredit",
        Command::KeepApart { .. } => "KeepApart",
        Command::NoteDocument { .. } => "NoteDocument",
        Command::Void { .. } => "Void",
        Command::SetPractice { .. } => "SetPractice",
        Command::Import { .. } => "Import",
        Command::UndoBatch { .. } => "UndoBatch",
        Command::AddSample => "AddSample",
        Command::Merge { .. } => "Merge",
        Command::TakeApart { .. } => "TakeApart",
        Command::SettleMerged { .. } => "SettleMerged",
        Command::Settle { .. } => "Settle",
        Command::Erase { .. } => "Erase",
        Command::BringBack { .. } => "BringBack",
        Command::AddHoliday { .. } => "AddHoliday",
        Command::RemoveHoliday { .. } => "RemoveHoliday",
        Command::SaveWays { .. } => "SaveWays",
    }
}
