"""Draws pages with the theme: its templates, its one stylesheet and the settings it may read."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, UndefinedError, nodes, select_autoescape
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from plugins.render.bytecode import CompiledTemplates
from plugins.render.folding import folded
from plugins.render.words import Words, marked

VERSION = 2
"""Increased whenever Python code that shapes a page, such as line folding, gives other text for the same view."""
STYLESHEET_ORDER = ("tokens", "base", "layout", "components", "print")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLink:
    key: str
    """Key of a word in the theme (`releases`), or empty for a page with its own title."""
    text: str
    """The page's own title, or empty if the theme has the word."""
    url: str
    lang: str = ""
    """Of the text, where it is not that of the pages that show it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteAsk:
    """Something that the campaign asks readers to do."""

    title: str
    text: str
    label: str
    """The words on the button."""
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteColumn:
    title: str
    links: tuple[SiteLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePress:
    email: str
    phone: str
    phone_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLogo:
    url: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The settings that every page may read: nothing of any single record."""

    name: str
    tagline: str
    notice: str
    """A line that every page shows, such as "this is a demonstration"; or empty."""
    absolute_url: str
    """SITEURL without a trailing slash."""
    home_url: str
    """The home page of the language: `/`, `/es/`, with the path of SITEURL before it."""
    lang: str
    """The site's own."""
    sections: tuple[SiteLink, ...]
    """The navigation: releases, cases, documents, press and subscribe, if they exist, in this order."""
    footer: tuple[SiteLink, ...]
    """Further pages: topics, organizations, corrections and the pages of content/pages."""
    search_url: str = ""
    """Where a search box leads, or empty where the site cannot be searched."""
    stylesheet_url: str = ""
    icon_url: str = ""
    rights: str = ""
    """One line about the rights in the text, or empty."""
    logo: "SiteLogo | None" = None
    """The logo next to the name, or None."""
    colors: tuple[str, str] = ("#1f2f9e", "#1a2886")
    """Colors of the masthead in light and dark mode, for the browser's own bars."""
    asks: tuple["SiteAsk", ...] = ()
    """Up to three things to do; the first is the masthead's button."""
    social: tuple[SiteLink, ...] = ()
    newsletter: SiteLink | None = None
    address: str = ""
    columns: tuple["SiteColumn", ...] = ()
    """The campaign's own columns in the footer."""
    press: "SitePress | None" = None
    """The press desk, or None."""
    borrowed: tuple[str, ...] = ()
    """Which of these words are in the site's own language, for want of any in that of the page: `notice`."""
    direction: str = "ltr"
    """Of the site's own language."""
    assets: tuple[tuple[str, str], ...] = ()
    """The theme's own files: name below theme/static, and address. Templates ask for them with `asset("img/a.svg")`."""


def stylesheet_parts(folder: Path) -> list[Path]:
    """The theme's stylesheets in their order: tokens, base, layout, each component by name, print."""
    css = folder / "static" / "css"
    parts: list[Path] = []
    for name in STYLESHEET_ORDER:
        parts += sorted((css / name).glob("*.css")) if (css / name).is_dir() else [css / f"{name}.css"]
    return parts


def stylesheet(folder: Path) -> str:
    """Those, joined."""
    return "\n".join(part.read_text(encoding="utf-8") for part in stylesheet_parts(folder))


def digest_of(folder: Path, overrides: Sequence[Path] = ()) -> str:
    """SHA-256 over every template and catalog of the theme: a part of each page's fingerprint."""
    digest = hashlib.sha256()
    for top in (folder / "templates", folder / "translations", *overrides):
        for part in sorted(p for p in top.rglob("*") if p.is_file()):
            name = part.relative_to(top.parent).as_posix()
            digest.update(name.encode() + b"\0" + part.read_bytes() + b"\0")
    return digest.hexdigest()


