// Find and replace: CodeMirror's own panel, loaded when somebody looks for something.
import { openSearchPanel, search, searchKeymap } from '@codemirror/search'
import { StateEffect } from '@codemirror/state'
import { type EditorView, keymap } from '@codemirror/view'

/** Each file has a state of its own, which gets the extension when it is first looked through. */
export function open(view: EditorView): void {
  if (!view.state.facet(keymap).includes(searchKeymap)) {
    view.dispatch({ effects: StateEffect.appendConfig.of([search({ top: true }), keymap.of(searchKeymap)]) })
  }
  openSearchPanel(view)
}
