"""Paths and programs."""

import os
import shutil


def which(exe=None):
    """The full path of a program, or None."""
    return shutil.which(exe) if exe else None


def which_bin(exes):
    """The full path of the first program that there is, or None."""
    return next((found for found in map(which, exes or ()) if found), None)


def join(*parts, **kwargs):
    """Joins what follows below the first part, even when it begins with a slash."""
    root, *rest = (str(part) for part in parts)
    return os.path.normpath(os.path.join(root, *(part.lstrip("/") for part in rest))) if rest else os.path.normpath(root)


def islink(path):
    return os.path.islink(path)


def readlink(path):
    return os.readlink(path)


def os_walk(top, *args, **kwargs):
    return os.walk(top, *args, **kwargs)


def expand(path):
    return os.path.expandvars(os.path.expanduser(path))


def safe_path(path, allow_path=None):
    return os.path.abspath(path) == os.path.realpath(path)


def sanitize_win_path(winpath):
    return winpath
