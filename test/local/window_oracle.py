"""Counts the hours and boroughs in a file of trips, and the trips in them, as the Studio's note must: it reads the stream, before the transform refuses any.

    window_oracle.py TRIPS.csv   writes {"windows": n, "trips": n}
"""
import json
import sys
from collections import Counter

from oracle import expected

good, bad = expected(sys.argv[1])
windows = Counter((trip["pickup_at"].replace(minute=0, second=0), trip["pickup_borough"]) for trip in [*good, *bad])
print(json.dumps({"windows": len(windows), "trips": windows.total()}))
