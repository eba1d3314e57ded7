// Colours text that is not in the editor: celq by the compiler's tokens, output by one expression per line, which is
// enough for what the compiler itself writes.
import { h } from './dom'

/** Text with the compiler's tokens as spans. */
export function coloured(text: string, tokens: Uint32Array, kinds: string[]): Node[] {
  const nodes: Node[] = []
  let done = 0
  for (let at = 0; at + 2 < tokens.length; at += 3) {
    const [from = 0, to = 0, kind = 0] = tokens.subarray(at, at + 3)
    if (from < done || to > text.length) continue
    nodes.push(document.createTextNode(text.slice(done, from)))
    nodes.push(h('span', { class: `t-${kinds[kind]}` }, text.slice(from, to)))
    done = to
  }
  nodes.push(document.createTextNode(text.slice(done)))
  return nodes
}

/** What an output's line is made of; the names of the groups are the names of the compiler's tokens. */
const YAML = /(?<comment>(?:^|\s)#.*$)|(?<key>^[\s-]*(?:"[^"]*"|[^\s"#:][^:]*)(?=:(?:\s|$)))|(?<text>"(?:[^"\\]|\\.)*"|'[^']*')|(?<number>(?<=: |- )-?\d[\d.]*(?:m|[KMGT]i)?$)|(?<word>(?<=: |- )(?:true|false|null)$)/g
const PYTHON = /(?<comment>#.*$)|(?<text>[rbf]?"(?:[^"\\]|\\.)*")|(?<statement>\b(?:if|elif|else|for|in|import|from|def|return|not|and|or|is|with|as|lambda|class)\b)|(?<number>\b\d[\d.]*\b)|(?<word>\b(?:True|False|None)\b)/g
const JSON_LINE = /(?<key>"(?:[^"\\]|\\.)*"(?=\s*:))|(?<text>"(?:[^"\\]|\\.)*")|(?<number>-?\b\d[\d.eE+-]*\b)|(?<word>\b(?:true|false|null)\b)/g

const languages: Record<string, RegExp> = { py: PYTHON, json: JSON_LINE }

/** A line of output in colours, by the ending of its file's name. */
export function outputLine(line: string, file: string): Node[] {
  const language = languages[file.slice(file.lastIndexOf('.') + 1)] ?? YAML
  const nodes: Node[] = []
  let done = 0
  for (const match of line.matchAll(language)) {
    const [kind] = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined) ?? []
    nodes.push(document.createTextNode(line.slice(done, match.index)))
    nodes.push(h('span', { class: `t-${kind}` }, match[0]))
    done = match.index + match[0].length
  }
  nodes.push(document.createTextNode(line.slice(done)))
  return nodes
}
