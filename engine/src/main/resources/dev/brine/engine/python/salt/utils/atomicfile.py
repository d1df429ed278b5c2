"""A file that is replaced as a whole."""

import contextlib
import os

from salt.utils import files


@contextlib.contextmanager
def atomic_open(filename, mode="w"):
    """Opens a new file beside; it takes the place of the old one when it is closed without a fault."""
    part = files.mkstemp(dir=os.path.dirname(os.path.abspath(filename)))
    try:
        with files.fopen(part, mode) as file:
            yield file
        os.replace(part, filename)
    finally:
        files.safe_rm(part)
