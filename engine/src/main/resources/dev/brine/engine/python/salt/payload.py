"""msgpack."""

from brine import wire


def dumps(msg, use_bin_type=False):
    return wire.pack(msg)


def loads(msg, encoding=None, raw=False):
    return wire.unpack(msg)


class Serial:
    def __init__(self, opts=None):
        self.dumps = dumps
        self.loads = loads
