//! `bellwether`: a local station's whole website.

use std::process::ExitCode;

// The default allocator gives memory back late under many small allocations on many threads; a station has hours of
// quiet between its evenings.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    station::cli::main()
}
