// Finds where a statement ends: at a line break behind which, past blank lines, something stands in column 0. A line that
// begins with a space continues its statement, and a comment in column 0 ends none. Keeps no state.

#include "tree_sitter/parser.h"

enum Token { LINE };

void *tree_sitter_celq_external_scanner_create(void) { return NULL; }
void tree_sitter_celq_external_scanner_destroy(void *payload) { (void)payload; }
unsigned tree_sitter_celq_external_scanner_serialize(void *payload, char *buffer) {
  (void)payload, (void)buffer;
  return 0;
}
void tree_sitter_celq_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  (void)payload, (void)buffer, (void)length;
}

bool tree_sitter_celq_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid_symbols) {
  (void)payload;
  if (!valid_symbols[LINE]) return false;
  bool column_zero = false;
  for (;;) {
    switch (lexer->lookahead) {
      case '\n':
      case '\r':
        column_zero = true;
        break;
      case ' ':
      case '\t':
        column_zero = false;
        break;
      default:
        // A comment is layout; where it ends, this is asked again.
        if (!column_zero || lexer->lookahead == '#' || lexer->eof(lexer)) return false;
        lexer->result_symbol = LINE;
        return true;
    }
    lexer->advance(lexer, false);
  }
}
