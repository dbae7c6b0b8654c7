// Finds the failed tests in the output of a stage, to repeat them at the end of the log: of a run on another machine often
// only the end is kept.
import { stripVTControlCharacters } from 'node:util';

/** How much of one failure is repeated; the rest is further up in the log. */
const limits = { lines: 8, characters: 900 };
/** Lines that are repeated of a stage without test names, such as lint. */
const lastLines = 20;

/**
 * @param {string} output all that a stage printed
 * @returns {string[]} one text for each failed test; the end of the output where it names none
 */
export function failuresIn(output) {
  const lines = stripVTControlCharacters(output).split(/\r?\n/);
  // node:test reports every failure twice; the second time, after this line, with the reason.
  const again = lines.findIndex((line) => line.includes('✖ failing tests:'));
  const found = blocks(again >= 0 ? lines.slice(again + 1) : lines);
  const named = found.length > 0 ? found : [lines.filter((line) => line.trim() !== '').slice(-lastLines)];
  return named.map((block) => block.slice(0, limits.lines).join('\n').slice(0, limits.characters).trimEnd());
}

/** A failed test is its `✖` line and what follows up to the next test's line, or to the counts. */
function blocks(lines) {
  const found = [];
  let open;
  for (const line of lines) {
    if (/^\s*✖ /.test(line)) found.push((open = [line]));
    else if (/^\s*[✔▶ℹ] |^=== |^\d+ passed, \d+ failed|^test at /.test(line)) open = undefined;
    else if (open && line.trim() !== '') open.push(line);
  }
  return found;
}

/** Prints them as the one block that `.ci/run` repeats at its end. */
export function printFailures(failures) {
  if (failures.length === 0) return;
  console.log(`\n=== what failed\n${failures.join('\n')}\n=== end of what failed\n`);
}
