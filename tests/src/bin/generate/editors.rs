//! The vocabulary → what editors colour with that have not asked the language server yet: queries for tree-sitter, a
//! grammar and snippets for VS Code.

use celq::language::STATEMENTS;
use serde_json::{Value, json};

use crate::words;

/// What parts of a text are called, by one family of editors.
struct Names {
    key: &'static str,
    number: &'static str,
    escape: &'static str,
}

/// Neovim and Zed.
const COMMON: Names = Names { key: "property", number: "number", escape: "string.escape" };
/// Helix.
const HELIX: Names =
    Names { key: "variable.other.member", number: "constant.numeric", escape: "constant.character.escape" };

/// What a number, a time, a size, a day or a version begins with, and nothing else does.
const NUMBER: &str = r"^[+-]?[0-9]";
/// Where a value is kept.
const REFERENCE: &str = "^(secret|configmap):";

pub(crate) fn highlights() -> String {
    query(&COMMON)
}

pub(crate) fn helix_highlights() -> String {
    query(&HELIX)
}

/// No two patterns take the same node, for editors do not agree which would win.
fn query(names: &Names) -> String {
    let Names { key, number, escape } = names;
    let (statements, clauses) = (quoted(&words::statements()), quoted(&words::clauses()));
    let values = quoted(&words::values());
    format!(
        r#"; The words of celq. Made by `make generate` from the compiler's tables.

((keyword) @keyword
  (#any-of? @keyword{statements}))

(statement
  keyword: (keyword)
  .
  (value . (word) @keyword .)
  (#any-of? @keyword{statements}))

(statement
  (value . (word) @keyword.directive .)
  (#any-of? @keyword.directive{clauses}))

(key) @{key}

(pair
  value: (value (word) @constant.builtin)
  (#any-of? @constant.builtin{values}))

((word) @{number}
  (#match? @{number} "{NUMBER}"))

((word) @string.special
  (#match? @string.special "{REFERENCE}"))

(string) @string

(escape) @{escape}

(comment) @comment

["=" ".." (arrow)] @operator

"," @punctuation.delimiter
"#
    )
}

/// The words of a predicate, as many on a line as there is room for.
fn quoted(words: &[&str]) -> String {
    let mut text = String::new();
    let mut column = 100;
    for word in words {
        if column + word.len() > 100 {
            text.push_str("\n   ");
            column = 3;
        }
        text.push_str(&format!(" \"{word}\""));
        column += word.len() + 3;
    }
    text
}

/// The characters of a word, and where it ends: as in `spec/grammar.ebnf`.
const WORD: &str = r"(?:[\p{Alphabetic}\p{N}_/:*@%+#{}]|\.(?!\.)|-(?!>))";

pub(crate) fn text_mate() -> String {
    let [statements, clauses, values] =
        [words::statements(), words::clauses(), words::values()].map(|words| words.join("|"));
    let rule = |name: &str, pattern: String| json!({ "name": format!("{name}.celq"), "match": pattern });
    let grammar = json!({
        "comment": "Made by `make generate` from the compiler's tables.",
        "scopeName": "source.celq",
        "patterns": [
            rule("comment.line.number-sign", r"(?:^|(?<=\s|\x{FEFF}))#.*$".to_owned()),
            rule("keyword.control", format!(r"(?:^\x{{FEFF}}?|(?<=^amend ))(?:{statements})(?!{WORD}|=)")),
            {
                "match": format!(r"({WORD}+)\s*(=)(?!>)"),
                "captures": { "1": { "name": "variable.other.property.celq" }, "2": { "name": "keyword.operator.assignment.celq" } },
            },
            rule("entity.name.type.clause", format!(r"(?<=\s)(?:{clauses})(?=\s|$)(?!\s*[=,])")),
            rule("constant.language", format!(r"(?<=[=,]|, )(?:{values})(?!{WORD})")),
            rule("string.unquoted.reference", format!(r"(?:secret|configmap):{WORD}*")),
            rule("constant.numeric", format!(r"[+-]?[0-9]{WORD}*")),
            { "match": format!("{WORD}+") },
            {
                "name": "string.quoted.double.celq",
                "begin": "\"",
                "end": "\"|$",
                "patterns": [rule("constant.character.escape", r#"\\(?:["\\nt]|u\{[0-9A-Fa-f]{1,6}\})"#.to_owned())],
            },
            rule("keyword.operator", r"->|\.\.|=".to_owned()),
            rule("punctuation.separator", ",".to_owned()),
        ],
    });
    pretty(&grammar)
}

/// One for each statement: its example.
pub(crate) fn snippets() -> String {
    let snippet = |statement: &celq::language::Statement| {
        let body: Vec<String> =
            statement.example.lines().map(|line| line.replace('\\', "\\\\").replace('$', "\\$")).collect();
        (statement.word.to_owned(), json!({ "prefix": statement.word, "body": body, "description": statement.summary }))
    };
    pretty(&Value::Object(STATEMENTS.iter().map(|statement| snippet(statement)).collect()))
}

/// Colours for Kate, which asks the language server only for files whose kind it knows.
pub(crate) fn kate() -> String {
    let list = |name: &str, words: Vec<&str>| {
        let items: String = words.iter().map(|word| format!("      <item>{word}</item>\n")).collect();
        format!("    <list name=\"{name}\">\n{items}    </list>\n")
    };
    let lists =
        list("statements", words::statements()) + &list("clauses", words::clauses()) + &list("values", words::values());
    KATE.replace("LISTS", &lists)
}

const KATE: &str = r##"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE language>
<!-- Made by `make generate` from the compiler's tables. -->
<language name="celq" section="Configuration" version="1" kateversion="5.0" extensions="*.celq" license="Apache-2.0">
  <highlighting>
LISTS    <contexts>
      <context name="File" attribute="Text" lineEndContext="#stay">
        <RegExpr String="(^|\s)#.*$" attribute="Comment" context="#stay"/>
        <keyword String="statements" attribute="Statement" context="#stay" column="0"/>
        <RegExpr String="[^\s=,&quot;]+(?==)" attribute="Key" context="#stay"/>
        <keyword String="clauses" attribute="Clause" context="#stay"/>
        <keyword String="values" attribute="Value" context="#stay"/>
        <RegExpr String="[+-]?[0-9][^\s=,&quot;]*" attribute="Number" context="#stay"/>
        <RegExpr String="[^\s=,&quot;]+" attribute="Text" context="#stay"/>
        <DetectChar char="&quot;" attribute="String" context="String"/>
        <AnyChar String="=," attribute="Operator" context="#stay"/>
      </context>
      <context name="String" attribute="String" lineEndContext="#pop">
        <HlCStringChar attribute="Escape" context="#stay"/>
        <DetectChar char="&quot;" attribute="String" context="#pop"/>
      </context>
    </contexts>
    <itemDatas>
      <itemData name="Text" defStyleNum="dsNormal"/>
      <itemData name="Comment" defStyleNum="dsComment"/>
      <itemData name="Statement" defStyleNum="dsKeyword"/>
      <itemData name="Clause" defStyleNum="dsControlFlow"/>
      <itemData name="Key" defStyleNum="dsAttribute"/>
      <itemData name="Value" defStyleNum="dsConstant"/>
      <itemData name="Number" defStyleNum="dsDecVal"/>
      <itemData name="String" defStyleNum="dsString"/>
      <itemData name="Escape" defStyleNum="dsSpecialChar"/>
      <itemData name="Operator" defStyleNum="dsOperator"/>
    </itemDatas>
  </highlighting>
  <general>
    <comments>
      <comment name="singleLine" start="#"/>
    </comments>
    <keywords casesensitive="1" weakDeliminator="_" additionalDeliminator="="/>
  </general>
</language>
"##;

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}
