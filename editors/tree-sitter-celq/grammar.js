// The grammar of celq for tree-sitter, after spec/grammar.ebnf: in goes a text, out comes the tree that editors colour and
// fold by. Like the compiler's parser it knows no vocabulary; queries/ has the words, which `make generate` writes.
//
// What the compiler accepts gives the tree that the compiler has (tests/suites/tree_sitter.rs). Beyond that a few things are
// taken that the compiler refuses, a space around `=` or a value that is not there yet: a text is coloured while it is typed.

// The characters of a word without `#`, with which no word begins, and without `.` and `-`, which may begin `..` and `->`.
const LETTER = '\\p{Alphabetic}\\p{N}_/:*@%+{}'
const RUN = `[${LETTER}#]*([.-][${LETTER}#]+)*`

export default grammar({
  name: 'celq',

  // Where a line begins in column 0, the next statement begins: src/scanner.c.
  externals: $ => [$._line],

  extras: $ => [/[ \t\r\n]/, $.comment],

  rules: {
    file: $ => seq(optional($.statement), repeat(seq($._line, $.statement))),

    statement: $ => seq(field('keyword', alias($.word, $.keyword)), repeat($._item)),

    _item: $ => choice($.pair, $.value, $.arrow),

    arrow: _ => '->',

    pair: $ => prec.right(seq(field('key', alias($.word, $.key)), '=', optional(field('value', $.value)))),

    value: $ => prec.right(seq($._element, repeat(seq(',', $._element)), optional(','))),

    _element: $ => choice($._atom, $.range),

    range: $ => prec.right(seq(field('low', $._atom), '..', optional(field('high', $._atom)))),

    _atom: $ => choice($.word, $.string),

    // Nearly every word is one token. A `.` or `-` that no letter follows is one of its own, so that `1..2` and `a->b` end
    // the word, and `a.` does not.
    word: $ => seq(
      choice(new RustRegex(`[${LETTER}]${RUN}`), new RustRegex(`[.-][${LETTER}#]${RUN}`), '.', '-'),
      repeat(choice(token.immediate(prec(1, new RustRegex(`[.-]?[${LETTER}#]${RUN}`))), token.immediate('.'), token.immediate('-'))),
    ),

    string: $ => seq(
      '"',
      repeat(choice(token.immediate(prec(1, /[^"\\\r\n]+/)), $.escape)),
      token.immediate('"'),
    ),

    escape: _ => token.immediate(/\\([^\r\nu]|u\{[0-9a-fA-F]{1,6}\}|u)/),

    comment: _ => /#[^\r\n]*/,
  },
})
