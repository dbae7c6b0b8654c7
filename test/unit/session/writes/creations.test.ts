import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InvoiceNinjaApi } from '../../../../src/api/api';
import { ApiError, isApiError } from '../../../../src/api/errors';
import type { ClientQuery } from '../../../../src/api/query/clientQuery';
import type { Client, Page } from '../../../../src/api/types';
import { Session } from '../../../../src/session/session';
import { Creations } from '../../../../src/session/writes/creations';
import type { Intent, IntentStore } from '../../../../src/session/writes/intents';

const id = (n: number) => `client${String(n).padStart(6, '0')}`;

function client(n: number, more: Partial<Client> = {}): Client {
  const zeros = { balance: 0, paid_to_date: 0, credit_balance: 0, archived_at: 0, updated_at: n };
  const texts = { id: id(n), name: `Client ${n}`, display_name: '', number: '1', is_deleted: false };
  return { ...zeros, ...texts, created_at: n, settings: {}, contacts: [], ...more };
}

/** A server's clients, answered in pages and the newest first. */
class Server {
  requests: ClientQuery[] = [];
  constructor(public clients: Client[]) {}

  readonly list = (query: ClientQuery): Promise<Page<Client>> => {
    this.requests.push(query);
    assert.deepEqual(query.sort, { column: 'id', direction: 'desc' });
    assert.deepEqual(query.status, ['active', 'archived', 'deleted']);
    const { page = 1, perPage = 20 } = query;
    const rows = [...this.clients].reverse().slice((page - 1) * perPage, page * perPage);
    const total = this.clients.length;
    const pagination = { total, count: rows.length, perPage, currentPage: page, totalPages: 1 };
    return Promise.resolve({ rows, pagination });
  };

  /** Clients that others create. */
  grow(count: number, more: Partial<Client> = {}): void {
    for (let i = 0; i < count; i++) this.clients.push(client(this.clients.length + 1, more));
  }
}

class Store implements IntentStore {
  readonly log: string[] = [];
  readonly intents: Intent[] = [];
  open(content: Omit<Intent, 'id'>): Promise<Intent> {
    this.log.push('open');
    const intent = { id: String(this.intents.length), ...content };
    this.intents.push(intent);
    return Promise.resolve(intent);
  }
  close(): Promise<void> {
    return Promise.resolve(void this.log.push('close'));
  }
  pending(): Promise<Intent[]> {
    return Promise.resolve(this.intents);
  }
}

const lost = () => Promise.reject(new ApiError('unreachable', 'lost', { effect: 'unknown' }));

/** A creation whose answer is lost, on a server with so many clients. */
async function lostCreation(server: Server, name = 'Mine') {
  const store = new Store();
  const creations = new Creations(store, server.list);
  await assert.rejects(creations.run('a', { name, contacts: [] }, 'me', lost));
  const [intent] = await creations.unresolved('me');
  assert.ok(intent);
  return { creations, intent };
}

test('an intent is on disk before the POST, stays while its outcome is unknown and goes when it is known', async () => {
  const store = new Store();
  const { log } = store;
  let outcome: () => Promise<Client> = () => Promise.resolve(client(1));
  const api = {
    listClients: new Server([]).list,
    createClient: () => {
      log.push('post');
      return outcome();
    },
  } as unknown as InvoiceNinjaApi;
  const account = {
    id: 'a',
    kind: 'server',
    address: 'https://x.example',
    companyName: 'X',
    label: 'X',
  } as const;
  const session = new Session(account, () => Promise.resolve(api), store);
  const create = () => session.create({}, { name: 'X', contacts: [] }, { origin: 'me' });
  await create();
  assert.deepEqual(log.splice(0), ['open', 'post', 'close']);
  outcome = () => Promise.reject(new ApiError('validation', 'no'));
  await assert.rejects(create());
  assert.deepEqual(log.splice(0), ['open', 'post', 'close']);
  outcome = lost;
  await assert.rejects(create());
  assert.deepEqual(log.splice(0), ['open', 'post']);
  // Reading the answer failed in a way that nobody thought of.
  outcome = () => Promise.reject(new TypeError('x is not a function'));
  await assert.rejects(create());
  assert.deepEqual(log, ['open', 'post']);
});

