// How long the released extension takes to activate, against an empty one and the built-in ones beside it.
import { empty, measureActivation, ours } from '../host/measure/activation.mjs';
import { middle, type Row } from './measure';

const starts = 9;
/** Times the empty extension. */
const limit = 1.5;

export async function bench(): Promise<Row[]> {
  const runs = await measureActivation(starts);
  const own = runs.map((run) => run[ours] ?? Number.NaN);
  const blank = runs.map((run) => run[empty] ?? Number.NaN);
  const builtIn = runs.map((run) => middle(builtInTimes(run)));
  const note = `${text(own)}; empty ${text(blank)}; built-in ${text(builtIn)}`;
  return [
    row('an empty extension, same starts', own, blank, limit, note),
    row('the median of the built-in extensions, same starts', own, builtIn, 1, note),
  ];
}

function builtInTimes(run: Record<string, number>): number[] {
  return Object.entries(run).flatMap(([id, time]) => (id.startsWith('vscode.') ? [time] : []));
}

function text(times: number[]): string {
  return `${middle(times).toFixed(1)} ms (best ${Math.min(...times).toFixed(1)})`;
}

/** Ratio of the medians: a start that another program disturbed has no say. */
function row(baseline: string, own: number[], base: number[], goal: number, note: string): Row {
  const ratios = own.map((time, i) => time / (base[i] ?? Number.NaN));
  const median = middle(own) / middle(base);
  return {
    what: 'Activation of the released bundle',
    baseline,
    goal: `at most ${goal} times`,
    median,
    spread: [Math.min(...ratios), Math.max(...ratios)],
    ok: median <= goal,
    note,
  };
}
