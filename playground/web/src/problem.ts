// One diagnostic for people: what is wrong, what helps, the buttons that mend it, and the page of its rule.
import type { Diagnostic, Severity } from './api'
import type { App } from './app'
import { type Child, h, icon } from './parts/dom'

export const severities: Record<Severity, string> = { error: 'error', warning: 'warning', note: 'note' }

/** A sentence with its words in backticks as code. */
export function sentence(text: string): Child[] {
  return text.split('`').map((part, index) => (index % 2 === 1 ? h('code', {}, part) : part))
}

/** The item's inside; `place` makes the line and column a button that goes there. */
export function problem(app: App, said: Diagnostic, place = false): HTMLElement {
  const { rule, severity, message, facts, help, fixes, line, column, range } = said
  const labels = said.labels.filter(label => label.message)
  const where = `${range.file}:${line}:${column}`
  return h(
    'div',
    { class: `problem ${severity}` },
    icon(severity),
    h(
      'div',
      { class: 'says' },
      h('p', { class: 'message' }, h('span', { class: 'hidden' }, `${severities[severity]}: `), ...sentence(message)),
      ...labels.map(label => h('p', { class: 'label' }, ...sentence(label.message))),
      // A fact of several lines is a picture, whose columns stand below one another.
      ...facts.map(fact => h('p', { class: fact.includes('\n') ? 'label drawn' : 'label' }, ...sentence(fact))),
      help && h('p', { class: 'help' }, h('b', {}, 'help '), ...sentence(help)),
      h(
        'p',
        { class: 'acts' },
        place && h('button', { class: 'place', click: () => app.site.reveal(range) }, where),
        ...fixes.map(fix => h('button', { class: 'fix', click: () => app.apply(fix) }, icon('fix'), h('span', {}, ...sentence(fix.title)))),
        h('button', { class: 'rule', click: () => app.explain(rule) }, rule),
      ),
    ),
  )
}
