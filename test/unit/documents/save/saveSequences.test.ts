import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { createApi } from '../../../../src/api/entry';
import { startDemo, type DemoServer } from '../../../../src/demo/entry';
import { times } from '../../../long';
import { fullDisk, wrongClock } from '../../../machine';
import { activeWindow } from '../vscodeModel';
import { Sequence } from './sequence';
import { PlainApi } from './twoUsers';

const sequences = times(1000, 50_000);
/** To see one sequence again. */
const only = Number(process.env.NINJA_TEST_SEED ?? 0);

let server: DemoServer;
let storage: string;
let endFaults: (() => void)[];

before(async () => {
  server = await startDemo({ clients: 10 });
  storage = await mkdtemp(path.join(os.tmpdir(), 'sequences-'));
  // Each window has a machine of its own.
  endFaults = [wrongClock(() => activeWindow().clockError), fullDisk(storage, () => activeWindow().diskFull)];
});

after(async () => {
  for (const end of endFaults) end();
  await server.close();
  await rm(storage, { recursive: true, force: true });
});

test(`${sequences} random sequences of two windows and another user end in exactly the intended record`, async () => {
  const plain = new PlainApi(server.url, server.token);
  const api = createApi({ address: server.url, token: server.token, userAgent: 'test' });
  for (let seed = only || 1; seed <= (only || sequences); seed++) {
    const sequence = new Sequence(seed, { storage, accountId: 'a' }, plain, api);
    try {
      await sequence.run();
    } catch (error) {
      assert.fail(`${sequence.describe()}\n${error instanceof Error ? error.stack : String(error)}`);
    }
  }
  await api.close();
});
