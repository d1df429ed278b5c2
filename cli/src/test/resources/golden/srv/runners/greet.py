"""Greet on the master."""


def world(name="world"):
    """
    Return a greeting.
    """
    return "Hello, %s!" % name


def must(name, place):
    """
    Needs two arguments.
    """
    return [name, place]


def nested():
    """Return a nested value."""
    return {"b": [1, {"c": None}, []], "a": {"e": {}, "d": "one\ntwo"}}


def boom():
    """Raise an error."""
    raise ValueError("it broke")
