"""How long sqlite-vec's exact search takes over 100 000 vectors of 384 numbers: what `bench retrieval` gives for our own scan.

    python Benchmarks/peers/sqlite_vec_speed.py [COUNT]

It needs a Python whose sqlite3 may load extensions (Debian's may).
"""

import json
import random
import sqlite3
import struct
import sys
import time

import sqlite_vec

WIDTH = 384
QUERIES = 60


def vector(numbers):
    raw = [numbers.gauss(0, 1) for _ in range(WIDTH)]
    length = sum(value * value for value in raw) ** 0.5
    return struct.pack(f"<{WIDTH}f", *(value / length for value in raw))


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    numbers = random.Random(1)
    database = sqlite3.connect(":memory:")
    database.enable_load_extension(True)
    sqlite_vec.load(database)
    database.execute(f"CREATE VIRTUAL TABLE vectors USING vec0(vector float[{WIDTH}])")
    with database:
        database.executemany("INSERT INTO vectors (rowid, vector) VALUES (?, ?)", ((row, vector(numbers)) for row in range(count)))
    times = []
    for _ in range(QUERIES):
        query = vector(numbers)
        start = time.perf_counter()
        database.execute("SELECT rowid, distance FROM vectors WHERE vector MATCH ? AND k = 100", [query]).fetchall()
        times.append(1000 * (time.perf_counter() - start))
    times.sort()
    version = database.execute("SELECT vec_version()").fetchone()[0]
    print(json.dumps({
        "engine": f"sqlite-vec {version}", "passages": count, "p50_ms": round(times[len(times) // 2], 2),
        "p95_ms": round(times[int(len(times) * 0.95)], 2),
    }))


if __name__ == "__main__":
    main()
