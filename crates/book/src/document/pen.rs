//! Writing one fact into a document: entries are made once, under containers that are there already.

use std::collections::HashMap;

use automerge::hydrate;
use automerge::transaction::Transactable;
use automerge::{AutoCommit, AutomergeError, ObjId, ObjType, ROOT, ReadDoc, ScalarValue, Value};
use domain::BatchId;
use domain::client::{Origin, Stamp};

use super::SCHEMA;
use super::genesis::{grow, is_reserved};

/// Why a fact was not written. Part of it may be pending in the document: whoever writes rolls back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteError {
    /// What the fact speaks of is not in the document.
    Missing { path: String },
    /// An entry is written once; this one is there already.
    AlreadyThere { path: String },
    /// A newer version of the app wrote here.
    NewerSchema { found: i64 },
    /// No document of this kind.
    WrongKind,
    /// The document still has the actor that wrote its genesis: the device must give it its own.
    ReservedActor,
    /// The figures of a document to be sealed, or its text, cannot be written.
    Unsealable,
    /// In the engine's own words.
    Engine(String),
}

impl From<AutomergeError> for WriteError {
    fn from(error: AutomergeError) -> Self {
        Self::Engine(error.to_string())
    }
}

/// A map in the document, and the way to it.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub(super) obj: ObjId,
    path: String,
}

impl Spot {
    fn below(&self, key: &str, obj: ObjId) -> Self {
        Self { obj, path: self.path(key) }
    }

    pub(super) fn path(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}/{key}", self.path) }
    }
}

/// A map before it is in the document. It goes in at once, with all that is below it: the engine takes forty keys so in the time of four
/// single ones.
#[derive(Debug, Default)]
pub(super) struct Sheet(HashMap<String, hydrate::Value>);

impl Sheet {
    pub(super) fn put(mut self, key: &str, value: impl Into<ScalarValue>) -> Self {
        self.0.insert(key.to_owned(), hydrate::Value::Scalar(value.into()));
        self
    }

    /// A text that is left out when empty.
    pub(super) fn put_filled(self, key: &str, text: &str) -> Self {
        if text.is_empty() { self } else { self.put(key, text) }
    }

    pub(super) fn put_batch(self, batch: Option<BatchId>) -> Self {
        match batch {
            Some(batch) => self.put("batch", batch.to_string()),
            None => self,
        }
    }

    pub(super) fn put_origin(self, origin: Origin) -> Self {
        let key = match origin {
            Origin::Typed => "typed",
            Origin::Imported(_) => "imported",
            Origin::Sample(_) => "sample",
        };
        self.put("origin", key).put_batch(origin.batch())
    }

    pub(super) fn put_below(mut self, key: &str, below: Self) -> Self {
        self.0.insert(key.to_owned(), below.into_value());
        self
    }

    fn into_value(self) -> hydrate::Value {
        hydrate::Value::Map(hydrate::Map::from(self.0))
    }
}

#[derive(Debug)]
pub(super) struct Pen<'d> {
    pub(super) doc: &'d mut AutoCommit,
    stamp: Stamp,
}

impl<'d> Pen<'d> {
    /// Takes up the pen over a document of this kind that this version may write.
    pub(super) fn over(doc: &'d mut AutoCommit, kind: &str, stamp: Stamp) -> Result<Self, WriteError> {
        if is_reserved(doc.get_actor()) {
            return Err(WriteError::ReservedActor);
        }
        let schema = match scalar(doc, "schema")? {
            Some(ScalarValue::Int(found)) if found > SCHEMA => return Err(WriteError::NewerSchema { found }),
            Some(ScalarValue::Int(found)) if found >= 1 => found,
            Some(_) | None => return Err(WriteError::WrongKind),
        };
        if scalar(doc, "kind")? != Some(ScalarValue::Str(kind.into())) {
            return Err(WriteError::WrongKind);
        }
        if schema < SCHEMA {
            grow(doc, kind)?;
        }
        Ok(Self { doc, stamp })
    }

    pub(super) fn root(&self) -> Spot {
        Spot { obj: ROOT, path: String::new() }
    }

    /// The map under a key, if one is there.
    pub(super) fn find(&self, spot: &Spot, key: &str) -> Result<Option<Spot>, WriteError> {
        match self.doc.get(&spot.obj, key)? {
            Some((Value::Object(ObjType::Map), obj)) => Ok(Some(spot.below(key, obj))),
            Some((Value::Object(ObjType::List | ObjType::Text | ObjType::Table) | Value::Scalar(_), _)) | None => Ok(None),
        }
    }

