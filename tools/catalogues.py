"""The gettext catalogues: `extract`, `update`, `compile`, `check` (what CI runs), `build` (update and compile).

`check` fails on an untranslated, fuzzy or stale message, on a placeholder that a translation lost, and on
Latin letters inside a Cyrillic word.
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("ky", "ru", "en")
KEYWORDS = {"_": None, "n_": (1, 2), "p_": ((1, "c"), 2)}


def po_path(language: str) -> Path:
    return ROOT / "translations" / language / "LC_MESSAGES" / "qms.po"


def extract() -> Catalog:
    """Every message of the program, as the sources have it now."""
    found = Catalog(project="qms-desktop", fuzzy=False)
    source = ROOT / "qms_desktop"
    for name, line, message, _comments, context in extract_from_dir(
        source, method_map=[("**.py", "python")], keywords=KEYWORDS
    ):
        found.add(message, locations=[(f"qms_desktop/{name}", line)], context=context)
    return found


def load(language: str) -> Catalog:
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, project="qms-desktop", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def store(language: str, catalog: Catalog) -> None:
    path = po_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=110, omit_header=False, sort_output=True, ignore_obsolete=True, no_location=True)
    path.write_bytes(re.sub(rb'"(POT-Creation-Date|PO-Revision-Date|Generated-By):[^"]*"\n', b"", buffer.getvalue()))


def update() -> None:
    """Bring the catalogues to the sources: new messages in (to be translated), stale ones out."""
    template = extract()
    for language in LANGUAGES:
        catalog = load(language)
        catalog.update(template, no_fuzzy_matching=True)
        for message in catalog:
            if not message.id:
                continue
            if language == "en":
                message.string = message.id
            message.flags.discard("fuzzy")
        store(language, catalog)


def compile_all() -> None:
    """Compile the catalogues; who reads one meanwhile gets the old one or the new one, never half of one."""
    for language in LANGUAGES:
        fresh = po_path(language).with_suffix(".new.mo")
        with fresh.open("wb") as file:
            write_mo(file, load(language))
        fresh.replace(po_path(language).with_suffix(".mo"))


PLACEHOLDER = re.compile(r"\{(\w+)[^}]*\}")
# A Latin name may take a Kyrgyz ending (Excelден); any other mixture is a look-alike letter.
MIXED = re.compile(r"\b(?![A-Za-z]{2,}[Ѐ-ӿ]+\b)\w*(?:[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z])\w*")


def problems() -> list[str]:
    template = extract()
    wanted = {(m.context, m.id if isinstance(m.id, str) else m.id[0]) for m in template if m.id}
    found = []
    for language in LANGUAGES:
        catalog = load(language)
        present = set()
        for message in catalog:
            if not message.id:
                continue
            ids = (message.id,) if isinstance(message.id, str) else message.id
            strings = (message.string,) if isinstance(message.string, str) else tuple(message.string)
            present.add((message.context, ids[0]))
            label = f"{language}: {ids[0]!r}"
            if not all(strings) or (len(ids) > 1 and len(strings) != catalog.num_plurals):
                found.append(f"{label} is not translated")
                continue
            if message.fuzzy:
                found.append(f"{label} is fuzzy")
            expected = set(PLACEHOLDER.findall(ids[-1]))
            found += [f"{label} loses or adds a placeholder in {s!r}" for s in strings
                      if set(PLACEHOLDER.findall(s)) - {"n"} != expected - {"n"}]
            found += [f"{label} mixes alphabets in {word!r}" for s in strings
                      for word in MIXED.findall(PLACEHOLDER.sub(" ", s))]
        found += [f"{language}: {msgid!r} is missing; run tools/catalogues.py update" for _c, msgid in wanted - present]
        found += [f"{language}: {msgid!r} is stale; run tools/catalogues.py update" for _c, msgid in present - wanted]
    return found


def main(arguments: list[str]) -> int:
    action = arguments[0] if arguments else "check"
    if action in ("update", "build"):
        update()
    if action in ("compile", "build"):
        compile_all()
    if action == "check":
        found = problems()
        print("\n".join(found) or "catalogues: complete")
        return 1 if found else 0
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
