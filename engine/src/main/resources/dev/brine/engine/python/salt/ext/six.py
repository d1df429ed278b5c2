"""What is left of six in modules that once ran on Python 2, too."""

import io
import sys
import types
import urllib.error
import urllib.parse
import urllib.request

PY2 = False
PY3 = True
string_types = (str,)
integer_types = (int,)
class_types = (type,)
text_type = str
binary_type = bytes
MAXSIZE = sys.maxsize
StringIO = io.StringIO
BytesIO = io.BytesIO
unichr = chr


def iteritems(mapping):
    return iter(mapping.items())


def iterkeys(mapping):
    return iter(mapping.keys())


def itervalues(mapping):
    return iter(mapping.values())


def b(text):
    return text.encode("latin-1")


def u(text):
    return text


def reraise(kind, value, trace=None):
    raise (kind() if value is None else value).with_traceback(trace)


def with_metaclass(meta, *bases):
    return meta("Base", bases, {})


def add_metaclass(meta):
    return lambda made: meta(made.__name__, made.__bases__, dict(made.__dict__))


moves = types.ModuleType("salt.ext.six.moves")
moves.range = moves.xrange = range
moves.zip = zip
moves.map = map
moves.filter = filter
moves.input = input
moves.urllib = urllib
moves.reduce = __import__("functools").reduce
moves.zip_longest = __import__("itertools").zip_longest
sys.modules["salt.ext.six.moves"] = moves
sys.modules["salt.ext.six.moves.urllib"] = urllib
sys.modules["salt.ext.six.moves.urllib.parse"] = urllib.parse
sys.modules["salt.ext.six.moves.urllib.request"] = urllib.request
sys.modules["salt.ext.six.moves.urllib.error"] = urllib.error
