#!/usr/bin/env python3
"""Compares this project's unfolded velocity with that of two methods of Py-ART (BSD-3-Clause), and records what they find.

    python3 -m venv <folder>
    <folder>/bin/pip install arm_pyart==2.3.0 numpy
    cargo build --release -p radar --example dealias
    <folder>/bin/python xtask/oracle/dealias.py <samples> <the example's program> > lib/radar/tests/dealias.json

<samples> is the folder that BELLWETHER_SAMPLES names. For the lowest sweep with velocity and the two above it, what is
written is: the part of the gates on which `dealias_region_based`, `dealias_unwrap_phase` and this project agree, and, for
lib/radar/tests/dealias_oracle.rs, how many gates Py-ART's first method moves by how many folds in each sixth of the turn, in
rings of 64 gates. No gate is written.
"""

import io
import json
import pathlib
import struct
import subprocess
import sys
import tempfile
import warnings

import numpy as np
import pyart

SWEEPS = 3
SECTORS = 6
RING_GATES = 64


def ours(program, path, folder):
    subprocess.run([program, path, folder], check=True, stdout=subprocess.DEVNULL)
    found = {}
    for file in pathlib.Path(folder).glob("*.bin"):
        data, at, rows = file.read_bytes(), 0, []
        while at < len(data):
            _, count = struct.unpack_from("<fI", data, at)
            rows.append(np.frombuffer(data, "<f4", 2 * count, at + 8).reshape(2, count))
            at += 8 + 8 * count
        found[int(file.stem)] = rows
    return found


def volume(path):
    if path.is_dir():
        return pyart.io.read_nexrad_archive(io.BytesIO(b"".join(part.read_bytes() for part in sorted(path.iterdir()))))
    return pyart.io.read_nexrad_archive(str(path))


def plain(field, rows):
    return np.ma.filled(np.ma.masked_invalid(field[rows]), np.nan)


def cells(azimuths, folds):
    """How many gates of each fold, by sixth of the turn and ring."""
    rows, gates = np.nonzero(~np.isnan(folds))
    sectors = (azimuths[rows] / (360 / SECTORS)).astype(int) % SECTORS
    counts = {}
    for sector, ring, fold in zip(sectors, gates // RING_GATES, folds[rows, gates].astype(int)):
        cell = counts.setdefault(f"{sector}/{ring}", {})
        cell[str(fold)] = cell.get(str(fold), 0) + 1
    return counts


def sweep(radar, index, number, mine):
    rows = radar.get_slice(number)
    raw = plain(radar.fields["velocity"]["data"], rows)
    region = plain(radar.fields["region"]["data"], rows)
    phase = plain(radar.fields["phase"]["data"], rows) if "phase" in radar.fields else None
    nyquist = float(radar.get_nyquist_vel(number, check_uniform=False))
    unfolded, measured = np.full(raw.shape, np.nan), np.full(raw.shape, np.nan)
    for row, (one, other) in enumerate(mine):
        count = min(raw.shape[1], len(one))
        measured[row, :count], unfolded[row, :count] = one[:count], other[:count]
    there = ~np.isnan(raw)
    if not np.array_equal(there, ~np.isnan(measured)) or np.nanmax(np.abs(raw - measured)) > 0.3:
        raise SystemExit(f"sweep {index}: the two decoders differ")

    def agree(one, other):
        if one is None or other is None:
            return None
        return round(float(np.mean(np.abs(one - other)[there] < nyquist)), 4)

    return {
        "sweep": index,
        "nyquist_mps": round(nyquist, 2),
        "gates": int(there.sum()),
        "with_region": agree(unfolded, region),
        "with_phase": agree(unfolded, phase),
        "region_with_phase": agree(region, phase),
        "raw_with_region": agree(raw, region),
        "cells": cells(radar.azimuth["data"][rows], np.round((region - raw) / (2 * nyquist))),
    }


def main():
    warnings.simplefilter("ignore")
    folder, program = pathlib.Path(sys.argv[1]) / "radar", sys.argv[2]
    facts = json.loads((folder / "facts.json").read_text())
    names = [name for name, fact in facts.items() if name.startswith("level2/") and "error" not in fact]
    lines = []
    for name in sorted(names):
        with tempfile.TemporaryDirectory() as into:
            mine = ours(program, folder / name, into)
        chosen = sorted(mine)[:SWEEPS]
        if not chosen:
            print(f"{name}: no Nyquist speed", file=sys.stderr)
            continue
        radar = volume(folder / name).extract_sweeps(chosen)
        gates = pyart.filters.GateFilter(radar)
        radar.add_field("region", pyart.correct.dealias_region_based(radar, gatefilter=gates, centered=True))
        try:
            radar.add_field("phase", pyart.correct.dealias_unwrap_phase(radar, gatefilter=gates))
        except ValueError as refused:
            print(f"{name}: {refused}", file=sys.stderr)
        found = [sweep(radar, index, number, mine[index]) for number, index in enumerate(chosen)]
        for one in found:
            print(name, {key: value for key, value in one.items() if key != "cells"}, file=sys.stderr)
        rows = ",\n".join("   " + json.dumps(one, separators=(",", ":")) for one in found)
        lines.append(f"  {json.dumps(name)}: [\n{rows}\n  ]")
    head = json.dumps({"peer": f"Py-ART {pyart.__version__}", "made_by": "xtask/oracle/dealias.py"})
    print(head[:-1] + ', "volumes": {\n' + ",\n".join(lines) + "\n}}")


if __name__ == "__main__":
    main()
