"""What holds for all tests."""

from hypothesis import settings

# How long one example takes says nothing on a machine that does other things as well. Examples are
# the same in each run: a change is judged by what it changed. `make search` looks at new ones.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("searching", deadline=None, derandomize=False, print_blob=True)
settings.load_profile("steady")
