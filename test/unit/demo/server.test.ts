import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { startDemo } from '../../../src/demo/entry';
import { callerFor, withDemo, type Caller, type Row } from './calls';

const ID = 'VolejRejNm';

function form(parts: [string, string | Blob, string?][]): FormData {
  const data = new FormData();
  for (const [name, value, filename] of parts) {
    if (typeof value === 'string') data.append(name, value);
    else data.append(name, value, filename);
  }
  return data;
}

async function upload(caller: Caller, id: string, content: Blob, name: string): Promise<Response> {
  return fetch(`${caller.server.url}/api/v1/clients/${id}/upload`, {
    method: 'POST',
    headers: { 'X-API-TOKEN': caller.server.token, Accept: 'application/json' },
    body: form([
      ['_method', 'PUT'],
      ['documents[]', content, name],
    ]),
  });
}

test('sample data is the same every time and holds every kind of client', async () => {
  const snapshots: string[] = [];
  for (let run = 0; run < 2; run++) {
    await withDemo({ clients: 150 }, async ({ rows, server }) => {
      const all = await rows('per_page=200&sort=id|asc&include=documents');
      assert.equal(all.length, 150);
      assert.equal(all[0]?.id, ID);
      snapshots.push(JSON.stringify(all).replaceAll(server.url, ''));
      const has = (test: (row: Row) => boolean): boolean => all.some(test);
      const name = (row: Row): string => String(row.name);
      const contacts = (row: Row): { email: string; first_name: string }[] => row.contacts as never;
      assert.ok(
        has((row) => row.is_deleted === true) &&
          has((row) => Number(row.archived_at) > 0 && row.is_deleted === false),
      );
      assert.ok(
        has((row) => /[\u0600-\u06ff]/.test(name(row))) && has((row) => /[\u0590-\u05ff]/.test(name(row))),
        'right to left',
      );
      assert.ok(
        has((row) => /[\u3040-\u30ff\u4e00-\u9fff]/.test(name(row))),
        'CJK',
      );
      assert.ok(
        has((row) => /\p{Emoji_Presentation}/u.test(name(row))),
        'emoji',
      );
      assert.ok(has((row) => name(row).includes('"')) && has((row) => name(row).length > 150));
      assert.ok(
        has((row) => name(row) === '' && contacts(row)[0]?.first_name !== ''),
        'only a contact',
      );
      assert.ok(
        has((row) => contacts(row).every((contact) => contact.email.trim() === '')),
        'no e-mail',
      );
      assert.ok(has((row) => (row.documents as object[]).length > 0));
      assert.ok(has((row) => (row.gateway_tokens as object[]).length > 0));
      assert.ok(has((row) => (row.locations as object[]).length > 0));
      assert.ok(has((row) => row.group_settings_id !== '') && has((row) => row.assigned_user_id !== ''));
    });
  }
  assert.equal(snapshots[0], snapshots[1]);
});

test('balances are the sum of the open invoices', async () => {
  await withDemo({}, async ({ rows, call }) => {
    for (const row of (await rows('per_page=20&sort=id|asc')).slice(0, 10)) {
      const { json } = await call('GET', `invoices?client_id=${row.id}&per_page=100`);
      const open = (json.data as { balance: number }[]).reduce((sum, invoice) => sum + invoice.balance, 0);
      assert.ok(Math.abs(open - Number(row.balance)) < 0.01);
    }
  });
});

test('counts of related records', async () => {
  await withDemo({}, async ({ call }) => {
    const kinds = [
      'invoices',
      'quotes',
      'credits',
      'payments',
      'recurring_invoices',
      'projects',
      'tasks',
      'expenses',
      'recurring_expenses',
    ];
    for (const kind of kinds) {
      const { status, json } = await call('GET', `${kind}?client_id=${ID}&per_page=1`);
      assert.equal(status, 200);
      assert.equal(typeof (json.meta as { pagination: { total: number } }).pagination.total, 'number');
    }
  });
});

