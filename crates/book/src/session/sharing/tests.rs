//! A mark stands for what the team has, and for nothing else: shown with documents that hold more than that.

use automerge::transaction::Transactable;
use automerge::{ActorId, AutoCommit, ROOT};
use domain::{AuthorId, ClientId, Id};

use super::*;
use crate::chunk::sealed;
use crate::session::Session;

const DOC: DocKey = DocKey::Client(ClientId(Id::from_bytes([9; 16])));

/// One device's copy of a document.
struct Copy {
    doc: AutoCommit,
    chunks: Vec<Chunk>,
}

impl Copy {
    fn new(number: u8) -> Self {
        Self { doc: AutoCommit::new().with_actor(ActorId::from([number; 16])), chunks: Vec::new() }
    }

    /// Writes something and gives the change alone.
    fn write(&mut self, key: &str) -> Vec<u8> {
        let before = self.doc.get_heads();
        self.doc.put(ROOT, key, true).expect("a key");
        self.doc.commit();
        let bytes = self.doc.save_after(&before);
        self.put(&bytes);
        bytes
    }

    fn put(&mut self, bytes: &[u8]) {
        let place = self.chunks.len() as Place + 1;
        self.chunks.push(Chunk { place, doc: DOC, bytes: sealed(bytes.to_vec()) });
    }

    fn take(&mut self, bytes: &[u8]) {
        self.doc.load_incremental(bytes).expect("changes");
        self.put(bytes);
    }

    fn mark(&mut self) -> Vec<u8> {
        Mark { hashes: self.doc.get_heads(), ..Mark::default() }.write()
    }

    fn whole(&mut self) -> Vec<u8> {
        self.doc.save()
    }
}

fn session() -> Session {
    Session::new([1; 32], AuthorId(Id::from_bytes([2; 16])))
}

/// How many changes are beyond a mark.
fn beyond(copy: &Copy, mark: &[u8]) -> usize {
    let Some(changes) = unsent(&copy.chunks, mark, &[]).changes else { return 0 };
    let mut doc = opened(&copy.chunks);
    let all = doc.get_changes(&[]).len();
    // What the mark stands for and the changes together are the document.
    let (known, _) = Mark::read(mark).known(&mut doc);
    let mut told = if known.is_empty() { AutoCommit::new() } else { doc.fork_at(&known).expect("known") };
    let before = told.get_changes(&[]).len();
    told.load_incremental(&changes).expect("changes");
    assert_eq!(told.get_changes(&[]).len(), all);
    all - before
}

#[test]
fn a_name_has_one_spelling_and_names_that_are_none_name_nothing() {
    for doc in [DocKey::Practice, DOC] {
        assert_eq!(named(&name(doc)), Some(doc));
        assert!((1..=64).contains(&name(doc).len()));
    }
    assert_eq!(name(DocKey::Practice), "practice");
    assert_eq!(name(DOC), "record/09090909-0909-8909-8909-090909090909");
    assert!(name(DocKey::Practice) < name(DOC), "who was erased is known before what is theirs comes");
    for strange in
        ["", "Practice", "record/practice", "09090909-0909-8909-8909-090909090909", "record/09090909-0909-8909-8909-09090909090A"]
    {
        assert_eq!(named(strange), None, "{strange}");
    }
}

#[test]
fn the_first_thing_sent_is_the_whole_document_and_then_only_what_is_beyond() {
    let mut copy = Copy::new(1);
    for number in 0..50 {
        copy.write(&format!("key {number}"));
    }
    let first = unsent(&copy.chunks, &[], &[]);
    let loose: usize = copy.chunks.iter().map(|chunk| chunk.bytes.len()).sum();
    assert!(first.changes.as_ref().is_some_and(|bytes| bytes.len() < loose / 2), "packed, not change by change");
    assert_eq!(unsent(&copy.chunks, &first.mark, &[]).changes, None);
    copy.write("one more");
    assert_eq!(beyond(&copy, &first.mark), 1);
    assert_eq!(unsent(&[], &first.mark, &[]), Unsent { changes: None, mark: Vec::new() }, "of a document that is gone there is nothing");
}

