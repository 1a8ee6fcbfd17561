# SPDX-License-Identifier: MIT
"""Runs the real pyTrainer and does in it what a user does, step by step.

    /usr/bin/python3 pytrainer_drive.py CONFDIR PICTURES STEP...

pyTrainer itself is unchanged; the steps run in its main loop, one a second.

    import=FOLDER    its own GPX import, of every file of the folder
    comment=DAY:TEXT types TEXT into the comments of that day's record
    select=DAY       chooses that day in the calendar, and its record
    press            a press on our button
    picture=NAME     PICTURES/NAME.png, a picture of the screen
    say              prints the comments that the screen shows
    close            closes our window
"""
import glob
import os
import subprocess
import sys
import time

import gi

gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, GLib, Gtk  # noqa: E402

DATA = "/usr/share/pytrainer/"
confdir, pictures, *steps = sys.argv[1:]
sys.argv = ["pytrainer", "--confdir", confdir]

import pytrainer.lib.localization  # noqa: E402

pytrainer.lib.localization.initialize_gettext("/usr/share/locale")
from pytrainer import main as program  # noqa: E402


def settle(seconds=0.5):
    """Lets the program draw and react."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        while Gtk.events_pending():
            Gtk.main_iteration()
        time.sleep(0.02)


class Steps:
    def __init__(self, trainer):
        self.trainer = trainer
        self.window = trainer.windowmain

    def do_import(self, folder):
        sys.path.insert(0, DATA + "imports")
        module = __import__("file_gpxplus")
        for path in sorted(glob.glob(folder + "/*.gpx")):
            reader = module.gpxplus(self.trainer.importdata, DATA)
            if not reader.testFile(path):
                print("not imported by pyTrainer: " + path, flush=True)
                continue
            _, copy = reader.getGPXFile("0", os.path.basename(path))
            assert self.trainer.record.importFromGPX(copy, "Run"), path

    def record_of(self, day):
        rows = self.trainer.ddbb.session.execute(
            "SELECT id_record FROM records WHERE date = :day", {"day": day})
        return rows.first()[0]

    def do_comment(self, argument):
        day, text = argument.split(":", 1)
        activity = self.trainer.activitypool.get_activity(self.record_of(day))
        activity.comments = text
        self.trainer.ddbb.session.commit()

    def do_select(self, day):
        self.trainer.date.setDate(day)
        self.trainer.refreshListRecords()
        self.trainer.refreshGraphView("day")
        settle()
        self.window.recordTreeView.set_cursor(0)
        self.window.notebook.set_current_page(0)
        self.trainer.refreshGraphView("record")
        settle()

    def do_press(self, _):
        for button in self.window.recordbuttons_hbox.get_children():
            if button.get_label() == "Heavy legs":
                event = Gdk.Event.new(Gdk.EventType.BUTTON_PRESS)
                event.window = button.get_window()
                event.button.button = 1
                button.emit("button-press-event", event)
                return settle(1)
        raise SystemExit("no button of ours on the Record tab")

    def do_close(self, _):
        for window in Gtk.Window.list_toplevels():
            if isinstance(window, Gtk.Dialog) and window.get_visible():
                window.response(Gtk.ResponseType.CLOSE)
        settle()

    def do_say(self, _):
        text = self.window.record_comments.get_buffer()
        print(text.get_text(*text.get_bounds(), False), flush=True)

    def do_picture(self, name):
        settle(1)
        subprocess.run(["import", "-window", "root",
                        "%s/%s.png" % (pictures, name)], check=True)


def run_all(trainer):
    try:
        doer = Steps(trainer)
        settle(1)
        for step in steps:
            verb, _, argument = step.partition("=")
            getattr(doer, "do_" + verb)(argument)
        print("done", flush=True)
    finally:
        Gtk.main_quit()
    return False


loaded = program.pyTrainer.loadExtensions


def load_extensions(trainer):
    loaded(trainer)
    GLib.timeout_add(1500, run_all, trainer)


program.pyTrainer.loadExtensions = load_extensions
program.pyTrainer(None, DATA)
