// A site in a link: its files as JSON, deflated into the fragment, which no browser sends to a server. Reading takes any
// fragment and says what is wrong with it.
import { type Files, nameFault } from './site'
import { kept } from './storage'

const MARK = '#c1='
/** What a fragment may hold: a link is no place for more, and an unpacked bomb must not fill the memory. */
const MOST = 4_000_000
const MOST_FILES = 50

async function through(bytes: Uint8Array, transform: GenericTransformStream): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(transform as ReadableWritablePair<Uint8Array, Uint8Array>)
  const parts: Uint8Array[] = []
  let length = 0
  const reader = stream.getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.length
    if (length > MOST) {
      await reader.cancel()
      throw new Error('it unpacks to more than a link may hold')
    }
    parts.push(part.value)
  }
  return new Uint8Array(await new Blob(parts as Uint8Array<ArrayBuffer>[]).arrayBuffer())
}

function base64(bytes: Uint8Array): string {
  const letters = Array.from(bytes, byte => String.fromCharCode(byte)).join('')
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

function unbase64(text: string): Uint8Array {
  const letters = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(letters, letter => letter.charCodeAt(0))
}

/** The fragment of a link, with its `#`. */
export async function pack(files: Files): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(files))
  return MARK + base64(await through(bytes, new CompressionStream('deflate-raw')))
}

/** Whether a fragment wants to be a site. */
export const shared = (fragment: string): boolean => fragment.startsWith(MARK)

/** The files of a fragment. Fails with the reason, in words for the user. */
export async function unpack(fragment: string): Promise<Files> {
  let text: string
  try {
    const bytes = await through(unbase64(fragment.slice(MARK.length)), new DecompressionStream('deflate-raw'))
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    const known = error instanceof Error && error.message.startsWith('it unpacks')
    throw new Error(known ? (error as Error).message : 'some of its characters are missing or changed')
  }
  return files(text)
}

/** Files out of JSON that anybody may have written. */
export function files(text: string): Files {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Error('what it holds is no list of files')
  }
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_FILES) throw new Error('what it holds is no list of files')
  const found: Files = []
  for (const file of value as unknown[]) {
    const [name, content] = Array.isArray(file) ? (file as unknown[]) : []
    if (typeof name !== 'string' || typeof content !== 'string') throw new Error('what it holds is no list of files')
    if (nameFault(name, found.map(([other]) => other)) !== null) throw new Error('a file in it has a name that cannot be')
    found.push([name, content])
  }
  return found
}

/** The files of the last visit. */
export function keptFiles(): Files | null {
  const text = kept('files')
  try {
    return text === null ? null : files(text)
  } catch {
    return null
  }
}
