import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { isApiError } from '../../../../src/api/errors';
import { Creations } from '../../../../src/session/writes/creations';
import { IntentFolder } from '../../../../src/session/writes/intents';

const content = {
  accountId: 'a',
  origin: 'me',
  newest: { id: 'VolejRejNm', createdAt: 5 },
  name: 'X',
  emails: ['x@example.com'],
  contactNames: [],
};
const uuid = '11111111-2222-4333-8444-555555555555';

function intentsIn(t: TestContext) {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'intents-'));
  t.after(() => fs.rmSync(root, { recursive: true, force: true }));
  const folder = path.join(root, 'intents');
  const reports: unknown[] = [];
  return { root, folder, reports, intents: new IntentFolder(folder, (error) => reports.push(error)) };
}

test('an intent is found again, for the user alone, until it is closed', async (t) => {
  const { folder, reports, intents } = intentsIn(t);
  assert.deepEqual(await intents.pending('me'), [], 'there is no folder yet');
  const intent = await intents.open(content);
  const [file, ...others] = fs.readdirSync(folder);
  assert.deepEqual([file, others], [`${intent.id}.json`, []]);
  assert.equal(fs.statSync(path.join(folder, file ?? '')).mode & 0o777, 0o600);
  assert.deepEqual(await intents.pending('me'), [intent]);
  assert.deepEqual(await intents.pending('other'), []);
  await intents.close(intent.id);
  await intents.close(intent.id);
  assert.deepEqual([await intents.pending('me'), reports], [[], []]);
});

test('an id inside a file names no other file', async (t) => {
  const { root, folder, intents } = intentsIn(t);
  const victim = path.join(root, 'victim.json');
  fs.writeFileSync(victim, 'precious');
  fs.mkdirSync(folder);
  const evil = JSON.stringify({ ...content, id: '../victim' });
  fs.writeFileSync(path.join(folder, `${uuid}.json`), evil);
  fs.writeFileSync(path.join(folder, 'evil.json'), evil);
  const found = await intents.pending('me');
  assert.deepEqual(
    found.map(({ id }) => id),
    [uuid],
  );
  for (const { id } of found) await intents.close(id);
  await intents.close('../victim');
  assert.equal(fs.readFileSync(victim, 'utf8'), 'precious');
  assert.deepEqual(fs.readdirSync(folder), ['evil.json']);
});

test('what is no intent is not taken for one', async (t) => {
  const { folder, intents } = intentsIn(t);
  fs.mkdirSync(folder);
  const odd = [
    '',
    '{',
    'null',
    '[]',
    '7',
    '{}',
    JSON.stringify({ ...content, emails: [5] }),
    JSON.stringify({ ...content, name: {} }),
  ];
  odd.forEach((text, index) => {
    fs.writeFileSync(path.join(folder, `${uuid.replace(/^1/, String(index))}.json`), text);
  });
  assert.deepEqual(await intents.pending('me'), []);
  fs.writeFileSync(
    path.join(folder, `${uuid}.json`),
    JSON.stringify({ ...content, newest: { id: '../x', createdAt: 'y' } }),
  );
  assert.equal((await intents.pending('me'))[0]?.newest, undefined);
});

test('what a crash left half written goes; what is being written stays', async (t) => {
  const { folder, intents } = intentsIn(t);
  fs.mkdirSync(folder);
  const [old, young] = ['a.json.1.tmp', 'b.json.2.tmp'].map((name) => path.join(folder, name));
  for (const file of [old, young]) fs.writeFileSync(file ?? '', '{"name":"X"');
  fs.utimesSync(old ?? '', 1, 1);
  assert.deepEqual(await intents.pending('me'), []);
  assert.deepEqual(fs.readdirSync(folder), ['b.json.2.tmp']);
});

test('a folder that cannot be used is said and reported, and nothing is sent', async (t) => {
  const { folder, reports, intents } = intentsIn(t);
  fs.writeFileSync(folder, 'a file where the folder should be');
  const creations = new Creations(intents, () =>
    Promise.resolve({
      rows: [],
      pagination: { total: 0, count: 0, perPage: 1, currentPage: 1, totalPages: 1 },
    }),
  );
  const post = () => Promise.reject(new Error('must not be sent'));
  const said = (error: unknown) => {
    assert.ok(isApiError(error, 'refused'), String(error));
    assert.match(error.message, /on this computer.*\(E[A-Z]+\)\. Nothing was sent\./);
    assert.equal(error.effect, 'none');
    return true;
  };
  await assert.rejects(creations.run('a', { name: 'X', contacts: [] }, 'me', post), said);
  await assert.rejects(creations.unresolved('me'), said);
  assert.deepEqual(
    reports.map((error) => typeof (error as NodeJS.ErrnoException).code),
    ['string', 'string'],
  );
});

test('a creation that was done is done, although its intent cannot be removed', async (t) => {
  const { folder, reports, intents } = intentsIn(t);
  const creations = new Creations(intents, () =>
    Promise.resolve({
      rows: [],
      pagination: { total: 0, count: 0, perPage: 1, currentPage: 1, totalPages: 1 },
    }),
  );
  const created = await creations.run('a', { name: 'X', contacts: [] }, 'me', () => {
    const [file] = fs.readdirSync(folder);
    fs.rmSync(path.join(folder, file ?? ''));
    // `rm` of a folder fails.
    fs.mkdirSync(path.join(folder, file ?? ''));
    return Promise.resolve({ id: 'made' } as never);
  });
  assert.equal(created.id, 'made');
  assert.equal(reports.length, 1);
});
