; A statement, by its keyword and what stands first behind it.
(statement
  keyword: (keyword) @context
  .
  (value)? @name) @item
