; A statement, a pair and its value, a comment.
(statement) @class.around

(pair
  value: (value) @parameter.inside) @parameter.around

(comment) @comment.inside

(comment)+ @comment.around
