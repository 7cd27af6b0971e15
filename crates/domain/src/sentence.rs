//! One sentence, read: a pure function from text to a draft, with every word accounted for.
