"""How a page becomes a terminal's lines, Markdown, HTML, CSV, Excel or Word; nothing of what stands in it."""
