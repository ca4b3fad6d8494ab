"""NFStream with its own system visibility on, as its users run it: INTERFACE to OUT.csv.

Prints "ready" when it captures. Ends with its input: whoever started it closes that when flows have
had time to expire (the idle timeout is 2 s).
"""
import os
import signal
import sys
import threading
import time

import nfstream

CAPTURES_AFTER_SECONDS = 3  # NFStream does not tell


def main():
    interface, out = sys.argv[1:3]
    signal.signal(signal.SIGINT, signal.default_int_handler)
    streamer = nfstream.NFStreamer(
        source=interface,
        n_meters=1,
        n_dissections=0,
        idle_timeout=2,
        system_visibility_mode=1,
        system_visibility_poll_ms=10,
    )
    threading.Thread(target=follow_input, daemon=True).start()
    rows = 0
    with open(out, "w", encoding="utf-8") as file:
        for flow in streamer:
            if rows == 0:
                print(",".join(flow.keys()), file=file)
            print(",".join(str(value) for value in flow.values()), file=file, flush=True)
            rows += 1


def follow_input():
    time.sleep(CAPTURES_AFTER_SECONDS)
    print("ready", flush=True)
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGINT)


if __name__ == "__main__":
    main()
