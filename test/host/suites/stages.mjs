// The stages of a whole test run. Each is a process of its own: one that fails does not hide the others.
import { failuresIn, printFailures } from './failures.mjs';
import { npmCommand, run } from '../process/processes.mjs';
import { root } from '../process/paths.mjs';
import { judge } from './results.mjs';
import { secondTriesIn } from './secondTry.mjs';

const script = (file, ...args) => [process.execPath, [`test/host/${file}`, ...args]];

/** A command without counts of its own counts as one test. */
const one = { single: true };

/**
 * `needs`: without it the later stages cannot run at all; it counts only when it fails.
 * @type {Record<string, { command: () => [string, string[]], single?: boolean, needs?: boolean, onlyWhenAsked?: boolean }>}
 */
export const stages = {
  setup: { command: () => script('setup.mjs'), needs: true },
  lint: { command: () => npmScript('lint'), ...one },
  typecheck: { command: () => npmScript('typecheck'), ...one },
  unit: { command: () => script('unit.mjs') },
  conformance: { command: () => script('conformance.mjs') },
  sizes: { command: () => script('sizes.mjs') },
  integration: { command: () => script('integration.mjs') },
  e2e: { command: () => script('e2e.mjs') },
  'integration:min': { command: () => script('integration.mjs', '--vscode', 'min'), onlyWhenAsked: true },
  // The oldest VS Code meets the older of the two servers, so that the suite runs on both.
  'e2e:min': {
    command: () => script('e2e.mjs', '--vscode', 'min', '--dialect', '5.10'),
    onlyWhenAsked: true,
  },
};

function npmScript(name) {
  const [command, before] = npmCommand();
  return [command, [...before, 'run', '--silent', name]];
}

/** Runs stages in order, shows their output, and adds up what passed and failed. */
export async function runStages(names) {
  const total = { passed: 0, failed: 0 };
  const summary = [];
  const failures = [];
  for (const name of names) {
    const began = Date.now();
    const { counts, code, output } = await runStage(name);
    total.passed += counts.passed;
    total.failed += counts.failed;
    const seconds = Math.round((Date.now() - began) / 1000);
    const again = secondTriesIn(output);
    const tried = again.length > 0 ? `, ${again.length} at a second try only:` : '';
    summary.push(`${name.padEnd(16)} ${counts.passed} passed, ${counts.failed} failed, ${seconds} s${tried}`);
    summary.push(...again.map((title) => `  ↻ ${title}`));
    if (counts.failed > 0) failures.push(`--- ${name}`, ...failuresIn(output));
    if (stages[name].needs && code !== 0) break;
  }
  printFailures(failures);
  console.log(`\n${summary.map((line) => `  ${line}`).join('\n')}\n`);
  return total;
}

async function runStage(name) {
  const stage = stages[name];
  console.log(`\n=== ${name}`);
  const [command, args] = stage.command();
  const { code, output } = await run(command, args, {
    cwd: root,
    shell: command === 'npm.cmd',
    onOutput: (text) => process.stdout.write(text),
  });
  return { code, output, counts: countsOf(stage, code, output) };
}

function countsOf(stage, code, output) {
  if (stage.needs) return { passed: 0, failed: code === 0 ? 0 : 1 };
  if (stage.single) return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  return judge({ code, output });
}
