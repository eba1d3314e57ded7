// The editor's extensions: what CodeMirror gives, and what the compiler adds.
import { completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { EditorState, type Extension } from '@codemirror/state'
import {
  EditorView, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers,
} from '@codemirror/view'
import { NONCE } from '../../policy'
import type { App } from '../app'
import { definition, keys } from './commands'
import { completion } from './completion'
import { hover } from './hover'
import { squiggles } from './squiggles'
import { colours } from './tokens'

/** Control or Command and a click go to the declaration. */
const clicks = (app: App): Extension =>
  EditorView.domEventHandlers({
    mousedown(event, view) {
      if (!(event.ctrlKey || event.metaKey) || event.button !== 0) return false
      const at = view.posAtCoords({ x: event.clientX, y: event.clientY })
      if (at === null) return false
      event.preventDefault()
      definition(app, at).catch(() => undefined)
      return true
    },
  })

/** Text that takes the place of a selection. Left to itself the browser would keep the look of what was there by a style
 *  attribute, which the page's policy forbids. */
const replacing = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { inputType, data } = event
    if (inputType !== 'insertText' || !data || view.composing || view.state.selection.main.empty) return false
    event.preventDefault()
    view.dispatch(view.state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true })
    return true
  },
})

/** The search keys of CodeMirror's default map would load what nobody asked for; Tab leaves the editor. */
export function extensions(app: App, changed: () => void, moved: () => void): Extension {
  return [
    EditorView.cspNonce.of(NONCE),
    lineNumbers(),
    history(),
    highlightSpecialChars(),
    EditorView.lineWrapping,
    highlightActiveLine(),
    highlightActiveLineGutter(),
    colours(() => app.vocabulary?.tokens ?? []),
    squiggles,
    hover(app),
    completion(app),
    clicks(app),
    replacing,
    EditorState.tabSize.of(2),
    EditorView.contentAttributes.of({ 'aria-label': 'Source of the site', tabindex: '0', autocapitalize: 'off', spellcheck: 'false' }),
    EditorView.updateListener.of(update => {
      if (update.docChanged) changed()
      if (update.docChanged || update.selectionSet || update.focusChanged) moved()
    }),
    keymap.of([...keys(app), ...defaultKeymap, ...historyKeymap, ...completionKeymap]),
  ]
}
