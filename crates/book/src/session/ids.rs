use automerge::ActorId;
use domain::Fresh;
use sha2::{Digest, Sha256};

/// Ids from a seed: the n-th is the SHA-256 of seed and n, so one seed never gives one id twice and tests can be replayed.
#[derive(Debug)]
pub(super) struct Ids {
    seed: [u8; 32],
    given: u64,
}

impl Ids {
    pub(super) fn new(seed: [u8; 32]) -> Self {
        Self { seed, given: 0 }
    }

    pub(super) fn actor(&mut self) -> ActorId {
        ActorId::from(self.bytes())
    }
}

impl Fresh for Ids {
    fn bytes(&mut self) -> [u8; 16] {
        self.given += 1;
        let digest = Sha256::new().chain_update(self.seed).chain_update(self.given.to_be_bytes()).finalize();
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        bytes
    }
}
