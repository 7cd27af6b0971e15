//! What the people of a team are called. Who belongs to it and what each may do is syncing's to know; here stand names for its keys, so that
//! a history can say who did what.

use crate::client::Stamp;
use crate::item::{Item, ItemField, ItemKind, Items};
use crate::practice::Practice;
use crate::{AuthorId, ItemId};

/// A key of syncing with its name: a browser profile, or an invite that somebody has not used yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub item: ItemId,
    pub key: String,
    pub name: String,
    /// What documents know the profile as. None until it has said so itself.
    pub author: Option<AuthorId>,
    recorded: Stamp,
}

fn named(id: ItemId, item: &Item) -> Named {
    let text = |field| item.get(field).to_owned();
    Named {
        item: id,
        key: text(ItemField::Key),
        name: item.title().to_owned(),
        author: item.get(ItemField::Device).parse().ok(),
        recorded: item.recorded,
    }
}

fn members(items: &Items) -> impl Iterator<Item = Named> {
    items.iter().filter(|(_, item)| item.kind == ItemKind::Member && item.removed.is_none()).map(|(id, item)| named(*id, item))
}

/// What is called by a name. Of two that name one key, as when two devices do so at once, the earlier one counts on every device.
pub fn of_key(practice: &Practice, key: &str) -> Option<Named> {
    members(&practice.items).filter(|named| named.key == key).min_by_key(|named| (named.recorded.at, named.item))
}

/// Who wrote as this author: the name of the profile. A profile that entered anew has one name under several keys; the latest counts.
pub fn of_author(practice: &Practice, author: AuthorId) -> Option<String> {
    let mine = members(&practice.items).filter(|named| named.author == Some(author) && !named.name.is_empty());
    mine.max_by_key(|named| (named.recorded.at, named.item)).map(|named| named.name)
}

/// Who did something, as one of the team sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    Me,
    Named(String),
    /// Somebody else, whose name is not known.
    Other,
}

/// Who an author is, seen from a device.
pub fn who(practice: &Practice, author: AuthorId, device: AuthorId) -> Who {
    if author == device {
        return Who::Me;
    }
    of_author(practice, author).map_or(Who::Other, Who::Named)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Id;
    use crate::fact::{ItemFact, PracticeFact};
    use crate::time::Moment;

    fn add(practice: &mut Practice, item: u8, at: i64, key: &str, name: &str, author: Option<AuthorId>) {
        let (item, stamp) = (ItemId(Id::from_bytes([item; 16])), Stamp { at: Moment(at), ..Stamp::UNWRITTEN });
        let mut facts = vec![
            ItemFact::Made { item, kind: ItemKind::Member, batch: None },
            ItemFact::Set { item, field: ItemField::Key, to: key.to_owned() },
            ItemFact::Set { item, field: ItemField::Title, to: name.to_owned() },
        ];
        facts.extend(author.map(|author| ItemFact::Set { item, field: ItemField::Device, to: author.to_string() }));
        for fact in facts {
            practice.add(&PracticeFact::Item(fact), stamp);
        }
    }

    #[test]
    fn two_names_for_one_key_read_the_same_in_any_order() {
        let (mut one, mut other) = (Practice::default(), Practice::default());
        add(&mut one, 1, 10, "aa", "Ann", None);
        add(&mut one, 2, 20, "aa", "Anna", None);
        add(&mut other, 2, 20, "aa", "Anna", None);
        add(&mut other, 1, 10, "aa", "Ann", None);
        let name = |practice| of_key(practice, "aa").map(|named| named.name);
        assert_eq!((name(&one), name(&other)), (Some("Ann".to_owned()), Some("Ann".to_owned())));
        assert_eq!(of_key(&one, "bb"), None);
    }

    #[test]
    fn a_person_who_entered_anew_is_called_as_the_later_key_says() {
        let author = AuthorId(Id::from_bytes([9; 16]));
        let mut practice = Practice::default();
        add(&mut practice, 1, 10, "aa", "Ben", Some(author));
        add(&mut practice, 2, 20, "bb", "Ben, laptop", Some(author));
        add(&mut practice, 3, 30, "cc", "", Some(author));
        assert_eq!(of_author(&practice, author).as_deref(), Some("Ben, laptop"));
        assert_eq!(of_author(&practice, AuthorId(Id::from_bytes([8; 16]))), None);
    }
}
