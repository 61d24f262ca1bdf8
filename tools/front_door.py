"""An import contract: a house is entered by one door.

import-linter has layers, forbidden modules and independence, but no way to say "of every house, present and
future, only `service` may be imported from outside". This contract says it, over direct imports.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output
from importlinter.application.contract_utils import render_broken_contract_guidance


class Breach(NamedTuple):
    """One import that goes around the door."""

    importer: str
    imported: str
    lines: tuple[int, ...]


class FrontDoorContract(Contract):
    """Of a house (a child package of a street) others import `door` only.

    Options:
        streets: packages whose children are houses.
        door: the room that everyone may import.
        assemblers: packages that put houses together; they may also import `assembly_rooms`.
        generated: rooms written by a machine, which may name any room of another house (migrations).
    """

    type_name = "front_door"

    streets = fields.ListField(subfield=fields.StringField())
    door = fields.StringField()
    assemblers = fields.ListField(subfield=fields.StringField(), required=False, default=())
    assembly_rooms = fields.ListField(subfield=fields.StringField(), required=False, default=())
    generated = fields.ListField(subfield=fields.StringField(), required=False, default=())
    broken_contract_guidance = fields.TextField(required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Collect every direct import into a house that is not of its door."""
        breaches = [
            Breach(importer, imported, lines_of(graph, importer, imported))
            for imported in sorted(graph.modules)
            for importer in sorted(graph.find_modules_that_directly_import(imported))
            if self.is_breach(importer, imported)
        ]
        output.verbose_print(verbose, f"{len(breaches)} imports go around a door.")
        return ContractCheck(kept=not breaches, metadata={"breaches": breaches})

    def is_breach(self, importer: str, imported: str) -> bool:
        """Whether `importer` reaches into a house of others without using its door."""
        house = self.house_of(imported)
        if house is None or within(importer, house) or self.is_generated(importer):
            return False
        room = imported.removeprefix(house).lstrip(".").partition(".")[0]
        if room == str(self.door):
            return False
        assembling = any(within(importer, package) for package in names(self.assemblers))
        return not (assembling and room in names(self.assembly_rooms))

    def house_of(self, module: str) -> str | None:
        """The house a module belongs to, or None when it stands on no street."""
        for street in names(self.streets):
            if module.startswith(f"{street}."):
                return f"{street}.{module.removeprefix(f'{street}.').partition('.')[0]}"
        return None

    def is_generated(self, importer: str) -> bool:
        """Whether the importer stands in a room whose code is written by a machine."""
        house = self.house_of(importer)
        return house is not None and any(
            within(importer, f"{house}.{room}") for room in names(self.generated)
        )

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print each breach with its lines, then where the code should go instead."""
        for breach in check.metadata["breaches"]:
            places = ", ".join(f"l.{line}" for line in breach.lines)
            output.print_error(f"-   {breach.importer} -> {breach.imported} ({places})", bold=False)
        output.new_line()
        guidance: Any = self.broken_contract_guidance
        render_broken_contract_guidance(guidance)


def lines_of(graph: ImportGraph, importer: str, imported: str) -> tuple[int, ...]:
    """Line numbers in `importer` where `imported` is imported."""
    return tuple(
        detail["line_number"] for detail in graph.get_import_details(importer=importer, imported=imported)
    )


def within(module: str, package: str) -> bool:
    """Whether `module` is `package` or stands in it."""
    return module == package or module.startswith(f"{package}.")


def names(value: Any) -> Iterable[str]:
    """A list option as names; an option that was not given is empty."""
    return [str(name) for name in value or ()]
