; A statement, a pair and its value, a comment.
(statement) @block.outer

(pair
  value: (value) @parameter.inner) @parameter.outer

(comment) @comment.outer
