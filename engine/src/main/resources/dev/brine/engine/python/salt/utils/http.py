"""HTTP, by the daemon's own client."""

from brine import worker


def query(url, method="GET", **kwargs):
    kwargs.pop("opts", None)
    return worker.current.call("__salt__", "http.query", [url], {"method": method, **kwargs})
