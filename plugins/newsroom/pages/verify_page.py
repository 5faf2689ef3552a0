"""How readers verify a copy, and who signs the list of checksums."""

from urllib.parse import urlsplit

from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.settings import Settings
from plugins.newsroom.pages.parts.heads import head_of_list
from plugins.newsroom.pages.parts.navigation import crumbs
from plugins.newsroom.pages.views.prose import VerifyView

VERIFY, SIGNERS = "verify/", "verify/allowed_signers"
SUMS, SIGNATURE = "SHA256SUMS", "SHA256SUMS.sig"
NAMESPACE = "file"
"""What a signature is for (ssh-keygen(1), -Y sign)."""
COMMAND = "ssh-keygen -Y verify -f allowed_signers -I {signer} -n file -s SHA256SUMS.sig < SHA256SUMS"


def verify_view(edition: Edition) -> VerifyView:
    """A list is signed only by a publication."""
    settings = edition.settings
    signed = settings.publishing and bool(settings.signing_key)
    return VerifyView(
        head=head_of_list(edition, "Verify a copy", VERIFY, section="verify"),
        breadcrumbs=crumbs(edition, edition.settings.lang),
        sums_url=settings.absolute_url(SUMS),
        signature_url=settings.absolute_url(SIGNATURE) if signed else "",
        signers_url=settings.absolute_url(SIGNERS) if signed else "",
        command=COMMAND.format(signer=signer(settings)) if signed else "",
    )


def signer(settings: Settings) -> str:
    """The name under which the key is in the list of signers: the site's host."""
    return urlsplit(settings.site_url).hostname or "site"


def allowed_signers(line: tuple[str, str]) -> bytes:
    """In the form that `ssh-keygen -Y verify` reads: a name, what it may sign, and the public key."""
    name, key = line
    return f'{name} namespaces="{NAMESPACE}" {key}\n'.encode()
