// The page's Content Security Policy, as the page itself has it.
import { readFileSync } from 'node:fs'
import { dist } from './browser.js'

const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(readFileSync(`${dist}index.html`, 'utf8'))
export const POLICY = policy.replaceAll('&#39;', "'")
