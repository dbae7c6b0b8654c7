import path from 'node:path';
import { parseArgs } from 'node:util';
import { startDemo } from '../../src/demo/entry';
import { loadCorpus, playScenario } from './corpus';

/** Replays a corpus against the demo server in dialect 5.10 and says how many scenarios passed. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { dir: { type: 'string' }, only: { type: 'string' }, verbose: { type: 'boolean' } },
  });
  const folder = path.resolve(values.dir ?? 'test/fixtures/conformance');
  const { seed, scenarios } = loadCorpus(folder);
  const wanted = scenarios.filter(({ area, name }) => `${area}/${name}`.includes(values.only ?? ''));
  const server = await startDemo({ seed, dialect: '5.10', control: true });
  let failed = 0;
  try {
    for (const scenario of wanted) {
      const reset = await fetch(`${server.url}/__demo/reset`, { method: 'POST' });
      const difference = reset.ok
        ? await playScenario(server.url, scenario, seed)
        : `the reset answered ${reset.status}`;
      if (difference !== undefined) failed++;
      if (difference !== undefined) console.log(`not ok ${scenario.area}/${scenario.name}: ${difference}`);
      else if (values.verbose) console.log(`ok ${scenario.area}/${scenario.name}`);
    }
  } finally {
    await server.close();
  }
  if (wanted.length === 0) console.log(`${folder} holds no scenario that matches.`);
  console.log(`${wanted.length - failed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || wanted.length === 0 ? 1 : 0;
}

main().catch((error: unknown) => {
  console.error(error);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
});
