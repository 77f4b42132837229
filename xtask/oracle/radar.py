#!/usr/bin/env python3
"""Records what an independent decoder finds in every gate of the sample volumes.

The decoder is MetPy (BSD-3-Clause, https://unidata.github.io/MetPy). What is written are checksums and sums, no gate:
for each sweep the CRC-32 of all azimuths and elevations in ten-thousandths of a degree, and for each moment the
number of figures, their sum, and, for the moments whose steps are half a unit, the CRC-32 of every gate in hundredths.
An equal one means that every gate is equal. lib/radar/tests/oracle.rs compares.

    python3 -m venv <folder>
    <folder>/bin/pip install metpy==1.7.1 numpy
    <folder>/bin/python xtask/oracle/radar.py <samples> > lib/radar/tests/oracle.json

<samples> is the folder that BELLWETHER_SAMPLES names.
"""

import io
import json
import pathlib
import sys
import zlib

import metpy
import numpy as np
from metpy.io import Level2File

# Their steps are half a unit or a whole one, so hundredths are exact.
EXACT = {b"REF": "REF", b"VEL": "VEL", b"SW ": "SW", b"SW": "SW"}
SUMMED = {b"ZDR": "ZDR", b"PHI": "PHI", b"RHO": "RHO"}
NOTHING = -(2**31)


def digest(numbers):
    """CRC-32 over little-endian 32-bit integers."""
    return zlib.crc32(np.asarray(numbers, dtype="<i4").tobytes())


def angles(degrees):
    return digest(np.floor(np.asarray(degrees, dtype=np.float64) * 1e4 + 0.5))


def moments(sweep):
    names = {}
    for radial in sweep:
        parts = next(part for part in radial if isinstance(part, dict))
        for name, part in parts.items():
            key = name if isinstance(name, bytes) else name.encode()
            names.setdefault(key, []).append(np.asarray(part[1], dtype=np.float64))
    found = {}
    for name, rows in names.items():
        label = EXACT.get(name) or SUMMED.get(name)
        if label is None:
            continue
        values = np.concatenate(rows)
        there = ~np.isnan(values)
        entry = {"figures": int(there.sum()), "sum": round(float(values[there].sum()), 1)}
        if name in EXACT:
            entry["gates"] = digest(np.where(there, np.floor(values * 100 + 0.5), NOTHING))
        found[label] = entry
    return found


def volume(path):
    if path.is_dir():
        return Level2File(io.BytesIO(b"".join(part.read_bytes() for part in sorted(path.iterdir()))))
    return Level2File(str(path))


def main():
    folder = pathlib.Path(sys.argv[1]) / "radar"
    facts = json.loads((folder / "facts.json").read_text())
    names = [name for name, fact in facts.items() if name.startswith("level2/") and "error" not in fact]
    volumes = {}
    for name in sorted(names):
        sweeps = []
        for sweep in volume(folder / name).sweeps:
            heads = [radial[0] for radial in sweep]
            sweeps.append(
                {
                    "radials": len(sweep),
                    "azimuths": angles([head.az_angle for head in heads]),
                    "elevations": angles([head.el_angle for head in heads]),
                    "moments": moments(sweep),
                }
            )
        volumes[name] = sweeps
        print(name, file=sys.stderr)
    record = {"decoder": f"MetPy {metpy.__version__}", "made_by": "xtask/oracle/radar.py", "volumes": volumes}
    # A line for each sweep, so that a change can be read.
    lines = []
    for name, sweeps in volumes.items():
        rows = ",\n".join("   " + json.dumps(sweep, separators=(",", ":")) for sweep in sweeps)
        lines.append(f"  {json.dumps(name)}: [\n{rows}\n  ]")
    head = {key: value for key, value in record.items() if key != "volumes"}
    print(json.dumps(head)[:-1] + ', "volumes": {\n' + ",\n".join(lines) + "\n}}")


if __name__ == "__main__":
    main()
