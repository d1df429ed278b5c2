"""Functions that greet."""


def world(name="world", times=1):
    """
    Return a greeting.

    name
        who is greeted

    CLI Example::

        salt '*' hello.world Ann
    """
    return " ".join(["Hello, %s!" % name] * times)


def must(name, place):
    """
    Needs two arguments.
    """
    return [name, place]


def undocumented():
    return None


def boom():
    """Raise an error."""
    raise ValueError("it broke")


def fail():
    """Return and set the exit code."""
    __context__["retcode"] = 3
    return "not good"


def nested():
    """Return a nested value."""
    return {"b": [1, {"c": None}, []], "a": {"e": {}, "d": "one\ntwo"}}
