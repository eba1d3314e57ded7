// What the parts of the page share.
import type { Checked, Diagnostic, Fix, Target, Vocabulary } from './api'
import type { Compiler } from './compiler'
import type { Fence } from './parts/markdown'
import type { Signal } from './parts/signal'
import type { Site } from './site'

export interface App {
  readonly compiler: Compiler
  readonly site: Site
  /** What the last check said. */
  readonly checked: Signal<Checked>
  /** Tells the user a sentence, with something to do about it where there is something. */
  notice(text: string, action?: { title: string; act: () => void }): void
  /** The words of the compiler, once it is there. */
  vocabulary: Vocabulary | null
  /** What a site can be written as, once the whole compiler is there. */
  targets: Target[]
  /** The words are there. */
  readonly worded: Signal
  /** The diagnostics of the text as it is now; none while it is newer than they are. */
  diagnostics(): Diagnostic[]
  /** Makes the edits of a fix, unless the text has changed since it was found. */
  apply(fix: Fix): void
  /** Colours the blocks of the compiler's pages. */
  readonly fence: Fence
  /** Shows the compiler's page about a word. */
  explain(word: string): void
}