    /// The map under a key, which must be there.
    pub(super) fn child(&self, spot: &Spot, key: &str) -> Result<Spot, WriteError> {
        self.find(spot, key)?.ok_or_else(|| WriteError::Missing { path: spot.path(key) })
    }

    /// The map `container/id`, which must be there.
    pub(super) fn entry(&self, spot: &Spot, container: &str, id: impl ToString) -> Result<Spot, WriteError> {
        self.child(&self.child(spot, container)?, &id.to_string())
    }

    pub(super) fn has(&self, spot: &Spot, key: &str) -> Result<bool, WriteError> {
        Ok(self.doc.get(&spot.obj, key)?.is_some())
    }

    /// The stamp of this writing, on a map that is there already.
    pub(super) fn sign(&mut self, spot: &Spot) -> Result<(), WriteError> {
        let Stamp { at, by } = self.stamp;
        self.put(spot, "at", at.0)?;
        self.put(spot, "by", by.to_string())
    }

    /// A map with the stamp of this writing.
    pub(super) fn signed(&self) -> Sheet {
        let Stamp { at, by } = self.stamp;
        Sheet::default().put("at", at.0).put("by", by.to_string())
    }

    /// A map under a key, in place of whatever was there.
    pub(super) fn lay(&mut self, spot: &Spot, key: &str, sheet: Sheet) -> Result<Spot, WriteError> {
        let obj = self.doc.batch_create_object(&spot.obj, key, &sheet.into_value(), false)?;
        Ok(spot.below(key, obj))
    }

    /// A new map under a key. Refused when anything is there.
    pub(super) fn lay_new(&mut self, spot: &Spot, key: &str, sheet: Sheet) -> Result<Spot, WriteError> {
        match self.doc.get(&spot.obj, key)? {
            None => self.lay(spot, key, sheet),
            Some(_) => Err(WriteError::AlreadyThere { path: spot.path(key) }),
        }
    }

    /// A new entry `container/id`; where its place was laid before, in that place. Refused when anything else is there.
    pub(super) fn record(&mut self, spot: &Spot, container: &str, id: impl ToString, sheet: Sheet) -> Result<(), WriteError> {
        let (container, key) = (self.child(spot, container)?, id.to_string());
        match self.find(&container, &key)? {
            Some(place) if !self.has(&place, "at")? => self.fill(&place, sheet),
            _ => self.lay_new(&container, &key, sheet).map(|_| ()),
        }
    }

    /// What a place has below it stays.
    fn fill(&mut self, place: &Spot, sheet: Sheet) -> Result<(), WriteError> {
        let mut values: Vec<(String, hydrate::Value)> = sheet.0.into_iter().collect();
        domain::order::sort_by(&mut values, |(one, _), (other, _)| one.cmp(other));
        for (key, value) in values {
            if let hydrate::Value::Scalar(value) = value {
                self.put(place, &key, value)?;
            }
        }
        Ok(())
    }

    /// A new entry that also says how many its author saw before it: clocks go wrong, and what was done later must count as later.
    pub(super) fn record_in_turn(&mut self, spot: &Spot, container: &str, id: impl ToString, sheet: Sheet) -> Result<(), WriteError> {
        let place = self.child(spot, container)?;
        let (before, id) = (self.doc.length(&place.obj), id.to_string());
        // Its own place is none that was there before it.
        let before = if self.has(&place, &id)? { before.saturating_sub(1) } else { before };
        self.record(spot, container, id, sheet.put("turn", i64::try_from(before).unwrap_or(i64::MAX)))
    }

    pub(super) fn put(&mut self, spot: &Spot, key: &str, value: impl Into<ScalarValue>) -> Result<(), WriteError> {
        Ok(self.doc.put(&spot.obj, key, value)?)
    }

    /// Does an act that can be taken back, or takes it back.
    pub(super) fn act(&mut self, spot: &Spot, key: &str, done: bool) -> Result<(), WriteError> {
        if done {
            let act = self.signed();
            self.lay(spot, key, act).map(|_| ())
        } else {
            Ok(self.doc.delete(&spot.obj, key)?)
        }
    }
}

fn scalar(doc: &AutoCommit, key: &str) -> Result<Option<ScalarValue>, WriteError> {
    Ok(doc.get(ROOT, key)?.and_then(|(value, _)| value.into_scalar().ok()))
}
