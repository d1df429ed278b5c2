"""A small part of Salt's Python library, for the modules that users write. Everything else is reached through ``__salt__``."""
