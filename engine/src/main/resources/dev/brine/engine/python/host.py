"""The supervised process: forks a child for each call and carries messages between the children and the daemon.

It runs no user's code itself, so nothing a module does can end it. Frames on its standard input and output are

    length (4) | job (4) | type (1) | content

with the length of what follows it. From the daemon: S start, R reply to a request, K kill. To the daemon: P process id,
Q request, L log record, D done, O output of the child, X exit status. A child speaks the same frames on a socket pair.
"""

import os
import selectors
import signal
import socket
import struct
import sys
import traceback

_HEAD = struct.Struct(">IIB")
_LARGEST = 256 << 20
_CHUNK = 1 << 16


def frame(job, kind, content):
    return _HEAD.pack(len(content) + 5, job, kind) + content


class Frames:
    """Cuts a stream of bytes into frames."""

    def __init__(self):
        self.rest = bytearray()

    def feed(self, data):
        self.rest += data
        while len(self.rest) >= _HEAD.size:
            size, job, kind = _HEAD.unpack_from(self.rest)
            if not 5 <= size <= _LARGEST:
                raise ValueError("a frame of {} bytes".format(size))
            if len(self.rest) < size + 4:
                return
            content = bytes(self.rest[_HEAD.size : size + 4])
            del self.rest[: size + 4]
            yield job, kind, content


class Child:
    """A forked child. Its channel and its output are descriptors; -1 once they are closed."""

    def __init__(self, job, pid, channel, output):
        self.job = job
        self.pid = pid
        self.channel = channel
        self.output = output
        self.frames = Frames()
        self.waiting = bytearray()


