"""`python -m bench.reading OTHER`: processor time of reading releases here and in another checkout, in turn."""

import statistics
import subprocess
import sys
from pathlib import Path

ROUNDS = 10
READ = """
import random, sys, time
from bench import corpus
from plugins.prose.render import render
from plugins.records.front_matter import split_front_matter
head = "---\\ntitle: A release\\ndate: 2010-09-01\\nsummary: Some words.\\ntags: Courts, Records\\n---\\n\\n"
texts = [head + corpus.body(random.Random(number), 670) for number in range(200)]
render(texts[0], "en")
began = time.process_time()
for text in texts:
    split_front_matter(text, "a.md")
    render(text[len(head):], "en")
print((time.process_time() - began) / len(texts) * 1000)
"""


def main(other: str) -> None:
    folders = {"here": Path(__file__).parent.parent, "other": Path(other)}
    spent: dict[str, list[float]] = {name: [] for name in folders}
    for _ in range(ROUNDS):
        for name, folder in folders.items():
            out = subprocess.run([sys.executable, "-c", READ], cwd=folder, check=True, capture_output=True, text=True)
            spent[name].append(float(out.stdout))
    here, there = (statistics.median(spent[name]) for name in folders)
    print(f"one release of 670 words: here {here:.2f} ms, other {there:.2f} ms, {(here / there - 1) * 100:+.1f} %")


if __name__ == "__main__":
    main(sys.argv[1])
