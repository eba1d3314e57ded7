// Dialogs: a page to read, and a question with one line of answer. Native <dialog>, so focus and Escape are the browser's.
import { type Child, h, icon } from './dom'

function open(dialog: HTMLDialogElement): void {
  dialog.addEventListener('close', () => dialog.remove())
  // A click on the backdrop is a click on the dialog itself.
  dialog.addEventListener('click', event => {
    if (event.target === dialog) dialog.close()
  })
  document.body.append(dialog)
  dialog.showModal()
}

/** Shows nodes beside the work, until somebody closes them. */
export function page(title: string, ...children: Child[]): HTMLDialogElement {
  for (const older of document.querySelectorAll<HTMLDialogElement>('dialog.reader')) older.close()
  const close = h('button', { class: 'plain', 'aria-label': 'Close', click: () => dialog.close() }, icon('close'))
  const body = h('div', { class: 'body', tabindex: 0, role: 'region', 'aria-label': title }, ...children)
  const dialog = h('dialog', { class: 'reader', 'aria-label': title }, close, body)
  open(dialog)
  return dialog
}

/** Asks for a line of text; `null` when it is not given. What `fault` says about an answer keeps the dialog open. */
export function ask(
  title: string,
  label: string,
  value: string,
  fault: (text: string) => Promise<string | null> | string | null,
): Promise<string | null> {
  return new Promise(done => {
    const input = h('input', { id: 'answer', value, autocomplete: 'off', spellcheck: 'false', 'aria-describedby': 'answer-fault' })
    const wrong = h('p', { id: 'answer-fault', class: 'fault', role: 'alert' })
    const submit = async (event: Event): Promise<void> => {
      event.preventDefault()
      const said = await fault(input.value.trim())
      wrong.textContent = said ?? ''
      if (said === null) dialog.close(input.value.trim())
    }
    const form = h(
      'form',
      { submit },
      h('h2', {}, title),
      h('label', { for: 'answer' }, label),
      input,
      wrong,
      h('p', { class: 'buttons' }, h('button', { type: 'button', click: () => dialog.close() }, 'Cancel'), h('button', { class: 'main' }, 'OK')),
    )
    const dialog = h('dialog', { class: 'ask', 'aria-label': title }, form)
    dialog.addEventListener('close', () => done(dialog.returnValue === '' ? null : dialog.returnValue))
    open(dialog)
    input.select()
  })
}
