//! Everything that is kept about one client, as a file to read and a file for other programs (GDPR Art. 15 and 20). Both are written from one
//! tree, so neither says what the other leaves out.

use domain::client::{Client, Stamp};
use domain::item::ItemKind;
use paper::backup::{Map, Value};

use super::client::recorded;

fn text(text: impl ToString) -> Value {
    Value::String(text.to_string())
}

/// Without what says nothing.
fn map(parts: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    let empty = |value: &Value| match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(all) => all.is_empty(),
        Value::Object(all) => all.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    };
    Value::Object(parts.into_iter().filter(|(_, value)| !empty(value)).map(|(key, value)| (key.to_owned(), value)).collect())
}

fn when(stamp: Stamp) -> Value {
    recorded(stamp).map_or(Value::Null, |(day, time)| text(format!("{day} {:02}:{:02}", time.0, time.1)))
}

fn texts<'a>(fields: impl Iterator<Item = (&'static str, &'a String)>) -> Map<String, Value> {
    fields.map(|(key, value)| (key.to_owned(), text(value))).collect()
}

/// `private`: with what is for nobody else's eyes.
pub fn tree(client: &Client, private: bool) -> Value {
    let fields = Value::Object(texts(client.fields.iter().map(|(field, value)| (field.key(), value))));
    let joined = client.joined.values().map(|one| Value::Object(texts(one.fields.iter().map(|(field, value)| (field.key(), value)))));
    let people = client.contacts.values().map(|one| Value::Object(texts(one.fields.iter().map(|(field, value)| (field.key(), value)))));
    let history = client.history().into_iter().map(|(_, note)| {
        let amended = note.amended().into_iter().map(|one| map([("text", text(&one.text)), ("written", when(one.recorded))]));
        map([
            ("happened", text(note.happened)),
            ("kind", text(note.kind.key())),
            ("text", text(&note.text)),
            ("recorded", when(note.recorded)),
            ("amended", Value::Array(amended.collect())),
        ])
    });
    let stages = client.path().into_iter().map(|(_, one)| map([("on", text(one.on)), ("to", text(one.to.key())), ("why", text(&one.why))]));
    let is_private = |kind: ItemKind| matches!(kind, ItemKind::Context | ItemKind::Conflict);
    let items = client.items.values().filter(|item| item.kind != ItemKind::Merge && (private || !is_private(item.kind))).map(|item| {
        let acts = item.told().into_iter().map(|(_, act)| {
            map([("on", text(act.on)), ("what", text(act.kind.key())), ("why", text(&act.why)), ("value", text(&act.value))])
        });
        let mut all = Map::new();
        all.insert("kind".to_owned(), text(item.kind.key()));
        all.extend(texts(item.fields.iter().map(|(field, value)| (field.key(), value))));
        if let Value::Object(rest) = map([("recorded", when(item.recorded)), ("acts", Value::Array(acts.collect()))]) {
            all.extend(rest);
        }
        Value::Object(all)
    });
    let documents = client.invoices.values().filter_map(|invoice| {
        let content = invoice.content()?;
        let issue = invoice.issue().map(|issue| &issue.document);
        let lines = content.lines.iter().map(|line| {
            map([("description", text(&line.description)), ("quantity", text(line.quantity.value())), ("price", text(line.price.value()))])
        });
        let payments = invoice.payments.values().filter(|payment| payment.withdrawn.is_none());
        let paid = payments.map(|one| {
            map([
                ("what", text(one.kind.key().0)),
                ("on", text(one.on)),
                ("amount", text(one.amount.amount())),
                ("method", text(&one.method)),
            ])
        });
        let recipient = issue.map(|issue| issue.recipient());
        Some(map([
            ("kind", text(content.kind.key())),
            ("number", issue.map_or(Value::Null, |issue| text(issue.number()))),
            ("dated", issue.map_or(Value::Null, |issue| text(issue.dated()))),
            ("due", issue.and_then(|issue| issue.due()).map_or(Value::Null, text)),
            ("recipient", recipient.map_or(Value::Null, |party| text(&party.name))),
            ("currency", text(content.currency.code())),
            ("total", content.totals().map_or(Value::Null, |totals| text(totals.total.amount()))),
            ("note", text(&content.note)),
            ("lines", Value::Array(lines.collect())),
            ("payments", Value::Array(paid.collect())),
        ]))
    });
    map([
        ("details", fields),
        ("merged_records", Value::Array(joined.collect())),
        ("people", Value::Array(people.collect())),
        ("history", Value::Array(history.collect())),
        ("stages", Value::Array(stages.collect())),
        ("work", Value::Array(items.collect())),
        ("documents", Value::Array(documents.collect())),
    ])
}

/// A page that stands alone: no script, nothing from elsewhere.
pub fn page(name: &str, tree: &Value) -> String {
    let mut body = String::new();
    write(tree, 2, &mut body);
    let name = escaped(name);
    format!(
        "<!doctype html><html><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{name}</title>\
         <style>body{{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}}\
         dl{{display:grid;grid-template-columns:minmax(8rem,auto) 1fr;gap:.2rem 1rem;margin:0}}dt{{color:#555}}dd{{margin:0;white-space:pre-line;overflow-wrap:anywhere}}\
         ol{{padding-left:1.5rem}}li{{margin-block:.6rem}}h2{{margin-top:2rem}}</style></head><body><h1>{name}</h1>{body}</body></html>"
    )
}

fn write(value: &Value, level: u8, out: &mut String) {
    match value {
        Value::Object(all) if level == 2 => {
            for (key, value) in all {
                out.push_str(&format!("<h2>{}</h2>", escaped(&title(key))));
                write(value, 3, out);
            }
        }
        Value::Object(all) => {
            out.push_str("<dl>");
            for (key, value) in all {
                out.push_str(&format!("<dt>{}</dt><dd>", escaped(&title(key))));
                write(value, 3, out);
                out.push_str("</dd>");
            }
            out.push_str("</dl>");
        }
        Value::Array(all) => {
            out.push_str("<ol>");
            for value in all {
                out.push_str("<li>");
                write(value, 3, out);
                out.push_str("</li>");
            }
            out.push_str("</ol>");
        }
        Value::String(text) => out.push_str(&escaped(text)),
        Value::Null | Value::Bool(_) | Value::Number(_) => out.push_str(&escaped(&value.to_string())),
    }
}

fn title(key: &str) -> String {
    let words = key.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::field::Field;
    use domain::{ClientId, Id};

    #[test]
    fn what_is_written_is_in_both_files_and_nothing_of_it_is_markup() {
        let mut client = Client::new(ClientId(Id::from_bytes([1; 16])));
        client.fields.insert(Field::Name, "Ada <b>& Co</b>".to_owned());
        let tree = tree(&client, true);
        assert_eq!(tree["details"]["name"], "Ada <b>& Co</b>");
        assert!(tree.get("history").is_none(), "what is empty is left out");
        let page = page("Ada <b>& Co</b>", &tree);
        assert!(page.contains("Ada &lt;b&gt;&amp; Co&lt;/b&gt;") && !page.contains("<b>"));
    }
}
