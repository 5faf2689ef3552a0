"""How templates are compiled: what is the same whenever a page is drawn is put in its place once, before.

What a template means is for Jinja to say: the tests compare each page with what Jinja alone makes of it.
"""

import re
from collections.abc import Iterator
from typing import Any, TypeVar

from babel.support import NullTranslations
from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.environment import TemplateModule
from jinja2.runtime import Macro
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

N = TypeVar("N", bound=nodes.Node)
_PLACE = re.compile(r"%\((\w+)\)s")
"""Where a text has a value filled in."""


class _Generator(CodeGenerator):
    """Writes what stands in a page a hundred times in shorter Python: calls of macros, words, values to be escaped."""

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        if _is_of_component(node):
            self._call_macro(node, frame, "caller" if forward_caller else "")
        elif _is_of_body(node) and not forward_caller:
            self.visit(node.node, frame)
            self.write("()")
        elif forward_caller:
            super().visit_Call(node, frame, forward_caller=True)
        else:
            super().visit_Call(node, frame)

    def _call_macro(self, node: nodes.Call, frame: Frame, caller: str) -> None:
        """Jinja would sort the arguments, and look how its caller escapes, each time."""
        assert isinstance(node.node, nodes.Getattr)
        self.visit(node.node.node, frame)
        self.write(f".{node.node.attr}._func(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(f"{caller})")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """What stands between `call` and `endcall` is a plain function, unless it takes something."""
        takes = macro_ref.accesses_caller or macro_ref.accesses_kwargs or macro_ref.accesses_varargs
        if isinstance(macro_ref.node, nodes.CallBlock) and not macro_ref.node.args and not takes:
            self.write("macro")
        else:
            super().macro_def(macro_ref, frame)

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:
        match node:
            case nodes.Getitem(node=nodes.EnvironmentAttribute(name="components"), arg=nodes.Const(value=name)):
                self.write(f"environment.components[{name!r}]")
            case _:
                super().visit_Getitem(node, frame)

    def visit_MarkSafeIfAutoescape(self, node: nodes.MarkSafeIfAutoescape, frame: Frame) -> None:
        match node.expr:
            case nodes.Const(value=str(text)) if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
                self.visit(nodes.Const(Markup(text)), frame)
            case _:
                super().visit_MarkSafeIfAutoescape(node, frame)

    def visit_Const(self, node: nodes.Const, frame: Frame) -> None:
        match node.value:
            case Markup() as words:
                self.write(f"environment.said[{str(words)!r}]")
            case dict() as table:
                pairs = [nodes.Pair(nodes.Const(key), nodes.Const(value)) for key, value in table.items()]
                self.visit_Dict(nodes.Dict(pairs), frame)
            case _:
                super().visit_Const(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("(" if _is_of_component(node) or _is_of_body(node) else "environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)


def _is_of_component(node: nodes.Node) -> bool:
    """A call of a component's macro, with its arguments in order: it gives text in which all is escaped."""
    match node:
        case nodes.Call(node=nodes.Getattr(node=nodes.Getitem(node=nodes.EnvironmentAttribute(name="components")))):
            return True
    return False


def _is_of_body(node: nodes.Node) -> bool:
    """`caller()`, which gives the body of the call, in which all is escaped, too."""
    return node == nodes.Call(nodes.Name("caller", "load"), [], [], None, None)


class ThemeEnvironment(Environment):
    """Speaks one language, and so does what is the same on every page once, when a template is compiled."""

    code_generator_class = _Generator
    words: NullTranslations
    not_given = missing
    """What a macro gets in place of an argument."""

    def __init__(self, **options: Any):
        super().__init__(**options)
        self.components = _Components(self)
        self.said = _Said()
        self.no_caller = self.undefined("No caller defined", name="caller")

    @staticmethod
    def escaped(value: object) -> str:
        """What `markupsafe.escape` makes, as plain text: it goes into a page, where nothing escapes it again."""
        if type(value) is Markup:
            return value
        if type(value) is str:
            text = value.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")
            return text.replace("'", "&#39;").replace('"', "&#34;")
        return escape(value)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        return _Fixed(self, template).visit(template)  # type: ignore[no-any-return]


class _Components(dict[str, TemplateModule]):
    """The macros of each component. Jinja compares the globals of both templates at each import; ours are the same."""

    def __init__(self, environment: Environment):
        self._environment = environment

    def __missing__(self, name: str) -> TemplateModule:
        self[name] = self._environment.get_template(name).module
        return self[name]


class _Said(dict[str, Markup]):
    """The theme's own words as markup, each made once."""

    def __missing__(self, text: str) -> Markup:
        self[text] = Markup(text)
        return self[text]


