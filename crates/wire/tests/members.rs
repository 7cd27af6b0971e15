//! Who belongs and who may do what, told in sentences: what comes of a story, or why its last sentence was refused.

mod cast;

use cast::{Space, device, genesis, named, secret};
use expect_test::{Expect, expect};
use wire::{
    Access, AppendDenial, Body, EntryRefusal, Epoch, Kind, Membership, Principal, Role, RootKey, Sequence, SpaceId, UnsignedEntry, limit,
};

fn check(story: &str, expected: Expect) {
    check_in(Space::of_ada(), story, expected);
}

fn check_in(mut space: Space, story: &str, expected: Expect) {
    let told = match space.tell(story) {
        Ok(()) => space.shown(),
        Err(refusal) => named(&format!("{refusal:?}")),
    };
    expected.assert_eq(&told);
    assert_eq!(Membership::replay(&space.entries), Ok(space.membership), "a log says the same again");
}

/// Ben is an editor, Cal a viewer.
const TEAM: &str = "ada invites one as editor; ben enrols by one; ada approves ben; ada invites two as viewer; cal enrols by two; \
    ada approves cal";

fn check_team(story: &str, expected: Expect) {
    check(&format!("{TEAM}; {story}"), expected);
}

#[test]
fn a_team_comes_together() {
    check("", expect!["epoch 1 settled · ada owner"]);
    check("ada invites one as editor", expect!["epoch 1 settled · ada owner · 1 invite"]);
    check("ada invites one as editor; ben enrols by one", expect!["epoch 1 settled · ada owner · ben editor waiting"]);
    check_team("", expect!["epoch 1 settled · ada owner · ben editor · cal viewer"]);
    check("ada invites one as guest at once; ben enrols by one", expect!["epoch 1 settled · ada owner · ben guest"]);
    check_team("ada makes ben owner; ada leaves", expect!["epoch 1 due · ada owner left · ben owner · cal viewer"]);
    check_team("ada starts epoch 2 for ada ben cal", expect!["epoch 2 settled · ada owner · ben editor · cal viewer"]);
    check_in(Space::founded(Some("phrase")), "", expect!["epoch 1 settled · ada owner · phrase owner"]);
}

#[test]
fn an_entry_follows_the_last_one_of_its_own_log() {
    check("elsewhere: ada invites one as editor", expect!["OtherSpace(…)"]);
    check("behind: ada invites one as editor", expect!["Conflict { tip: ControlTip { sequence: Sequence(1), hash: … } }"]);
    check("ahead: ada invites one as editor", expect!["Conflict { tip: ControlTip { sequence: Sequence(1), hash: … } }"]);
    check("ada founds", expect!["Conflict { tip: ControlTip { sequence: Sequence(1), hash: … } }"]);
    check("ada invites one as editor signed by ben", expect!["Signature"]);
}

#[test]
fn only_owners_decide() {
    check("ben invites one as editor", expect!["NoOwner"]);
    check("root invites one as editor", expect!["NoOwner"]);
    check_team("ben invites three as editor", expect!["NoOwner"]);
    check_team("ben makes ben owner", expect!["NoOwner"]);
    check_team("ben removes cal", expect!["NoOwner"]);
    check_team("ben starts epoch 2 for ada ben cal", expect!["NoOwner"]);
    check_team("ada invites three as editor; dan enrols by three; ben approves dan", expect!["NoOwner"]);
    check_team("ada invites three as editor; dan enrols by three; dan approves dan", expect!["NoOwner"]);
    check_team("ada invites three as editor; cal revokes three", expect!["NoOwner"]);
    check_team("ada makes ben owner; ben makes ada editor; ada removes ben", expect!["NoOwner"]);
}