test('nothing is sent where the newest client cannot be read, except by a user who may not list clients', async () => {
  const store = new Store();
  let kind: 'unreachable' | 'noPermission' = 'unreachable';
  const creations = new Creations(store, () => Promise.reject(new ApiError(kind, 'no')));
  const post = () => Promise.resolve(client(1));
  await assert.rejects(creations.run('a', { name: 'X', contacts: [] }, 'me', post), (error) =>
    isApiError(error, 'unreachable'),
  );
  assert.deepEqual(store.log, []);
  kind = 'noPermission';
  assert.equal((await creations.run('a', { name: 'X', contacts: [] }, 'me', post)).id, id(1));
});

test('a lost creation is found behind thousands of newer clients, whatever this machine takes for the time', async (t) => {
  const server = new Server([]);
  server.grow(30);
  t.mock.timers.enable({ apis: ['Date'], now: 4_000_000_000_000 });
  const { creations, intent } = await lostCreation(server);
  server.grow(1, { name: 'Mine' });
  server.grow(3000);
  t.mock.timers.setTime(1000);
  server.requests = [];
  const [first] = await creations.candidates(intent);
  assert.equal(first?.name, 'Mine');
  assert.equal(server.requests.length, 31, 'no page of older clients is read');
});

test('a lost creation whose name the server stored differently is among those that are shown', async () => {
  const server = new Server([]);
  server.grow(30);
  const { creations, intent } = await lostCreation(server, 'Mine & Co');
  server.grow(1, { name: 'Mine &amp; Co' });
  server.grow(500);
  const found = await creations.candidates(intent);
  assert.equal(found[0]?.name, 'Mine &amp; Co', 'the oldest of the newer ones first');
  assert.ok(found.length <= 200);
});

test('older clients are no candidates, although they have the name; none newer, none found', async () => {
  const server = new Server([]);
  server.grow(300, { name: 'Mine' });
  const { creations, intent } = await lostCreation(server);
  assert.deepEqual(await creations.candidates(intent), []);
  const empty = await lostCreation(new Server([]));
  assert.deepEqual(await empty.creations.candidates(empty.intent), []);
});

test('where the newest client was purged since, its time tells', async () => {
  const server = new Server([]);
  server.grow(1000);
  const { creations, intent } = await lostCreation(server);
  server.clients.pop();
  server.clients.push(client(1002, { name: 'Mine' }));
  const found = await creations.candidates(intent);
  assert.equal(found[0]?.id, id(1002));
  assert.ok(found.length < 150, 'only what may be newer by another clock');
});

test('what a lost creation made is recognized by names and e-mails, as the server stores them', async () => {
  const intent = {
    id: 'i',
    accountId: 'a',
    origin: 'me',
    name: ' Ab  <b>C</b> ',
    emails: ['x@y.example'],
    contactNames: ['Nadia Nameless', '<i>'],
  };
  const person = { id: 'p', first_name: '', last_name: '', email: '', phone: '', is_primary: true };
  const server = new Server([
    client(1, { name: '', contacts: [person] }),
    client(2, { contacts: [{ ...person, first_name: 'Nadia', last_name: 'Nameless' }] }),
    client(3, { contacts: [{ ...person, email: 'X@y.example' }] }),
    client(4, { name: 'Ab C' }),
  ]);
  // Of an older version, which did not note the newest client.
  const found = await new Creations(new Store(), server.list).candidates(intent);
  assert.deepEqual(
    found.map((one) => one.id),
    [id(4), id(3), id(2)],
  );
});
