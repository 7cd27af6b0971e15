//! Bytes that nobody else may know, and where new ones come from.

use std::convert::Infallible;
use std::fmt;

use hkdf::Hkdf;
use hpke::rand_core::{TryCryptoRng, TryRng};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// 32 secret bytes: wiped when they are dropped, and never shown.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Secret([u8; 32]);

impl Secret {
    pub const LENGTH: usize = 32;

    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// For storing and for deriving. Whoever takes them wipes them.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// A key made of this one for one purpose (HKDF-SHA256): nobody who learns it learns this one, or another. Every context is a
    /// constant that is no beginning of another, and what follows it has one width.
    pub(crate) fn derive(&self, salt: &[u8], context: &[u8], details: &[&[u8]]) -> Self {
        let mut derived = [0; 32];
        self.expand(salt, context, details, &mut derived);
        Self(derived)
    }

    /// HMAC-SHA256 with this as its key, which is what HKDF extracts with.
    pub(crate) fn mac(&self, message: &[u8]) -> [u8; 32] {
        Hkdf::<Sha256>::extract(Some(&self.0), message).0.into()
    }

    pub(crate) fn expand(&self, salt: &[u8], context: &[u8], details: &[&[u8]], into: &mut [u8]) {
        let info: Vec<&[u8]> = [context].into_iter().chain(details.iter().copied()).collect();
        // It fails for more than 255 blocks only, and then what was asked for stays zero: nothing here asks for more than three.
        let done = Hkdf::<Sha256>::new(Some(salt), &self.0).expand_multi_info(&info, into);
        debug_assert!(done.is_ok(), "a length beyond what HKDF gives");
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// Every random byte of this crate: it follows from a seed that the edge took from its machine, and what was given can not be computed
/// from what is left. Two with one seed give the same, so each start takes a new seed.
#[derive(Debug)]
pub struct Dice {
    state: Secret,
}

impl Dice {
    pub fn new(seed: Secret) -> Self {
        Self { state: seed.derive(&[], b"throughline-dice/1", &[]) }
    }

    /// The same throws again, for whoever then goes on with one of the two only.
    pub(crate) fn fork(&self) -> Self {
        Self { state: self.state.clone() }
    }

    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }

    pub fn secret(&mut self) -> Secret {
        Secret(self.bytes())
    }

    /// A number below the bound; 0 when the bound is.
    pub fn below(&mut self, bound: u64) -> u64 {
        u64::from_be_bytes(self.bytes()).checked_rem(bound).unwrap_or(0)
    }

    fn fill(&mut self, into: &mut [u8]) {
        for piece in into.chunks_mut(32) {
            let mut drawn = Zeroizing::new([0; 64]);
            self.state.expand(&[], b"throughline-dice-step/1", &[], &mut *drawn);
            let (next, given) = drawn.split_at(32);
            self.state.0.copy_from_slice(next);
            piece.copy_from_slice(&given[..piece.len()]);
        }
    }
}

impl TryRng for Dice {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::from_be_bytes(self.bytes()))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from_be_bytes(self.bytes()))
    }

    fn try_fill_bytes(&mut self, into: &mut [u8]) -> Result<(), Infallible> {
        self.fill(into);
        Ok(())
    }
}

impl TryCryptoRng for Dice {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_never_shown() {
        let secret = Secret::new([0xab; 32]);
        assert_eq!(format!("{secret:?} {:?}", Dice::new(secret.clone())), "Secret(..) Dice { state: Secret(..) }");
    }

    #[test]
    fn dice_repeat_from_a_seed_and_not_from_their_own_throws() {
        let mut one = Dice::new(Secret::new([1; 32]));
        let mut same = Dice::new(Secret::new([1; 32]));
        let mut other = Dice::new(Secret::new([2; 32]));
        let throws: Vec<[u8; 24]> = (0..4).map(|_| one.bytes()).collect();
        assert_eq!(throws, (0..4).map(|_| same.bytes()).collect::<Vec<[u8; 24]>>());
        assert!(throws.windows(2).all(|pair| pair[0] != pair[1]));
        assert_ne!(throws[0], other.bytes::<24>());
    }
}