class _Fixed(NodeTransformer):
    """Puts the component in the place of its import, its macro in that of a call, the translation in that of `_("…")`.

    All that is not as plain as that stays what it is.
    """

    def __init__(self, environment: ThemeEnvironment, template: nodes.Template):
        self._environment = environment
        self._imported = _imported(template)

    def visit_Import(self, node: nodes.Import) -> nodes.Node:
        if node.with_context or not isinstance(node.template, nodes.Const):
            return node
        assigned = nodes.Assign(nodes.Name(node.target, "store"), self._component(node.template.value))
        return self._placed(assigned, node)

    def visit_Output(self, node: nodes.Output) -> nodes.Node:
        self.generic_visit(node)
        node.nodes = [part for child in node.nodes for part in self._written(child)]
        return node

    def visit_CallBlock(self, node: nodes.CallBlock) -> nodes.Node:
        self.generic_visit(node.call)
        node.call = self._linked(node.call, has_body=True) or node.call
        node.defaults = [self.visit(default) for default in node.defaults]
        node.body = [new for child in node.body for new in self.visit_list(child)]
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        self.generic_visit(node)
        drawn = node if _is_of_body(node) else self._linked(node)
        if drawn is not None:
            return self._placed(nodes.MarkSafeIfAutoescape(drawn), node)
        match node:
            case nodes.Call(
                node=nodes.Name(name="_" | "gettext"),
                args=[nodes.Const(value=str(text))],
                kwargs=[],
                dyn_args=None,
                dyn_kwargs=None,
            ):
                # The values of a new-style call are filled in with %, even where there are none.
                said: str = self._environment.words.ugettext(text) % {}
                return self._placed(nodes.MarkSafeIfAutoescape(nodes.Const(said)), node)
        return node

    def _linked(self, node: nodes.Call, *, has_body: bool = False) -> nodes.Call | None:
        """The call of an imported macro, its arguments in order. None for any other; and for one that will fail."""
        match node:
            case nodes.Call(node=nodes.Getattr(node=nodes.Name(name=name), attr=attr), dyn_args=None, dyn_kwargs=None):
                imported = self._imported.get(name)
            case _:
                return None
        macro = getattr(self._environment.components[imported], attr, None) if imported else None
        if not isinstance(macro, Macro) or macro.catch_kwargs or macro.catch_varargs or macro.explicit_caller:
            return None
        rest = macro.arguments[len(node.args) :]
        named = {keyword.key: keyword.value for keyword in node.kwargs}
        if len(node.args) > len(macro.arguments) or not named.keys() <= set(rest) or (has_body and not macro.caller):
            return None
        args = [*node.args, *(named.get(name) or nodes.EnvironmentAttribute("not_given") for name in rest)]
        if macro.caller and not has_body:
            args.append(nodes.EnvironmentAttribute("no_caller"))
        linked = nodes.Getattr(self._component(str(imported)), attr, "load")
        return self._placed(nodes.Call(linked, args, [], None, None), node)

    def _written(self, node: nodes.Expr) -> Iterator[nodes.Expr]:
        """What is written for a part of a page: the text of a macro as it is, a `_("…")` with values part by part."""
        match node:
            case nodes.MarkSafeIfAutoescape(expr=call) if _is_of_component(call) or _is_of_body(call):
                yield call
            case nodes.Call(
                node=nodes.Name(name="_" | "gettext"),
                args=[nodes.Const(value=str(text))],
                dyn_args=None,
                dyn_kwargs=None,
            ) if parts := self._words_and_values(text, {keyword.key: keyword.value for keyword in node.kwargs}):
                for part in parts:
                    yield from self._written(self._placed(part, node))
            case _:
                yield node

    def _words_and_values(self, text: str, values: dict[str, nodes.Expr]) -> list[nodes.Expr]:
        """`"By %(authors)s"`, translated, as its parts; empty where not each value stands in it once, as text."""
        parts = _PLACE.split(self._environment.words.ugettext(text))
        words, places = parts[::2], parts[1::2]
        if "%" in "".join(words) or sorted(places) != sorted(values):
            return []
        found: list[nodes.Expr] = [nodes.MarkSafeIfAutoescape(nodes.Const(words[0]))]
        for place, behind in zip(places, words[1:], strict=True):
            found += [values[place], nodes.MarkSafeIfAutoescape(nodes.Const(behind))]
        return found

    def _component(self, name: str) -> nodes.Expr:
        return nodes.Getitem(nodes.EnvironmentAttribute("components"), nodes.Const(name), "load")

    def _placed(self, node: N, at: nodes.Node) -> N:
        node.set_lineno(at.lineno)
        node.set_environment(self._environment)
        return node


def _imported(template: nodes.Template) -> dict[str, str]:
    """The components that a template imports at its head, by names that stand for nothing else in it."""
    imports = [node for node in template.body if isinstance(node, nodes.Import) and not node.with_context]
    if not imports:
        return {}
    naming = template.find_all((nodes.Name, nodes.Macro, nodes.Import, nodes.FromImport))
    names = [name for node in naming for name in _names_given(node)]
    return {
        node.target: node.template.value
        for node in imports
        if isinstance(node.template, nodes.Const) and names.count(node.target) == 1
    }


def _names_given(node: nodes.Node) -> list[str]:
    """What a part of a template names: a variable that it sets, a macro, what it imports."""
    match node:
        case nodes.Name(name=name, ctx="store" | "param") | nodes.Macro(name=name) | nodes.Import(target=name):
            return [name]
        case nodes.FromImport(names=names):
            return [name if isinstance(name, str) else name[1] for name in names]
    return []
