"""Values as text for people."""

from salt.utils import json, yaml


def out_format(data, out="nested", opts=None, **kwargs):
    """The data as the outputter shows it; ``nested``, ``json``, ``yaml``, ``raw``, ``txt`` and ``quiet`` are known here."""
    if out == "json":
        return json.dumps(data, indent=4, sort_keys=True)
    if out == "yaml":
        return yaml.safe_dump(data, default_flow_style=False)
    if out in ("raw", "txt"):
        return str(data)
    return "" if out == "quiet" else "\n".join(_nested(data, 0, ""))


string_format = out_format


def html_format(data, out="nested", opts=None, **kwargs):
    return out_format(data, out, opts, **kwargs)


def display_output(data, out=None, opts=None, **kwargs):
    print(out_format(data, out or "nested", opts))


def _nested(value, indent, prefix):
    """Lines of a value, each ``indent`` to the right."""
    margin = " " * indent
    if isinstance(value, dict):
        lines = [margin + "-" * 10] if indent else []
        for key in sorted(value, key=str):
            lines.append("{}{}{}:".format(margin, prefix, key))
            lines += _nested(value[key], indent + 4, "")
        return lines
    if isinstance(value, (list, tuple, set, frozenset)):
        lines = []
        for item in value:
            if isinstance(item, (list, tuple, dict)):
                lines.append(margin + "|_")
                lines += _nested(item, indent + 2, "")
                continue
            lines += _nested(item, indent, "- ")
        return lines
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not isinstance(value, str):
        return [margin + prefix + repr(value)]
    starts = [prefix] + [" " * len(prefix)] * value.count("\n")
    return [margin + start + line for start, line in zip(starts, value.splitlines())]
