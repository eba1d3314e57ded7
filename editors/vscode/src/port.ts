// The two ends between an extension and the language server in its Worker, which node and browsers spell differently: in
// goes a Worker, out comes what the language client reads and writes. Knows no message.
import { AbstractMessageReader, AbstractMessageWriter, Emitter } from 'vscode-languageclient'
import type { DataCallback, Message, MessageReader, MessageTransports, MessageWriter } from 'vscode-languageclient'

/** One end of a line: what is sent is heard at the other. */
export interface Port {
  send(message: unknown): void
  listen(hear: (message: unknown) => void): void
}

/** The end of a Worker that its maker holds. */
export interface Line extends Port {
  close(): void
  /** Calls when the Worker has ended, because it was closed or because it failed. */
  ended(call: () => void): void
}

class Reader extends AbstractMessageReader implements MessageReader {
  readonly #heard = new Emitter<Message>()

  constructor(line: Line) {
    super()
    line.listen(message => this.#heard.fire(message as Message))
    // The client then starts the server anew, a few times.
    line.ended(() => this.fireClose())
  }

  listen(callback: DataCallback) {
    return this.#heard.event(callback)
  }
}

class Writer extends AbstractMessageWriter implements MessageWriter {
  readonly #line: Line

  constructor(line: Line) {
    super()
    this.#line = line
  }

  async write(message: Message) {
    this.#line.send(message)
  }

  end() {
    this.#line.close()
  }
}

/** What the language client talks through. */
export const transports = (line: Line): MessageTransports => ({ reader: new Reader(line), writer: new Writer(line) })
