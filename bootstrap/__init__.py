"""What stands around the product: its virtual environment, a browser for the tests, starting and stopping.

Standard library only: this code runs before any library is installed.
"""

from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
