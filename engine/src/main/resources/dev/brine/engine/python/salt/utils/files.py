"""Files."""

import contextlib
import fcntl
import os
import shutil
import stat
import tempfile


def fopen(*args, **kwargs):
    """``open``, in UTF-8 unless the mode is binary or another encoding is given."""
    mode = args[1] if len(args) > 1 else kwargs.get("mode", "r")
    if "b" not in mode and len(args) < 4:
        kwargs.setdefault("encoding", "utf-8")
    kwargs.pop("lock", None)
    return open(*args, **kwargs)


@contextlib.contextmanager
def flopen(*args, **kwargs):
    """An open file that no other process has locked."""
    with fopen(*args, **kwargs) as file:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX)
        try:
            yield file
        finally:
            fcntl.flock(file.fileno(), fcntl.LOCK_UN)


@contextlib.contextmanager
def fpopen(*args, **kwargs):
    """An open file with ``uid``, ``gid`` and ``mode`` set."""
    uid, gid, mode = kwargs.pop("uid", -1), kwargs.pop("gid", -1), kwargs.pop("mode", None)
    with fopen(*args, **kwargs) as file:
        path = args[0]
        os.chown(path, uid if uid is not None else -1, gid if gid is not None else -1)
        if mode is not None:
            os.chmod(path, stat.S_IMODE(mode))
        yield file


@contextlib.contextmanager
def set_umask(mask):
    if mask is None:
        yield
        return
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def mkstemp(*args, **kwargs):
    """The path of a new temporary file; with ``close_fd=False`` its descriptor, too."""
    close = kwargs.pop("close_fd", True)
    kwargs.setdefault("prefix", "__salt.tmp.")
    number, path = tempfile.mkstemp(*args, **kwargs)
    if not close:
        return number, path
    os.close(number)
    return path


def rename(src, dst):
    os.replace(src, dst)


def copyfile(source, dest, backup_mode="", cachedir=""):
    """Replaces ``dest`` by a copy in one step; its owner and mode stay."""
    part = mkstemp(dir=os.path.dirname(dest) or ".")
    try:
        shutil.copyfile(source, part)
        if os.path.exists(dest):
            known = os.stat(dest)
            os.chown(part, known.st_uid, known.st_gid)
            os.chmod(part, stat.S_IMODE(known.st_mode))
        os.replace(part, dest)
    finally:
        safe_rm(part)


def safe_rm(tgt):
    with contextlib.suppress(OSError):
        os.remove(tgt)


remove = safe_rm


def rm_rf(path):
    shutil.rmtree(path)


def is_empty(filename):
    try:
        return os.stat(filename).st_size == 0
    except OSError:
        return False


def is_binary(path):
    try:
        with open(path, "rb") as file:
            return b"\0" in file.read(2048)
    except OSError:
        return False


def is_text(fp_, blocksize=512):
    try:
        block = fp_.read(blocksize)
    except AttributeError:
        with open(fp_, "rb") as file:
            block = file.read(blocksize)
    if isinstance(block, str):
        return "\0" not in block
    try:
        block.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\0" not in block


def normalize_mode(mode):
    """``0644`` and ``'644'`` as ``'0644'``."""
    if mode is None:
        return None
    text = str(mode).replace("0o", "0").strip("\"'")
    return text.zfill(4) if len(text) <= 4 else text


def list_files(directory):
    found = {directory}
    for root, directories, files in os.walk(directory):
        found.update(os.path.join(root, name) for name in directories + files)
    return list(found)


def st_mode_to_octal(mode):
    return oct(stat.S_IMODE(mode))[2:].zfill(4)


def backup_minion(path, bkroot):
    os.makedirs(bkroot, exist_ok=True)
    shutil.copyfile(path, os.path.join(bkroot, os.path.basename(path)))


TEMPFILE_PREFIX = "__salt.tmp."
REMOTE_PROTOS = ("http", "https", "ftp", "swift", "s3")
VALID_PROTOS = ("salt", "file", *REMOTE_PROTOS)


def get_umask():
    known = os.umask(0)
    os.umask(known)
    return known


def process_read_exception(exc, path, ignore=None):
    """The exception of reading a file as one that is shown to the user."""
    import errno

    from salt.exceptions import CommandExecutionError

    if ignore is not None and exc.errno in (ignore if isinstance(ignore, (list, tuple)) else (ignore,)):
        return
    why = {errno.ENOENT: "does not exist", errno.EACCES: "Permission denied reading from"}.get(exc.errno)
    if why is None:
        raise CommandExecutionError("Error {} encountered reading from {}: {}".format(exc.errno, path, exc.strerror))
    raise CommandExecutionError(path + " " + why if exc.errno == errno.ENOENT else why + " " + path)
