//! Matrix colour profiles → sRGB.
//!
//! An ICC profile of the matrix kind (ICC.1:2022, sections 8.3.3 and F.3) is three curves that make the
//! numbers linear and a matrix to CIE XYZ (D50). Phones (Display P3) and cameras (Adobe RGB) write this kind;
//! shown as sRGB without converting, their pictures look washed out. Profiles of other kinds are left alone:
//! the numbers are kept.

use crate::Picture;
use crate::cursor::Cursor;

/// Converts the picture in place, if the profile can be read, is of the matrix kind, and is not sRGB already.
pub(crate) fn to_srgb(picture: &mut Picture, profile: &[u8]) {
    let Some(profile) = Profile::read(profile) else { return };
    if profile.is_srgb() {
        return;
    }
    let encode = srgb_table();
    if picture.has_alpha() {
        for pixel in picture.pixels_mut().as_chunks_mut::<4>().0 {
            let [r, g, b, a] = *pixel;
            let [r, g, b] = profile.convert([r, g, b], &encode);
            *pixel = [r, g, b, a];
        }
    } else {
        for pixel in picture.pixels_mut().as_chunks_mut::<3>().0 {
            *pixel = profile.convert(*pixel, &encode);
        }
    }
}

struct Profile {
    /// Per channel: number → linear light, 0 to 1.
    curves: [[f32; 256]; 3],
    /// Linear light of the profile → linear light of sRGB.
    matrix: [[f32; 3]; 3],
}

/// CIE XYZ (D50) → linear sRGB: the inverse of the colorants of the sRGB profile (IEC 61966-2-1, adapted by
/// the Bradford method).
const XYZ_TO_SRGB: [[f32; 3]; 3] = [
    [3.133_856, -1.616_867, -0.490_615],
    [-0.978_768, 1.916_142, 0.033_454],
    [0.071_945, -0.228_991, 1.405_243],
];

impl Profile {
    fn read(bytes: &[u8]) -> Option<Profile> {
        if bytes.get(16..20)? != b"RGB " || bytes.get(20..24)? != b"XYZ " {
            return None;
        }
        let colorants = [
            colorant(tag(bytes, b"rXYZ")?)?,
            colorant(tag(bytes, b"gXYZ")?)?,
            colorant(tag(bytes, b"bXYZ")?)?,
        ];
        let curves =
            [curve(tag(bytes, b"rTRC")?)?, curve(tag(bytes, b"gTRC")?)?, curve(tag(bytes, b"bTRC")?)?];
        let matrix =
            XYZ_TO_SRGB.map(|row| colorants.map(|xyz| row.iter().zip(xyz).map(|(a, b)| a * b).sum::<f32>()));
        let finite = matrix.iter().chain(&colorants).flatten().all(|value| value.is_finite());
        finite.then_some(Profile { curves, matrix })
    }

    /// Whether converting would change nothing that can be seen.
    fn is_srgb(&self) -> bool {
        let unit = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
        let same_matrix =
            self.matrix.iter().flatten().zip(unit.iter().flatten()).all(|(a, b)| (a - b).abs() < 0.005);
        let same_curve = |curve: &[f32; 256]| {
            curve
                .iter()
                .enumerate()
                .all(|(number, linear)| (srgb_encoded(*linear) - number as f32 / 255.0).abs() < 0.008)
        };
        same_matrix && self.curves.iter().all(same_curve)
    }

    fn convert(&self, pixel: [u8; 3], encode: &[u8]) -> [u8; 3] {
        let mut linear = [0.0f32; 3];
        for ((light, number), curve) in linear.iter_mut().zip(pixel).zip(&self.curves) {
            *light = curve.get(usize::from(number)).copied().unwrap_or(0.0);
        }
        self.matrix.map(|row| {
            let light: f32 = row.iter().zip(linear).map(|(a, b)| a * b).sum();
            let step = (light.clamp(0.0, 1.0) * (ENCODE_STEPS - 1) as f32 + 0.5) as usize;
            encode.get(step).copied().unwrap_or(255)
        })
    }
}

/// Enough steps that neighbours differ by less than one in 255 even in the dark, where the curve is steepest
/// (12.92).
const ENCODE_STEPS: usize = 16_384;

