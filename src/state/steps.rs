//! What was done at this desk since the page was opened, so that the newest of it can be taken back, and done again. Every step is an
//! ordinary command: taking one back changes nothing that somebody else did meanwhile.

use std::collections::VecDeque;

use domain::Command;

/// Steps that are remembered each way.
const MOST: usize = 60;

/// The commands that take back what was done, and those that do again what was taken back; the newest last.
#[derive(Clone, Debug, Default)]
pub struct Steps {
    back: Vec<Command>,
    again: Vec<Command>,
    /// Commands that are not answered yet, and the steps asked for meanwhile: what is taken back first is what is under way.
    away: u32,
    waiting: VecDeque<Way>,
}

/// What a command is to the steps before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    New,
    Back,
    Again,
}

impl Steps {
    /// A step is on its way, back or again: from now on it is not offered any more.
    pub fn begin(&mut self, command: &Command) -> Way {
        for (known, way) in [(&mut self.again, Way::Again), (&mut self.back, Way::Back)] {
            if let Some(at) = known.iter().rposition(|one| one == command) {
                known.remove(at);
                return way;
            }
        }
        Way::Back
    }

    /// A command is on its way.
    pub fn leave(&mut self) {
        self.away += 1;
    }

    /// One was answered. Gives the step that waited for it.
    pub fn arrive(&mut self) -> Option<Way> {
        self.away = self.away.saturating_sub(1);
        if self.away == 0 { self.waiting.pop_front() } else { None }
    }

    /// Whether a step has to wait for what is on its way; it is then given by [`Steps::arrive`].
    pub fn wait(&mut self, way: Way) -> bool {
        let waits = self.away > 0;
        if waits {
            self.waiting.push_back(way);
        }
        waits
    }

    /// It was done, and this takes it back.
    pub fn done(&mut self, way: Way, undo: Command) {
        if way == Way::New {
            self.again.clear();
        }
        let to = if way == Way::Back { &mut self.again } else { &mut self.back };
        if to.len() == MOST {
            to.remove(0);
        }
        to.push(undo);
    }

    /// What takes the newest step back.
    pub fn back(&self) -> Option<&Command> {
        self.back.last()
    }

    pub fn is_again(&self, command: &Command) -> bool {
        self.again.contains(command)
    }

    /// What does again what was taken back last.
    pub fn again(&self) -> Option<&Command> {
        self.again.last()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{ClientId, Id};

    fn gone(client: u8, gone: bool) -> Command {
        Command::RemoveClient { client: ClientId(Id::from_bytes([client; 16])), gone }
    }

    /// The other way round is what takes it back.
    fn tell(steps: &mut Steps, way: Way, command: Command) {
        let Command::RemoveClient { client, gone } = command else { return };
        steps.done(way, Command::RemoveClient { client, gone: !gone });
    }

    fn step(steps: &mut Steps, command: Command) {
        let way = steps.begin(&command);
        tell(steps, way, command);
    }

    #[test]
    fn steps_go_back_and_forth_in_their_order() {
        let mut steps = Steps::default();
        tell(&mut steps, Way::New, gone(1, true));
        tell(&mut steps, Way::New, gone(2, true));
        assert_eq!((steps.back(), steps.again()), (Some(&gone(2, false)), None));
        step(&mut steps, gone(2, false));
        step(&mut steps, gone(1, false));
        assert_eq!((steps.back(), steps.again()), (None, Some(&gone(1, true))));
        step(&mut steps, gone(1, true));
        assert_eq!((steps.back(), steps.again()), (Some(&gone(1, false)), Some(&gone(2, true))));
    }

    #[test]
    fn what_undoes_a_step_by_chance_is_a_step_of_its_own() {
        let mut steps = Steps::default();
        tell(&mut steps, Way::New, gone(1, true));
        tell(&mut steps, Way::New, gone(1, false));
        assert_eq!((steps.back(), steps.again()), (Some(&gone(1, true)), None));
    }

    #[test]
    fn a_new_step_ends_what_could_be_done_again_and_a_refused_one_is_not_offered_twice() {
        let mut steps = Steps::default();
        tell(&mut steps, Way::New, gone(1, true));
        step(&mut steps, gone(1, false));
        tell(&mut steps, Way::New, gone(3, true));
        assert_eq!(steps.again(), None);
        assert_eq!(steps.begin(&gone(3, false)), Way::Back);
        assert_eq!(steps.back(), None, "it was asked for, and nothing came of it");
    }

    #[test]
    fn a_step_waits_for_what_is_under_way() {
        let mut steps = Steps::default();
        assert!(!steps.wait(Way::Back));
        steps.leave();
        steps.leave();
        assert!(steps.wait(Way::Back) && steps.wait(Way::Again));
        assert_eq!(steps.arrive(), None);
        assert_eq!(steps.arrive(), Some(Way::Back));
        steps.leave();
        assert_eq!(steps.arrive(), Some(Way::Again));
        assert!(!steps.wait(Way::Back));
    }

    #[test]
    fn the_oldest_steps_are_forgotten() {
        let mut steps = Steps::default();
        for client in 0..=200 {
            tell(&mut steps, Way::New, gone(client, true));
        }
        assert_eq!(steps.back.len(), MOST);
    }
}
