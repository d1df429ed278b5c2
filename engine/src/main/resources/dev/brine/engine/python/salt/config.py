"""The options of the daemon, wherever a module asks for them to be read."""

from brine import worker

DEFAULT_HASH_TYPE = "sha256"


def _opts(path=None, *args, **kwargs):
    return dict(worker.current.opts())


minion_config = master_config = client_config = apply_minion_config = _opts


def get_id(opts, cache_minion_id=False):
    return worker.current.opts()["id"], False
