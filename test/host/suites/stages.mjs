// The stages of a whole test run. Each is a process of its own: one that fails does not hide the others.
import { npmCommand, run } from '../process/processes.mjs';
import { builtPackage, packageFile, root } from '../process/paths.mjs';
import { judge } from '../report/counts.mjs';
import { failuresIn, printFailures } from '../report/failures.mjs';
import { secondTriesIn } from '../report/secondTry.mjs';
import { Turns } from './turns.mjs';

const script = (file, ...args) => [process.execPath, [`test/host/${file}`, ...args]];
const min = ['--vscode', 'min'];
/** The oldest VS Code meets the older of the two servers, so that the suite runs on both. */
const oldest = [...min, '--dialect', '5.10'];

/**
 * In the order in which they start: the long ones first, so that the short ones fill what is left of the time.
 * `needs`: without it the later stages cannot run at all; it runs alone. `counted: false`: it counts only when it fails.
 * `single`: a command without counts of its own counts as one test. `min`: it belongs to the run in the oldest VS Code.
 * `long`: it only belongs to `npm run test:long`.
 * @type {Record<string, { command: () => [string, string[]], needs?: boolean, counted?: boolean, single?: boolean, min?: boolean, long?: boolean }>}
 */
export const stages = {
  setup: { command: () => script('setup.mjs'), needs: true, counted: false },
  package: { command: () => script('checkPackage.mjs'), needs: true },
  'e2e:browse': { command: () => script('e2e.mjs', 'browse/') },
  'e2e:editing': { command: () => script('e2e.mjs', 'documents/', 'saves/') },
  integration: { command: () => script('integration.mjs') },
  'e2e:others': { command: () => script('e2e.mjs', '--not', 'browse/,documents/,saves/') },
  // Parts of others; on their own for their long forms.
  'e2e:long': { command: () => script('e2e.mjs', 'killed', 'saves/randomWindows'), long: true },
  unit: { command: () => script('unit.mjs') },
  lint: { command: () => npmScript('lint'), single: true },
  typecheck: { command: () => npmScript('typecheck'), single: true },
  conformance: { command: () => script('conformance.mjs') },
  'e2e:min:editing': { command: () => script('e2e.mjs', ...oldest, 'documents/', 'saves/'), min: true },
  'e2e:min:others': { command: () => script('e2e.mjs', ...oldest, '--not', 'documents/,saves/'), min: true },
  'integration:min': { command: () => script('integration.mjs', ...min), min: true },
};

/** All that belongs to a run in that VS Code. */
export const stagesOf = (version) =>
  Object.keys(stages).filter((name) => {
    const { needs, min: isMin = false, long = false } = stages[name];
    return needs || (!long && isMin === (version === 'min'));
  });

/** How many stages run at the same time. Half of what a test in a browser takes is waiting. */
const places = Number(process.env.NINJA_TEST_PLACES) || 2;

function npmScript(name) {
  const [command, before] = npmCommand();
  return [command, [...before, 'run', '--silent', name]];
}

/** Runs stages side by side, shows their output one after another, and adds up what passed and failed. */
export async function runStages(names) {
  const runs = [];
  const turns = new Turns();
  const first = names.filter((name) => stages[name].needs);
  for (const name of first) {
    const done = await runStage(name, turns);
    runs.push(done);
    if (done.code !== 0) return summarize(runs);
    if (name === 'package') process.env[builtPackage] = packageFile();
  }
  const waiting = names.filter((name) => !stages[name].needs);
  const place = async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) runs.push(await runStage(name, turns));
  };
  await Promise.all(Array.from({ length: places }, place));
  return summarize(runs);
}

async function runStage(name, turns) {
  const stage = stages[name];
  const turn = turns.take(`\n=== ${name}\n`);
  const began = Date.now();
  const [command, args] = stage.command();
  const { code, output } = await run(command, args, {
    cwd: root,
    shell: command === 'npm.cmd',
    onOutput: (text) => turn.write(text),
  });
  turn.end();
  return { name, code, output, counts: countsOf(stage, code, output), seconds: (Date.now() - began) / 1000 };
}

function countsOf({ single, counted = true }, code, output) {
  if (!counted) return { passed: 0, failed: code === 0 ? 0 : 1 };
  if (single) return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  return judge({ code, output });
}

/** Prints what failed and one line a stage. */
function summarize(runs) {
  const total = { passed: 0, failed: 0 };
  const summary = [];
  const failures = [];
  for (const { name, counts, output, seconds } of runs) {
    total.passed += counts.passed;
    total.failed += counts.failed;
    const again = secondTriesIn(output);
    const tried = again.length > 0 ? `, ${again.length} at a second try only:` : '';
    summary.push(
      `${name.padEnd(16)} ${counts.passed} passed, ${counts.failed} failed, ${Math.round(seconds)} s${tried}`,
    );
    summary.push(...again.map((title) => `  ↻ ${title}`));
    if (counts.failed > 0) failures.push(`--- ${name}`, ...failuresIn(output));
  }
  printFailures(failures);
  console.log(`\n${summary.map((line) => `  ${line}`).join('\n')}\n`);
  return total;
}
