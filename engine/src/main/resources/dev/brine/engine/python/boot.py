"""Makes the bundled sources importable and starts the loop. ``bundle`` is {name: source}; a package's name ends in a dot."""

import importlib.abc
import importlib.machinery
import logging
import sys


class Bundled(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports from the bundle. An installed Salt is never used: ``salt`` is ours, or it is not there."""

    def __init__(self, sources):
        self.sources = sources

    def find_spec(self, name, path=None, target=None):
        package = name + "." in self.sources
        if package or name in self.sources:
            origin = "<brine {}>".format(name)
            return importlib.machinery.ModuleSpec(name, self, origin=origin, is_package=package)
        if name.startswith(("salt.", "brine.")) and not name.startswith("salt.loaded."):
            raise ModuleNotFoundError("No module named {!r}: Brine brings only a part of salt".format(name), name=name)
        return None

    def get_source(self, name):
        return self.sources.get(name, self.sources.get(name + "."))

    def exec_module(self, module):
        name = module.__spec__.name
        exec(compile(self.get_source(name), "<brine {}>".format(name), "exec"), module.__dict__)


class Logger(logging.Logger):
    """Loggers with the levels and the keyword that Salt adds."""

    def trace(self, message, *args, **kwargs):
        self.log(5, message, *args, **kwargs)

    def garbage(self, message, *args, **kwargs):
        self.log(1, message, *args, **kwargs)

    def profile(self, message, *args, **kwargs):
        self.log(15, message, *args, **kwargs)

    def _log(self, level, message, args, exc_info_on_loglevel=None, **kwargs):
        if exc_info_on_loglevel is not None and self.isEnabledFor(exc_info_on_loglevel):
            kwargs["exc_info"] = True
        if sys.version_info >= (3, 8):  # the place of the caller, not of this line
            kwargs["stacklevel"] = kwargs.get("stacklevel", 1) + 1
        super()._log(level, message, args, **kwargs)


for number, word in ((15, "PROFILE"), (5, "TRACE"), (1, "GARBAGE")):
    logging.addLevelName(number, word)
logging.setLoggerClass(Logger)
sys.meta_path.insert(0, Bundled(bundle))  # noqa: F821 - the launcher passes it
sys.argv = ["salt"]
sys.dont_write_bytecode = True

from brine import host, worker  # noqa: E402

host.Host(worker.run).run()
