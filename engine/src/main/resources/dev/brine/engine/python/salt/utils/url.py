"""``salt://`` and other addresses."""

import re
import urllib.parse

_SALT = "salt://"


def parse(url):
    """Path and environment of ``salt://path?saltenv=env``."""
    if not url.startswith(_SALT):
        return url, None
    path, _, query = url[len(_SALT) :].partition("?")
    found = re.match(r"(?:saltenv|env)=(.*)", query)
    return (path, found.group(1) or None) if found else (url[len(_SALT) :], None)


def create(path, saltenv=None):
    return _SALT + path.replace("\\", "/") + ("?saltenv=" + saltenv if saltenv else "")


def add_env(url, saltenv):
    return create(parse(url)[0], saltenv) if url.startswith(_SALT) else url


def split_env(url):
    path, saltenv = parse(url)
    return (create(path), saltenv) if url.startswith(_SALT) else (url, None)


def strip_proto(url):
    return re.sub(r"^[^:/]+://", "", url)


def validate(url, protos):
    return not url or urllib.parse.urlparse(url).scheme in protos


def add_http_basic_auth(url, user=None, password=None, https_only=False):
    if user is None and password is None:
        return url
    parts = urllib.parse.urlparse(url)
    if https_only and parts.scheme != "https":
        raise ValueError("Basic Auth only supported for HTTPS")
    account = user or ""
    if password:
        account += ":" + password
    return urllib.parse.urlunparse(parts._replace(netloc=account + "@" + parts.netloc))


def redact_http_basic_auth(output):
    """The text with ``<redacted>`` for accounts in its addresses."""
    return re.sub(r"(https?://)\S+@", r"\1<redacted>@", output)
