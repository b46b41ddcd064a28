"""`python -m liandong`: the same as the command `liandong`."""

import sys

from liandong.cli import main

sys.exit(main())
