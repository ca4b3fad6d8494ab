"""Labels an NFStream CSV with DuckDB: the same rows, intervals and columns as LabelBenchmark.

Both ends are looked up: a hash join on the tuple with the local side first, and a range condition
on the time. A row that two intervals overlap comes out twice; there are few.
Prints the seconds from reading the CSV to the end of writing it, and those of CPU time.

    python3 label_with_duckdb.py FLOWS INTERVALS OUTPUT
"""

import sys
import time

import duckdb

JOIN = """
LEFT JOIN intervals AS {name}
  ON f.protocol = {name}.protocol
 AND f.{here}_ip = {name}.local_ip AND f.{here}_port = {name}.local_port
 AND f.{there}_ip = {name}.peer_ip AND f.{there}_port = {name}.peer_port
 AND {name}.opened_ns < (f.bidirectional_last_seen_ms + 1) * 1000000
 AND {name}.closed_ns > f.bidirectional_first_seen_ms * 1000000
"""

COLUMNS = """
{name}.pid AS {here}_pid, {name}.process AS {here}_process, {name}.executable AS {here}_executable,
{name}.user AS {here}_user,
CASE WHEN {name}.pid IS NULL THEN NULL ELSE 'exact' END AS {here}_basis,
CASE WHEN {name}.pid IS NULL THEN 'never_seen' END AS {here}_reason
"""


def main(flows, intervals, output):
    db = duckdb.connect()
    db.execute("SET preserve_insertion_order = true")
    db.execute(f"CREATE TABLE intervals AS SELECT * FROM read_csv('{intervals}')")
    begin = time.monotonic()
    cpu = time.process_time()
    db.execute(
        "COPY (SELECT f.*, "
        + COLUMNS.format(name="s", here="src")
        + ","
        + COLUMNS.format(name="d", here="dst")
        + f" FROM read_csv('{flows}') AS f "
        + JOIN.format(name="s", here="src", there="dst")
        + JOIN.format(name="d", here="dst", there="src")
        + f") TO '{output}' (HEADER, DELIMITER ',')"
    )
    print(f"{time.monotonic() - begin:.3f} {time.process_time() - cpu:.3f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
