"""Nothing is configured: Tutor's two workers, as they are."""
