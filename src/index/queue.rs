//! The way of documents to the threads that build segments, bounded by bytes.

use std::sync::{Arc, Condvar, Mutex, PoisonError};

use tantivy::schema::document::{CompactDocValue, Document, TantivyDocument};
use tantivy::schema::{Field, Schema};

/// Bytes of text that may wait for the threads that build segments.
const QUEUE_BYTES: usize = 16 << 20;

/// Bounds the text that waits in tantivy's queue, which counts documents only.
#[derive(Default)]
pub(super) struct Gate {
    inside: Mutex<usize>,
    left: Condvar,
}

impl Gate {
    /// A document that may go in; waits until there is room for so many
    /// bytes. A document larger than the whole queue goes in alone.
    pub(super) fn admit(gate: &Arc<Self>, document: TantivyDocument, bytes: usize) -> Queued {
        Queued { document, _permit: Self::enter(gate, bytes) }
    }

    fn enter(gate: &Arc<Self>, bytes: usize) -> Permit {
        let mut inside = gate.inside.lock().unwrap_or_else(PoisonError::into_inner);
        while *inside > 0 && *inside + bytes > QUEUE_BYTES {
            inside = gate.left.wait(inside).unwrap_or_else(PoisonError::into_inner);
        }
        *inside += bytes;
        Permit { gate: Arc::clone(gate), bytes }
    }
}

/// A document's place in the queue, given up when it is dropped.
struct Permit {
    gate: Arc<Gate>,
    bytes: usize,
}

impl Drop for Permit {
    fn drop(&mut self) {
        *self.gate.inside.lock().unwrap_or_else(PoisonError::into_inner) -= self.bytes;
        self.gate.left.notify_all();
    }
}

/// A document on its way to a segment, with its place in the queue.
pub(super) struct Queued {
    document: TantivyDocument,
    _permit: Permit,
}

impl Document for Queued {
    type Value<'a> = CompactDocValue<'a>;
    type FieldsValuesIter<'a> = Box<dyn Iterator<Item = (Field, CompactDocValue<'a>)> + 'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        Box::new(self.document.iter_fields_and_values())
    }

    fn into_tantivy_document(self) -> TantivyDocument {
        self.document
    }

    fn to_json(&self, schema: &Schema) -> String {
        self.document.to_json(schema)
    }
}
