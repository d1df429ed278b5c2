"""Plain values as msgpack, with the standard library only.

Dates are extension 78, as Salt writes them. What msgpack has no type for becomes the nearest thing that it has: sets and
tuples are lists, mappings are maps, anything else is its text.
"""

import collections.abc
import datetime
import struct

EXT_DATETIME = 78
_STAMP = "%Y%m%dT%H:%M:%S.%f"
_DEEPEST = 500


class Unpackable(Exception):
    """A value that contains itself, or is nested too deeply."""


def pack(value):
    out = bytearray()
    _write(out, value, 0)
    return bytes(out)


def _write(out, value, depth):
    if value is None:
        out.append(0xC0)
    elif value is True:
        out.append(0xC3)
    elif value is False:
        out.append(0xC2)
    elif isinstance(value, str):
        _text(out, value)
    elif isinstance(value, int):
        _integer(out, value)
    elif isinstance(value, float):
        out += struct.pack(">Bd", 0xCB, value)
    elif isinstance(value, (bytes, bytearray, memoryview)):
        _header(out, len(value), None, 0xC4, 0xC5, 0xC6)
        out += value
    elif depth >= _DEEPEST:
        raise Unpackable("the value contains itself or is nested deeper than {}".format(_DEEPEST))
    elif isinstance(value, collections.abc.Mapping):
        _header(out, len(value), (0x80, 15), None, 0xDE, 0xDF)
        for key, item in value.items():
            _write(out, _key(key), depth + 1)
            _write(out, item, depth + 1)
    elif isinstance(value, (list, tuple, set, frozenset, collections.abc.ValuesView, collections.abc.Set)):
        _header(out, len(value), (0x90, 15), None, 0xDC, 0xDD)
        for item in value:
            _write(out, item, depth + 1)
    elif isinstance(value, (datetime.datetime, datetime.date)):
        stamp = value.strftime(_STAMP).encode()
        out += struct.pack(">BBb", 0xC7, len(stamp), EXT_DATETIME) + stamp
    else:
        _text(out, str(value))


def _key(key):
    """Keys that are no scalars become text: a map's key cannot be anything else."""
    return key if key is None or isinstance(key, (str, bytes, bool, int, float)) else str(key)


def _text(out, value):
    try:
        data = value.encode()
    except UnicodeEncodeError:
        # names of files that are no UTF-8 go as the octets that they are
        data = value.encode("utf-8", "surrogateescape") if _escaped(value) else value.encode("utf-8", "replace")
    _header(out, len(data), (0xA0, 31), 0xD9, 0xDA, 0xDB)
    out += data


def _escaped(value):
    return all(0xDC80 <= ord(c) <= 0xDCFF for c in value if 0xD800 <= ord(c) <= 0xDFFF)


def _header(out, size, fix, one, two, four):
    if fix is not None and size <= fix[1]:
        out.append(fix[0] | size)
    elif one is not None and size < 1 << 8:
        out += struct.pack(">BB", one, size)
    elif size < 1 << 16:
        out += struct.pack(">BH", two, size)
    else:
        out += struct.pack(">BI", four, size)


def _integer(out, value):
    if 0 <= value < 128:
        out.append(value)
    elif -32 <= value < 0:
        out.append(value & 0xFF)
    elif -(1 << 63) <= value < 1 << 63:
        out += struct.pack(">Bq", 0xD3, value)
    elif 0 < value < 1 << 64:
        out += struct.pack(">BQ", 0xCF, value)
    else:
        _text(out, str(int(value)))


def unpack(data):
    return _Reader(data).value()


class _Reader:
    def __init__(self, data):
        self.data = data
        self.at = 0

    def take(self, size):
        start = self.at
        self.at = start + size
        return self.data[start : self.at]

    def number(self, form, size):
        value = struct.unpack_from(form, self.data, self.at)[0]
        self.at += size
        return value

    def value(self):
        kind = self.data[self.at]
        self.at += 1
        if kind < 0x80:
            return kind
        if kind < 0x90:
            return self.mapping(kind & 15)
        if kind < 0xA0:
            return self.sequence(kind & 15)
        if kind < 0xC0:
            return self.text(kind & 31)
        if kind >= 0xE0:
            return kind - 256
        return _KINDS[kind](self)

    def text(self, size):
        return self.take(size).decode("utf-8", "surrogateescape")

    def sequence(self, size):
        value = self.value
        return [value() for _ in range(size)]

    def mapping(self, size):
        value = self.value
        made = {}
        for _ in range(size):
            key = value()
            made[key] = value()
        return made

    def extension(self, size):
        kind = self.number(">b", 1)
        data = self.take(size)
        if kind == EXT_DATETIME:
            return datetime.datetime.strptime(data.decode(), _STAMP)
        return bytes(data)


_KINDS = {
    0xC0: lambda r: None,
    0xC2: lambda r: False,
    0xC3: lambda r: True,
    0xC4: lambda r: bytes(r.take(r.number(">B", 1))),
    0xC5: lambda r: bytes(r.take(r.number(">H", 2))),
    0xC6: lambda r: bytes(r.take(r.number(">I", 4))),
    0xC7: lambda r: r.extension(r.number(">B", 1)),
    0xC8: lambda r: r.extension(r.number(">H", 2)),
    0xC9: lambda r: r.extension(r.number(">I", 4)),
    0xCA: lambda r: r.number(">f", 4),
    0xCB: lambda r: r.number(">d", 8),
    0xCC: lambda r: r.number(">B", 1),
    0xCD: lambda r: r.number(">H", 2),
    0xCE: lambda r: r.number(">I", 4),
    0xCF: lambda r: r.number(">Q", 8),
    0xD0: lambda r: r.number(">b", 1),
    0xD1: lambda r: r.number(">h", 2),
    0xD2: lambda r: r.number(">i", 4),
    0xD3: lambda r: r.number(">q", 8),
    0xD4: lambda r: r.extension(1),
    0xD5: lambda r: r.extension(2),
    0xD6: lambda r: r.extension(4),
    0xD7: lambda r: r.extension(8),
    0xD8: lambda r: r.extension(16),
    0xD9: lambda r: r.text(r.number(">B", 1)),
    0xDA: lambda r: r.text(r.number(">H", 2)),
    0xDB: lambda r: r.text(r.number(">I", 4)),
    0xDC: lambda r: r.sequence(r.number(">H", 2)),
    0xDD: lambda r: r.sequence(r.number(">I", 4)),
    0xDE: lambda r: r.mapping(r.number(">H", 2)),
    0xDF: lambda r: r.mapping(r.number(">I", 4)),
}