#[test]
fn an_invite_is_good_once_for_one_device_and_for_a_time() {
    check("ben enrols by one", expect!["NoInvite"]);
    check("ada invites one as editor; ben enrols by one; cal enrols by one", expect!["NoInvite"]);
    check("ada invites one as editor; ada revokes one; ben enrols by one", expect!["NoInvite"]);
    check("ada revokes one", expect!["NoInvite"]);
    check("ada invites one as editor; ada invites one as viewer", expect!["KnownInvite"]);
    check("ada invites one as editor; ben enrols by one; ada invites one as editor", expect!["KnownInvite"]);
    check("ada invites one as editor for 10; later 10; ben enrols by one", expect!["epoch 1 settled · ada owner · ben editor waiting"]);
    check("ada invites one as editor for 10; later 11; ben enrols by one", expect!["Expired { expires_at_ms: 1010 }"]);
    check("ada invites one as editor for 0", expect!["Life"]);
    check("ada invites one as editor for 7776000000", expect!["epoch 1 settled · ada owner · 1 invite"]);
    check("ada invites one as editor for 7776000001", expect!["Life"]);
    check("ada invites one as editor; ben enrols by one proved two", expect!["Proof"]);
    check("ada invites one as editor; ben enrols by one as cal", expect!["OtherAuthor"]);
    check("ada invites one as editor; ben enrols by one signed by cal", expect!["Signature"]);
    check("ada invites one as editor; ben enrols by one called ada", expect!["KnownPseudonym"]);
    check("ada invites one as editor; ada enrols by one", expect!["KnownDevice(ada)"]);
}

#[test]
fn a_member_at_once_brings_its_key_and_only_it_does() {
    check("ada invites one as owner at once", expect!["OwnerAtOnce"]);
    check("ada invites one as editor at once epoch 2", expect!["WrongEpoch { expected: Epoch(1) }"]);
    check("ada invites one as editor at once; ben enrols by one miskeyed", expect!["Key"]);
    check("ada invites one as editor; ben enrols by one miskeyed", expect!["Key"]);
    check("ada invites one as editor at once; ben enrols by one epoch 2", expect!["WrongEpoch { expected: Epoch(1) }"]);
    check("ada invites one as editor; ben enrols by one; ada approves ben epoch 2", expect!["WrongEpoch { expected: Epoch(1) }"]);
    check("ada invites one as editor at once; ben enrols by one; ada approves ben", expect!["NotWaiting(ben)"]);
}

#[test]
fn a_link_made_before_a_new_key_or_by_somebody_who_went_opens_nothing() {
    check("ada invites one as editor at once; ada starts epoch 2 for ada; ben enrols by one", expect!["NoInvite"]);
    check(
        "ada invites one as editor; ada starts epoch 2 for ada; ben enrols by one",
        expect!["epoch 2 settled · ada owner · ben editor waiting"],
    );
    check_team("ada makes ben owner; ben invites three as owner; ada removes ben; dan enrols by three", expect!["NoInvite"]);
    check_team("ada makes ben owner; ben invites three as owner; ben leaves; dan enrols by three", expect!["NoInvite"]);
    check_team("ada makes ben owner; ben invites three as owner; ada makes ben editor; dan enrols by three", expect!["NoInvite"]);
}

#[test]
fn whoever_waits_is_approved_or_declined() {
    check("ada approves ben", expect!["UnknownDevice(ben)"]);
    check_team("ada approves ben", expect!["NotWaiting(ben)"]);
    check("ada invites one as editor; ben enrols by one; ada removes ben", expect!["epoch 1 settled · ada owner · ben editor removed"]);
    check("ada invites one as editor; ben enrols by one; ben leaves", expect!["epoch 1 settled · ada owner · ben editor left"]);
    check("ada invites one as editor; ben enrols by one; ada removes ben; ada approves ben", expect!["NotWaiting(ben)"]);
    check("ada invites one as editor; ben enrols by one; ada makes ben viewer", expect!["NoMember(ben)"]);
    check("ada invites one as owner; ben enrols by one; ben removes ada", expect!["NoOwner"]);
}

