import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import { Agent, request } from 'undici';
import type { InvoiceNinjaApi } from '../../src/api/api';
import { createApi } from '../../src/api/entry';
import { startServer } from './childServer';
import { alternate, type Row } from './measure';

const goal = 1.15;
const page = '/api/v1/clients?status=active%2Carchived&sort=name%7Casc&per_page=100&page=1';

/** From `getChildren` to the first 100 tree items, against one raw GET and `JSON.parse` of the same page. */
export async function bench(): Promise<Row[]> {
  const firstItems = await loadTree();
  return [await firstPage(firstItems, 0, 41), await firstPage(firstItems, 70, 15)];
}

type FirstItems = (api: InvoiceNinjaApi) => Promise<number>;

async function firstPage(firstItems: FirstItems, latency: number, runs: number): Promise<Row> {
  const server = await startServer(10_000, latency);
  const agent = new Agent();
  const api = createApi({ address: server.url, token: server.token, userAgent: 'bench' });
  const headers = {
    'X-API-TOKEN': server.token,
    'X-Requested-With': 'XMLHttpRequest',
    Accept: 'application/json',
  };
  try {
    const raw = async () => {
      const { body } = await request(server.url + page, { dispatcher: agent, headers });
      const { data } = JSON.parse(await body.text()) as { data: unknown[] };
      if (data.length !== 100) throw new Error('The baseline read another page.');
    };
    const own = async () => {
      // The last item is “Load more”.
      if ((await firstItems(api)) !== 101) throw new Error('The tree shows another page.');
    };
    for (let warm = 0; warm < 10; warm++) {
      await raw();
      await own();
    }
    const result = await alternate(runs, raw, own);
    return {
      what: `getChildren to 100 tree items, answers after ${latency} ms`,
      baseline: 'raw GET + JSON.parse',
      goal: `≤ ${goal} ×`,
      median: result.median,
      spread: result.spread,
      ok: result.median <= goal,
      note: `${result.subject.toFixed(1)} ms against ${result.baseline.toFixed(1)} ms`,
    };
  } finally {
    await api.close();
    await agent.close();
    await server.close();
  }
}

/** The tree with stand-ins for VS Code's classes: outside the extension host there is no module `vscode`. */
async function loadTree(): Promise<FirstItems> {
  const outfile = path.resolve('dist/bench-browse/tree.cjs');
  await build({
    entryPoints: [path.resolve('test/bench/browseTree.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    plugins: [
      {
        name: 'stand-in-for-vscode',
        setup: (building) => {
          const stand = path.resolve('test/bench/browseHost.ts');
          building.onResolve({ filter: /^vscode$/ }, () => ({ path: stand }));
        },
      },
    ],
  });
  return (createRequire(outfile)(outfile) as { firstItems: FirstItems }).firstItems;
}
