"""Our own import contract: a module reaches another module only through its `public.py`."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class PublicOnly(Contract):
    """Every import from one child of `package` into another ends at the other's `public`."""

    package = fields.StringField()
    public = fields.StringField()

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        found = []
        package = str(self.package)
        for child in sorted(graph.find_children(package)):
            inside = {child} | graph.find_descendants(child)
            for module in sorted(inside - {f"{child}.{self.public}"}):
                for importer in sorted(graph.find_modules_that_directly_import(module) - inside):
                    if importer.startswith(f"{package}."):
                        found.append((importer, module))
        return ContractCheck(kept=not found, metadata={"found": found})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, module in check.metadata["found"]:
            output.print_error(f"{importer} imports {module}: ask its {self.public}.py instead")
