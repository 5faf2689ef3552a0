"""HTML, whoever wrote it, as blocks of Markdown: only what its author meant readers to see."""
