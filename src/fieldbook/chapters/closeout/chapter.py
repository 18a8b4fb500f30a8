"""What the closing chapters contribute: the completeness check of a project."""

from fieldbook.engine.chapter import Chapter, Page

CHAPTER = Chapter(code="closeout", title="归档", pages=(Page("齐全检查", "completeness"),))
