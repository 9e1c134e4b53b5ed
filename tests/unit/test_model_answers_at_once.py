"""The response models: each is made once, whoever asks for it first."""

from __future__ import annotations

import subprocess
import sys

# In a process of its own: here they have been made already.
AT_ONCE = """
import pickle, sys, threading
from extractor.engines.model.answers import answer_model

sys.setswitchinterval(1e-6)
together = threading.Barrier(8)
made = []

def ask():
    together.wait()
    made.append(answer_model("form", "point"))

threads = [threading.Thread(target=ask) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert [pickle.loads(pickle.dumps(model)) for model in made] == [made[0]] * 8
"""


def test_threads_that_ask_at_once_get_the_same_model_which_can_be_sent_to_another_process() -> None:
    done = subprocess.run([sys.executable, "-c", AT_ONCE], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
