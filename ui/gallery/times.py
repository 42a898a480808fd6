"""When sample things happened: reckoned from now, so that "yesterday" stays yesterday."""

import time

HOUR = 3600.0
DAY = 24 * HOUR
NOW = time.time()
