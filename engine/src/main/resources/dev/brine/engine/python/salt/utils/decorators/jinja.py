from salt.utils.decorators import jinja_filter, jinja_global, jinja_test

__all__ = ["jinja_filter", "jinja_global", "jinja_test"]
