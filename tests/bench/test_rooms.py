import subprocess
import sys
from pathlib import Path

USE = """
import sys
from bench.rooms import put_away, room
folder = room()
(folder / "page").write_text("words")
put_away(folder)
print(folder.exists(), len(list(folder.parent.rglob("page"))), folder.parent)
"""


def test_what_is_put_away_is_there_until_all_is_measured_and_then_deleted():
    done = subprocess.run([sys.executable, "-c", USE], capture_output=True, text=True, check=True)
    exists, pages, place = done.stdout.split()
    assert (exists, pages) == ("False", "1")
    assert not Path(place).exists()
