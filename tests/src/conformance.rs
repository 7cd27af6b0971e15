//! What every storage must do, told once and run over each of them.

use book::chunk::{Batch, CachedRow, CachedText, Chunk, DocKey, Place, StoreError};
use book::store::Store;
use domain::{ClientId, Id};

fn client(number: u8) -> ClientId {
    ClientId(Id::from_bytes([number; 16]))
}

fn chunk(place: Place, doc: DocKey, bytes: &[u8]) -> Chunk {
    Chunk { place, doc, bytes: bytes.to_vec() }
}

fn row(number: u8, bytes: &[u8]) -> CachedRow {
    CachedRow { client: client(number), bytes: bytes.to_vec() }
}

fn text(number: u8, bytes: &[u8]) -> CachedText {
    CachedText { client: client(number), bytes: bytes.to_vec() }
}

/// Runs the whole suite over a storage that is empty. Gives the number of promises checked; panics at the first that is broken.
pub async fn every_promise(store: &impl Store) -> usize {
    let mut kept = 0;
    let mut promise = |name: &str, holds: bool| {
        assert!(holds, "broken promise: {name}");
        kept += 1;
    };
    let one = DocKey::Client(client(1));
    let two = DocKey::Client(client(2));

    let begin = store.begin().await;
    promise("an empty journal ends at 0", begin.as_ref().is_ok_and(|begin| begin.end == 0 && begin.rows.is_empty()));
    promise("an empty journal has no texts", store.texts(&[client(1)]).await == Ok(vec![]));
    promise("an empty journal lists nothing", store.list().await == Ok(vec![]));
    promise("a document that is not there has no chunks", store.load(&[one]).await == Ok(vec![(one, vec![])]));

    let first = Batch {
        after: 0,
        chunks: vec![chunk(1, DocKey::Practice, b"p1"), chunk(2, one, b"c1"), chunk(3, two, b"d1")],
        rows: vec![row(1, b"r1"), row(2, b"r2")],
        superseded: vec![],
        gone: vec![],
        texts: vec![text(1, b"t1"), text(2, b"")],
    };
    promise("a batch that follows the journal's end is written", store.write(&first).await == Ok(()));
    let begin = store.begin().await;
    promise("the end is the highest place", begin.as_ref().is_ok_and(|begin| begin.end == 3));
    promise(
        "rows come back as they were written",
        begin.is_ok_and(|mut begin| {
            begin.rows.sort_by_key(|row| row.client);
            begin.rows == vec![row(1, b"r1"), row(2, b"r2")]
        }),
    );
    promise(
        "texts come back as they were written, for whom they are asked of",
        store.texts(&[client(1), client(2), client(3)]).await.is_ok_and(|mut texts| {
            texts.sort_by_key(|text| text.client);
            texts == vec![text(1, b"t1"), text(2, b"")]
        }),
    );
    promise("and of nobody else", store.texts(&[client(2)]).await == Ok(vec![text(2, b"")]));
    let many: Vec<ClientId> = (0..=255).map(client).collect();
    promise("however many are asked for", store.texts(&many).await.is_ok_and(|texts| texts.len() == 2));
    let mut listed = store.list().await.unwrap_or_default();
    listed.sort_unstable();
    promise("every document is listed once", listed == vec![DocKey::Practice, one, two]);

    let late = Batch {
        after: 0,
        chunks: vec![chunk(1, one, b"late")],
        rows: vec![row(1, b"late")],
        superseded: vec![2],
        gone: vec![],
        texts: vec![text(1, b"late")],
    };
    promise("a batch decided on an older end is refused as behind", store.write(&late).await == Err(StoreError::Behind));
    promise("of a refused batch nothing is written", store.load(&[one]).await == Ok(vec![(one, vec![chunk(2, one, b"c1")])]));
    promise("of a refused batch no row is written", store.begin().await.is_ok_and(|begin| begin.rows.contains(&row(1, b"r1"))));

    promise("of a refused batch no text is written", store.texts(&[client(1)]).await == Ok(vec![text(1, b"t1")]));

    let rows_only = Batch { after: 1, chunks: vec![], rows: vec![row(1, b"old")], ..Batch::default() };
    promise("rows decided on an older end are refused too", store.write(&rows_only).await == Err(StoreError::Behind));
    let rows_only = Batch { after: 3, rows: vec![row(1, b"r1b")], ..Batch::default() };
    promise("rows alone can be written", store.write(&rows_only).await == Ok(()));
    promise("rows alone do not move the end", store.begin().await.is_ok_and(|begin| begin.end == 3));

    let second = Batch { after: 3, chunks: vec![chunk(4, one, b"c2"), chunk(5, one, b"")], rows: vec![row(1, b"r1c")], ..Batch::default() };
    promise("a second batch follows the first", store.write(&second).await == Ok(()));
    let loaded = store.load(&[two, one]).await;
    let expected = vec![(two, vec![chunk(3, two, b"d1")]), (one, vec![chunk(2, one, b"c1"), chunk(4, one, b"c2"), chunk(5, one, b"")])];
    promise("chunks come in the order of their places, documents in the order asked for", loaded == Ok(expected));
    let news = store.read_on(3).await;
    promise(
        "what came after a place is read on",
        news.as_ref().is_ok_and(|news| news.chunks == vec![chunk(4, one, b"c2"), chunk(5, one, b"")]),
    );
    promise("with the rows of the documents it speaks of", news.is_ok_and(|news| news.rows == vec![row(1, b"r1c")]));
    promise("after the end there is no news", store.read_on(5).await.is_ok_and(|news| news.chunks.is_empty() && news.rows.is_empty()));

    let whole = Batch { after: 5, chunks: vec![chunk(6, one, b"whole")], superseded: vec![2, 4, 5], ..Batch::default() };
    promise("a whole save takes the place of what it covers", store.write(&whole).await == Ok(()));
    promise("superseded chunks are gone", store.load(&[one]).await == Ok(vec![(one, vec![chunk(6, one, b"whole")])]));
    let gap = Batch { after: 4, chunks: vec![chunk(5, two, b"x")], ..Batch::default() };
    promise("a superseded place is not free again", store.write(&gap).await == Err(StoreError::Behind));
    promise("other documents are untouched", store.load(&[two]).await == Ok(vec![(two, vec![chunk(3, two, b"d1")])]));

    let said = Batch { after: 6, texts: vec![text(1, b"t1b")], ..Batch::default() };
    promise("texts alone can be written", store.write(&said).await == Ok(()));
    promise("the newest text is kept", store.texts(&[client(1)]).await == Ok(vec![text(1, b"t1b")]));

    let large: Vec<u8> = (0..600_000u32).map(|number| number.to_le_bytes()[0]).collect();
    let big = Batch { after: 6, chunks: vec![chunk(7, two, &large)], ..Batch::default() };
    promise("large chunks are written", store.write(&big).await == Ok(()));
    promise("and read back to the byte", store.read_on(6).await.is_ok_and(|news| news.chunks == vec![chunk(7, two, &large)]));
    let later = vec![chunk(8, one, b"later")];
    let gone = Batch { after: 7, chunks: later, superseded: vec![3, 7], gone: vec![client(2)], ..Batch::default() };
    promise("a client can be erased", store.write(&gone).await == Ok(()));
    promise("nothing of it is listed or read", store.list().await.is_ok_and(|docs| !docs.contains(&two)));
    promise("its texts are gone", store.texts(&[client(2)]).await == Ok(vec![]));
    promise("its row is gone", store.begin().await.is_ok_and(|begin| begin.rows.iter().all(|row| row.client != client(2))));
    promise("its places are not free again", store.begin().await.is_ok_and(|begin| begin.end == 8));
    kept
}
