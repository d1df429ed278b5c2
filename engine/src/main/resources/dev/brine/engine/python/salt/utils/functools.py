"""Functions made of functions."""

import types


def namespaced_function(function, global_dict, defaults=None, preserve_context=None):
    """A copy of a function that sees other globals."""
    made = types.FunctionType(
        function.__code__,
        global_dict,
        name=function.__name__,
        argdefs=defaults or function.__defaults__,
        closure=function.__closure__,
    )
    made.__dict__.update(function.__dict__)
    made.__kwdefaults__ = function.__kwdefaults__
    made.__doc__ = function.__doc__
    made.__module__ = global_dict.get("__name__", function.__module__)
    return made


def alias_function(fun, name, doc=None):
    made = types.FunctionType(fun.__code__, fun.__globals__, name, fun.__defaults__, fun.__closure__)
    made.__dict__.update(fun.__dict__)
    made.__module__ = fun.__module__
    made.__doc__ = doc if isinstance(doc, str) else "\nThis function is an alias of ``{}``.\n".format(fun.__name__)
    return made
