import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import type { InvoiceNinjaApi } from '../../../../src/api/api';
import { ApiError } from '../../../../src/api/errors';
import { createApi } from '../../../../src/api/entry';
import { startDemo, type DemoServer } from '../../../../src/demo/entry';
import { ClientCreation } from '../../../../src/documents/create/clientCreation';
import { CreatedClients } from '../../../../src/documents/create/createdClients';
import { NewClient } from '../../../../src/documents/create/newClient';
import type { DocumentAccounts } from '../../../../src/documents/fileSystem/clientDocuments';
import type { HiddenSaves } from '../../../../src/documents/save/hiddenSaves';
import type { SaveProtocol } from '../../../../src/documents/save/saveProtocol';
import { newClientUri } from '../../../../src/platform/clientUri';
import { Session } from '../../../../src/session/session';
import { IntentFolder } from '../../../../src/session/writes/intents';
import { window, type Uri } from '../vscodeModel';

let server: DemoServer;
let api: InvoiceNinjaApi;
let storage: string;

before(async () => {
  server = await startDemo({ clients: 10 });
  api = createApi({ address: server.url, token: server.token, userAgent: 'test' });
  storage = await mkdtemp(path.join(os.tmpdir(), 'creations-'));
});
after(async () => {
  await api.close();
  await server.close();
  await rm(storage, { recursive: true, force: true });
});

const intents = () => path.join(storage, 'intents');
let nonce = 0;
let uri: Uri;
const opened: string[] = [];

beforeEach(() => {
  uri = newClientUri('a', `n${++nonce}`);
  opened.length = 0;
  Object.assign(window, { showTextDocument: (shown: Uri) => Promise.resolve(opened.push(shown.path)) });
});

/** The new document as an extension host that has just started knows it. */
function host(watched: Partial<InvoiceNinjaApi> = {}) {
  const fail = (error: unknown) => assert.fail(String(error));
  const account = { id: 'a', kind: 'server', address: '', companyName: 'A', label: 'A' } as const;
  const session = new Session(
    account,
    () => Promise.resolve({ ...api, ...watched }),
    new IntentFolder(intents(), fail),
  );
  const accounts = { session: () => session } as unknown as DocumentAccounts;
  const hidden = { decide: () => Promise.resolve('send') } as unknown as HiddenSaves;
  const client = new NewClient(uri, () => undefined as unknown as SaveProtocol);
  const created = new CreatedClients(path.join(storage, 'created'), fail);
  const none = () => undefined;
  const creation = new ClientCreation(client, accounts, created, hidden, none, none);
  const save = (text: string) =>
    creation.send({ text, check: undefined, answered: new Set(), automatic: false, inFront: true });
  return { client, save };
}

const total = async () => (await api.listClients({ perPage: 1 })).pagination.total;
const text = (name: string) =>
  JSON.stringify({ name, contacts: [{ first_name: 'A', email: 'a@x.example' }] });

test('a text that comes back after its client was created creates no second one', async () => {
  const first = host();
  await first.save(text('Once'));
  const count = await total();
  const again = host();
  await again.save(text('Once'));
  assert.equal(again.client.created?.id, first.client.created?.id);
  assert.equal(await total(), count);
});

test('what was typed since is not lost with that: the client is opened beside', async () => {
  const first = host();
  await first.save(text('Twice'));
  const count = await total();
  await assert.rejects(host().save(text('Twice, typed on')), /not with all of this text/);
  assert.deepEqual(opened, [`/clients/${first.client.created?.id}/Twice.client.json`]);
  assert.equal(await total(), count);
});

test('at every moment of a creation the disk knows of it', async () => {
  const notes = new CreatedClients(path.join(storage, 'created'), () => undefined);
  const known = async () =>
    (await readdir(intents())).length > 0 || (await notes.find(uri.toString())) !== undefined;
  let ended = false;
  let watching: Promise<boolean> | undefined;
  const watch = async () => {
    while (!ended) if (!(await known())) return false;
    return known();
  };
  const createClient: InvoiceNinjaApi['createClient'] = async (...given) => {
    const client = await api.createClient(...given);
    watching = watch();
    return client;
  };
  await host({ createClient }).save(text('Known'));
  ended = true;
  assert.equal(await watching, true);
  assert.deepEqual(await readdir(intents()), []);
});

test('a client that is gone from the server is not created again by itself', async () => {
  const first = host();
  await first.save(text('Purged'));
  const notFound = new ApiError('notFound', 'It is gone.');
  await assert.rejects(
    host({ getClient: () => Promise.reject(notFound) }).save(text('Purged')),
    /no longer has it/,
  );
});

test('nothing of the text is kept, and a note that is none is not followed', async () => {
  await host().save(text('Secretive'));
  const folder = path.join(storage, 'created');
  for (const file of await readdir(folder)) {
    assert.doesNotMatch(await readFile(path.join(folder, file), 'utf8'), /Secretive|x\.example/);
    await writeFile(path.join(folder, file), '{"uri":"x","clientId":"../x"}');
  }
  const count = await total();
  await host().save(text('Secretive'));
  assert.equal(await total(), count + 1);
});
