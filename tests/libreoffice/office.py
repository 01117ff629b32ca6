"""LibreOffice without a window: started on a profile and a pipe of its own, spoken to over UNO."""

import pathlib
import shutil
import subprocess
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.table import CellRangeAddress  # noqa: F401  (makes the types of tables known)

START_LIMIT_S = 120
STOP_LIMIT_S = 30

# What is typed is understood as in China.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>zh-CN</value></prop></item>
<item oor:path="/org.openoffice.Office.Linguistic/General"><prop oor:name="DefaultLocale_CJK" oor:op="fuse"><value>zh-CN</value></prop></item>
</oor:items>
"""

XLSX = "Calc MS Excel 2007 XML"
ODS = "calc8"
CSV = "Text - txt - csv (StarCalc)"


def value(name, content):
    out = PropertyValue()
    out.Name, out.Value = name, content
    return out


class Office:
    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="zhidui-office-"))
        profile = self.folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
        pipe = f"zhidui-{self.folder.name}"
        self.process = subprocess.Popen(
            ["soffice", "--headless", "--norestore", "--nologo", f"-env:UserInstallation={profile.as_uri()}",
             f"--accept=pipe,name={pipe};urp;"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            context = self._connect(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except BaseException:
            self._stop()
            raise
        self.services = context.ServiceManager
        self.context = context
        self.desktop = self.services.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        return self

    def _connect(self, address):
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        until = time.monotonic() + START_LIMIT_S
        while True:
            try:
                return resolver.resolve(address)
            except NoConnectException:
                pass
            try:
                raise RuntimeError(f"soffice ended with {self.process.wait(timeout=0.1)}")
            except subprocess.TimeoutExpired:
                if time.monotonic() > until:
                    raise RuntimeError(f"soffice did not answer within {START_LIMIT_S} s") from None

    def __exit__(self, *_):
        try:
            self.desktop.terminate()
        except Exception:  # the connection breaks while the office ends
            pass
        self._stop()

    def _stop(self):
        try:
            self.process.wait(timeout=STOP_LIMIT_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def open(self, path):
        document = self.desktop.loadComponentFromURL(pathlib.Path(path).absolute().as_uri(), "_blank", 0, (value("Hidden", True),))
        if document is None:
            raise RuntimeError(f"LibreOffice does not open {path}")
        return Document(self, document)


class Document:
    def __init__(self, office, document):
        self.office, self.document = office, document

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.document.close(False)

    @property
    def sheet_names(self):
        return list(self.document.Sheets.ElementNames)

    def sheet(self, name):
        return self.document.Sheets.getByName(name)

    @staticmethod
    def type_into(sheet, column, row, text):
        """As at the keyboard: what it becomes, a date, a number or a text, the program decides. Places count from 0."""
        sheet.getCellByPosition(column, row).FormulaLocal = text

    def save_as(self, path, filter_name, options=""):
        self.document.storeToURL(pathlib.Path(path).absolute().as_uri(),
                                 (value("FilterName", filter_name), value("FilterOptions", options), value("Overwrite", True)))
