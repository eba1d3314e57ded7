; The lines of a statement stand deeper than its first.
(statement) @indent