#[test]
fn nobody_who_went_comes_back_under_the_same_key() {
    check_team("ada removes ben; ada invites three as editor; ben enrols by three", expect!["KnownDevice(ben)"]);
    check_team("ben leaves; ada invites three as editor; ben enrols by three", expect!["KnownDevice(ben)"]);
    check_team("ada removes ben; ben leaves", expect!["NoMember(ben)"]);
    check_team("ada removes ben; ada removes ben", expect!["NoMember(ben)"]);
    check_team("ada removes ben; ada makes ben editor", expect!["NoMember(ben)"]);
    check_team("ada makes ben owner; ada removes ben; ben invites three as editor", expect!["NoOwner"]);
    check("dan leaves", expect!["UnknownDevice(dan)"]);
    check("ada removes dan", expect!["UnknownDevice(dan)"]);
    check("ada makes dan owner", expect!["UnknownDevice(dan)"]);
}

#[test]
fn there_is_always_an_owner() {
    check("ada leaves", expect!["LastOwner"]);
    check("ada makes ada editor", expect!["LastOwner"]);
    check("ada removes ada", expect!["OwnRemoval"]);
    check_team("ada makes ben owner; ben makes ada viewer; ben leaves", expect!["LastOwner"]);
    check_in(Space::founded(Some("phrase")), "ada leaves", expect!["LastOwner"]);
    check_in(Space::founded(Some("phrase")), "phrase removes ada", expect!["LastOwner"]);
    check_in(Space::founded(Some("phrase")), "ada makes phrase editor", expect!["RecoveryIsOwner"]);
    check_in(Space::founded(Some("phrase")), "ada removes phrase", expect!["epoch 1 awaited · ada owner · phrase owner removed"]);
    check("ada invites one as editor; ben enrols by one recovery", expect!["RecoveryIsOwner"]);
    check_in(
        Space::founded(Some("phrase")),
        "phrase invites one as owner; ben enrols by one; phrase approves ben; ben removes ada; ben starts epoch 2 for ben phrase",
        expect!["epoch 2 settled · ada owner removed · ben owner · phrase owner"],
    );
}

#[test]
fn a_role_is_changed_to_another() {
    check_team("ada makes ben editor", expect!["SameRole(Editor)"]);
    check_team("ada makes cal editor", expect!["epoch 1 settled · ada owner · ben editor · cal editor"]);
    check_team("ada makes ben viewer", expect!["epoch 1 awaited · ada owner · ben viewer · cal viewer"]);
    check_team("ada makes ben guest", expect!["epoch 1 awaited · ada owner · ben guest · cal viewer"]);
    check_team("ada makes ben owner; ada makes ben editor", expect!["epoch 1 settled · ada owner · ben editor · cal viewer"]);
}

#[test]
fn an_epoch_is_the_next_one_with_a_key_for_each_member() {
    check_team("ada starts epoch 1 for ada ben cal", expect!["WrongEpoch { expected: Epoch(2) }"]);
    check_team("ada starts epoch 3 for ada ben cal", expect!["WrongEpoch { expected: Epoch(2) }"]);
    check_team("ada starts epoch 2 for ada ben", expect!["Wraps"]);
    check_team("ada starts epoch 2 for ada ben cal dan", expect!["Wraps"]);
    check_team("ada removes cal; ada starts epoch 2 for ada ben cal", expect!["Wraps"]);
    check_team("ada invites three as editor; dan enrols by three; ada starts epoch 2 for ada ben cal dan", expect!["Wraps"]);
    check_team("ada removes cal; ada starts epoch 2 for ada ben", expect!["epoch 2 settled · ada owner · ben editor · cal viewer removed"]);
}

#[test]
fn between_a_removal_and_the_new_key_nobody_gets_the_old_one() {
    let removed = "ada invites three as editor; dan enrols by three; ada removes cal";
    check_team(&format!("{removed}; ada approves dan"), expect!["EpochAwaited"]);
    check_team(&format!("{removed}; ada invites four as editor at once"), expect!["EpochAwaited"]);
    check_team("ada invites three as editor at once; ada removes cal; dan enrols by three", expect!["EpochAwaited"]);
    check_team(
        &format!("{removed}; ada starts epoch 2 for ada ben; ada approves dan"),
        expect!["epoch 2 settled · ada owner · ben editor · cal viewer removed · dan editor"],
    );
    check_team("ada removes cal; ben leaves", expect!["epoch 1 awaited · ada owner · ben editor left · cal viewer removed"]);
}

