"""Finds and loads the modules that users wrote, and gives them the names with two underscores that they expect."""

import collections.abc
import functools
import importlib.machinery
import importlib.util
import inspect
import logging
import os
import sys
import zipimport

log = logging.getLogger("salt.loader")

_PACKAGE = "salt.loaded.ext."
_SUFFIXES = importlib.machinery.EXTENSION_SUFFIXES


class Missing(Exception):
    """A module is not to be had; the argument says why, None when it does not say."""


class Named(collections.abc.MutableMapping):
    """A mapping that is fetched from the daemon when it is first looked at (``__grains__``, ``__pillar__``)."""

    def __init__(self, fetch):
        self._fetch = fetch
        self._made = None

    def value(self):
        if self._made is None:
            self._made = self._fetch() or {}
        return self._made

    def __getitem__(self, key):
        return self.value()[key]

    def __setitem__(self, key, item):
        self.value()[key] = item

    def __delitem__(self, key):
        del self.value()[key]

    def __iter__(self):
        return iter(self.value())

    def __len__(self):
        return len(self.value())

    def __contains__(self, key):
        return key in self.value()

    def __eq__(self, other):
        return self.value() == (other.value() if isinstance(other, Named) else other)

    __hash__ = None

    def __repr__(self):
        return repr(self.value())

    def __deepcopy__(self, memo):
        return __import__("copy").deepcopy(self.value(), memo)

    def copy(self):
        return dict(self.value())


class Family(collections.abc.Mapping):
    """The functions of one family, by full name (``__salt__``): users' own run here, the others in the daemon."""

    def __init__(self, session, name):
        self._session = session
        self._name = name
        self._known = {}

    def _find(self, key):
        if key not in self._known:
            self._known[key] = self._session.function(self._name, key)
        return self._known[key]

    def __getitem__(self, key):
        found = self._find(key) if isinstance(key, str) and "." in key else None
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key):
        return isinstance(key, str) and "." in key and self._find(key) is not None

    def __iter__(self):
        return iter(self._session.names(self._name))

    def __len__(self):
        return len(self._session.names(self._name))

    def __getattr__(self, module):
        if module.startswith("_"):
            raise AttributeError(module)
        return _Module(self, module)


class _Module:
    """``__salt__.test``: the functions of one module as attributes."""

    def __init__(self, family, module):
        self._family = family
        self._module = module

    def __getattr__(self, name):
        try:
            return self._family[self._module + "." + name]
        except KeyError:
            raise AttributeError(name) from None


class Utilities(collections.abc.Mapping):
    """``__utils__``: functions of users' own utility modules, else of ``salt.utils``."""

    def __init__(self, loader):
        self._loader = loader

    def __getitem__(self, key):
        module, _, name = key.rpartition(".")
        for path in self._loader.files("utils"):
            if name_of(path) == module:
                return self._loader.functions(self._loader.load("utils", path))[name]
        try:
            return getattr(importlib.import_module("salt.utils." + module), name)
        except (ImportError, AttributeError):
            raise KeyError(key) from None

    def __contains__(self, key):
        try:
            self[key]
        except (KeyError, Missing):
            return False
        return True

    def __iter__(self):
        for path in self._loader.files("utils"):
            for name in self._loader.functions(self._loader.load("utils", path)):
                yield name_of(path) + "." + name

    def __len__(self):
        return sum(1 for _ in self)


def name_of(path):
    """The module's name: the file's without what importers append."""
    name = os.path.basename(path)
    for suffix in (*_SUFFIXES, ".py", ".zip"):
        if name.endswith(suffix):
            return name[: -len(suffix)]
    return name


