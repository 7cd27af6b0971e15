//! Documents as two devices write them.

use automerge::ActorId;
use domain::client::Client;
use domain::{AuthorId, Id};

use super::*;

fn stamp(at: i64) -> Stamp {
    Stamp { at: domain::time::Moment(at), by: AuthorId(Id::from_bytes([7; 16])) }
}

#[test]
fn a_sample_practice_reads_without_troubles() {
    struct Count(u8);
    impl domain::Fresh for Count {
        fn bytes(&mut self) -> [u8; 16] {
            self.0 += 1;
            let mut b = [0; 16];
            b[0] = self.0;
            b[15] = self.0;
            b
        }
    }
    let practice = domain::practice::Practice::default();
    let (rows, clients) = Default::default();
    let world = domain::World { practice: &practice, rows: &rows, clients: &clients };
    let today = domain::time::Day::new(2026, 11, 22).unwrap();
    let now = domain::time::Now { at: domain::time::Moment(1_795_000_000_000), today };
    let decision = domain::decide(world, domain::Command::AddSample, now, &mut Count(0)).unwrap();
    let mut docs = std::collections::BTreeMap::new();
    let mut p = genesis_practice().with_actor(ActorId::from([1u8; 16]));
    for fact in &decision.facts {
        match fact {
            domain::Fact::Client(id, fact) => {
                let doc = docs.entry(*id).or_insert_with(|| genesis_client().with_actor(ActorId::from([1u8; 16])));
                write_client(doc, fact, stamp(5)).unwrap();
            }
            domain::Fact::Practice(fact) => write_practice(&mut p, fact, stamp(5)).unwrap(),
        }
    }
    eprintln!("{:?}", read_practice(&p));
    for (id, doc) in &mut docs {
        commit(doc, stamp(5), "AddSample");
        let bytes = doc.save();
        let t = std::time::Instant::now();
        let (client, troubles) = read_client(*id, doc);
        eprintln!("{} bytes {:?} ops {:?} {:?}", bytes.len(), t.elapsed(), doc.stats().num_ops, client.name());
        assert_eq!(troubles, []);
        let again = AutoCommit::load(&bytes).unwrap();
        assert_eq!(read_client(*id, &again), (client, vec![]));
    }
    let _: Option<Client> = None;
}
