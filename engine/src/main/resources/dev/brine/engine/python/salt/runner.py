"""Runner functions from a runner."""

from brine import worker


class RunnerClient:
    def __init__(self, opts=None, context=None):
        self.opts = opts

    def cmd(self, fun, arg=None, pub_data=None, kwarg=None, print_event=True, full_return=False):
        return worker.current.call("__runner__", fun, list(arg or ()), dict(kwarg or {}))


Runner = RunnerClient
