//! `bellwether radar`: draw what a radar measured, as a picture or as the squares of a web map, without a station.

use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};
use std::{
    fs,
    io::Read as _,
    ops::RangeInclusive,
    path::{Path, PathBuf},
    process::ExitCode,
};
use work::radar::{Asked, Drawing, remedy, understand_parts};

/// The most that is read of one file.
const LARGEST: u64 = 64 << 20;
/// The deepest zoom: beyond it a gate is many pixels.
const DEEPEST: u8 = 12;

/// The arguments.
#[derive(Debug, Args)]
pub(super) struct Radar {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Draw one square picture around the radar, an indexed PNG with a transparent ground.
    Render(Render),
    /// Draw the squares of a web map (Web Mercator, 256 pixels, XYZ) into a folder: Z/X/Y.png. Squares with nothing
    /// to see are left out.
    Tiles(Tiles),
}

/// What to draw.
#[derive(Debug, Args)]
struct What {
    /// A Level II file, a Level III product, or the live chunks of one volume in order.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Which moment: REF, VEL, SW, ZDR, PHI, RHO or CFP.
    #[arg(long, value_name = "MOMENT", default_value = "REF", value_parser = moment)]
    moment: radar::Moment,
    /// Which sweep, from 0, as inspect counts them; the lowest one that has the moment without it.
    #[arg(long, value_name = "N")]
    sweep: Option<usize>,
    /// The palette by name; a name that does not exist lists those that do.
    #[arg(long, value_name = "NAME")]
    palette: Option<String>,
    /// Everything as it was measured: birds, insects and hills included, velocity not dealiased.
    #[arg(long)]
    raw: bool,
}

#[derive(Debug, Args)]
struct Render {
    #[command(flatten)]
    what: What,
    /// Where to write the picture [default: the first file's name with .png, in this folder].
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Kilometres to each side of the radar.
    #[arg(long, value_name = "KM", default_value_t = 230.0)]
    radius: f64,
    /// Pixels of each side.
    #[arg(long, value_name = "PIXELS", default_value_t = 1_024)]
    size: u32,
}

#[derive(Debug, Args)]
struct Tiles {
    #[command(flatten)]
    what: What,
    /// The folder to write into; made when it is not there.
    #[arg(long, short, value_name = "DIR")]
    out: PathBuf,
    /// Which zooms, such as 7 or 6-9.
    #[arg(long, value_name = "ZOOMS", default_value = "6-9", value_parser = zooms)]
    zoom: RangeInclusive<u8>,
}

impl Radar {
    pub(super) fn run(self) -> Result<ExitCode> {
        match self.verb {
            Verb::Render(render) => render.run(),
            Verb::Tiles(tiles) => tiles.run(),
        }
    }
}

impl Render {
    fn run(self) -> Result<ExitCode> {
        let drawing = self.what.drawing()?;
        if !(1.0..=1_000.0).contains(&self.radius) {
            bail!("--radius takes 1 to 1000 kilometres");
        }
        let picture = drawing.still(self.radius * 1e3, self.size)?;
        let out = self.out.unwrap_or_else(|| self.what.name().with_extension("png"));
        write(&out, &picture)?;
        println!(
            "{}: {} of sweep {}, {} bytes",
            out.display(),
            self.what.moment,
            drawing.sweep,
            picture.len()
        );
        told(&drawing);
        Ok(ExitCode::SUCCESS)
    }
}

impl Tiles {
    fn run(self) -> Result<ExitCode> {
        let drawing = self.what.drawing()?;
        let squares = drawing.squares(self.zoom.clone());
        let bar = ProgressBar::new(squares.len() as u64).with_style(
            ProgressStyle::with_template("{bar:32} {pos} of {len} squares, {eta} left")
                .unwrap_or_else(|_| ProgressStyle::default_bar()),
        );
        let (mut written, mut bytes) = (0, 0);
        for square in squares {
            if let Some(picture) = drawing.square(square) {
                let folder = self.out.join(square.zoom.to_string()).join(square.x.to_string());
                fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
                write(&folder.join(format!("{}.png", square.y)), &picture)?;
                (written, bytes) = (written + 1, bytes + picture.len());
            }
            bar.inc(1);
        }
        bar.finish_and_clear();
        let (moment, sweep) = (self.what.moment, drawing.sweep);
        println!("{}: {moment} of sweep {sweep}, {written} squares, {bytes} bytes", self.out.display());
        told(&drawing);
        Ok(ExitCode::SUCCESS)
    }
}

/// Says what a picture cannot: that the grey part of it is no clear sky, and that its velocity wraps around.
fn told(drawing: &Drawing) {
    let hundredths = (drawing.missing() * 100.0).round();
    if hundredths >= 1.0 {
        eprintln!(
            "{hundredths}% of the turn is missing: no radial of it is in the file, and it is drawn as not measured"
        );
    }
    if drawing.wraps {
        eprintln!("velocity is not dealiased: fast winds wrap around and look as if they blew the other way");
    }
}

impl What {
    fn drawing(&self) -> Result<Drawing> {
        let parts = self.files.iter().map(|file| read(file)).collect::<Result<Vec<_>>>()?;
        let understood = understand_parts(&parts).map_err(|(part, error)| {
            let file = self.files.get(part).map(|file| file.display().to_string()).unwrap_or_default();
            anyhow::anyhow!("{file}: {error}. {}", remedy(&error))
        })?;
        let (moment, sweep, palette, raw) = (self.moment, self.sweep, self.palette.clone(), self.raw);
        Ok(Drawing::of(&understood, &Asked { moment, sweep, palette, raw })?)
    }

    /// The first file's own name.
    fn name(&self) -> PathBuf {
        self.files.first().and_then(|file| file.file_name()).map(PathBuf::from).unwrap_or_default()
    }
}

fn read(file: &Path) -> Result<Vec<u8>> {
    let name = file.display();
    let mut bytes = Vec::new();
    let open = fs::File::open(file).with_context(|| format!("cannot open {name}"))?;
    open.take(LARGEST + 1).read_to_end(&mut bytes).with_context(|| format!("cannot read {name}"))?;
    if bytes.len() as u64 > LARGEST {
        bail!("{name} is larger than {} MB", LARGEST >> 20);
    }
    Ok(bytes)
}

fn write(file: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(file, bytes).with_context(|| format!("cannot write {}", file.display()))
}

pub(super) fn moment(code: &str) -> Result<radar::Moment, String> {
    let all = || radar::Moment::ALL.map(radar::Moment::code).join(", ");
    radar::Moment::of_code(&code.to_ascii_uppercase()).ok_or_else(|| format!("there is: {}", all()))
}

fn zooms(text: &str) -> Result<RangeInclusive<u8>, String> {
    let wrong = || format!("write one zoom or two with a line between them, such as 6-9, up to {DEEPEST}");
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let zoom = |text: &str| text.trim().parse::<u8>().ok().filter(|zoom| *zoom <= DEEPEST).ok_or_else(wrong);
    let (first, last) = (zoom(first)?, zoom(last)?);
    if first > last { Err(wrong()) } else { Ok(first..=last) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zooms_are_one_or_a_range() {
        assert_eq!(zooms("7"), Ok(7..=7));
        assert_eq!(zooms("6-9"), Ok(6..=9));
        for wrong in ["", "9-6", "13", "a", "6-", "-3"] {
            assert!(zooms(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn moments_are_their_codes() {
        assert_eq!(moment("vel"), Ok(radar::Moment::Velocity));
        assert!(moment("RAIN").unwrap_err().contains("REF, VEL"));
    }
}
