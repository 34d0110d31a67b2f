"""Read a checkpoint under limits of memory and time: python -m tests.hostile.confined MEGABYTES < corpus.

The corpus on standard input is a MessagePack stream of [name, bytes]. One line of JSON goes out for each: name, outcome
(`refused`, `read`, or the name of another exception), seconds of CPU, and the peak of memory in MiB above the start.
"""

import json
import resource
import sys
import time

import msgpack

from quale.checkpoint.format.codec import decode
from quale.diagnostics import CheckpointError


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Read all."""
    unpacker = msgpack.Unpacker(sys.stdin.buffer, max_buffer_size=2**31 - 1)
    corpus = list(unpacker)
    decode_warm(corpus[0][1])
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 (no path of ours)
        pages = int(file.read().split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + int(sys.argv[1]) * 2**20,) * 2)
    for name, data in corpus:
        before, began = peak(), time.process_time()
        try:
            decode(data, name)
            outcome = "read"
        except CheckpointError:
            outcome = "refused"
        except Exception as error:  # noqa: BLE001 (which one is what is asked)
            outcome = type(error).__name__
        print(json.dumps([name, outcome, time.process_time() - began, peak() - before]))


def decode_warm(data: bytes) -> None:
    """Load what the first decoding loads."""
    decode(data, "warm")


if __name__ == "__main__":
    main()
