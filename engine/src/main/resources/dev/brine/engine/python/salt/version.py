__version__ = "3006.16"
__saltstack_version__ = __version__
__version_info__ = tuple(int(part) for part in __version__.split("."))
