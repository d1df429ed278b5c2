"""Arguments."""

import collections
import inspect
import shlex

from salt.exceptions import SaltInvocationError

ArgSpec = collections.namedtuple("ArgSpec", "args varargs keywords defaults")


def clean_kwargs(**kwargs):
    """Without what the minion adds (``__pub_*``)."""
    return {key: value for key, value in kwargs.items() if not key.startswith("__")}


def invalid_kwargs(invalid, raise_exc=True):
    if invalid:
        text = "The following keyword arguments are not valid: {}".format(
            ", ".join("{}={}".format(key, value) for key, value in invalid.items())
        )
        if raise_exc:
            raise SaltInvocationError(text)
        return text
    return None


def split_input(val, mapper=None):
    values = val if isinstance(val, list) else [part.strip() for part in str(val).split(",")]
    return [(mapper or (lambda each: each))(each) for each in values]


def shlex_split(s, **kwargs):
    return shlex.split(s, **kwargs) if isinstance(s, str) else s


def get_function_argspec(func, is_class_method=None):
    while hasattr(func, "__wrapped__"):
        func = func.__wrapped__
    args, defaults, varargs, keywords = [], [], None, None
    for each in inspect.signature(func).parameters.values():
        if each.kind == each.POSITIONAL_OR_KEYWORD:
            args.append(each.name)
            if each.default is not each.empty:
                defaults.append(each.default)
        elif each.kind == each.VAR_POSITIONAL:
            varargs = each.name
        elif each.kind == each.VAR_KEYWORD:
            keywords = each.name
    return ArgSpec(args, varargs, keywords, tuple(defaults) or None)


def arg_lookup(fun, aspec=None):
    spec = aspec or get_function_argspec(fun)
    count = len(spec.defaults or ())
    named = spec.args[len(spec.args) - count :]
    return {"args": spec.args[: len(spec.args) - count], "kwargs": dict(zip(named, spec.defaults or ()))}


def test_mode(**kwargs):
    return any(key.lower() == "test" and bool(value) for key, value in kwargs.items())


def yamlify_arg(arg):
    import salt.utils.yaml

    try:
        return salt.utils.yaml.safe_load(arg) if isinstance(arg, str) else arg
    except salt.utils.yaml.YAMLError:
        return arg
