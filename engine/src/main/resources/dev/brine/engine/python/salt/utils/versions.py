"""Comparing versions."""

import functools
import re


@functools.total_ordering
class LooseVersion:
    """A version of numbers and words, compared part by part."""

    def __init__(self, vstring=""):
        self.vstring = str(vstring)
        self.version = [int(part) if part.isdigit() else part for part in re.findall(r"\d+|[a-z]+", self.vstring.lower())]

    def _order(self):
        return [(0, part, "") if isinstance(part, int) else (1, 0, part) for part in self.version]

    def __eq__(self, other):
        return self._order() == _loose(other)._order()

    def __lt__(self, other):
        return self._order() < _loose(other)._order()

    def __hash__(self):
        return hash(self.vstring)

    def __str__(self):
        return self.vstring

    def __repr__(self):
        return "LooseVersion('{}')".format(self.vstring)


Version = StrictVersion = LooseVersion


def _loose(version):
    return version if isinstance(version, LooseVersion) else LooseVersion(version)


def version_cmp(pkg1, pkg2, ignore_epoch=False):
    one, two = (LooseVersion(str(each).split(":", 1)[-1] if ignore_epoch else each) for each in (pkg1, pkg2))
    return (one > two) - (one < two)


def compare(ver1="", oper="==", ver2="", cmp_func=None, ignore_epoch=False):
    order = (cmp_func or version_cmp)(ver1, ver2)
    return order is not None and {
        "==": order == 0,
        "=": order == 0,
        "!=": order != 0,
        "<": order < 0,
        "<=": order <= 0,
        ">": order > 0,
        ">=": order >= 0,
    }[oper]


def warn_until(*args, **kwargs):
    """Salt's warnings to its own developers mean nothing here."""


warn_until_date = kwargs_warn_until = warn_until
