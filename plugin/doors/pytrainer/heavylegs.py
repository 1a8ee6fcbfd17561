# SPDX-License-Identifier: MIT
"""The button "Heavy legs" on pyTrainer's Record tab.

It loads heavylegs.so into the connection that pyTrainer has open, asks it to
annotate, and shows what it says of the selected run. All the work is SQL: the
same two statements can be typed into any SQLite shell.
"""
import json
import logging
import sqlite3

from gi.repository import Gtk

# The run of ours that holds pyTrainer's record, and its account in lines.
LINES = """
    SELECT line.value
      FROM heavylegs_source AS s, json_each(heavylegs_explain(s.run_id),
           '$.lines') AS line
     WHERE s.host = 'pytrainer' AND s.name = CAST(? AS TEXT)
     ORDER BY line.key"""


class Progress:
    """A window with a bar, drawn from within the work. Closing it cancels."""

    def __init__(self, parent):
        self.bar = Gtk.ProgressBar()
        self.window = Gtk.Dialog(title="Heavy legs", transient_for=parent,
                                 modal=True)
        self.window.set_default_size(360, -1)
        self.window.get_content_area().add(self.bar)
        self.window.connect("delete-event", self.cancel)
        self.cancelled = False
        self.window.show_all()

    def cancel(self, *_):
        self.cancelled = True
        return True  # the work closes the window when it has ended

    def step(self, text):
        """What the engine calls at most ten times a second."""
        told = json.loads(text)
        total = told.get("total") or 0
        self.bar.set_fraction(min(told["done"] / total, 1) if total else 0)
        while Gtk.events_pending():
            Gtk.main_iteration()
        if self.cancelled:
            raise InterruptedError
        return 0


class heavylegs:  # pyTrainer asks for a class of the extension's code
    """One of these is made for every press of the button."""

    def __init__(self, parent=None, pytrainer_main=None, conf_dir=None,
                 options=None):
        self.main = pytrainer_main
        self.library = (options or {}).get("library") or "heavylegs"

    def run(self, id, activity=None):
        """What pyTrainer calls; `id` is that of the selected record."""
        window = self.main.windowmain.window1
        progress = Progress(window)
        try:
            title, text = self.annotate(id, progress.step)
        except sqlite3.Error as error:
            logging.error("heavylegs: %s", error)
            title = "Cancelled" if progress.cancelled else "Heavy legs"
            text = "Nothing was changed." if progress.cancelled else str(error)
        finally:
            progress.window.destroy()
        self.main.refreshRecordGraphView("info")
        self.show(window, title, text)

    def annotate(self, id, step):
        """Annotates the whole history; returns what to show."""
        session = self.main.ddbb.session
        pooled = session.connection().connection
        db = getattr(pooled, "dbapi_connection", pooled)
        db.enable_load_extension(True)
        db.load_extension(self.library)
        db.enable_load_extension(False)
        db.create_function("heavylegs_progress", 1, step)
        db.execute("SELECT heavylegs_annotate()").fetchone()
        lines = [row[0] for row in db.execute(LINES, (id,))]
        # pyTrainer keeps records in memory until one of its own commits.
        session.commit()
        session.expire_all()
        return lines[0] if lines else "Heavy legs", "\n".join(lines[1:]) or (
            "This record could not be read as a run.")

    def show(self, window, title, text):
        """A window that the user closes; pyTrainer goes on meanwhile."""
        dialog = Gtk.Dialog(title="Heavy legs", transient_for=window)
        dialog.add_button("Close", Gtk.ResponseType.CLOSE)
        dialog.set_default_size(640, 420)
        label = Gtk.Label(label=title + "\n\n" + text, wrap=True,
                          selectable=True, xalign=0, yalign=0, margin=12)
        scrolled = Gtk.ScrolledWindow(expand=True)
        scrolled.add(label)
        dialog.get_content_area().add(scrolled)
        dialog.connect("response", lambda *_: dialog.destroy())
        dialog.show_all()
