"""The editorial workbench: people, bulletins, approval, publishing, and the doors to them."""

__version__ = "0.1.0"
