; A statement of several lines folds to its first.
(statement) @fold
