"""Decorators that modules use."""

import functools


class depends:
    """Loads a function only when what it needs is there: names of the module, truth values, or functions that tell.

    Elsewhere ``fallback_function`` is loaded in its place, or nothing.
    """

    def __init__(self, *dependencies, **kwargs):
        self.dependencies = dependencies
        self.fallback = kwargs.get("fallback_function")

    def __call__(self, function):
        function.__brine_depends__ = [*getattr(function, "__brine_depends__", ()), (self.dependencies, self.fallback)]
        return function


def memoize(func):
    known = {}

    @functools.wraps(func)
    def once(*args, **kwargs):
        key = repr((args, sorted(kwargs.items())))
        if key not in known:
            known[key] = func(*args, **kwargs)
        return known[key]

    return once


def ensure_unicode_args(function):
    return function


def jinja_filter(name=None):
    return lambda function: function


jinja_test = jinja_global = jinja_filter


def is_deprecated(globals, version, with_successor=None):
    return lambda function: function


def with_deprecated(globals, version, with_name=None, policy=1):
    return lambda function: function


def allow_one_of(*options):
    def decorate(function):
        @functools.wraps(function)
        def checked(*args, **kwargs):
            given = [option for option in options if kwargs.get(option) is not None]
            if len(given) > 1:
                raise TypeError("Only the following arguments can be used together: {}".format(", ".join(given)))
            return function(*args, **kwargs)

        return checked

    return decorate
