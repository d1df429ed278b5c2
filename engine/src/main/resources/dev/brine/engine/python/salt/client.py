"""Running functions on minions from a runner, through the master that the runner runs in."""

from brine import worker


class LocalClient:
    def __init__(self, c_path=None, mopts=None, **kwargs):
        self.opts = worker.current.opts()

    def cmd(self, tgt, fun, arg=(), timeout=None, tgt_type="glob", ret="", jid="", kwarg=None, **kwargs):
        given = {"arg": list(arg), "tgt_type": tgt_type, "ret": ret, "jid": jid, "kwarg": kwarg}
        if timeout is not None:
            given["timeout"] = timeout
        return worker.current.call("__runner__", "salt.execute", [tgt, fun], given)

    def cmd_iter(self, tgt, fun, *args, **kwargs):
        for minion, value in self.cmd(tgt, fun, *args, **kwargs).items():
            yield {minion: {"ret": value}}

    cmd_iter_no_block = cmd_iter


def get_local_client(c_path=None, mopts=None, **kwargs):
    return LocalClient(c_path, mopts)


class Caller:
    """Execution functions of this host."""

    def __init__(self, c_path=None, mopts=None):
        self.opts = worker.current.opts()

    def cmd(self, fun, *args, **kwargs):
        return worker.current.call("__salt__", fun, args, kwargs)

    function = cmd
