//! Pictures that lie: PNG files (ISO/IEC 15948) put together by hand, sound to the last checksum but for what they claim.

/// A grey picture that claims this many pixels and has no more data than a few zeros.
pub(super) fn claiming(width: u32, height: u32) -> Vec<u8> {
    file(width, height, &zlib_stored(&[0; 64]))
}

/// A grey picture of that size, all black, whose data is really there: deflate makes about a thousandth of it.
pub(super) fn bomb(width: u32, height: u32) -> Vec<u8> {
    let length = (u64::from(width) + 1) * u64::from(height);
    file(width, height, &zlib_zeros(length))
}

/// A picture with a compressed text that unpacks to so many zeros.
pub(super) fn text_bomb(unpacked: u64) -> Vec<u8> {
    let mut text = b"Comment\0\0".to_vec();
    text.extend(zlib_zeros(unpacked));
    let mut bytes = MAGIC.to_vec();
    chunk(&mut bytes, b"IHDR", &header(8, 8));
    chunk(&mut bytes, b"zTXt", &text);
    chunk(&mut bytes, b"IDAT", &zlib_stored(&[0; 72]));
    chunk(&mut bytes, b"IEND", &[]);
    bytes
}

const MAGIC: &[u8] = b"\x89PNG\r\n\x1a\n";

fn file(width: u32, height: u32, data: &[u8]) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    chunk(&mut bytes, b"IHDR", &header(width, height));
    chunk(&mut bytes, b"IDAT", data);
    chunk(&mut bytes, b"IEND", &[]);
    bytes
}

/// Eight bits of grey a pixel, not interlaced.
fn header(width: u32, height: u32) -> Vec<u8> {
    let mut header = width.to_be_bytes().to_vec();
    header.extend(height.to_be_bytes());
    header.extend([8, 0, 0, 0, 0]);
    header
}

fn chunk(file: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    let length = u32::try_from(data.len()).unwrap_or(u32::MAX);
    file.extend(length.to_be_bytes());
    let from = file.len();
    file.extend(kind);
    file.extend(data);
    file.extend(crc(&file[from..]).to_be_bytes());
}

/// One stored block (RFC 1951, section 3.2.4) in zlib's wrapping (RFC 1950).
fn zlib_stored(data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap_or(u16::MAX);
    let mut bytes = vec![0x78, 0x01, 1];
    bytes.extend(length.to_le_bytes());
    bytes.extend((!length).to_le_bytes());
    bytes.extend(data);
    bytes.extend(adler_of_zeros(u64::from(length)).to_be_bytes());
    bytes
}

/// That many zeros in one block with the fixed codes (RFC 1951, section 3.2.6): one literal, then matches of 258 bytes one
/// back, 13 bits each.
fn zlib_zeros(length: u64) -> Vec<u8> {
    let mut bits = Bits { bytes: vec![0x78, 0x01], filled: 0 };
    bits.put(0b1, 1);
    bits.put(0b01, 2);
    let mut left = length;
    while left > 0 && (left == length || left < 258) {
        // Literal 0 has the code 00110000, which is put highest bit first.
        bits.put(u32::from(0b0011_0000_u8.reverse_bits()), 8);
        left -= 1;
    }
    while left >= 258 {
        // Length 258 is symbol 285: 11000101; distance 1 is symbol 0: 00000.
        bits.put(u32::from(0b1100_0101_u8.reverse_bits()), 8);
        bits.put(0, 5);
        left -= 258;
    }
    for _ in 0..left {
        bits.put(u32::from(0b0011_0000_u8.reverse_bits()), 8);
    }
    // End of block is symbol 256: 0000000.
    bits.put(0, 7);
    bits.bytes.extend(adler_of_zeros(length).to_be_bytes());
    bits.bytes
}

struct Bits {
    bytes: Vec<u8>,
    /// Bits used of the last byte; 0 when it is full.
    filled: u32,
}

impl Bits {
    /// The lowest bits of a value, lowest first.
    fn put(&mut self, value: u32, count: u32) {
        for bit in 0..count {
            if self.filled == 0 {
                self.bytes.push(0);
            }
            if let Some(last) = self.bytes.last_mut() {
                *last |= u8::from(value >> bit & 1 == 1) << self.filled;
            }
            self.filled = (self.filled + 1) % 8;
        }
    }
}

/// Adler-32 (RFC 1950, section 8) of zeros: the first sum stays 1, the second counts.
fn adler_of_zeros(length: u64) -> u32 {
    let second = u32::try_from(length % 65_521).unwrap_or_default();
    second << 16 | 1
}

/// CRC-32 as PNG has it.
fn crc(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    !crc
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pictures_are_sound() {
        assert_eq!(crc(b"123456789"), 0xCBF4_3926);
        for (width, height) in [(1, 1), (300, 2), (1_000, 700)] {
            let picture = image::load_from_memory(&bomb(width, height)).unwrap();
            assert_eq!((picture.width(), picture.height()), (width, height));
            assert!(picture.to_luma8().iter().all(|pixel| *pixel == 0));
        }
        assert!(image::load_from_memory(&claiming(60_000, 60_000)).is_err());
        assert!(bomb(2_000, 2_000).len() < 30_000);
    }

    #[test]
    fn a_text_may_be_a_bomb() {
        assert_eq!(image::load_from_memory(&text_bomb(1 << 20)).unwrap().width(), 8);
    }
}
