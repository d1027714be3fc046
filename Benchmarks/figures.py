"""Figures that every bench prints alike: quantiles, processor time, memory, the machine, a table or JSON lines."""

import json
import math
import os
import sys


def quantile(values, share):
    """Nearest rank, as the program itself counts; None where there is nothing."""
    ordered = sorted(values)
    return ordered[min(len(ordered), math.ceil(share * len(ordered))) - 1] if ordered else None


def slope(points):
    """Least-squares slope of (x, y) points; None for fewer than two."""
    if len(points) < 2:
        return None
    mx, my = (sum(p[i] for p in points) / len(points) for i in (0, 1))
    spread = sum((x - mx) ** 2 for x, _ in points)
    return sum((x - mx) * (y - my) for x, y in points) / spread if spread else None


def processor_seconds(pid):
    """User and system time of a process with all its threads."""
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_megabytes(pid):
    with open(f"/proc/{pid}/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1048576


def machine():
    with open("/proc/cpuinfo") as file:
        names = [line.partition(":")[2].strip() for line in file if line.startswith("model name")]
    load = os.getloadavg()[0]
    return f"{names[0] if names else 'unknown processor'}, {os.cpu_count()} cores; load average {load:.2f} at the start"


def show(title, on, rows, as_json):
    """Rows are dictionaries with the same keys; the first column stands to the left."""
    print(f"{title}\nmachine: {on}", file=sys.stderr if as_json else sys.stdout, flush=True)
    if as_json:
        for row in rows:
            print(json.dumps(row))
        return
    columns = list(rows[0])
    cells = [columns] + [["-" if row[key] is None else f"{row[key]:.2f}" if isinstance(row[key], float) else str(row[key]) for key in columns] for row in rows]
    widths = [max(len(line[i]) for line in cells) for i in range(len(columns))]
    for line in cells:
        print("  ".join([line[0].ljust(widths[0]), *(text.rjust(width) for text, width in zip(line[1:], widths[1:]))]))
