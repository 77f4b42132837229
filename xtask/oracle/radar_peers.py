#!/usr/bin/env python3
"""Times Py-ART (BSD-3-Clause) and MetPy (BSD-3-Clause) on what lib/radar/bench times: reading a volume, and its lowest
sweep of reflectivity as a PNG of 1024 by 1024 pixels. Run it right after the bench, on the same machine.

    python3 -m venv <folder>
    <folder>/bin/pip install metpy==1.7.1 arm_pyart==2.3.0 matplotlib
    OMP_NUM_THREADS=1 <folder>/bin/python xtask/oracle/radar_peers.py <a Level II file>

Medians of five, in milliseconds. A decoder that is not installed is left out, and that is said.
"""

import importlib
import io
import statistics
import sys
import time
import warnings

import numpy as np

ROUNDS = 5
INCHES, DOTS = 10.24, 100


def metpy(path):
    from metpy.io import Level2File

    def read():
        return Level2File(path)

    def draw(volume):
        sweep = [radial for radial in volume.sweeps[0] if b"REF" in radial[4]]
        head = sweep[0][4][b"REF"][0]
        azimuths = np.radians([radial[0].az_angle for radial in sweep])
        gates = max(len(radial[4][b"REF"][1]) for radial in sweep)
        values = np.array([radial[4][b"REF"][1][:gates] for radial in sweep])
        ranges = head.first_gate + np.arange(gates) * head.gate_width
        return png(np.outer(np.sin(azimuths), ranges), np.outer(np.cos(azimuths), ranges), values)

    return read, draw


def pyart(path):
    module = importlib.import_module("pyart")

    def read():
        return module.io.read_nexrad_archive(path)

    def draw(volume):
        east, north, _ = volume.get_gate_x_y_z(0)
        values = volume.get_field(0, "reflectivity").filled(np.nan)
        return png(east / 1e3, north / 1e3, values)

    return read, draw


def png(east, north, values):
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(INCHES, INCHES), dpi=DOTS)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.pcolormesh(east, north, np.ma.masked_invalid(values), vmin=5, vmax=75, shading="nearest")
    out = io.BytesIO()
    FigureCanvasAgg(figure).print_png(out)
    return out.getvalue()


def median(work):
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        result = work()
        times.append((time.perf_counter() - begun) * 1e3)
    return statistics.median(times), result


def main():
    warnings.simplefilter("ignore")
    for name, peer in (("MetPy", metpy), ("Py-ART", pyart)):
        try:
            read, draw = peer(sys.argv[1])
        except ImportError as missing:
            print(f"{name}: not measured, {missing}")
            continue
        reading, volume = median(read)
        drawing, picture = median(lambda: draw(volume))
        print(f"{name}: read {reading:.0f} ms, PNG {drawing:.0f} ms ({len(picture) // 1000} kB)")


if __name__ == "__main__":
    main()
