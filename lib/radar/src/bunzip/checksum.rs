//! The checksum of a block: CRC-32 with the polynomial of Ethernet, the highest bit of a byte first.

/// What a byte does to the checksum: by itself, and when one to fifteen bytes follow it.
static AFTER: [[u32; 256]; 16] = {
    let mut after = [[0; 256]; 16];
    let mut byte = 0;
    while byte < 256 {
        let mut sum = (byte as u32) << 24;
        let mut bit = 0;
        while bit < 8 {
            sum = if sum >> 31 == 1 { sum << 1 ^ 0x04c1_1db7 } else { sum << 1 };
            bit += 1;
        }
        after[0][byte] = sum;
        byte += 1;
    }
    let mut follow = 1;
    while follow < 16 {
        let mut byte = 0;
        while byte < 256 {
            let sum = after[follow - 1][byte];
            after[follow][byte] = sum << 8 ^ after[0][(sum >> 24) as usize];
            byte += 1;
        }
        follow += 1;
    }
    after
};

/// The checksum of these bytes, sixteen at a time.
pub(super) fn of(bytes: &[u8]) -> u32 {
    let mut sum = !0;
    let (parts, rest) = bytes.as_chunks::<16>();
    for part in parts {
        let word = |at: usize| u32::from_be_bytes([part[at], part[at + 1], part[at + 2], part[at + 3]]);
        sum = four(12, word(0) ^ sum) ^ (four(8, word(4)) ^ four(4, word(8)) ^ four(0, word(12)));
    }
    for byte in rest {
        sum = sum << 8 ^ AFTER[0][((sum >> 24) as u8 ^ byte) as usize];
    }
    !sum
}

/// What four bytes do to the checksum when so many follow them.
#[inline(always)]
fn four(follow: usize, bytes: u32) -> u32 {
    let [first, second, third, last] = bytes.to_be_bytes().map(usize::from);
    AFTER[follow + 3][first] ^ AFTER[follow + 2][second] ^ AFTER[follow + 1][third] ^ AFTER[follow][last]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_is_that_of_the_definition() {
        // The check value of CRC-32/BZIP2 in the catalogue of parametrised CRC algorithms.
        assert_eq!(of(b"123456789"), 0xfc89_1918);
        let bytes: Vec<u8> = (0..200_u32).map(|index| ((index * index) >> 3) as u8).collect();
        for length in 0..bytes.len() {
            let bit_by_bit = bytes[..length].iter().fold(!0_u32, |sum, byte| {
                (0..8).fold(sum ^ u32::from(*byte) << 24, |sum, _| (sum << 1) ^ ((sum >> 31) * 0x04c1_1db7))
            });
            assert_eq!(of(&bytes[..length]), !bit_by_bit, "{length}");
        }
    }
}
