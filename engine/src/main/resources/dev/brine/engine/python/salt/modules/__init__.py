"""Execution functions that a module imports instead of asking ``__salt__``: only those that grains need, which have no ``__salt__``."""