class _Generator(CodeGenerator):
    """Compiles macro calls and escaped values, of which a page has hundreds, to faster Python."""

    components: frozenset[str] = frozenset()
    """The names imported by the template: calls to them are macro calls, like `caller`."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        self.components = frozenset(
            assigned.target.name
            for assigned in node.find_all(nodes.Assign)
            if isinstance(assigned.target, nodes.Name) and _is_component(assigned.node)
        )
        super().visit_Template(node, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        match node.node:
            case nodes.Getattr(node=nodes.Name(name=name)) if name in self.components:
                self._call_macro(node, frame, {"caller": "caller"} if forward_caller else None)
            case nodes.Name(name="caller") if not forward_caller:
                self._call_macro(node, frame)
            case _ if forward_caller:
                super().visit_Call(node, frame, forward_caller=True)
            case _:
                super().visit_Call(node, frame)

    def _call_macro(self, node: nodes.Call, frame: Frame, more: dict[str, str] | None = None) -> None:
        """Passes the escaping mode directly, which `Context.call` would have to find out."""
        self.visit(node.node, frame)
        self.write("(context.eval_ctx")
        self.signature(node, frame, more)
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)


class _Environment(Environment):
    """Has one language, so anything that is the same on every page is done once, when a template is compiled."""

    code_generator_class = _Generator
    words: Words

    def __init__(self, **options: Any):
        super().__init__(**options)
        self.components = _Components(self)

    @staticmethod
    def escaped(value: object) -> str:
        """Like `markupsafe.escape`, but returns plain text: it goes straight into a page, where nothing escapes it
        again."""
        if type(value) is Markup:
            return value
        if type(value) is str:
            text = value.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")
            return text.replace("'", "&#39;").replace('"', "&#34;")
        return escape(value)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        return _Fixed(self).visit(template)  # type: ignore[no-any-return]


def _is_component(node: nodes.Node) -> bool:
    match node:
        case nodes.Getitem(node=nodes.EnvironmentAttribute(name="components")):
            return True
    return False


class _Components(dict[str, TemplateModule]):
    """The macros of each component. Jinja compares the globals of both templates at each import; ours are the same."""

    def __init__(self, environment: Environment):
        self._environment = environment

    def __missing__(self, name: str) -> TemplateModule:
        self[name] = self._environment.get_template(name).module
        return self[name]


class _Fixed(NodeTransformer):
    """Replaces an import with the component, and a `_("…")` without values with its translation."""

    def __init__(self, environment: _Environment):
        self._environment = environment

    def visit_Import(self, node: nodes.Import) -> nodes.Node:
        if node.with_context or not isinstance(node.template, nodes.Const):
            return node
        components = nodes.EnvironmentAttribute("components", lineno=node.lineno)
        component = nodes.Getitem(components, node.template, "load", lineno=node.lineno)
        assigned = nodes.Assign(nodes.Name(node.target, "store"), component, lineno=node.lineno)
        return assigned.set_environment(self._environment)

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        self.generic_visit(node)
        match node:
            case nodes.Call(
                node=nodes.Name(name="_" | "gettext"),
                args=[nodes.Const(value=str(text))],
                kwargs=[],
                dyn_args=None,
                dyn_kwargs=None,
            ):
                # The values of a new-style call are filled in with %, even if there are none.
                said: str = self._environment.words.said(text) % {}
                fixed = nodes.MarkSafeIfAutoescape(nodes.Const(said), lineno=node.lineno)
                return fixed.set_environment(self._environment)
        return node


class Theme:
    """Draws a view with a template. One Jinja environment per language, created when first needed."""

    def __init__(
        self,
        folder: Path,
        site: Site,
        *,
        others: Mapping[str, Site] = MappingProxyType({}),
        overrides: Sequence[Path] = (),
        compiled: type[CompiledTemplates] = CompiledTemplates,
    ):
        """`others`: the site's data for pages in other languages, by language. `overrides`: folders of templates that
        replace single templates of the theme."""
        self.folder = folder
        self.site = site
        self._others = dict(others)
        self._compiled = compiled
        self._overrides = tuple(overrides)
        self._digest = digest_of(folder, overrides)
        self.fingerprint = f"{VERSION} {self._digest} {site!r} {sorted(self._others.items())!r}"
        """Part of each page's fingerprint: the templates, and the settings that they may read."""
        self._environments: dict[str, _Environment] = {}
        self._last: dict[str, tuple[Any, str, str]] = {}
        """By template, the last view that it drew, its language and its text."""

    def draw(self, template: str, view: Any, lang: str) -> str:
        """The page as text. Raises `jinja2.TemplateError` if the template uses a name that the view lacks.

        The last text of each template is kept: a release's text is in several outputs, made one after the other.
        """
        last_view, last_lang, text = self._last.get(template, (None, "", ""))
        if last_view is not view or last_lang != lang:
            site = self._others.get(lang, self.site)
            drawn = self.environment(lang).get_template(template).render(view=view, site=site)
            text = marked(drawn, lang, is_html=template.endswith((".html", ".xml")))
            self._last[template] = view, lang, text
        return text

    def _asset(self, name: str) -> str:
        """The address of a file of theme/static. Raises `UndefinedError` if there is none."""
        found = dict(self.site.assets)
        if name not in found:
            known = ", ".join(sorted(found)) or "nothing"
            raise UndefinedError(f"theme/static has no {name}; it holds {known}")
        return found[name]

    def environment(self, lang: str) -> "_Environment":
        """Autoescape and StrictUndefined are on; templates can use only `view`, `site` and `asset`."""
        if lang not in self._environments:
            environment = _Environment(
                loader=FileSystemLoader([*self._overrides, self.folder / "templates"]),
                autoescape=select_autoescape(("html", "xml")),
                undefined=StrictUndefined,
                extensions=["jinja2.ext.i18n"],
                trim_blocks=True,
                lstrip_blocks=True,
                keep_trailing_newline=True,
                auto_reload=False,
                bytecode_cache=self._compiled(self.folder, self._digest, lang),
            )
            environment.filters["folded"] = folded
            environment.globals["asset"] = self._asset
            environment.words = Words(self.folder, lang)
            environment.words.install(environment)
            self._environments[lang] = environment
        return self._environments[lang]
