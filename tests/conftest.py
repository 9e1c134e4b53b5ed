"""What holds for all tests."""

from hypothesis import settings

# How long one example takes says nothing on a machine that does other things as well.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")
