//! Several files as one ZIP (PKWARE APPNOTE 6.3.10), stored as they are: a PDF is compressed already. Dates are those of 1 January 1980, so
//! that the same files give the same bytes.

/// Files and their names as one ZIP. Names of the same spelling get a number behind them. At most 65,535 files and 4 GiB; what is beyond is
/// left out.
pub fn zip<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    let mut names: Vec<String> = Vec::new();
    for (name, bytes) in files {
        let (Ok(at), Ok(size)) = (u32::try_from(out.len()), u32::try_from(bytes.len())) else { break };
        if names.len() >= usize::from(u16::MAX) {
            break;
        }
        let name = unlike(name, &names);
        let about = about(&name, crc32(bytes), size);
        out.extend(b"PK\x03\x04");
        out.extend(&about);
        out.extend(name.as_bytes());
        out.extend(bytes);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&about);
        // No comment, first disk, no attributes, where the file begins.
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
        names.push(name);
    }
    let count = u16::try_from(names.len()).unwrap_or(u16::MAX).to_le_bytes();
    let sizes = [directory.len(), out.len()].map(|size| u32::try_from(size).unwrap_or(u32::MAX).to_le_bytes());
    out.extend(directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([count, count].concat());
    out.extend(sizes.concat());
    out.extend([0, 0]);
    out
}

/// What stands of a file both before it and in the directory: version 2.0, name in UTF-8, stored.
fn about(name: &str, sum: u32, size: u32) -> Vec<u8> {
    let mut about = vec![0x14, 0x00, 0x00, 0x08, 0x00, 0x00, 0x00, 0x00, 0x21, 0x00];
    about.extend(sum.to_le_bytes());
    about.extend(size.to_le_bytes());
    about.extend(size.to_le_bytes());
    about.extend(u16::try_from(name.len()).unwrap_or_default().to_le_bytes());
    about.extend([0, 0]);
    about
}

/// A name that no file before has, and that no file system minds.
fn unlike(name: &str, taken: &[String]) -> String {
    let safe = |letter: char| if letter.is_control() || "\\/:*?\"<>|".contains(letter) { '-' } else { letter };
    let name: String = name.chars().take(200).map(safe).collect();
    let is_free = |name: &String| !taken.iter().any(|other| other.eq_ignore_ascii_case(name));
    let (stem, end) = name.rsplit_once('.').unwrap_or((&name, ""));
    let other = |count: usize| format!("{stem} ({count}).{end}");
    if is_free(&name) { name.clone() } else { (2..).map(other).find(is_free).unwrap_or_default() }
}

/// CRC-32 as ZIP has it (ISO 3309, reflected).
fn crc32(bytes: &[u8]) -> u32 {
    let step = |sum: u32| if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 };
    let table: Vec<u32> = (0..256u32).map(|byte| (0..8).fold(byte, |sum, _| step(sum))).collect();
    !bytes.iter().fold(u32::MAX, |sum, byte| table[((sum ^ u32::from(*byte)) & 255) as usize] ^ (sum >> 8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_is_the_usual_one() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b""), 0);
    }

    #[test]
    fn names_are_safe_and_no_two_alike() {
        let taken = ["A-1.pdf".to_owned(), "a-1 (2).pdf".to_owned()];
        assert_eq!(unlike("A/1.pdf", &taken), "A-1 (3).pdf");
        assert_eq!(unlike("B.pdf", &taken), "B.pdf");
    }
}
