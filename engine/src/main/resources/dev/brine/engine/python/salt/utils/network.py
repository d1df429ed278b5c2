"""Names and addresses of this host."""

import ipaddress
import socket

from brine import worker


def get_fqhostname():
    return socket.getfqdn()


def get_hostname():
    return socket.gethostname()


def host_to_ips(host):
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return None
    return list(dict.fromkeys(each[4][0] for each in found)) or None


def host_to_ip(host):
    return (host_to_ips(host) or [None])[0]


def is_ip(ip_addr):
    try:
        ipaddress.ip_address(ip_addr)
    except ValueError:
        return False
    return True


def is_ipv4(ip_addr):
    return is_ip(ip_addr) and "." in str(ip_addr)


def is_ipv6(ip_addr):
    return is_ip(ip_addr) and ":" in str(ip_addr)


is_ipv4_addr, is_ipv6_addr = is_ipv4, is_ipv6


def ip_addrs(*args, **kwargs):
    return worker.current.call("__salt__", "network.ip_addrs", args, kwargs)


def interfaces():
    return worker.current.call("__salt__", "network.interfaces", [], {})
