// Colours the source from the compiler's own tokens. Only what is on the screen is decorated, so that the length of a
// file does not matter; between a key stroke and its answer the old colours move with the text.
import { type Extension, RangeSetBuilder, StateEffect } from '@codemirror/state'
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'

/** Triples of from, to and kind, in order. */
export const setTokens = StateEffect.define<Uint32Array>()

/** The index of the first triple that ends behind a place. */
export function firstBehind(tokens: Uint32Array, place: number): number {
  let low = 0
  let high = tokens.length / 3
  while (low < high) {
    const middle = (low + high) >> 1
    if ((tokens[middle * 3 + 1] ?? 0) <= place) low = middle + 1
    else high = middle
  }
  return low
}

class Colours {
  decorations: DecorationSet = Decoration.none
  #tokens: Uint32Array = new Uint32Array()
  #stale = false

  constructor(readonly marks: () => Decoration[]) {}

  update(update: ViewUpdate): void {
    if (update.docChanged) {
      this.decorations = this.decorations.map(update.changes)
      this.#stale = true
    }
    const newest = update.transactions.flatMap(({ effects }) => effects).findLast(effect => effect.is(setTokens))
    if (newest) {
      this.#tokens = newest.value as Uint32Array
      this.#stale = false
    }
    if (newest || (update.viewportChanged && !this.#stale)) this.decorations = this.#draw(update.view)
  }

  #draw(view: EditorView): DecorationSet {
    const builder = new RangeSetBuilder<Decoration>()
    const marks = this.marks()
    const length = view.state.doc.length
    let drawn = 0
    for (const { from, to } of view.visibleRanges) {
      for (let at = firstBehind(this.#tokens, from) * 3; at < this.#tokens.length; at += 3) {
        const [start = 0, end = 0, kind = 0] = this.#tokens.subarray(at, at + 3)
        if (start >= to || end > length) break
        const mark = marks[kind]
        if (mark && start >= drawn && end > start) builder.add(start, end, mark)
        drawn = Math.max(drawn, end)
      }
    }
    return builder.finish()
  }
}

/** The extension; the kinds are asked for late, because they come from the compiler. */
export function colours(kinds: () => string[]): Extension {
  let marks: Decoration[] = []
  const known = (): Decoration[] => {
    if (marks.length === 0) marks = kinds().map(kind => Decoration.mark({ class: `t-${kind}` }))
    return marks
  }
  return ViewPlugin.define(() => new Colours(known), { decorations: plugin => plugin.decorations })
}
