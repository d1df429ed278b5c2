"""YAML, by PyYAML where it is installed, else by the daemon's own reader and writer."""

from brine import worker

try:
    import yaml as _yaml
    from yaml import YAMLError
except ImportError:
    _yaml = None

    class YAMLError(Exception):
        pass


def safe_load(stream, Loader=None):
    text = stream.read() if hasattr(stream, "read") else stream
    if _yaml is not None:
        return _yaml.safe_load(text)
    return worker.current.call("__salt__", "slsutil.deserialize", ["yaml", text], {})


load = loads = safe_load


def safe_dump(data, stream=None, **kwargs):
    if _yaml is not None:
        kwargs.setdefault("default_flow_style", False)
        kwargs.pop("Dumper", None)
        return _yaml.safe_dump(data, stream, **kwargs)
    text = worker.current.call("__salt__", "slsutil.serialize", ["yaml", data], {})
    return text if stream is None else stream.write(text)


dump = dumps = safe_dump