fn may(space: &Space, who: &str, kind: Kind, epoch: u32) -> Result<(), AppendDenial> {
    space.membership.may_append(&device(who), kind, Epoch(epoch))
}

#[test]
fn each_role_appends_what_is_its_own() {
    let space = Space::told(&format!(
        "{TEAM}; ada invites three as guest at once; dan enrols by three; ada invites four as editor; eve enrols by four"
    ));
    let mut table = String::new();
    for who in ["ada", "ben", "cal", "dan", "eve", "nobody"] {
        let rights = Kind::ALL.map(|kind| if may(&space, who, kind, 1).is_ok() { "yes" } else { "no" });
        let reads = if space.membership.may_read(&device(who)) { "reads" } else { "-" };
        let counts = if space.membership.may_acknowledge(&device(who)) { "acknowledges" } else { "-" };
        let decides = if space.membership.may_change_members(&device(who)) { "decides" } else { "-" };
        table += &format!("{who:7}{:4}{:4}{:4}{reads} {counts} {decides}\n", rights[0], rights[1], rights[2]);
    }
    expect![[r#"
        ada    yes yes yes reads acknowledges decides
        ben    yes yes yes reads acknowledges -
        cal    no  no  yes reads acknowledges -
        dan    yes no  yes reads - -
        eve    no  no  no  - - -
        nobody no  no  no  - - -
    "#]]
    .assert_eq(&table);
}

#[test]
fn a_removal_stops_everybody_until_the_new_epoch() {
    let mut space = Space::told(TEAM);
    assert_eq!(may(&space, "ben", Kind::Change, 2), Err(AppendDenial::UnknownEpoch { newest: Epoch(1) }));
    space.tell("ada removes cal").expect("a removal");
    for who in ["ada", "ben"] {
        assert_eq!(may(&space, who, Kind::Change, 1), Err(AppendDenial::StaleEpoch { needed: Epoch(2) }));
        assert_eq!(may(&space, who, Kind::Change, 2), Err(AppendDenial::UnknownEpoch { newest: Epoch(1) }));
    }
    space.tell("ada starts epoch 2 for ada ben").expect("an epoch");
    assert_eq!(may(&space, "ben", Kind::Change, 1), Err(AppendDenial::StaleEpoch { needed: Epoch(2) }));
    assert_eq!(may(&space, "ben", Kind::Change, 2), Ok(()));
    assert_eq!(may(&space, "cal", Kind::Ephemeral, 2), Err(AppendDenial::NoMember));
}

#[test]
fn the_past_is_judged_by_the_rights_of_its_time() {
    let story = "ada removes ben; ada starts epoch 2 for ada cal; ada makes cal editor; ada starts epoch 3 for ada cal";
    let space = Space::told(&format!("{TEAM}; {story}"));
    let might = |who: &str, epoch| space.membership.might_have_appended(&device(who), Kind::Change, Epoch(epoch));
    assert_eq!([might("ben", 1), might("ben", 2), might("ben", 3)], [Ok(()), Err(AppendDenial::NeverThen), Err(AppendDenial::NeverThen)]);
    assert_eq!([might("cal", 1), might("cal", 2), might("cal", 3)], [Err(AppendDenial::NeverThen), Ok(()), Ok(())]);
    assert_eq!([might("ada", 1), might("ada", 3)], [Ok(()), Ok(())]);
    let unknown = Err(AppendDenial::UnknownEpoch { newest: Epoch(3) });
    assert_eq!([might("ada", 0), might("ada", 4), might("ada", u32::MAX)], [unknown; 3]);
    assert_eq!(might("nobody", 1), Err(AppendDenial::NoMember));
}

#[test]
fn the_door_opens_to_members_to_those_who_wait_and_to_open_invites() {
    let space = Space::told(&format!(
        "{TEAM}; ada removes cal; ada invites three as editor; dan enrols by three; ada invites four as guest for 10"
    ));
    let door = |principal| space.membership.access(&principal, 1_010);
    assert_eq!(door(Principal::Device(device("ben"))), Some(Access::Member(Role::Editor)));
    assert_eq!(door(Principal::Device(device("dan"))), Some(Access::Waiting));
    assert_eq!(door(Principal::Device(device("cal"))), None);
    assert_eq!(door(Principal::Device(device("nobody"))), None);
    assert_eq!(door(Principal::Invite(cast::invite("four"))), Some(Access::Invited));
    assert_eq!(door(Principal::Invite(cast::invite("three"))), None);
    assert_eq!(space.membership.access(&Principal::Invite(cast::invite("four")), 1_011), None);
    // A clock that was turned back does not help: the relay has its own.
    let late = space.entry("eve enrols by four");
    assert!(!space.membership.is_late(&late, 1_010) && space.membership.is_late(&late, 1_011));
    // The key of a device is no invite.
    assert_eq!(door(Principal::Invite(wire::InviteKey(device("ben").0))), None);
}

#[test]
fn a_space_is_named_by_the_key_that_began_it() {
    let Body::Genesis { first, recovery } = genesis(None).body().clone() else { panic!("a genesis") };
    let body = Body::Genesis { first, recovery };
    let other = SpaceId::of(&RootKey::of(&secret("other")));
    let stolen =
        UnsignedEntry::new(other, Sequence(1), wire::Hash32::ZERO, device("root"), 0, &body).sign(&secret("root")).expect("an entry");
    assert_eq!(Membership::begin(&stolen), Err(EntryRefusal::Root));
    let forged = UnsignedEntry::new(cast::space(), Sequence(1), wire::Hash32::ZERO, device("root"), 0, &body).sign(&secret("eve"));
    assert_eq!(Membership::begin(&forged.expect("an entry")), Err(EntryRefusal::Signature));
    assert_eq!(Membership::begin(&Space::of_ada().entry("ada leaves")), Err(EntryRefusal::NoGenesis));
    assert_eq!(Membership::begin(&genesis(Some("ada"))), Err(EntryRefusal::KnownDevice(device("ada"))));
    assert_eq!(Membership::replay([]), Err(EntryRefusal::NoGenesis));
}

#[test]
fn there_are_as_many_open_invites_as_allowed() {
    let mut space = Space::of_ada();
    for number in 0..limit::INVITES_MAX {
        space.tell(&format!("ada invites i{number} as editor")).expect("room");
    }
    assert_eq!(space.tell("ada invites more as editor"), Err(EntryRefusal::TooManyInvites));
    space.tell("ada revokes i0; ada invites more as editor").expect("room again");
}

#[test]
fn there_are_as_many_devices_as_a_frame_has_keys_for() {
    let mut space = Space::of_ada();
    for number in 1..limit::DEVICES_MAX {
        space.tell(&format!("ada invites i{number} as editor at once; d{number} enrols by i{number}")).expect("room");
    }
    space.tell("ada invites more as editor at once").expect("an invite");
    assert_eq!(space.tell("more enrols by more"), Err(EntryRefusal::TooManyDevices));
    let names: Vec<String> = (1..limit::DEVICES_MAX).map(|number| format!("d{number}")).collect();
    let rotation = space.entry(&format!("ada starts epoch 2 for ada {}", names.join(" ")));
    space.membership.apply(&rotation).expect("a key for each");
    let largest = rotation.bytes().len() + limit::DEVICES_MAX * (limit::WRAPPED_KEY_BYTES_MAX - 4);
    assert!(largest < limit::ENTRY_BYTES_MAX, "{largest} bytes with the longest keys");
}
