// What each view of the right side is.
import type { Range } from '../api'

export interface Panel {
  /** Asks the compiler for what the view shows, and shows it. It is called when the site has changed and the view is seen. */
  refresh(): Promise<void>
  /** The line of the source at which the cursor stands. `moved` is false while somebody types. */
  follow?(line: Range, moved: boolean): void
}

/** Whether two places have something in common. */
export const meets = (a: Range, b: Range): boolean => a.file === b.file && a.from <= b.to && b.from <= a.to
