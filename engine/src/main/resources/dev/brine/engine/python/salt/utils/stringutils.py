"""Text and octets."""

import fnmatch
import re


def to_bytes(s, encoding=None, errors="strict"):
    if isinstance(s, (bytes, bytearray)):
        return bytes(s)
    if isinstance(s, str):
        return s.encode(encoding or "utf-8", errors)
    raise TypeError("expected str, bytes, or bytearray not {}".format(type(s)))


def to_str(s, encoding=None, errors="strict", normalize=False):
    if isinstance(s, (bytes, bytearray)):
        return bytes(s).decode(encoding or "utf-8", errors)
    if isinstance(s, str):
        return s
    raise TypeError("expected str, bytes, or bytearray not {}".format(type(s)))


to_unicode = to_str


def to_num(text):
    for kind in (int, float):
        try:
            return kind(text)
        except (TypeError, ValueError):
            continue
    return text


def to_none(text):
    return None if str(text).strip() in ("", "None") else text


def is_quoted(value):
    return value[0] if len(value) > 1 and value[0] in "'\"" and value[-1] == value[0] else ""


def dequote(value):
    return value[1:-1] if is_quoted(value) else value


def is_hex(value):
    try:
        int(value, 16)
    except (TypeError, ValueError):
        return False
    return True


def is_binary(data):
    octets = data if isinstance(data, bytes) else str(data).encode("utf-8", "replace")
    return b"\0" in octets


def contains_whitespace(text):
    return any(char.isspace() for char in text)


def expr_match(line, expr):
    """Whether a glob, or else a regular expression, is the whole of ``line``."""
    if line == expr or fnmatch.fnmatch(line, expr):
        return True
    try:
        return re.match(r"\A(?:{})\Z".format(expr), line) is not None
    except (re.error, TypeError):
        return False


def check_whitelist_blacklist(value, whitelist=None, blacklist=None):
    listed = [[each] if isinstance(each, str) else list(each or ()) for each in (whitelist, blacklist)]
    if any(expr_match(value, expr) for expr in listed[1]):
        return False
    return not listed[0] or any(expr_match(value, expr) for expr in listed[0])


def get_context(template, line, num_lines=5, marker=None):
    lines = template.splitlines()
    if marker and 0 < line <= len(lines):
        lines[line - 1] += marker
    return "---\n" + "\n".join(lines[max(0, line - num_lines - 1) : line + num_lines]) + "\n---"
