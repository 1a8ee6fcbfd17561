# SPDX-License-Identifier: MIT
"""Is this page what a page may be? Read as a browser would read it.

    page.py FILE...           nothing but known elements and attributes, all
                              closed; nothing that runs, loads or leads away
    page.py --poison FILE.db  every text of our tables becomes hostile
"""

import html.parser
import json
import sqlite3
import sys

ELEMENTS = set(
    "html head meta title style body main header footer section p h1 h2 h3 div"
    " span ul li dl dt dd table caption thead tbody tr th td details summary"
    " figure figcaption blockquote code svg g path rect circle line polygon"
    " text".split())
VOID = {"meta"}
MARK = "PWN"
HOSTILE = (
    "\"'><script>PWN()</script><img src=x onerror=PWN()></title></style>"
    "<svg onload=PWN()>]]>--><a href=\"javascript:PWN()\">&lt;b&gt;"
    "<meta http-equiv=refresh content=0;url=http://example.org/>{{PWN}}")


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.faults, self.words = [], [], []
        self.tables = self.pictures = 0

    def handle_starttag(self, tag, attrs):
        if tag not in ELEMENTS:
            self.faults.append("element " + tag)
        self.tables += tag == "table"
        self.pictures += tag == "svg"
        for name, value in attrs:
            self.attribute(tag, name, value or "")
        if tag not in VOID:
            self.open.append(tag)

    def attribute(self, tag, name, value):
        if name.startswith("on") or name in ("src", "style", "srcdoc"):
            self.faults.append("attribute " + name)
        if name == "href" and not value.startswith("#"):
            self.faults.append("link to " + value)
        if name == "http-equiv" and value != "Content-Security-Policy":
            self.faults.append("http-equiv " + value)
        if MARK in value and name not in ("aria-label", "title"):
            self.faults.append(f"hostile text in {tag} {name}")
        if MARK in value:
            self.words.append(value)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append("</%s> closes something else" % tag)

    def handle_decl(self, decl):
        if decl != "DOCTYPE html":
            self.faults.append("declaration " + decl)

    def handle_comment(self, data):
        self.faults.append("comment " + data)

    def handle_data(self, data):
        self.words.append(data)


def look(path):
    page = Page()
    with open(path, encoding="utf-8") as file:
        page.feed(file.read())
    page.close()
    if page.open:
        page.faults.append("left open: " + " ".join(page.open))
    whole = " ".join(page.words)
    print(json.dumps({
        "faults": sorted(set(page.faults))[:9],
        "shown": whole.count(HOSTILE), "tables": page.tables,
        "pictures": page.pictures}))
    return not page.faults


def lists(text):
    """A finding's lists keep their form, with hostile texts within."""
    if not text or text[0] != "[":
        return text
    return json.dumps([
        {k: HOSTILE if isinstance(v, str) and k != "reading" else v
         for k, v in e.items()} if isinstance(e, dict) else HOSTILE
        for e in json.loads(text)])


def poison(path):
    """Every text column but keys; what a CHECK refuses stays as it was."""
    db = sqlite3.connect(path)
    db.create_function("lists", 1, lists)
    kept = {"content_hash", "judged_key", "host", "status", "key"}
    n = 0
    tables = [r[0] for r in db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        " AND name LIKE 'heavylegs%'")]
    for table in tables:
        for row in db.execute(f"PRAGMA table_info({table})").fetchall():
            name, kind = row[1], row[2]
            if kind != "TEXT" or name in kept or table in (
                    "heavylegs_meta", "heavylegs_setting"):
                continue
            value = "?1"
            if name in ("evidence", "causes", "not_recorded", "advice"):
                value = f"lists({name})"
            # A key must stay one: the row's own number behind it.
            if name in ("rule", "source", "name", "slot"):
                value = f"?1 || {name}"
            try:
                db.execute(f"UPDATE {table} SET {name} = {value}"
                           f" WHERE {name} IS NOT NULL OR ?1 = ''", (HOSTILE,)
                           if "?1" in value else ("",)[:1])
                n += 1
            except sqlite3.Error:
                db.rollback()
            db.commit()
    for table, name in (("heavylegs_run", "title"), ("heavylegs_run", "notes"),
                        ("heavylegs_run", "device")):
        db.execute(f"UPDATE {table} SET {name} = ?", (HOSTILE,))
    db.commit()
    print(n)


if sys.argv[1] == "--poison":
    poison(sys.argv[2])
else:
    sys.exit(not all([look(path) for path in sys.argv[1:]]))
