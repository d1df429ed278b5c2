"""Addresses."""

import ipaddress
import re


def _addr(addr, version):
    try:
        return ipaddress.ip_interface(addr).version == version
    except ValueError:
        return False


def ipv4_addr(addr):
    return _addr(addr, 4)


def ipv6_addr(addr):
    return _addr(addr, 6)


def ip_addr(addr):
    return ipv4_addr(addr) or ipv6_addr(addr)


def mac(addr):
    return re.fullmatch(r"[0-9a-fA-F]{2}([-:])(?:[0-9a-fA-F]{2}\1){4}[0-9a-fA-F]{2}", addr) is not None


def netmask(mask):
    """Whether it is a mask such as ``255.255.0.0``."""
    try:
        number = int(ipaddress.IPv4Address(mask))
    except ValueError:
        return False
    return "01" not in format(number, "032b")
