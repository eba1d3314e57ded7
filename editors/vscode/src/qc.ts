// Which `qc` speaks for the language: the one of the settings, else the first on PATH. Nothing when there is none, or when
// another program has that name.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import * as vscode from 'vscode'

const run = promisify(execFile)

/** A program that was found, or why the one of the settings is none. */
export type Found = { qc: string; version: string } | { missing: string }

export async function findQc(): Promise<Found> {
  const path = vscode.workspace.getConfiguration('celq').get('path', '').trim()
  const qc = path || 'qc'
  try {
    const { stdout } = await run(qc, ['--version'], { timeout: 5000 })
    const version = /^qc (\d+\.\d+\.\d+\S*)/.exec(stdout)?.[1]
    return version ? { qc, version } : { missing: `${qc} is another program` }
  } catch (error) {
    return { missing: path ? `celq.path: ${(error as Error).message.trim()}` : 'no qc on PATH' }
  }
}
