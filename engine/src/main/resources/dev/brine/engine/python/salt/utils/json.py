"""JSON, as the standard library has it."""

import json

JSONDecodeError = json.JSONDecodeError


def loads(s, **kwargs):
    kwargs.pop("_json_module", None)
    return json.loads(s, **kwargs)


def load(fp, **kwargs):
    return loads(fp.read(), **kwargs)


def dumps(obj, **kwargs):
    kwargs.pop("_json_module", None)
    kwargs.setdefault("ensure_ascii", False)
    kwargs.setdefault("default", _plain)
    return json.dumps(obj, **kwargs)


def dump(obj, fp, **kwargs):
    fp.write(dumps(obj, **kwargs))


def find_json(raw):
    """The first JSON value that starts a line of ``raw``."""
    lines = raw.splitlines()
    for index, line in enumerate(lines):
        if line.lstrip()[:1] in ("{", "["):
            try:
                return json.JSONDecoder().raw_decode("\n".join(lines[index:]).lstrip())[0]
            except ValueError:
                continue
    raise ValueError("there is no JSON in it")


def import_json():
    return json


def _plain(value):
    if hasattr(value, "items"):
        return dict(value.items())
    raise TypeError("Object of type {} is not JSON serializable".format(type(value).__name__))
