"""Computes from a file of trips what the taxi pipeline must hold, and compares it with what a run exported, field by field.

    oracle.py TRIPS.csv EXPORT_FOLDER [--without-documents] [--redriven]

It shares no code with the product: rows come from Python's csv module and zoneinfo, Parquet from DuckDB. Curated objects may be Parquet, or
compressed JSON lines. With --redriven, records that failed with their function were put again: those errors are no end. Streams then deliver at least once
(a producer puts again an aggregate that fell on another shard than predicted, because the KCL would drop its records there), so a row may have copies in the buckets; documents have ids, and none may.
"""
import base64
import csv
import gzip
import json
import sys
from collections import Counter
from datetime import datetime, timezone
from decimal import Decimal, InvalidOperation
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

NEW_YORK = ZoneInfo("America/New_York")
# column of the file, field, type in Parquet, smallest and largest value that is valid
FIELDS = [
    ("pickup", "pickup_at", "TIMESTAMP", None, None),
    ("dropoff", "dropoff_at", "TIMESTAMP", None, None),
    ("passengers", "passengers", "INTEGER", 0, 9),
    ("distance", "distance", "DOUBLE", 0, None),
    ("fare", "fare", "DECIMAL(8,2)", Decimal("2.5"), None),
    ("tip", "tip", "DECIMAL(8,2)", None, None),
    ("tolls", "tolls", "DECIMAL(8,2)", None, None),
    ("total", "total", "DECIMAL(8,2)", None, None),
    ("color", "color", "VARCHAR", None, None),
    ("payment", "payment", "VARCHAR", None, None),
    ("pickup_zone", "pickup_zone", "VARCHAR", None, None),
    ("dropoff_zone", "dropoff_zone", "VARCHAR", None, None),
    ("pickup_borough", "pickup_borough", "VARCHAR", None, None),
    ("dropoff_borough", "dropoff_borough", "VARCHAR", None, None),
    ("pickup_longitude", "pickup_longitude", "DOUBLE", -180, 180),
    ("pickup_latitude", "pickup_latitude", "DOUBLE", -90, 90),
    ("dropoff_longitude", "dropoff_longitude", "DOUBLE", -180, 180),
    ("dropoff_latitude", "dropoff_latitude", "DOUBLE", -90, 90),
]
TYPES = {"trip_id": "VARCHAR", **{field: kind for _, field, kind, _, _ in FIELDS}}
MOST_SHOWN = 10


class Rejected(Exception):
    """A row that is no trip: it never comes onto the stream."""


def utc(text):
    local = datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=NEW_YORK)
    moment = local.astimezone(timezone.utc)
    if moment.astimezone(NEW_YORK).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise ValueError(f"{text} does not exist in New York")
    return moment.replace(tzinfo=None)


def value(kind, text):
    if text is None or text.strip() == "":
        return None
    if kind == "TIMESTAMP":
        return utc(text)
    if kind == "INTEGER":
        if Decimal(text) % 1 != 0:
            raise InvalidOperation
        return int(Decimal(text))
    if kind == "DOUBLE":
        return float(text)
    return Decimal(text).quantize(Decimal("0.01")) if kind.startswith("DECIMAL") else text


def trip(number, row):
    found = {"trip_id": str(number)}
    for column, field, kind, _, _ in FIELDS:
        try:
            found[field] = value(kind, row.get(column))
        except (ValueError, InvalidOperation) as problem:
            raise Rejected(f"{column}: {problem}") from problem
    if found["pickup_at"] is None or found["dropoff_at"] is None:
        raise Rejected("a time is missing")
    return found


def valid(found):
    for _, field, _, minimum, maximum in FIELDS:
        amount = found[field]
        if amount is None:
            continue
        if (minimum is not None and amount < minimum) or (maximum is not None and amount > maximum):
            return False
    return found["color"] in (None, "yellow", "green")


def expected(file):
    good, bad = [], []
    with open(file, encoding="utf-8", newline="") as trips:
        for number, row in enumerate(csv.DictReader(trips), 1):
            try:
                found = trip(number, row)
            except Rejected:
                continue
            (good if valid(found) else bad).append(found)
    return good, bad


