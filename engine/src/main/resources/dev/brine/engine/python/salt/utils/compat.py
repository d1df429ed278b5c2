"""What differed between versions of Python."""

import copy
import importlib


def cmp(x, y):
    return (x > y) - (x < y)


def reload(mod):
    return importlib.reload(mod)


def deepcopy_bound(name):
    return copy.deepcopy(name)


def pack_dunder(name):
    """Modules have their names with two underscores already."""
