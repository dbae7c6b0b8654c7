import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { test } from 'node:test';
import type { InvoiceNinjaApi } from '../../../../src/api/api';
import { eventually } from '../../../eventually';
import { apiOn, clientRow, idA, idB, pageOf, scripted, sendJson } from '../scriptedServer';

const file = {
  name: 'a.txt',
  size: 1,
  async *open() {
    yield await Promise.resolve(Buffer.from('a'));
  },
};

const writes: Record<string, (api: InvoiceNinjaApi) => Promise<unknown>> = {
  'a save': (api) => api.updateClient(idA, { settings: {} }),
  'a creation': (api) => api.createClient({}),
  'a bulk action': (api) => api.bulkClients({ action: 'archive', ids: [idA] }),
  'a purge': (api) => api.purgeClient(idB, undefined),
  'a merge': (api) => api.mergeClients(idA, idB, undefined),
  'an upload': (api) => api.uploadDocument(idA, file),
  'a renamed document': (api) => api.updateDocument(idB, { name: 'b' }),
  'a deleted document': (api) => api.deleteDocument(idB, undefined),
};

const reads: Record<string, (api: InvoiceNinjaApi) => Promise<unknown>> = {
  'a client': (api) => api.getClient(idA),
  'a list': (api) => api.listClients({}),
  'a page': (api) => api.listClients({ page: 2 }),
  documents: (api) => api.listDocuments(idA),
  'the history': (api) => api.activities(idA),
  'a count': (api) => api.relatedCount(idA, 'invoices'),
};

for (const [what, write] of Object.entries(writes))
  test(`${what} ends the sharing of every read that began before`, async (t) => {
    let isHeld = true;
    const held: (() => void)[] = [];
    const lists = (url: string) => /clients\?|documents\?|activities|invoices/.test(url);
    const server = await scripted((seen, response: ServerResponse) => {
      const isWrite =
        !Object.keys(reads).length ||
        /POST \/api\/v1\/clients(\?|$)|PUT|DELETE|bulk|purge|merge|upload/.test(`${seen.method} ${seen.url}`);
      const isDocument = seen.url.includes('/documents/');
      const row = clientRow(isDocument ? idB : idA);
      const answer = () => {
        const asList = seen.url.includes('bulk') || (!isWrite && lists(seen.url));
        const body = asList
          ? pageOf(seen.url.includes('activities') ? [] : [row])
          : { data: { ...row, documents: undefined } };
        sendJson(response, body);
      };
      if (isWrite || !isHeld) answer();
      else held.push(answer);
    });
    t.after(() => server.close());
    const { api } = apiOn(server.url, { concurrency: 40 });
    t.after(() => api.close());
    const count = Object.keys(reads).length;
    const early = Object.values(reads).map((read) => read(api));
    await eventually('the reads are on their way', () => held.length === count);
    await write(api);
    isHeld = false;
    const late = Object.values(reads).map((read) => read(api));
    await eventually('every read is sent again', () => server.requests.length === 2 * count + 1);
    await Promise.all(late);
    for (const answer of held) answer();
    await Promise.all(early);
  });

test('a read that is asked for while a write is on its way is sent again after it, although the write failed', async (t) => {
  const held: ServerResponse[] = [];
  const server = await scripted((seen, response) => {
    if (seen.method === 'GET' || seen.method === 'POST') held.push(response);
  });
  t.after(() => server.close());
  const { api } = apiOn(server.url);
  t.after(() => api.close());
  const write = api.createClient({});
  await server.arrived(1);
  const during = api.getClient(idA);
  await server.arrived(2);
  held[0]?.socket?.destroy();
  await assert.rejects(write);
  const after = api.getClient(idA);
  await server.arrived(3);
  await eventually('both reads are on their way', () => held.length === 3);
  sendJson(held[1]!, { data: clientRow(idA, { name: 'old' }) });
  sendJson(held[2]!, { data: clientRow(idA, { name: 'new' }) });
  assert.deepEqual([(await during).name, (await after).name], ['old', 'new']);
});
