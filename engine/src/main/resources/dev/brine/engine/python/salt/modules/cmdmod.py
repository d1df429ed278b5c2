"""Commands, run here and not by the daemon. With ``python_shell=True`` a shell runs the line."""

import os
import shlex
import subprocess


def run_all(cmd, cwd=None, stdin=None, python_shell=False, env=None, timeout=None, ignore_retcode=False, **kwargs):
    words = cmd if python_shell or not isinstance(cmd, str) else shlex.split(cmd)
    surroundings = {**os.environ, **{key: str(item) for key, item in (env or {}).items()}}
    child = subprocess.run(
        words,
        cwd=cwd,
        input=stdin,
        shell=bool(python_shell),
        env=surroundings,
        timeout=timeout,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if kwargs.get("redirect_stderr") else subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return {
        "pid": 0,
        "retcode": child.returncode,
        "stdout": child.stdout.rstrip("\n"),
        "stderr": (child.stderr or "").rstrip("\n"),
    }


def run(cmd, **kwargs):
    return run_all(cmd, redirect_stderr=True, **kwargs)["stdout"]


def run_stdout(cmd, **kwargs):
    return run_all(cmd, **kwargs)["stdout"]


def run_stderr(cmd, **kwargs):
    return run_all(cmd, **kwargs)["stderr"]


def retcode(cmd, **kwargs):
    return run_all(cmd, **kwargs)["retcode"]


_run_quiet, _run_all_quiet, _retcode_quiet = run, run_all, retcode