def parquet_rows(folder):
    files = [str(path) for path in folder.rglob("*.parquet")]
    if not files:
        return [], {}
    relation = duckdb.sql("SELECT * FROM read_parquet($files, hive_partitioning = false)", params={"files": files})
    types = dict(zip(relation.columns, (str(kind) for kind in relation.types)))
    return [dict(zip(relation.columns, row)) for row in relation.fetchall()], types


def json_rows(folder):
    for path in folder.rglob("*.gz"):
        for line in gzip.decompress(path.read_bytes()).decode("utf-8").splitlines():
            yield typed(json.loads(line, parse_float=Decimal), "%Y-%m-%d %H:%M:%S.%f")


def typed(source, time_format):
    """A JSON record in the types of the table; whatever field remains in the source has no column."""
    found = {}
    for field, kind in TYPES.items():
        given = source.pop(field, None)
        if given is not None and kind == "TIMESTAMP":
            given = datetime.strptime(given, time_format)
        if given is not None and kind == "DOUBLE":
            given = float(given)
        if given is not None and kind.startswith("DECIMAL"):
            given = Decimal(given).quantize(Decimal("0.01"))
        found[field] = given
    return found


def document(source):
    found = typed(source, "%Y-%m-%dT%H:%M:%S.%fZ")
    for place in ("pickup", "dropoff"):
        point = source.pop(place, None)
        found[place] = None if point is None else (float(point["lon"]), float(point["lat"]))
    if source:
        raise SystemExit(f"a document has fields that nobody expects: {', '.join(source)}")
    return found


def with_points(found):
    points = {}
    for place in ("pickup", "dropoff"):
        point = (found[f"{place}_longitude"], found[f"{place}_latitude"])
        points[place] = None if None in point else point
    return {**found, **points}


def failed_ids(folder, redriven):
    for path in folder.rglob("*"):
        if path.is_file() and "/errors/transform/" in str(path):
            for line in path.read_text(encoding="utf-8").splitlines():
                yield {"trip_id": json.loads(base64.b64decode(json.loads(line)["data"]))["trip_id"]}
        if path.is_file() and "processing-failed" in str(path):
            for line in path.read_text(encoding="utf-8").splitlines():
                error = json.loads(line)
                if not redriven or error["errorCode"] == "Lambda.ProcessingFailedStatus":
                    yield {"trip_id": json.loads(base64.b64decode(error["rawData"]))["trip_id"]}


def differences(name, wanted, found, copies_allowed=False):
    """Compares two multisets of rows; every field counts, and every duplicate unless copies are allowed."""
    as_set = lambda rows: Counter(tuple(sorted(row.items(), key=lambda item: item[0])) for row in rows)
    wanted, found = as_set(wanted), as_set(found)
    missing, extra = wanted - found, found - wanted
    if copies_allowed:
        copies = Counter({row: count for row, count in extra.items() if row in wanted})
        extra -= copies
        print(f"{name}: {copies.total()} copies")
    print(f"{name}: {wanted.total()} expected, {found.total()} found, {missing.total()} missing, {extra.total()} too many")
    for kind, rows in (("missing", missing), ("too many", extra)):
        for row in list(rows.elements())[:MOST_SHOWN]:
            print(f"  {kind}: {dict(row)}")
    return missing.total() + extra.total()


def main():
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    trips, exported = Path(arguments[0]), Path(arguments[1])
    redriven = "--redriven" in sys.argv
    good, bad = expected(trips)
    rows, types = parquet_rows(exported / "curated-bucket")
    wrong = differences("curated rows", good, [*rows, *json_rows(exported / "curated-bucket")], redriven)
    if rows and types != TYPES:
        wrong += 1
        print(f"Parquet columns: expected {TYPES}, found {types}")
    wrong += differences("records under the error prefix", [{"trip_id": row["trip_id"]} for row in bad], failed_ids(exported / "curated-bucket", redriven), redriven)
    if "--without-documents" not in sys.argv:
        with open(exported / "documents.ndjson", encoding="utf-8") as lines:
            documents = [document(json.loads(line, parse_float=Decimal)) for line in lines]
        wrong += differences("documents", [with_points(row) for row in good], documents)
    if not good:
        raise SystemExit("the file has no valid trip: nothing was compared")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
