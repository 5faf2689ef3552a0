"""`invoke verify URL`: is each file of a live site what was published?"""

import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlsplit

from plugins.desk.publishing.online.addresses import A_SECOND, SHOWN, STUCK, Looked
from plugins.desk.publishing.online.asking import Answer, Unreachable, ask, follow
from plugins.desk.refusal import Refused
from plugins.newsroom.pages.verify_page import NAMESPACE, SIGNATURE, SIGNERS, SUMS, allowed_signers

HEX = frozenset("0123456789abcdef")


def verify_site(url: str, key: str = "", *, pause: Callable[[float], None] = time.sleep) -> Looked:
    """Compare everything that `/SHA256SUMS` lists. `key` is our public key: the list must be signed by it.

    Raises `Refused` where there is no list, or one that cannot be read.
    """
    url = url.rstrip("/")
    if not urlsplit(url).hostname:
        raise Refused(f"“{url}” is not a web address.", "write it whole, as in invoke verify https://example.org")
    answer = _asked(f"{url}/{SUMS}")
    if answer.status != 200:
        raise Refused(f"{url}/{SUMS} answers {answer.status}.", "give the address of a site that was published with it")
    rows = _rows(answer)
    is_signed, said = _signature(url, answer.body, key)
    wrong, led, silent, looked_at = [], 0, 0, 0
    for path, sha256 in rows:
        looked_at += 1
        address = f"{url}/{quote(path.removesuffix('index.html') if path.endswith('/index.html') else path)}"
        address = f"{url}/" if path == "index.html" else address
        try:
            found = ask(address)
            silent = 0
        except Unreachable as error:
            silent += 1
            wrong.append(f"  {error}  {address}")
            if silent >= STUCK:
                wrong.append(f"  {url} no longer answers; {len(rows) - looked_at} files were not asked for.")
                break
            continue
        if found.leads_to:
            led += 1
        elif found.status != 200 and path != "404.html":
            wrong.append(f"  answers {found.status}  {address}")
        elif found.sha256 != sha256:
            wrong.append(f"  differs from what was published  {address}")
        pause(1 / A_SECOND)
    lines = [*wrong[:SHOWN], *([f"  and {len(wrong) - SHOWN} more"] if len(wrong) > SHOWN else []), *said]
    on = f" {led} are former addresses that redirect." if led else ""
    verdict = (
        f"{len(wrong)} {'does' if len(wrong) == 1 else 'do'} not match." if wrong else "all match what was published."
    )
    lines.append(f"Compared {looked_at} of {len(rows)} files of {url} with its checksums: {verdict}{on}")
    return Looked(is_whole=not wrong and is_signed, text="\n".join(lines))


def _asked(url: str) -> Answer:
    try:
        return follow(url)
    except Unreachable as error:
        raise Refused(f"{url} can't be reached: {error}.", "check the address, and the network") from None


def _rows(answer: Answer) -> list[tuple[str, str]]:
    rows = []
    for line in answer.body.decode("utf-8", "replace").splitlines():
        sha256, gap, path = line[:64], line[64:66], line[66:]
        if set(sha256) - HEX or gap != "  " or not path or path.startswith("/") or ".." in path.split("/"):
            raise Refused(f"{answer.url} is not a list of checksums: “{line[:60]}”.", "check the address")
        rows.append((path, sha256))
    return rows


def _signature(url: str, sums: bytes, key: str) -> tuple[bool, list[str]]:
    """Whether the signature, if there is one, holds; and what to say of it."""
    signature = _asked(f"{url}/{SIGNATURE}")
    if signature.status != 200:
        return not key, ["The list of checksums is not signed."]
    host = urlsplit(url).hostname or ""
    signers = allowed_signers((host, key)) if key else _asked(f"{url}/{SIGNERS}").body
    name = signers.decode("utf-8", "replace").partition(" ")[0] or host
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "signers").write_bytes(signers)
        (Path(folder) / "sig").write_bytes(signature.body)
        command = ["ssh-keygen", "-Y", "verify", "-f", f"{folder}/signers", "-I", name, "-n", NAMESPACE]
        try:
            done = subprocess.run([*command, "-s", f"{folder}/sig"], input=sums, capture_output=True, check=False)
        except FileNotFoundError:
            return not key, ["The signature was not checked: there is no program ssh-keygen on this computer."]
    if done.returncode:
        whose = "your key (SIGNING_KEY)" if key else f"the key in {url}/{SIGNERS}"
        return False, [f"The signature of the list of checksums is not by {whose}."]
    whose = (
        "by your key" if key else f"by the key that the site names at {url}/{SIGNERS}: compare it with an earlier copy"
    )
    return True, [f"The list of checksums is signed {whose}."]
