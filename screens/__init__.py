"""The Textual face: one module and one stylesheet a screen."""
