// How long the released extension takes to activate, against an empty one and the built-in ones beside it.
import { empty, measureActivation, ours } from '../host/activation.mjs';

const starts = 5;
/** Times the empty extension. */
const limit = 1.5;

interface Row {
  what: string;
  baseline: string;
  goal: string;
  median: number;
  spread: [number, number];
  ok: boolean;
  note?: string;
}

export async function bench(): Promise<Row[]> {
  const runs = await measureActivation(starts);
  const times = (id: string) => runs.map((run) => run[id] ?? Number.NaN);
  const builtIn = runs.map((run) =>
    middle(
      Object.keys(run)
        .filter((id) => id.startsWith('vscode.'))
        .map((id) => run[id] ?? 0),
    ),
  );
  const own = times(ours);
  const note = `${middle(own).toFixed(1)} ms; empty ${middle(times(empty)).toFixed(1)} ms; built-in ${middle(builtIn).toFixed(1)} ms`;
  return [
    row(
      'Activation of the released bundle',
      'an empty extension, same start',
      own,
      times(empty),
      limit,
      note,
    ),
    row(
      'Activation of the released bundle',
      'median of built-in extensions, same start',
      own,
      builtIn,
      1,
      note,
    ),
  ];
}

function row(what: string, baseline: string, own: number[], base: number[], goal: number, note: string): Row {
  const ratios = own.map((time, i) => time / (base[i] ?? Number.NaN)).sort((a, b) => a - b);
  const median = middle(ratios);
  const spread: [number, number] = [ratios[0] ?? Number.NaN, ratios.at(-1) ?? Number.NaN];
  return { what, baseline, goal: `at most ${goal} times`, median, spread, ok: median <= goal, note };
}

function middle(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
