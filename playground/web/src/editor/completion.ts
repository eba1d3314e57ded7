// Completion, as the compiler offers it, with the page of each item beside it.
import { autocompletion, type Completion, type CompletionContext, type CompletionResult, snippetCompletion } from '@codemirror/autocomplete'
import type { Extension } from '@codemirror/state'
import type { Completions } from '../api'
import type { App } from '../app'
import { markdown } from '../parts/markdown'

function option(item: Completions['items'][number], index: number): Completion {
  const { label, detail, kind, documentation, insert } = item
  const shown: Completion = { label, detail, type: kind, boost: -Math.min(index, 99) / 100 }
  if (documentation) shown.info = () => ({ dom: markdown(documentation) })
  return snippetCompletion(insert, shown)
}

/** Asked for at the start of a word, and by hand anywhere. */
async function complete(app: App, context: CompletionContext): Promise<CompletionResult | null> {
  const before = context.state.doc.lineAt(context.pos).text.slice(0, context.pos - context.state.doc.lineAt(context.pos).from)
  if (!context.explicit && !/[\w=.,(>*-]$/.test(before)) return null
  const { main, current } = app.site
  const offered = await app.compiler.ask('complete', [main, current, context.pos])
  if (!offered || offered.items.length === 0) return null
  return { from: offered.from, to: offered.to, options: offered.items.map(option), validFor: /^[\w-]*$/ }
}

export const completion = (app: App): Extension =>
  autocompletion({
    override: [context => complete(app, context).catch(() => null)],
    icons: false,
    optionClass: ({ type }) => `is-${type}`,
    maxRenderedOptions: 60,
  })