test('tokens are random unless given, and only loopback listens', async () => {
  const one = await startDemo({ clients: 10 });
  const two = await startDemo({ clients: 10, token: 'given-token', password: 'given' });
  try {
    assert.match(one.token, /^[A-Za-z0-9]{64}$/);
    assert.notEqual(one.token, one.viewerToken);
    assert.match(one.url, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.equal((await callerFor(two, 'given-token').call('GET', 'ping')).status, 200);
    assert.equal((await callerFor(two, one.token).call('GET', 'ping')).status, 403);
    await assert.rejects(startDemo({ port: Number(new URL(one.url).port), clients: 10 }), {
      code: 'EADDRINUSE',
    });
  } finally {
    await Promise.all([one.close(), two.close(), one.close()]);
  }
  await assert.rejects(startDemo({ clients: 9 }), RangeError);
});

test('the viewer sees but may not write', async () => {
  await withDemo({}, async ({ server }) => {
    const viewer = callerFor(server, server.viewerToken);
    assert.ok(
      (await viewer.rows('per_page=100')).every((row) => row.balance === 0 && row.client_hash === ''),
    );
    assert.equal((await viewer.call('PUT', `clients/${ID}`, { city: 'x' })).status, 401);
    assert.equal((await viewer.call('GET', 'clients/create')).status, 401);
  });
});

test('uploads stream to disk and come back byte for byte', async () => {
  await withDemo({}, async (caller) => {
    const content = Buffer.alloc(20 * 1024 * 1024, 'line of text, \r\n--boundary');
    const answer = await upload(caller, ID, new Blob([content]), 'größe.txt');
    assert.equal(answer.status, 200);
    const client = (
      (await answer.json()) as { data: { documents: { id: string; name: string; size: number }[] } }
    ).data;
    const document = client.documents.at(-1);
    assert.deepEqual([document?.name, document?.size], ['größe.txt', content.length]);
    const back = await fetch(`${caller.server.url}/api/v1/documents/${document?.id}/download`, {
      headers: { 'X-API-TOKEN': caller.server.token },
    });
    assert.ok(Buffer.from(await back.arrayBuffer()).equals(content));
  });
});

test('uploads that the client breaks off do not end the server', async () => {
  await withDemo({ clients: 10 }, async (caller) => {
    const { hostname, port } = new URL(caller.server.url);
    const head =
      '--cut\r\nContent-Disposition: form-data; name="documents[]"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n';
    for (let round = 0; round < 60; round++) {
      const request = http.request({
        ...{ hostname, port, method: 'POST', path: `/api/v1/clients/${ID}/upload` },
        headers: {
          'X-API-TOKEN': caller.server.token,
          'Content-Type': 'multipart/form-data; boundary=cut',
          'Content-Length': 5_000_000,
        },
      });
      request.on('error', () => undefined);
      request.write(head);
      // Broken off at different moments: before the file is open, while it is written, and between two writes.
      await new Promise<void>((resolve) => request.write(Buffer.alloc(20_000 * round, 97), () => resolve()));
      if (round % 2 === 0) await new Promise((resolve) => setImmediate(resolve));
      const closed = new Promise((resolve) => request.once('close', resolve));
      request.destroy();
      await closed;
    }
    const file = await upload(caller, ID, new Blob(['whole']), 'whole.txt');
    assert.equal(file.status, 200);
  });
});

test('sample documents can be downloaded', async () => {
  await withDemo({}, async ({ call, server }) => {
    const [document] = (await call('POST', `clients/${ID}/documents`)).json.data as {
      id: string;
      size: number;
    }[];
    const answer = await fetch(`${server.url}/api/v1/documents/${document?.id}/download`, {
      headers: { 'X-API-TOKEN': server.token },
    });
    assert.equal((await answer.arrayBuffer()).byteLength, document?.size);
  });
});

test('state and files survive a restart, written atomically', async () => {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'demo-data-'));
  try {
    const options = { clients: 30, dataDir };
    const first = await startDemo(options);
    const caller = callerFor(first);
    const made = (
      await caller.call('POST', 'clients', { name: 'Survivor', contacts: [{ email: 's@s.example' }] })
    ).json.data as Row;
    await upload(caller, made.id, new Blob(['kept']), 'kept.txt');
    await caller.call('POST', `clients/Wpmbk5ezJn/purge`, undefined, { 'X-API-PASSWORD': first.password });
    const before = await caller.one(made.id, 'include=activities');
    await first.close();
    assert.deepEqual((await readdir(dataDir)).sort(), ['files', 'state.jsonl']);

    const second = await startDemo(options);
    const again = callerFor(second);
    try {
      assert.equal(second.token, first.token);
      const after = await again.one(made.id, 'include=activities');
      assert.deepEqual(JSON.stringify(after).replaceAll(second.url, first.url), JSON.stringify(before));
      assert.equal((await again.call('GET', 'clients/Wpmbk5ezJn')).status, 400);
      const next = (await again.call('POST', 'clients', { name: 'Next' })).json.data as Row;
      assert.notEqual(next.id, made.id);
      assert.notEqual(next.number, made.number);
      const [document] = after.documents as { id: string }[];
      const file = await fetch(`${second.url}/api/v1/documents/${document?.id}/download`, {
        headers: { 'X-API-TOKEN': second.token },
      });
      assert.equal(await file.text(), 'kept');
    } finally {
      await second.close();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});

test('a blank client has no id and is not stored', async () => {
  await withDemo({}, async ({ call, ids }) => {
    const blank = (await call('GET', 'clients/create')).json.data as Row;
    assert.deepEqual([blank.id, blank.name, blank.number, blank.contacts], ['', '', '', []]);
    assert.equal((await ids('per_page=100')).length, 60);
  });
});

test('latency delays every API answer', async () => {
  await withDemo({ latency: 40 }, async ({ call }) => {
    const started = performance.now();
    await call('GET', 'ping');
    assert.ok(performance.now() - started >= 35);
  });
});

test('indexes and sorted columns follow changes', async () => {
  await withDemo({ clients: 1500 }, async ({ call, ids }) => {
    const sorted = await ids('sort=city|asc&per_page=5000');
    await call('PUT', `clients/${ID}`, {
      city: '!first',
      number: 'N-1',
      contacts: [{ email: 'moved@x.example' }],
    });
    const after = await ids('sort=city|asc&per_page=5000');
    assert.equal(after[0], ID);
    assert.deepEqual(
      after.slice(1),
      sorted.filter((id) => id !== ID),
    );
    assert.deepEqual(await ids('number=n-1'), [ID]);
    assert.deepEqual(await ids('email=MOVED@x.example'), [ID]);
    assert.deepEqual(await ids('number=0001'), []);
    assert.deepEqual(await ids('email=contact1@client1.example'), []);
  });
});
