"""A Python that reaches no network: what tries is refused, and named in the file that LAWREP_CLOSED says.

Stands on the PYTHONPATH of a command under test, and of the processes that it starts.
"""

import os
import sys

NAMES = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "urllib.Request")
ADDRESSES = ("socket.connect", "socket.sendto", "socket.sendmsg")  # their last argument is where to


def refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Raise OSError for what leaves this machine; a socket that is named as a file does not."""
    if event in NAMES or (event in ADDRESSES and isinstance(arguments[-1], tuple)):
        with open(os.environ["LAWREP_CLOSED"], "a", encoding="utf-8") as log:
            log.write(f"{event} {arguments!r}\n")
        raise OSError(f"no network: {event}")


sys.addaudithook(refuse)
