import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Row } from './measure';

interface BenchModule {
  bench: () => Promise<Row[]>;
}

/** Runs the benches whose built files the command line names, prints one table and writes `results.json`. */
async function main(): Promise<void> {
  const rows: Row[] = [];
  for (const file of process.argv.slice(2)) {
    const { bench } = (await import(pathToFileURL(path.resolve(file)).href)) as BenchModule;
    rows.push(...(await bench()));
  }
  print(rows);
  const machine = {
    node: process.version,
    cpus: os.cpus().length,
    cpu: os.cpus()[0]?.model,
    load: os.loadavg(),
    platform: process.platform,
  };
  const results = { when: new Date().toISOString(), machine, rows };
  await fs.writeFile(
    path.join(process.cwd(), 'test/bench/results.json'),
    `${JSON.stringify(results, null, 2)}\n`,
  );
}

function print(rows: Row[]): void {
  const table = rows.map((row) => [
    row.ok ? 'ok' : 'SHORT',
    row.what,
    `${row.median.toFixed(2)} × (${row.spread[0].toFixed(2)}–${row.spread[1].toFixed(2)})`,
    row.goal,
    row.baseline,
    row.note ?? '',
  ]);
  const head = ['', 'what', 'median (spread)', 'goal', 'baseline', 'note'];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...table.map((cells) => cells[column]?.length ?? 0)),
  );
  for (const cells of [head, ...table]) {
    console.log(
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
