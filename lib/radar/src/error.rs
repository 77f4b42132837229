//! Why bytes could not be read at all. What is merely damaged is a [`crate::Damage`] instead.

/// The input as a whole is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// There are no bytes.
    #[error("the file is empty")]
    Empty,
    /// Neither a volume header nor a record nor a message was found.
    #[error(
        "this is no NEXRAD Level II data: it begins with neither a volume header nor a compressed record"
    )]
    NotLevelTwo,
    /// It is Level II, and no single radial could be read from it.
    #[error("no radial could be read from this volume")]
    NothingInside,
    /// A chunk belongs to another volume than the one that is being put together.
    #[error("the chunk belongs to another volume")]
    OtherVolume,
    /// A chunk's name does not say its place, as in `20210215-212114-007-I`.
    #[error("the name is not that of a chunk: date, time, number and one of S, I, E are wanted")]
    NotAChunkName,
    /// It is no Level III product.
    #[error("this is no NEXRAD Level III product: no message header with a product description was found")]
    NotLevelThree,
    /// A Level III product that is known by its code, and whose layout is not read.
    #[error("product {code} is not read: {why}")]
    ProductNotRead {
        /// The product code of the format description 2620001.
        code: u16,
        /// Why not, in words.
        why: &'static str,
    },
    /// A Level III product ends or contradicts itself before its data.
    #[error("the product is damaged: {0}")]
    ProductDamaged(&'static str),
    /// A picture of this size is refused.
    #[error("a picture of {width} by {height} pixels is refused")]
    PictureSize {
        /// Asked width, in pixels.
        width: u32,
        /// Asked height, in pixels.
        height: u32,
    },
}
