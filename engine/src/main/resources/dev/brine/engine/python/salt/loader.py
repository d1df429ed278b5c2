"""Functions of this host, wherever a module asks for them to be loaded."""

from brine import worker


def minion_mods(opts, *args, **kwargs):
    return worker.current.named["__salt__"]


raw_mod = minion_mods


def runner(opts, *args, **kwargs):
    return worker.current.named.get("__runner__", worker.current.named["__salt__"])


def utils(opts, *args, **kwargs):
    return worker.current.loader.utilities


def grains(opts, *args, **kwargs):
    return worker.current.named["__grains__"].copy()
