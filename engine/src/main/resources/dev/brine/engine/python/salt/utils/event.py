"""Events: firing them. Waiting for them is the daemon's business."""

from brine import worker


class SaltEvent:
    def __init__(self, *args, **kwargs):
        pass

    def fire_event(self, data, tag, timeout=1000):
        families = worker.current.families
        if "__runner__" in families:
            return worker.current.call("__runner__", "event.send", [tag, data], {})
        return worker.current.call("__salt__", "event.fire", [data, tag], {})

    def fire_master(self, data, tag, timeout=1000):
        if "__runner__" in worker.current.families:
            return self.fire_event(data, tag)
        return worker.current.call("__salt__", "event.send", [tag, data], {})

    def destroy(self):
        pass

    close_pub = destroy

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.destroy()


MasterEvent = LocalClientEvent = MinionEvent = NamespacedEvent = SaltEvent


def get_event(node, *args, **kwargs):
    return SaltEvent()


def get_master_event(opts, sock_dir, *args, **kwargs):
    return SaltEvent()


def tagify(suffix="", prefix="", base="salt"):
    """``salt/prefix/suffix``; a suffix may be a list."""
    parts = [base, *([prefix] if prefix else []), *(suffix if isinstance(suffix, (list, tuple)) else [suffix])]
    return "/".join(str(part) for part in parts if part != "" or part == base)
