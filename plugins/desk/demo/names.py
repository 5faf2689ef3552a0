"""Who speaks in the sample archive: organizations and press contacts that do not exist."""

from typing import Any

ORGANIZATIONS: dict[str, dict[str, Any]] = {
    slug: {
        "name": name,
        "short_name": short,
        "url": f"https://example.org/{slug}/",
        "boilerplate": f"Sample data. {name} does not exist: it stands for a group that {what}.",
    }
    for slug, name, short, what in (
        ("sample-project", "Sample Project", "SP", "issues releases"),
        ("sample-riders", "Sample Riders’ Union", "SRU", "waits for buses"),
        ("sample-readers", "Sample Readers’ League", "SRL", "reads timetables"),
        ("sample-gardeners", "Sample Gardeners", "SG", "looks after street trees"),
        ("sample-clinic", "Sample Law Clinic", "SLC", "goes to court"),
    )
}
LEAD = "sample-project"
ORGANIZATIONS[LEAD]["boilerplate"] = {
    "en": ORGANIZATIONS[LEAD]["boilerplate"],
    "es": "Datos de ejemplo. Sample Project no existe: representa a un grupo que publica comunicados.",
}
PARTNERS = tuple(slug for slug in ORGANIZATIONS if slug != LEAD)
CONTACTS: dict[str, dict[str, Any]] = {
    f"sample-{tree.lower()}": {
        "name": f"Sample {tree}",
        "organization": organization,
        "email": f"{tree.lower()}@example.org",
        "phone": f"+1 555 555 01{number:02d}",
        "languages": languages,
    }
    for number, (tree, organization, languages) in enumerate(
        (
            ("Alder", "sample-project", ["English", "Spanish"]),
            ("Birch", "sample-project", ["English"]),
            ("Cedar", "sample-clinic", ["English"]),
            ("Hazel", "sample-riders", ["Spanish"]),
        )
    )
}
CONTACTS["sample-rowan"] = {
    "name": "Sample Rowan",
    "organization": "sample-clinic",
    "email": "rowan@example.org",
    "languages": ["English", "Spanish"],
    "role": "expert",
    "topics": ["records requests", "sample timetables"],
    "public": True,
}