fn srgb_table() -> Vec<u8> {
    (0..ENCODE_STEPS)
        .map(|step| (srgb_encoded(step as f32 / (ENCODE_STEPS - 1) as f32) * 255.0).round() as u8)
        .collect()
}

/// The transfer function of sRGB (IEC 61966-2-1).
fn srgb_encoded(linear: f32) -> f32 {
    let linear = linear.clamp(0.0, 1.0);
    if linear <= 0.003_130_8 { linear * 12.92 } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 }
}

/// The data of one tag; profiles have about 20.
fn tag<'a>(profile: &'a [u8], wanted: &[u8; 4]) -> Option<&'a [u8]> {
    let mut cursor = Cursor::new(profile.get(128..)?);
    for _ in 0..cursor.u32_be()?.min(100) {
        let name = cursor.array::<4>()?;
        let (offset, size) =
            (usize::try_from(cursor.u32_be()?).ok()?, usize::try_from(cursor.u32_be()?).ok()?);
        if &name == wanted {
            return profile.get(offset..offset.checked_add(size)?);
        }
    }
    None
}

fn colorant(data: &[u8]) -> Option<[f32; 3]> {
    let mut cursor = Cursor::new(data.strip_prefix(b"XYZ \0\0\0\0")?);
    Some([fixed(&mut cursor)?, fixed(&mut cursor)?, fixed(&mut cursor)?])
}

/// s15Fixed16Number.
fn fixed(cursor: &mut Cursor<'_>) -> Option<f32> {
    cursor.array().map(|bytes| i32::from_be_bytes(bytes) as f32 / 65_536.0)
}

/// A tone curve, worked out for each of the 256 numbers.
fn curve(data: &[u8]) -> Option<[f32; 256]> {
    let shape: Box<dyn Fn(f32) -> f32> = match data.split_first_chunk::<8>()? {
        (b"curv\0\0\0\0", rest) => sampled(rest)?,
        (b"para\0\0\0\0", rest) => parametric(rest)?,
        _ => return None,
    };
    let mut linear = [0.0; 256];
    for (number, light) in linear.iter_mut().enumerate() {
        let value = shape(number as f32 / 255.0);
        *light = if value.is_finite() { value.clamp(0.0, 1.0) } else { 0.0 };
    }
    Some(linear)
}

/// curveType: nothing (identity), one number (a gamma), or samples.
fn sampled(data: &[u8]) -> Option<Box<dyn Fn(f32) -> f32>> {
    let mut cursor = Cursor::new(data);
    let count = usize::try_from(cursor.u32_be()?).ok()?;
    if count == 0 {
        return Some(Box::new(|x| x));
    }
    if count == 1 {
        let gamma = f32::from(cursor.u16_be()?) / 256.0;
        return Some(Box::new(move |x| x.powf(gamma)));
    }
    let samples: Vec<f32> = cursor
        .take(count.checked_mul(2)?)?
        .as_chunks::<2>()
        .0
        .iter()
        .map(|b| f32::from(u16::from_be_bytes(*b)) / 65_535.0)
        .collect();
    Some(Box::new(move |x| {
        let place = x * (samples.len() - 1) as f32;
        let at = place as usize;
        let low = samples.get(at).copied().unwrap_or(1.0);
        let high = samples.get(at + 1).copied().unwrap_or(low);
        low + (high - low) * place.fract()
    }))
}

/// parametricCurveType, functions 0 to 4.
fn parametric(data: &[u8]) -> Option<Box<dyn Fn(f32) -> f32>> {
    let mut cursor = Cursor::new(data);
    let function = cursor.u16_be()?;
    cursor.take(2)?;
    let mut next = || fixed(&mut cursor);
    let g = next()?;
    if function == 0 {
        return Some(Box::new(move |x| x.powf(g)));
    }
    let (a, b) = (next()?, next()?);
    let (c, d, e, f) = match function {
        1 => (0.0, -b / a, 0.0, 0.0),
        2 => {
            let c = next()?;
            (0.0, -b / a, c, c)
        }
        3 => (next()?, next()?, 0.0, 0.0),
        4 => (next()?, next()?, next()?, next()?),
        _ => return None,
    };
    Some(Box::new(move |x| if x >= d { (a * x + b).powf(g) + e } else { c * x + f }))
}