#[test]
fn our_own_changes_beside_what_was_delivered_stay_unsent() {
    let (mut ada, mut ben) = (Copy::new(1), Copy::new(2));
    let first = ada.write("of both");
    ben.take(&first);
    let mark = ada.mark();
    ada.write("of ada");
    let delivered = ben.write("of ben");
    ada.take(&delivered);
    let counted = counted(&ada.chunks, &[&delivered], &mark);
    assert_eq!(beyond(&ada, &counted.mark), 1, "ada's own, and no echo of ben's");
    assert_eq!(unsent(&ben.chunks, &counted.mark, &[]).changes, None);
}

/// As where somebody has it by a file, and the log never had it.
#[test]
fn what_a_delivered_change_rests_on_does_not_count_as_delivered() {
    let (mut ada, mut ben) = (Copy::new(1), Copy::new(2));
    let by_file = ada.write("by file");
    ben.take(&by_file);
    let delivered = ben.write("on it");
    ada.take(&delivered);
    let counted = counted(&ada.chunks, &[&delivered], &[]);
    assert_eq!(counted.mark, Vec::<u8>::new());
    assert_eq!(beyond(&ada, &counted.mark), 2);
}

#[test]
fn changes_in_any_order_and_twice_count_once_all_of_them_are_there() {
    let (mut ada, mut ben) = (Copy::new(1), Copy::new(2));
    let (one, two, three) = (ada.write("1"), ada.write("2"), ada.write("3"));
    let mut mark = Vec::new();
    for delivered in [vec![&three, &two], vec![&one], vec![&two, &two], vec![&three, &one]] {
        delivered.iter().for_each(|bytes| ben.take(bytes));
        let pieces: Vec<&[u8]> = delivered.into_iter().map(Vec::as_slice).collect();
        mark = counted(&ben.chunks, &pieces, &mark).mark;
    }
    assert_eq!(mark, ada.mark());
    assert_eq!(unsent(&ben.chunks, &mark, &[]).changes, None);
}

#[test]
fn a_snapshot_that_leaves_out_what_the_log_had_lacks_it_and_one_that_holds_more_does_not() {
    let (mut ada, mut ben) = (Copy::new(1), Copy::new(2));
    let first = ada.write("1");
    ben.take(&first);
    let before = ben.whole();
    let second = ada.write("2");
    ben.take(&second);
    let mark = ada.mark();
    ada.write("not sent yet");
    let short = counted(&ada.chunks, &[&before], &mark);
    assert!(short.lacks);
    assert_eq!(short.mark, mark);
    ben.write("3");
    let after = ben.whole();
    ada.take(&after);
    let long = counted(&ada.chunks, &[&after], &mark);
    assert!(!long.lacks);
    assert_eq!(beyond(&ada, &long.mark), 1);
    assert_eq!(unsent(&ben.chunks, &long.mark, &[]).changes, None);
    assert!(!counted(&[], &[&before], &mark).lacks, "of whoever was erased here nothing is lacking");
}

#[test]
fn what_cannot_be_read_to_its_end_is_not_in_the_mark() {
    let (mut ada, mut ben) = (Copy::new(1), Copy::new(2));
    let (good, mut cut) = (ada.write("1"), ada.write("2"));
    cut.truncate(cut.len() - 1);
    ben.take(&good);
    let both = [good.as_slice(), &cut].concat();
    assert_eq!(counted(&ben.chunks, &[&both], &[]).mark, Vec::<u8>::new());
    assert_eq!(counted(&ben.chunks, &[&good, &cut], &[]).mark, ben.mark());
}

#[test]
fn a_mark_that_names_what_is_not_here_any_more_goes_on_naming_it() {
    let (mut ada, mut ben) = (Copy::new(1), Copy::new(2));
    let first = ada.write("1");
    let lost = ada.write("2");
    let mark = ada.mark();
    ben.take(&first);
    let (three, _) = (ada.write("3"), ada.write("4"));
    ben.take(&three);
    let counted_here = counted(&ben.chunks, &[&three], &mark);
    assert!(counted_here.mark.as_chunks::<32>().0.contains(&mark.clone().try_into().expect("one hash")));
    ben.take(&lost);
    assert_eq!(counted(&ben.chunks, &[&lost], &counted_here.mark).mark.len(), 32);
}

