"""msgpack, as far as plain values need it."""

from brine import wire


def packb(o, **kwargs):
    return wire.pack(o)


def unpackb(packed, **kwargs):
    return wire.unpack(packed)


dumps, loads = packb, unpackb


def dump(o, stream, **kwargs):
    stream.write(packb(o))


pack = dump


def load(stream, **kwargs):
    return unpackb(stream.read())


unpack = load
