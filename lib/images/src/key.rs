//! The stable public name of a picture.

/// `m-` and the first 20 hexadecimal digits (80 bits) of the BLAKE3 hash of the uploaded bytes: equal files
/// get equal keys, on every machine, for ever. Not a secret.
pub fn content_key(bytes: &[u8]) -> String {
    let digits = blake3::hash(bytes).to_hex();
    let mut key = String::with_capacity(22);
    key.push_str("m-");
    key.extend(digits.chars().take(20));
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_is_the_published_blake3_vector_of_the_empty_input() {
        assert_eq!(content_key(b""), "m-af1349b9f5f9a1a6a040");
    }
}
