// Underlines what diagnostics are about, and marks their lines beside the numbers. What they say is in the list of
// problems and in the hover.
import { RangeSet, RangeSetBuilder, StateEffect, StateField, type Text } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, GutterMarker, gutterLineClass } from '@codemirror/view'
import type { Diagnostic, Severity } from '../api'

/** The diagnostics of the file that is shown. */
export const setDiagnostics = StateEffect.define<Diagnostic[]>()

const marks: Record<Severity, Decoration> = {
  error: Decoration.mark({ class: 'squiggle error' }),
  warning: Decoration.mark({ class: 'squiggle warning' }),
  note: Decoration.mark({ class: 'squiggle note' }),
}

class LineMark extends GutterMarker {
  override readonly elementClass: string

  constructor(severity: Severity) {
    super()
    this.elementClass = `marked ${severity}`
  }
}

const lineMarks: Record<Severity, GutterMarker> = {
  error: new LineMark('error'),
  warning: new LineMark('warning'),
  note: new LineMark('note'),
}

const weight: Record<Severity, number> = { error: 0, warning: 1, note: 2 }

interface Marked {
  said: Diagnostic[]
  lines: DecorationSet
  gutter: RangeSet<GutterMarker>
}

/** What is shown of a place: an empty one is widened by a character, or it could not be seen. */
function visible(doc: Text, from: number, to: number): [number, number] {
  const start = Math.min(from, doc.length)
  const end = Math.min(Math.max(to, start), doc.length)
  if (end > start) return [start, end]
  const line = doc.lineAt(start)
  return start < line.to ? [start, start + 1] : [Math.max(line.from, start - 1), start]
}

function draw(doc: Text, said: Diagnostic[]): Marked {
  const spans = said.map(({ severity, range }) => ({ severity, span: visible(doc, range.from, range.to) }))
  const underlines = spans.filter(({ span }) => span[0] < span[1]).map(({ severity, span }) => marks[severity].range(...span))
  const worst = new Map<number, Severity>()
  for (const { severity, span } of spans) {
    const line = doc.lineAt(span[0]).from
    const known = worst.get(line)
    if (!known || weight[severity] < weight[known]) worst.set(line, severity)
  }
  const gutter = new RangeSetBuilder<GutterMarker>()
  for (const [line, severity] of [...worst].sort(([a], [b]) => a - b)) gutter.add(line, line, lineMarks[severity])
  return { said, lines: Decoration.set(underlines, true), gutter: gutter.finish() }
}

const nothing: Marked = { said: [], lines: Decoration.none, gutter: RangeSet.empty }

export const squiggles = StateField.define<Marked>({
  create: () => nothing,
  update(marked, transaction) {
    const newest = transaction.effects.findLast(effect => effect.is(setDiagnostics))
    if (newest) return draw(transaction.newDoc, newest.value as Diagnostic[])
    if (!transaction.docChanged) return marked
    const { changes } = transaction
    const moved = marked.said.map(each => {
      const { range } = each
      if (range.to > changes.length) return each
      return { ...each, range: { ...range, from: changes.mapPos(range.from, 1), to: changes.mapPos(range.to, -1) } }
    })
    return { said: moved, lines: marked.lines.map(changes), gutter: marked.gutter.map(changes) }
  },
  provide: field => [
    EditorView.decorations.from(field, marked => marked.lines),
    gutterLineClass.from(field, marked => marked.gutter),
  ],
})
