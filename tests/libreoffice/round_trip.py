#!/usr/bin/python3
"""Workbooks of facts through LibreOffice and back: what people type into the form, and what the program itself writes, must give the
fact base of the JSON that says the same.

  round_trip.py ZHIDUI [FOLDER]      FOLDER: keeps the files there, to look at
"""

import json
import pathlib
import subprocess
import sys
import tempfile

from office import CSV, ODS, XLSX, Office
from typed import ADDED, HEADERS, SHEETS

ROOT = pathlib.Path(__file__).resolve().parents[2]
POLICY = ROOT / "policies" / "jincheng-2023.md"
HERE = pathlib.Path(__file__).resolve().parent
SAFETY_LIMIT_S = 300


class Failures:
    def __init__(self):
        self.count = 0

    def check(self, name, seen, wanted):
        said = "ok" if seen == wanted else f"differs\n{seen}\n  wanted {wanted}"
        self.count += seen != wanted
        print(f"{name}: {said}", flush=True)


class Command:
    def __init__(self, path):
        self.path = path

    def run(self, *arguments):
        return subprocess.run([self.path, *map(str, arguments)], capture_output=True, text=True, timeout=SAFETY_LIMIT_S, check=False)

    def facts_hash(self, facts):
        """The hash of the fact base that a file holds, or what was said against the file."""
        done = self.run("assess", POLICY, "--facts", facts, "--on", "2025-03-10", "--format", "json")
        if done.returncode != 0:
            return done.stderr + done.stdout
        return json.loads(done.stdout)["answers"][0]["facts_hash"]


def column_of(sheet, header):
    columns = range(sheet.Columns.Count)
    for column in columns:
        words = sheet.getCellByPosition(column, 0).String
        if words == header:
            return column
        if not words:
            break
    raise RuntimeError(f"the form has no column {header} on the sheet {sheet.Name}")


def fill_in(document):
    for (name, header), other in HEADERS.items():
        sheet = document.sheet(name)
        document.type_into(sheet, column_of(sheet, header), 0, other)
    for name, headers in ADDED.items():
        sheet = document.sheet(name)
        end = next(c for c in range(sheet.Columns.Count) if not sheet.getCellByPosition(c, 0).String)
        for offset, header in enumerate(headers):
            document.type_into(sheet, end + offset, 0, header)
    for name, (headers, *rows) in SHEETS.items():
        sheet = document.sheet(name)
        columns = [column_of(sheet, header) for header in headers]
        for r, row in enumerate(rows):
            for column, text in zip(columns, row):
                if text:
                    document.type_into(sheet, column, r + 1, text)


def save_csv(document, folder, as_shown):
    """All sheets, each as a file facts-SHEET.csv: UTF-8, commas; cells as they are shown or as they are held."""
    folder.mkdir()
    document.save_as(folder / "facts.csv", CSV, f"44,34,76,1,,0,false,{str(as_shown).lower()},false,false,false,-1")


def through_every_form(office, command, start, folder, wanted, failures):
    """Saved again as XLSX, as ODS and from that as XLSX, and as CSV."""
    folder.mkdir()
    with office.open(start) as document:
        document.save_as(folder / "again.xlsx", XLSX)
        document.save_as(folder / "again.ods", ODS)
        save_csv(document, folder / "csv", True)
        save_csv(document, folder / "csv-held", False)
    with office.open(folder / "again.ods") as document:
        document.save_as(folder / "from-ods.xlsx", XLSX)
    for kind in ("again.xlsx", "from-ods.xlsx", "csv", "csv-held"):
        failures.check(f"{folder.name} {kind}", command.facts_hash(folder / kind), wanted)


def run(command, folder):
    failures = Failures()
    form = folder / "form.xlsx"
    made = command.run("template", POLICY, "--output", form)
    if made.returncode != 0:
        raise RuntimeError(made.stderr)
    with Office() as office:
        with office.open(form) as document:
            fill_in(document)
            document.save_as(folder / "typed.xlsx", XLSX)
        wanted = command.facts_hash(HERE / "typed.json")
        failures.check("typed.xlsx", command.facts_hash(folder / "typed.xlsx"), wanted)
        through_every_form(office, command, folder / "typed.xlsx", folder / "typed", wanted, failures)
        example = ROOT / "examples" / "jincheng"
        wanted = command.facts_hash(example / "facts.json")
        through_every_form(office, command, example / "facts.xlsx", folder / "example", wanted, failures)
    return failures.count


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    command = Command(sys.argv[1])
    if len(sys.argv) == 3:
        pathlib.Path(sys.argv[2]).mkdir(parents=True)
        sys.exit(run(command, pathlib.Path(sys.argv[2])) != 0)
    with tempfile.TemporaryDirectory(prefix="zhidui-") as folder:
        sys.exit(run(command, pathlib.Path(folder)) != 0)


if __name__ == "__main__":
    main()
