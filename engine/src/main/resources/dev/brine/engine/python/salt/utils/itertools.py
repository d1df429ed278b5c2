"""Walking over texts and files."""

import fnmatch


def split(orig, sep=None):
    """The words of a text, one after the other."""
    yield from orig.split(sep)


def read_file(fh_, chunk_size=1 << 20):
    """A file in pieces; closed at its end."""
    try:
        while True:
            piece = fh_.read(chunk_size)
            if not piece:
                return
            yield piece
    finally:
        fh_.close()


def fnmatch_multiple(candidates, pattern):
    """The first that the pattern matches; None when there is none."""
    return next((each for each in candidates if fnmatch.fnmatch(each, pattern)), None)
