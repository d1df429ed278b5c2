"""What is in the standard library today."""

import contextlib
import ipaddress  # noqa: F401
import subprocess  # noqa: F401

with contextlib.suppress(ImportError):
    import importlib.metadata as importlib_metadata  # noqa: F401
