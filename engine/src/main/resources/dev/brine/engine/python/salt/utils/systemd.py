"""systemd on this host."""

import os
import re
import subprocess


def booted(context=None):
    """Whether systemd is process 1."""
    return os.path.isdir("/run/systemd/system")


def version(context=None):
    """Its number; None when it cannot be told."""
    try:
        shown = subprocess.run(["systemctl", "--version"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return None
    found = re.match(r"\w+ (\d+)", shown)
    return int(found.group(1)) if found else None


def has_scope(context=None):
    return booted(context) and (version(context) or 0) >= 205
