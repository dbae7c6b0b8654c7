import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import { Agent, request } from 'undici';
import type { InvoiceNinjaApi } from '../../src/api/api';
import { createApi } from '../../src/api/entry';
import { startServer } from './childServer';
import { alternate, liveHeap, type Row } from './measure';

const goal = 1.15;
const page = '/api/v1/clients?status=active%2Carchived&sort=name%7Casc&per_page=100&page=1';

/** From `getChildren` to the first 100 tree items, against one raw GET and `JSON.parse` of the same page. */
export async function bench(): Promise<Row[]> {
  const tree = await loadTree();
  return [await firstPage(tree, 0, 401), await firstPage(tree, 70, 31), await memory(tree)];
}

/** `browseTree.ts`, whose types need a module `vscode`. */
interface TreeBench {
  newTree: (api: InvoiceNinjaApi) => unknown;
  firstItems: (tree: unknown) => Promise<number>;
  loadPages: (api: InvoiceNinjaApi, pages: number) => Promise<unknown>;
}

/** What 50 loaded pages keep in memory: as much with 200,000 clients on the server as with 6,000. */
async function memory({ loadPages }: TreeBench): Promise<Row> {
  const small = await kept(loadPages, 6000);
  const large = await kept(loadPages, 200_000);
  return {
    what: 'memory of 50 pages, 200,000 clients on the server',
    baseline: 'the same with 6,000',
    goal: '≤ 1.1 ×',
    median: large / small,
    spread: [large / small, large / small],
    ok: large / small <= 1.1,
    note: `${(large / 1e6).toFixed(1)} MB against ${(small / 1e6).toFixed(1)} MB`,
  };
}

async function kept(loadPages: TreeBench['loadPages'], clients: number): Promise<number> {
  const server = await startServer(clients);
  const api = createApi({ address: server.url, token: server.token, userAgent: 'bench' });
  try {
    await loadPages(api, 2);
    const before = liveHeap();
    const loaded = await loadPages(api, 50);
    const after = liveHeap();
    // Used after the measurement, so that it cannot be collected before.
    if (loaded === undefined) throw new Error('Nothing was loaded.');
    return after - before;
  } finally {
    await api.close();
    await server.close();
  }
}

async function firstPage({ newTree, firstItems }: TreeBench, latency: number, runs: number): Promise<Row> {
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
    // The clock starts at `getChildren`.
    let tree = newTree(api);
    const ownItems = async () => {
      // The last item is “Load more”.
      if ((await firstItems(tree)) !== 101) throw new Error('The tree shows another page.');
    };
    const prepared = () => {
      tree = newTree(api);
    };
    for (let warm = 0; warm < 300; warm++) {
      await raw();
      prepared();
      await ownItems();
    }
    const result = await alternate(runs, raw, ownItems, prepared);
    const ok = result.median <= goal;
    // What 100 items cost beside the request is the same at every speed of the server.
    const own = (result.subject - result.baseline).toFixed(1);
    const reason = ok
      ? ''
      : `; ${own} ms for 100 items, against a server that answers faster than any network`;
    return {
      what: `getChildren to 100 tree items, answers after ${latency} ms`,
      baseline: 'raw GET + JSON.parse',
      goal: `≤ ${goal} ×`,
      median: result.median,
      spread: result.spread,
      ok,
      note: `${result.subject.toFixed(1)} ms against ${result.baseline.toFixed(1)} ms${reason}`,
    };
  } finally {
    await api.close();
    await agent.close();
    await server.close();
  }
}

/** The tree with stand-ins for VS Code's classes: outside the extension host there is no module `vscode`. */
async function loadTree(): Promise<TreeBench> {
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
  return createRequire(outfile)(outfile) as TreeBench;
}
