"""What a child does: runs one call for the daemon and tells it what came of it."""

import contextlib
import io
import inspect
import linecache
import logging
import os
import sys
import threading
import traceback
import types

from brine import host, loader, wire
from salt.exceptions import CommandExecutionError, CommandNotFoundError, SaltInvocationError, SaltRenderError

log = logging.getLogger("salt.loader")


class Channel:
    """The way to the daemon. One request is under way at a time; others' threads wait."""

    def __init__(self, job, number):
        self.job = job
        self.number = number
        self.frames = host.Frames()
        self.replies = iter(())
        self.write_lock = threading.Lock()
        self.ask_lock = threading.RLock()

    def send(self, kind, value):
        self.send_packed(kind, wire.pack(value))

    def send_packed(self, kind, content):
        data = memoryview(host.frame(self.job, ord(kind), content))
        with self.write_lock:
            while data:
                data = data[os.write(self.number, data) :]

    def ask(self, *words):
        with self.ask_lock:
            self.send("Q", words)
            while True:
                for _, _, content in self.replies:
                    return wire.unpack(content)
                data = os.read(self.number, 1 << 16)
                if not data:
                    os._exit(1)
                self.replies = self.frames.feed(data)


class Log(logging.Handler):
    """Hands log records to the daemon's log."""

    def __init__(self, channel):
        super().__init__()
        self.channel = channel

    def emit(self, record):
        try:
            self.channel.send("L", [record.levelno, record.name, self.format(record)])
        except Exception:
            self.handleError(record)


class Session:
    """One job as its modules see it."""

    def __init__(self, channel, task):
        self.channel = channel
        self.families = task["families"]
        self.constants = task["values"]
        self.loader = loader.Loader(task["directories"], task["tags"], self, self.opts)
        self.loader.context.update(task.get("context") or {})
        self.named = {}
        for name in task["maps"]:
            self.named[name] = loader.Named(lambda name=name: channel.ask("value", name))
        for name in self.families:
            self.named[name] = loader.Family(self, name)
        self._opts = None

    def opts(self):
        if self._opts is None:
            self._opts = self.channel.ask("value", "__opts__") or {}
            for name, key in (("__grains__", "grains"), ("__pillar__", "pillar")):
                if name in self.named and key not in self._opts:
                    self._opts[key] = self.named[name]
        return self._opts

    def dunders(self):
        return {"__proxy__": {}, **self.named, **self.constants}

    def names(self, family):
        return self.channel.ask("names", family)

    def function(self, family, name):
        """A callable, or None when there is no such function."""
        kind = self.families[family]
        own = self.loader.find(kind, name) if kind else None
        if own is not None:
            return own
        place = self.channel.ask("find", family, name)
        if not place:
            return None
        if place is True:
            return _Remote(self, family, name)
        kind, path, own = place
        return self.loader.functions(self.loader.load(kind, path)).get(own)

    def call(self, family, name, args, kwargs):
        answer = self.channel.ask("call", family, name, args, kwargs)
        if answer[0] == "ok":
            if answer[2] or name.startswith("cmd."):
                self.loader.context["retcode"] = answer[2]
            return answer[1]
        raise {"execution": CommandExecutionError, "invocation": SaltInvocationError, "arguments": TypeError}.get(
            answer[1], CommandExecutionError
        )(answer[2])


class _Remote:
    """A function of the daemon."""

    def __init__(self, session, family, name):
        self._session = session
        self._family = family
        self._name = name
        self.__name__ = name.rpartition(".")[2]

    @property
    def __doc__(self):
        return self._session.channel.ask("doc", self._family, self._name)

    def __call__(self, *args, **kwargs):
        return self._session.call(self._family, self._name, args, kwargs)


def run(job, content, number):
    """Does what the daemon asks for and answers with one D frame."""
    task = wire.unpack(content)
    channel = Channel(job, number)
    root = logging.getLogger()
    root.handlers[:] = [Log(channel)]
    root.setLevel(task["level"])
    session = Session(channel, task)
    global current
    current = session
    answer = {"context": {}}
    try:
        try:
            answer.update(_WORK[task["work"]](session, task))
        except SystemExit as exc:
            raise RuntimeError("it called exit({!r})".format(exc.code)) from exc
    except BaseException as exc:
        answer["error"] = _error(exc)
    answer["context"] = _plain_items(session.loader.context)
    try:
        content = wire.pack(answer)
    except wire.Unpackable as exc:
        content = wire.pack({"error": ["other", type(exc).__name__, str(exc), str(exc)], "context": {}})
    except Exception as exc:
        content = wire.pack({"error": _error(exc), "context": {}})
    channel.send_packed("D", content)
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()


current = None


def _error(exc):
    """[kind, type, text, traceback]; the traceback starts at the module's own code."""
    kind = (
        "missing"
        if isinstance(exc, loader.Missing)
        else "command"
        if isinstance(exc, CommandNotFoundError)
        else "execution"
        if isinstance(exc, CommandExecutionError)
        else "invocation"
        if isinstance(exc, SaltInvocationError)
        else "render"
        if isinstance(exc, SaltRenderError)
        else "arguments"
        if isinstance(exc, TypeError)
        else "other"
    )
    seen = exc
    while seen is not None:
        trace = seen.__traceback__
        while trace is not None and trace.tb_frame.f_code.co_filename.startswith("<brine"):
            trace = trace.tb_next
        seen.__traceback__ = trace
        seen = seen.__cause__ or seen.__context__
    trace = "".join(traceback.format_exception(type(exc), exc, exc.__traceback__))
    try:
        text = str(exc)
    except Exception as fault:
        text = "<an exception whose text cannot be had: {!r}>".format(fault)
    return [kind, type(exc).__name__, _readable(text), _readable(trace)]


