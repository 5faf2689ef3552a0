"""The fields of every record, and what each takes."""

import pytest
from pydantic import BaseModel, ValidationError

from plugins.records.schema import RECORD_TYPES, Case, Contact, Document, Organization, Page, Record, Release
from plugins.records.slugs import LONGEST

BASES: dict[type[Record], dict[str, object]] = {
    Release: {"title": "A", "date": "2010-09-01"},
    Case: {"title": "A", "summary": "B"},
    Document: {"title": "A", "kind": "memo"},
    Page: {"title": "A"},
}


def make(model: type[Record], **fields: object) -> Record:
    return model.model_validate({**BASES[model], **fields})


def refuses(model: type[Record], **fields: object) -> bool:
    try:
        make(model, **fields)
    except ValidationError:
        return True
    return False


@pytest.mark.parametrize("model", BASES)
def test_a_record_of_its_required_fields_alone_is_published(model: type[Record]) -> None:
    assert make(model).status == "published"


@pytest.mark.parametrize("model", BASES)
def test_every_required_field_is_required(model: type[Record]) -> None:
    for name in BASES[model]:
        with pytest.raises(ValidationError):
            model.model_validate({key: value for key, value in BASES[model].items() if key != name})


@pytest.mark.parametrize("model", [*RECORD_TYPES.values(), Contact, Organization])
def test_every_field_says_what_it_is_for(model: type[BaseModel]) -> None:
    assert [name for name, field in model.model_fields.items() if not field.description] == []


def test_lists_are_lists_or_words_parted_by_commas_or_semicolons() -> None:
    for written in (["a b", "c"], "a b, c", "a b; c", "a b,c, ,", ["a b", "", "c", "a b"]):
        assert make(Release, tags=written).tags == ("a b", "c")
    assert make(Release, tags="a, b; c").tags == ("a, b", "c")


def test_the_short_forms_stand_for_the_long_ones() -> None:
    case = make(Case, parties="NDLON, ICE", next_date="2010-12-01", counsel=["A"])
    assert isinstance(case, Case)
    assert [party.name for party in case.parties] == ["NDLON", "ICE"]
    assert case.next_date is not None
    assert case.next_date.date.isoformat() == "2010-12-01"
    document = make(Document, obtained="FOIA", bates="0001")
    assert isinstance(document, Document)
    assert document.obtained is not None
    assert document.obtained.via == "FOIA"
    release = make(Release, organizations="a, b", boilerplate=["a"])
    assert isinstance(release, Release)
    assert release.organizations.lead == ("a", "b")
    assert release.boilerplate == {"a": ""}
    assert [c.note for c in make(Page, changes={"date": "2010-09-02", "note": "x"}).changes] == ["x"]


def test_an_empty_optional_field_inside_another_is_as_if_it_were_not_there() -> None:
    case = make(Case, proceedings=[{"court": "S.D.N.Y.", "source_url": "", "date_filed": ""}])
    assert isinstance(case, Case)
    assert case.proceedings[0].source_url == ""


@pytest.mark.parametrize(
    ("model", "field", "value"),
    [
        (Release, "slug", "Opt-Out"), (Release, "slug", "opt_out"), (Release, "slug", "a" * (LONGEST + 1)),
        (Release, "slug", "../a"), (Release, "slug", "a/b"), (Release, "slug", "é"), (Release, "slug", "a\nb"),
        (Release, "uid", "a b"), (Release, "uid", "a" * 301), (Release, "lang", "English"), (Release, "lang", "../en"),
        (Release, "aliases", "/../a"), (Release, "aliases", "/a/../b"), (Release, "aliases", "//evil.example/"),
        (Release, "aliases", "/.htaccess"), (Release, "aliases", "https://example.org/"), (Release, "aliases", "/a b/"),
        (Release, "aliases", "/" + "a" * 250), (Release, "aliases", "/a\\b"), (Release, "aliases", "/a?b=c"),
        (Release, "coverage", [{"title": "A", "url": "javascript:alert(1)"}]),
        (Release, "coverage", [{"title": "A", "url": "https://a b"}]),
        (Case, "proceedings", [{"source_url": "javascript:alert(1)"}]),
        (Case, "docket", [{"entry_number": '1"><script>', "description": "A"}]),
        (Case, "timeline", [{"date": "2010-09-01", "title": "A", "document": "../a"}]),
        (Document, "file", "../a.pdf"), (Document, "file", "/etc/a.pdf"), (Document, "file", ".a.pdf"),
        (Document, "file", "a.exe"), (Document, "versions", [{"date": "2010-09-01", "file": "../a.pdf"}]),
        (Document, "case", "../a"), (Document, "sections", [{"page": "0", "title": "A"}]),
    ],
)  # fmt: skip
def test_what_could_shape_a_path_or_a_link_takes_only_what_is_safe(
    model: type[Record], field: str, value: object
) -> None:
    assert refuses(model, **{field: value})


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Contact, {"name": "A", "organization": "../a"}),
        (Contact, {"name": "A", "email": "a@b"}),
        (Contact, {"name": "A", "email": '"><script>@a.example'}),
        (Contact, {"name": "A", "phone": "call me"}),
        (Organization, {"name": "A", "url": "javascript:alert(1)"}),
        (Organization, {"name": "A", "url": "example.org"}),
        (Organization, {"name": ""}),
    ],
)
def test_contacts_and_organizations_take_only_what_is_safe(model: type[BaseModel], fields: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        model.model_validate(fields)


@pytest.mark.parametrize(
    "phone", ["+1 415 555 0100", "415-555-0100", "(415) 555.0100 x12"[1:], "+420 222 222 222 ext. 4"]
)
def test_telephone_numbers_are_taken_as_people_write_them(phone: str) -> None:
    assert Contact.model_validate({"name": "A", "phone": phone}).phone == phone


@pytest.mark.parametrize(
    "alias", ["/2010/09/old-name/", "2010/09/old.html", "/stará-adresa/", "/a", "/index.php/x/", "/~user/"]
)
def test_old_paths_are_taken_as_old_sites_made_them(alias: str) -> None:
    assert make(Release, aliases=alias).aliases == (alias,)


@pytest.mark.parametrize(
    ("alias", "path"),
    [("/caf%C3%A9/", "/café/"), ("/%7Euser/", "/~user/"), ("/a%2Fb", "/a/b"), ("/%E1%84%80%E1%85%A1/", "/가/")],
)
def test_an_old_path_is_called_on_the_disk_as_a_server_reads_it(alias: str, path: str) -> None:
    assert make(Release, aliases=alias).aliases == (path,)


@pytest.mark.parametrize("name", ["con", "aux", "nul", "com1", "lpt9"])
def test_what_windows_opens_as_a_device_is_no_name(name: str) -> None:
    assert refuses(Release, slug=name)
    assert refuses(Release, aliases=f"/old/{name.upper()}.html")
    assert not refuses(Release, slug=f"{name}-1")
    assert not refuses(Release, aliases=f"/old/{name}sole.html")
