"""Which system this is."""

import sys


def is_linux():
    return sys.platform.startswith("linux")


def is_windows():
    return sys.platform.startswith("win")


def is_darwin():
    return sys.platform.startswith("darwin")


def is_sunos():
    return sys.platform.startswith("sunos")


def is_freebsd():
    return sys.platform.startswith("freebsd")


def is_openbsd():
    return sys.platform.startswith("openbsd")


def is_netbsd():
    return sys.platform.startswith("netbsd")


def is_aix():
    return sys.platform.startswith("aix")


def is_smartos():
    return False


is_smartos_globalzone = is_smartos_zone = is_junos = is_fedora = is_photonos = is_proxy = is_smartos


def is_aarch64():
    import platform

    return platform.machine().startswith("aarch64")