class Loader:
    """Loads modules once in a job. ``directories`` are by kind, those that count first at the front."""

    def __init__(self, directories, tags, session, opts):
        self.directories = directories
        self.tags = tags
        self.session = session
        self.opts = opts
        self.context = {}
        self.loaded = {}
        self.names = {}
        self.utilities = Utilities(self)

    def files(self, kind):
        """Paths of the modules of a kind; the first of a name hides the others."""
        seen = {}
        for directory in self.directories.get(kind, ()):
            try:
                entries = sorted(os.listdir(directory))
            except OSError:
                continue
            for entry in entries:
                path = os.path.join(directory, entry)
                module = entry.endswith((*_SUFFIXES, ".py", ".zip")) or os.path.isfile(os.path.join(path, "__init__.py"))
                name = name_of(path)
                if module and not entry.startswith(("_", ".")) and "." not in name:
                    seen.setdefault(name, path)
        return list(seen.values())

    def load(self, kind, path):
        """The module, dunders in place, ``__init__`` called.

        Raises Missing when it cannot be imported.
        """
        key = (kind, path)
        if key not in self.loaded:
            self.loaded[key] = Missing("it needs itself while it is loaded")
            self.loaded[key] = self._load(kind, path)
        made = self.loaded[key]
        if isinstance(made, Missing):
            raise made
        return made

    def _load(self, kind, path):
        name = _PACKAGE + self.tags.get(kind, kind) + "." + name_of(path)
        directory = os.path.dirname(path)
        sys.path.append(directory)
        try:
            module = _import(name, path)
        except ImportError as exc:
            log.debug("Failed to import %s %s:", kind, path, exc_info=True)
            return Missing(str(exc))
        except SystemExit:
            log.error("Failed to import %s %s as the module called exit()", kind, path)
            return Missing("it called exit() while it was imported")
        except Exception as exc:
            log.error("Failed to import %s %s, this is due most likely to a syntax error:", kind, path, exc_info=True)
            return Missing(str(exc))
        finally:
            if directory in sys.path:
                sys.path.remove(directory)
        self.furnish(module)
        start = getattr(module, "__init__", None)
        if inspect.isfunction(start):
            try:
                start(self.opts())
            except TypeError as exc:
                log.error("%s", exc)
            except Exception:
                log.debug("Error loading %s.%s: __init__ failed", kind, name_of(path), exc_info=True)
                return Missing("__init__ failed")
        return module

    def furnish(self, module):
        """Gives a module the names with two underscores."""
        made = self.session.dunders()
        own = module.__dict__.get("__opts__")
        made["__opts__"] = {**own, **self.opts()} if isinstance(own, dict) else self.opts()
        made["__context__"] = self.context
        made["__utils__"] = self.utilities
        for name, item in made.items():
            setattr(module, name, item)

    def virtual(self, kind, path):
        """The name that the module goes by.

        Raises Missing when it cannot, or does not want to, be loaded.
        """
        key = (kind, path)
        if key not in self.names:
            self.names[key] = Missing("it needs itself while it is loaded")
            try:
                self.names[key] = self._virtual(self.load(kind, path), name_of(path))
            except Missing as exc:
                self.names[key] = exc
        if isinstance(self.names[key], Missing):
            raise self.names[key]
        return self.names[key]

    def find(self, kind, name):
        """The function ``module.name`` of the module in the file of that name; None when there is none."""
        module, _, own = name.rpartition(".")
        for path in self.files(kind):
            if name_of(path) == module:
                try:
                    if self.virtual(kind, path) == module:
                        return self.functions(self.load(kind, path)).get(own)
                except Missing:
                    return None
        return None

    def _virtual(self, module, name):
        ask = getattr(module, "__virtual__", None)
        if not inspect.isfunction(ask):
            return name
        reason = None
        try:
            answer = ask()
            if isinstance(answer, tuple):
                answer, reason = answer[0], answer[1]
        except Exception as exc:
            reason = "Exception raised when processing __virtual__ function for {}. Module will not be loaded: {}".format(
                module.__name__, exc
            )
            log.error("%s", reason)
            raise Missing(reason) from None
        if not answer:
            if answer is None:
                log.warning("%s.__virtual__() returned None; it should return True, False or a name", module.__name__)
            raise Missing(reason if reason is None else str(reason))
        virtual = getattr(module, "__virtualname__", answer)
        return name if virtual is True else str(virtual)

    def functions(self, module):
        """What the module offers, by the name that users type."""
        names = getattr(module, "__load__", None) or getattr(module, "__all__", None) or dir(module)
        alias = getattr(module, "__func_alias__", {})
        found = {}
        for name in names:
            function = getattr(module, name, None)
            if name.startswith("_") or not (inspect.isfunction(function) or isinstance(function, functools.partial)):
                continue
            if not getattr(function, "__module__", "").startswith("salt.loaded"):
                continue
            function = _depending(function, module)
            if function is not None:
                found[alias.get(name, name)] = function
        return found


def _depending(function, module):
    """The function, its fallback, or None, by what ``salt.utils.decorators.depends`` asked for."""
    for wanted, fallback in getattr(function, "__brine_depends__", ()):
        for need in wanted:
            there = need() if callable(need) else need in module.__dict__ if isinstance(need, str) else need
            if not there:
                return fallback
    return function


def _import(name, path):
    if path.endswith(".zip"):
        return zipimport.zipimporter(path).load_module(name_of(path))
    package = os.path.isdir(path)
    place = os.path.join(path, "__init__.py") if package else path
    spec = importlib.util.spec_from_file_location(name, place, submodule_search_locations=[path] if package else None)
    if spec is None:
        raise ImportError("{} is no Python module".format(path))
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def signature(function):
    """Parameters as [name, kind, required, default]; what ``sys.argspec`` shows."""
    while hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    made = []
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return made
    for each in parameters:
        kind = {each.VAR_POSITIONAL: "rest", each.VAR_KEYWORD: "keywords"}.get(each.kind, "named")
        required = each.default is each.empty and kind == "named"
        made.append([each.name, kind, required, None if each.default is each.empty else each.default])
    return made
