// What the compiler answers, as its WASM module writes it in JSON. Types only.
// All offsets are UTF-16 code units, as JavaScript and CodeMirror count.

export interface Range {
  file: string
  from: number
  to: number
}

export interface Edit {
  range: Range
  text: string
}

export type Severity = 'error' | 'warning' | 'note'

export interface Fix {
  title: string
  /** Whether it can be made without being looked at: those are made all at once. */
  safe: boolean
  edits: Edit[]
}

export interface Diagnostic {
  rule: string
  severity: Severity
  message: string
  facts: string[]
  help: string | null
  range: Range
  /** Line and column count from 1, for people. */
  line: number
  column: number
  /** The primary one comes first. */
  labels: { message: string; range: Range }[]
  fixes: Fix[]
}

export interface Checked {
  /** The promise in one sentence: "6 workers · 175 tasks, all reach a worker". */
  status: string
  errors: number
  warnings: number
  notes: number
  /** How many more there are than `diagnostics` has. */
  hidden: number
  diagnostics: Diagnostic[]
}

export interface Completions {
  from: number
  to: number
  items: {
    label: string
    kind: string
    detail: string
    /** Markdown. */
    documentation: string
    /** Snippet syntax, with fields like `${1:name}`. */
    insert: string
  }[]
}

export interface Hover {
  range: Range
  markdown: string
}

export interface Document {
  name: string
  kind: string | null
  file: string
  text: string
  /** For each line of `text` the source that caused it. */
  lines: (Range | null)[]
}

export interface Way {
  task: string
  sender: string
  queue: string
  worker: string | null
  scaler: string
  registered: boolean
  because: string
  range: Range | null
}

/** A line of the plan: for each column `rest..full`, and whether it is over the budget. */
export interface PlanLine {
  name: string
  scaled_by: string
  range: Range | null
  cells: string[]
  over: boolean[]
}

export interface PlanTable {
  heads: string[]
  lines: PlanLine[]
  total: PlanLine
  budget: PlanLine | null
}

/** What a site can be written as. `separator` stands before each document where they make one stream, and not a folder. */
export interface Target {
  name: string
  summary: string
  separator: string | null
}

export interface Vocabulary {
  releases: string[]
  /** The names of the kinds of tokens, by number. */
  tokens: string[]
  rules: { name: string; severity: Severity; summary: string }[]
  words: { word: string; kind: string; summary: string }[]
}

/** What a method takes behind the file names, and what its JSON says. */
export interface Methods {
  check: { takes: [main: string]; gives: Checked }
  format: { takes: [name: string]; gives: string | null }
  fixed: { takes: [main: string]; gives: { text: string; applied: number } | null }
  complete: { takes: [main: string, name: string, offset: number]; gives: Completions | null }
  hover: { takes: [main: string, name: string, offset: number]; gives: Hover | null }
  definition: { takes: [main: string, name: string, offset: number]; gives: Range | null }
  references: { takes: [main: string, name: string, offset: number]; gives: Range[] | null }
  rename: {
    takes: [main: string, name: string, offset: number, to: string]
    gives: { edits: Edit[] } | { error: string } | null
  }
  build: { takes: [main: string, target: string]; gives: Document[] | null }
  routes: { takes: [main: string]; gives: Way[] }
  plan: { takes: [main: string]; gives: PlanTable }
  graph: { takes: [main: string]; gives: { svg: string } }
  explain: { takes: [word: string]; gives: string | null }
  vocabulary: { takes: []; gives: Vocabulary }
  targets: { takes: []; gives: Target[] }
}
