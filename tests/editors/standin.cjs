// A small stand-in for the module `vscode`, as far as starting the extension on a desktop needs it: runs the bundle in the
// folder that is named, explains a word, and prints as JSON what was logged, said and shown. What nobody asks about here is a
// class or a function that does nothing.
const { readFileSync } = require('node:fs')
const Module = require('node:module')
const { join } = require('node:path')

const [folder, path] = process.argv.slice(2)
const told = { log: [], warnings: [], errors: [], commands: [], page: null }

class Disposable {
  constructor(call) {
    this.dispose = () => call?.()
  }
  static from(...all) {
    return new Disposable(() => all.forEach(one => one?.dispose()))
  }
}
class EventEmitter {
  heard = new Set()
  event = hear => (this.heard.add(hear), new Disposable(() => this.heard.delete(hear)))
  fire = what => this.heard.forEach(hear => hear(what))
  dispose() {}
}
class CodeActionKind {
  constructor(value) {
    this.value = value
  }
  append(part) {
    return new CodeActionKind(`${this.value}.${part}`)
  }
}
for (const name of ['Empty', 'QuickFix', 'Refactor', 'Source', 'SourceFixAll']) CodeActionKind[name] = new CodeActionKind(name)

const nothing = () => function () {
  return new Disposable()
}
/** What is given, and for every other name something that does nothing. */
const space = given => new Proxy(given, {
  get: (known, name) => (known[name] ??= /^[A-Z]/.test(String(name)) ? class {} : nothing()),
})

const uri = text => ({ path: text.replace(/^[a-z-]+:(\/\/)?/, ''), fsPath: text.replace('file://', ''), toString: () => text })
const Uri = {
  parse: uri,
  file: name => uri(`file://${name}`),
  from: ({ scheme, path }) => uri(`${scheme}:${path}`),
  joinPath: (base, ...parts) => uri(`file://${join(base.fsPath, ...parts)}`),
}
const log = Object.fromEntries(['append', 'appendLine', 'clear', 'debug', 'dispose', 'hide', 'replace', 'show', 'trace', 'warn'].map(name => [name, nothing()]))
Object.assign(log, { info: text => told.log.push(text), error: text => told.errors.push(String(text)), onDidChangeLogLevel: nothing() })
const providers = []
const vscode = space({
  version: '1.91.1', Disposable, EventEmitter, CodeActionKind, Uri,
  env: space({ appName: 'a stand-in', language: 'en' }),
  languages: space({ createDiagnosticCollection: () => space({}), match: () => 0 }),
  commands: space({
    registerCommand: (name, run) => (told.commands.push(name), vscode.commands[name] = run, new Disposable()),
    executeCommand: async (name, of) => {
      if (name === 'markdown.showPreview') told.page = providers.map(one => one.provideTextDocumentContent(of)).find(text => typeof text === 'string')
    },
  }),
  window: space({
    activeTextEditor: undefined, visibleTextEditors: [], tabGroups: space({ all: [] }), createOutputChannel: () => log,
    showWarningMessage: async text => told.warnings.push(text), showErrorMessage: async text => told.errors.push(text),
  }),
  workspace: space({
    textDocuments: [], notebookDocuments: [], workspaceFolders: [], isTrusted: true,
    getConfiguration: () => ({ get: (name, value) => (name === 'path' ? (path ?? '') : value) }),
    registerTextDocumentContentProvider: (scheme, one) => (scheme === 'celq-page' && providers.push(one), new Disposable()),
    fs: { readFile: async file => readFileSync(file.fsPath), readDirectory: async () => [] },
  }),
})

const load = Module._load
Module._load = (name, ...rest) => (name === 'vscode' ? vscode : load(name, ...rest))
const context = { extensionUri: Uri.file(folder), subscriptions: [] }
require(join(folder, 'dist/node.js')).activate(context)
  .then(() => vscode.commands['celq.explain']('keda'))
  .catch(error => told.errors.push(String(error)))
  .then(() => process.stdout.write(JSON.stringify(told), () => process.exit()))