#[test]
fn a_delivery_says_what_to_take_in_and_passes_over_what_a_later_version_made() {
    let (mut ada, ben) = (Copy::new(1), Copy::new(2));
    let (one, two) = (ada.write("1"), ada.write("2"));
    let of = |name: &str, bytes: &[u8]| Delivered { name: name.to_owned(), bytes: bytes.to_vec(), mark: Vec::new() };
    let delivery = Delivery::new(vec![of(&name(DOC), &one), of("portal/1", b"later"), of(&name(DOC), &two)], false);
    assert_eq!(delivery.docs(), [(DOC, one), (DOC, two)]);
    assert_eq!(delivery.strange().len(), 1);
    assert_eq!(delivery.wanted(), [], "a first join reads nothing twice");
    let kept = delivery.kept(&[(DOC, ben.chunks)], &session());
    assert_eq!(kept, Kept { marks: vec![(name(DOC), ada.mark())], lacking: vec![] });
}

#[test]
fn a_page_holds_documents_in_the_order_of_their_names_until_it_is_full() {
    let docs: Vec<DocKey> =
        (1..=20).map(|number| DocKey::Client(ClientId(Id::from_bytes([number; 16])))).chain([DocKey::Practice]).collect();
    let mut copy = Copy::new(1);
    copy.write("1");
    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let mut page = Page::after(after.as_deref(), docs.clone(), 3 * copy.whole().len());
        while let wanted @ [_, ..] = &page.wanted()[..] {
            // One of them was erased just now.
            let chunks = |doc: &DocKey| if *doc == docs[4] { Vec::new() } else { copy.chunks.clone() };
            let loaded: Vec<_> = wanted.iter().map(|doc| (*doc, chunks(doc))).collect();
            page.put(&loaded, &session());
        }
        let (some, more) = page.done();
        assert!(some.len() <= 3);
        seen.extend(some.into_iter().map(|(name, _)| name));
        after = seen.last().cloned();
        if !more {
            break;
        }
    }
    let mut names: Vec<String> = docs.iter().filter(|doc| **doc != docs[4]).map(|doc| name(*doc)).collect();
    names.sort();
    assert_eq!(seen, names);
}

#[test]
fn a_journal_that_is_shorter_than_what_was_told_is_looked_through_whole() {
    assert_eq!(Scan::since(0, 5), Scan::All);
    assert_eq!(Scan::since(3, 5), Scan::After(3));
    assert_eq!(Scan::since(5, 5), Scan::After(5));
    assert_eq!(Scan::since(6, 5), Scan::All);
}

#[test]
fn whether_a_document_holds_a_mark_is_said_as_it_is() {
    let (mut ada, mut ben) = (Copy::new(1), Copy::new(2));
    let one = ada.write("1");
    ben.take(&one);
    let (early, _) = (ada.mark(), ada.write("2"));
    assert!(holds(&ben.chunks, &early));
    assert!(!holds(&ben.chunks, &ada.mark()));
}

/// Others may have let go of what was delivered while it was erased.
#[test]
fn a_record_that_came_back_goes_out_whole_once_from_whoever_has_it() {
    let (mut ada, mut ben) = (Copy::new(1), Copy::new(2));
    let (first, erasure) = (ada.write("1"), ItemId(Id::from_bytes([5; 16])));
    ben.take(&first);
    let mark = ada.mark();
    let again = unsent(&ada.chunks, &mark, &[erasure]);
    assert_eq!(again.changes, Some(ada.whole()));
    assert_eq!(unsent(&ada.chunks, &again.mark, &[erasure]).changes, None);
    // It is remembered with whatever comes, and lacks nothing.
    let second = ben.write("2");
    ada.take(&second);
    let counted = counted(&ada.chunks, &[&second], &again.mark);
    assert_eq!(unsent(&ada.chunks, &counted.mark, &[erasure]), Unsent { changes: None, mark: counted.mark.clone() });
    assert!(!super::counted(&ada.chunks, &[&ben.whole()], &counted.mark).lacks);
    assert!(unsent(&ada.chunks, &counted.mark, &[erasure, ItemId(Id::from_bytes([6; 16]))]).changes.is_some(), "after each erasure");
    assert_eq!(unsent(&[], &counted.mark, &[]).mark, Vec::<u8>::new(), "erased again, nothing of it counts");
}