class Host:
    """One loop over the daemon's pipes and those of all children. ``work`` is what a child does with a job's content."""

    def __init__(self, work):
        self.work = work
        leave_group()
        self.source = os.dup(0)
        self.target = os.dup(1)
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 0)
        os.dup2(2, 1)
        os.close(null)
        self.children = {}
        self.frames = Frames()
        self.selector = selectors.DefaultSelector()
        self.wake, self.wake_write = os.pipe()
        for end in (self.wake, self.wake_write):
            os.set_blocking(end, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.set_wakeup_fd(self.wake_write, warn_on_full_buffer=False)
        self.watch(self.source, self.commands)
        self.watch(self.wake, self.reap)

    def watch(self, number, act):
        self.selector.register(number, selectors.EVENT_READ, act)

    def run(self):
        try:
            while True:
                for key, events in self.selector.select():
                    # what was closed and opened again in this round has another key by now
                    if self.selector.get_map().get(key.fd) is key:
                        key.data(events)
        except (EOFError, BrokenPipeError):
            for child in self.children.values():
                kill(child.pid)

    def send(self, job, kind, content):
        data = memoryview(frame(job, ord(kind), content))
        while data:
            data = data[os.write(self.target, data) :]

    def commands(self, _):
        data = os.read(self.source, _CHUNK)
        if not data:
            raise EOFError
        for job, kind, content in self.frames.feed(data):
            child = self.children.get(job)
            if kind == ord("S"):
                self.start(job, content)
            elif child is not None and kind == ord("K"):
                kill(child.pid)
            elif child is not None and child.channel >= 0:
                child.waiting += frame(job, kind, content)
                self.talk(child, selectors.EVENT_WRITE)

    def start(self, job, content):
        ours, theirs = (end.detach() for end in socket.socketpair())
        output, output_write = os.pipe()
        try:
            pid = os.fork()
        except OSError as exc:
            for number in (ours, theirs, output, output_write):
                os.close(number)
            self.send(job, "O", str(exc).encode())
            self.send(job, "X", b"71")
            return
        if pid == 0:
            self.become(job, content, theirs, output_write, (ours, output))
        os.close(theirs)
        os.close(output_write)
        child = Child(job, pid, ours, output)
        self.children[job] = child
        for number, act in ((ours, self.talk), (output, self.listen)):
            os.set_blocking(number, False)
            self.watch(number, lambda events, act=act: act(child, events))
        self.send(job, "P", str(pid).encode())

    def become(self, job, content, channel, output, not_ours):
        """In the child: lets go of everything that belongs to the parent, works, and never returns."""
        status = 70
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            os.setsid()
            die_with_parent()
            os.dup2(output, 1)
            os.dup2(output, 2)
            for number in (*self.selector.get_map(), self.target, self.wake_write, output, *not_ours):
                os.close(number)
            self.selector.close()
            keep(channel)
            self.work(job, content, channel)
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            try:
                sys.stdout.flush()
                sys.stderr.flush()
            finally:
                os._exit(status)

    def talk(self, child, events):
        if events & selectors.EVENT_READ and not self.hear(child):
            self.hang_up(child)
        if child.channel < 0 or not (child.waiting or events & selectors.EVENT_WRITE):
            return
        try:
            del child.waiting[: os.write(child.channel, child.waiting)]
        except BlockingIOError:
            pass
        except OSError:
            child.waiting.clear()
        both = selectors.EVENT_READ | selectors.EVENT_WRITE if child.waiting else selectors.EVENT_READ
        self.selector.modify(child.channel, both, lambda e: self.talk(child, e))

    def hear(self, child):
        """Passes on what the child has said; false when it will say no more."""
        while True:
            try:
                data = os.read(child.channel, _CHUNK)
            except BlockingIOError:
                return True
            except OSError:
                return False
            if not data:
                return False
            try:
                for _, kind, content in child.frames.feed(data):
                    if kind in b"QLD":
                        self.send(child.job, chr(kind), content)
            except ValueError:
                # the module wrote into a pipe that is not its own
                kill(child.pid)
                return False

    def hang_up(self, child):
        if child.channel >= 0:
            self.selector.unregister(child.channel)
            os.close(child.channel)
            child.channel = -1

    def listen(self, child, _):
        try:
            data = os.read(child.output, _CHUNK)
        except BlockingIOError:
            return
        if data:
            self.send(child.job, "O", data)
        else:
            self.selector.unregister(child.output)
            os.close(child.output)
            child.output = -1

    def reap(self, _):
        try:
            os.read(self.wake, _CHUNK)
        except BlockingIOError:
            pass
        gone = True
        while gone and self.children:
            gone, status = os.waitpid(-1, os.WNOHANG)
            for child in [c for c in self.children.values() if c.pid == gone]:
                if child.channel >= 0:
                    self.hear(child)
                    self.hang_up(child)
                if child.output >= 0:
                    self.listen(child, 0)
                del self.children[child.job]
                code = -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
                self.send(child.job, "X", str(code).encode())


def keep(channel):
    """Puts a process between the host and the work, which goes on in a child: a module that kills its parent, or that one's
    group, ends its own job so, and not the host with everybody's."""
    worker = os.fork()
    if worker == 0:
        die_with_parent()
        return
    os.close(channel)
    null = os.open(os.devnull, os.O_RDWR)
    for number in (1, 2):
        os.dup2(null, number)
    _, status = os.waitpid(worker, 0)
    if not os.WIFSIGNALED(status):
        os._exit(os.WEXITSTATUS(status))
    number = os.WTERMSIG(status)
    if number != signal.SIGKILL:
        signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
    os._exit(70)


def kill(pid):
    for send in (os.killpg, os.kill):
        try:
            send(pid, signal.SIGKILL)
        except OSError:
            pass


def leave_group():
    """A module that kills its parent's process group must not find the daemon in it."""
    try:
        os.setsid()
    except OSError:
        pass


def die_with_parent():
    if _prctl is not None:
        _prctl(1, signal.SIGKILL)


def _find_prctl():
    try:
        import ctypes

        return ctypes.CDLL(None).prctl
    except (ImportError, OSError, AttributeError):
        return None


_prctl = _find_prctl()
