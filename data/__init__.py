"""Where records live: the embedded engine on TinyDB, and the content that ships."""
