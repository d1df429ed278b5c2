from collections import OrderedDict, defaultdict


class DefaultOrderedDict(defaultdict):
    """Every dict keeps its order."""


__all__ = ["OrderedDict", "DefaultOrderedDict"]