def _readable(text):
    """A text that is UTF-8; a name of a file that is not shows as escapes."""
    return text.encode("utf-8", "backslashreplace").decode()


def _plain_items(context):
    plain = {}
    for key, item in context.items():
        if isinstance(key, str) and _is_plain(item):
            plain[key] = item
    return plain


def _is_plain(item, depth=20):
    if item is None or isinstance(item, (str, int, float, bytes)):
        return True
    if depth and type(item) is list:
        return all(_is_plain(each, depth - 1) for each in item)
    if depth and type(item) is dict:
        return all(isinstance(key, str) and _is_plain(each, depth - 1) for key, each in item.items())
    return False


def _call(session, task):
    session.loader.virtual(task["kind"], task["file"])
    module = session.loader.load(task["kind"], task["file"])
    function = session.loader.functions(module)[task["function"]]
    value = function(*task["args"], **task["kwargs"])
    if isinstance(value, types.GeneratorType):
        value = _gathered(value)
    code = session.loader.context.get("retcode", 0)
    return {"value": value, "retcode": code if isinstance(code, int) else 1}


def _gathered(parts):
    """Salt 3006: what a generator yields is put together: maps are merged, lists joined."""
    whole = None
    for part in parts:
        if isinstance(part, dict):
            whole = {**(whole if isinstance(whole, dict) else {}), **part}
        else:
            whole = whole if isinstance(whole, list) else []
            whole.extend(part if isinstance(part, list) else [part])
    return whole


def _list(session, task):
    """All modules of a kind: file, name, aliases, why it is missing, and its functions with text and signature."""
    made = []
    for path in session.loader.files(task["kind"]):
        if path not in task["files"]:
            continue
        name = loader.name_of(path)
        try:
            virtual = session.loader.virtual(task["kind"], path)
            module = session.loader.load(task["kind"], path)
        except loader.Missing as exc:
            made.append({"file": path, "name": name, "missing": exc.args[0] or ""})
            continue
        outputters = getattr(module, "__outputter__", {})
        functions = [
            [own, function.__doc__, loader.signature(function), str(outputters.get(own) or "")]
            for own, function in session.loader.functions(module).items()
        ]
        aliases = [str(each) for each in getattr(module, "__virtual_aliases__", ())]
        made.append({"file": path, "name": name, "virtual": [virtual, *aliases], "functions": functions})
    return {"value": made}


def _grains(session, task):
    known = task["args"][0]
    for path in session.loader.files("grains"):
        name = loader.name_of(path)
        try:
            session.loader.virtual("grains", path)
            module = session.loader.load("grains", path)
        except loader.Missing:
            continue
        for own, function in session.loader.functions(module).items():
            try:
                words = inspect.signature(function).parameters
                given = {word: item for word, item in (("proxy", {}), ("grains", known)) if word in words}
                found = function(**given)
            except Exception:
                log.critical("Failed to load grains defined in grain file %s in function %s, error:", name, own, exc_info=True)
                continue
            if isinstance(found, dict):
                merge(known, found) if task["deep"] else known.update(found)
    return {"value": known}


def merge(into, more):
    for key, item in more.items():
        if isinstance(item, dict) and isinstance(into.get(key), dict):
            merge(into[key], item)
        else:
            into[key] = item


def _render(session, task):
    """The ``py`` renderer: runs ``run()`` of a text that is a module."""
    path = task["file"]
    name = os.path.basename(path).split(".")[0] or "template"
    module = types.ModuleType(name)
    module.__file__ = path
    sys.modules[name] = module
    session.loader.furnish(module)
    for short, dunder in (("salt", "__salt__"), ("grains", "__grains__"), ("pillar", "__pillar__"), ("opts", "__opts__")):
        setattr(module, short, getattr(module, dunder, {}))
    for key, item in task["kwargs"].items():
        setattr(module, key, item)
    text = task["text"]
    linecache.cache[path] = (len(text), None, text.splitlines(True), path)
    try:
        exec(compile(text, path, "exec"), module.__dict__)
    except Exception as exc:
        raise SaltRenderError(str(exc)) from None
    try:
        return {"value": module.run()}
    except Exception as exc:
        raise SaltRenderError(_error(exc)[3]) from None


def _renderer(session, task):
    """A renderer that users wrote: its ``render`` with the text or data of the stage before."""
    module = session.loader.load("renderers", task["file"])
    given = task["args"][0]
    # a file's text comes as a stream, as Salt hands it to the first renderer
    value = module.render(io.StringIO(given) if isinstance(given, str) else given, **task["kwargs"])
    if hasattr(value, "read"):
        with contextlib.closing(value):
            value = value.read()
    return {"value": value}


_WORK = {"call": _call, "list": _list, "grains": _grains, "render": _render, "renderer": _renderer}
