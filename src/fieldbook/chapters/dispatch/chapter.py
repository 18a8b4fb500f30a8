"""What chapter one contributes: the import of dispatch-order workbooks."""

from fieldbook.engine.chapter import Chapter, MenuItem
from fieldbook.handbook.roles import Role

CHAPTER = Chapter(
    code="dispatch",
    title="派遣",
    menu=(MenuItem("派遣导入", "dispatch-import", "file-spreadsheet", roles=(Role.SUPERVISOR,)),),
)
