import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { beforeEach, test } from 'node:test';
import { ApiError } from '../../../../src/api/errors';
import type { ClientDocument, Id } from '../../../../src/api/types';
import { fileProblem, maxFileBytes } from '../../../../src/actions/files/fileProblem';
import {
  checkFiles,
  runUpload,
  type RunUploadOptions,
  type UploadSource,
} from '../../../../src/actions/files/runUpload';
import type { Session } from '../../../../src/session/session';
import { DemoWorld, clientIds } from '../demoSession';
import { clientOf } from '../fakeServer';

const world = DemoWorld.start({ clients: 20 });
const options = { origin: 'test', isPublic: false };

beforeEach(async () => (await world).reset());

function source(name: string, content: string | Buffer): UploadSource {
  const data = Buffer.from(content);
  return {
    name,
    inspect: () => Promise.resolve({ size: data.length, head: data.subarray(0, 65536) }),
    read: async function* () {
      yield await Promise.resolve(data);
    },
  };
}

async function target() {
  const session = (await world).session();
  const [id] = await clientIds(session, 1);
  assert.ok(id);
  const names = async () => ((await session.get(id)).documents ?? []).map(({ name }) => name);
  return { session, id, names };
}

const upload = async (session: Session, id: Id, files: readonly UploadSource[], how: RunUploadOptions) =>
  runUpload(session, id, await checkFiles(files), how);

test('the type goes by content, as on the server', () => {
  const png = Buffer.from('89504e470d0a1a0a0000000d', 'hex');
  const verdicts = {
    'png named txt': fileProblem(png, png.length),
    text: fileProblem(Buffer.from('hello'), 5),
    csv: fileProblem(Buffer.from('a,b\n1,2\n'), 8),
    xml: fileProblem(Buffer.from('<?xml version="1.0"?><a/>'), 25),
    zip: fileProblem(Buffer.from('PK\x03\x04'), 4),
  };
  for (const [what, problem] of Object.entries(verdicts)) assert.equal(problem, undefined, what);
  const refused = [
    '{"a":1}',
    '<svg xmlns="x"/>',
    '<!DOCTYPE html><p>',
    '#!/bin/sh\n',
    '\x7fELF\x01',
    '{\\rtf1}',
  ];
  for (const text of refused) assert.equal(fileProblem(Buffer.from(text), text.length), 'type', text);
  assert.equal(fileProblem(Buffer.alloc(0), 0), 'empty');
  assert.equal(fileProblem(png, maxFileBytes + 1), 'tooLarge');
  assert.equal(
    fileProblem(Buffer.from(`{"a": "${'x'.repeat(100)}`), 1e6),
    'type',
    'the beginning of much JSON',
  );
});

test('of five files the bad one is refused, the others are stored with one request each', async () => {
  const { session, id, names } = await target();
  const files = ['a.txt', 'b.txt', 'c.txt', 'd.txt', 'e.txt'].map((name) => source(name, `text of ${name}`));
  files[2] = source('c.json', '{"no":1}');
  const before = await names();
  const result = await upload(session, id, files, options);
  assert.deepEqual(
    result.files.map(({ name, outcome }) => [name, outcome.kind]),
    [
      ['a.txt', 'stored'],
      ['b.txt', 'stored'],
      ['c.json', 'refused'],
      ['d.txt', 'stored'],
      ['e.txt', 'stored'],
    ],
  );
  assert.deepEqual((await names()).length - before.length, 4);
  assert.equal((await (await world).requests('/upload')).length, 4);
});

test('a file that only the server rejects is refused too, and the next one is sent', async () => {
  const { session, id } = await target();
  const sneaky = { ...source('x.txt', '{"no":1}'), inspect: () => source('x.txt', 'abcdefgh').inspect() };
  const result = await upload(session, id, [sneaky, source('b.txt', 'fine')], options);
  assert.deepEqual(
    result.files.map(({ outcome }) => outcome),
    [{ kind: 'refused', problem: 'server' }, { kind: 'stored' }],
  );
});

test('a file that changed after the check is not stored but skipped; the next one is sent', async () => {
  const { session, id, names } = await target();
  const before = (await names()).length;
  const grown = { ...source('grown.txt', 'long'), inspect: () => source('grown.txt', 'lon').inspect() };
  const { files } = await upload(session, id, [grown, source('b.txt', 'fine')], options);
  const [first, second] = files.map(({ outcome }) => outcome);
  assert.ok(first?.kind === 'skipped' && first.error instanceof Error);
  assert.match(first.error.message, /changed meanwhile/);
  assert.equal(second?.kind, 'stored');
  assert.equal((await names()).length, before + 1);
});

test('a lost answer: the documents tell whether the file is there', async () => {
  const { session, id, names } = await target();
  await (await world).fault({ kind: 'reset-after', match: { path: '/upload$' } });
  const kept = await upload(session, id, [source('kept.txt', 'kept')], options);
  assert.equal(kept.files[0]?.outcome.kind, 'stored');
  assert.ok((await names()).includes('kept.txt'));
  await (await world).fault({ kind: 'error', match: { path: '/upload$' } });
  const files = [source('lost.txt', 'lost'), source('next.txt', 'n')];
  const lost = await upload(session, id, files, { ...options, pause: () => Promise.resolve() });
  assert.deepEqual(
    lost.files.map(({ outcome }) => outcome.kind),
    ['unknown', 'notSent'],
  );
});

/** A server that loses the answer of an upload; `documents` are what each look at the client shows, the first before it. */
async function lostUpload(
  documents: (string[] | undefined)[],
  sent: number,
  kind: 'unreachable' | 'canceled',
) {
  /** Looks, the first before the upload, and pauses. */
  const done: string[] = [];
  const session: Pick<Session, 'get' | 'upload'> = {
    get: (id) => {
      done.push('look');
      const shown = documents.length > 1 ? documents.shift() : documents[0];
      const rows = shown?.map((name) => ({ id: name, name, size: 8 }) as ClientDocument);
      return Promise.resolve(clientOf(id, 'active', rows && { documents: rows }));
    },
    upload: (_id, _file, how) => {
      how.onProgress?.(sent, 8);
      return Promise.reject(new ApiError(kind, 'lost', { effect: 'unknown' }));
    },
  };
  const checked = await checkFiles([source('file.txt', '8 bytes.')]);
  const pause = () => Promise.resolve(done.push('pause'));
  const { files } = await runUpload(session, 'a', checked, { ...options, pause });
  return { outcome: files[0]?.outcome.kind, done: done.join() };
}

for (const kind of ['unreachable', 'canceled'] as const)
  test(`a file that was sent completely may still be stored: it is looked for twice (${kind})`, async () => {
    const late = await lostUpload([[], [], ['file.txt']], 8, kind);
    assert.deepEqual(late, { outcome: 'stored', done: 'look,look,pause,look' });
    const never = await lostUpload([['old.txt']], 8, kind);
    assert.deepEqual(never, { outcome: 'unknown', done: 'look,look,pause,look' });
    const other = await lostUpload([['file.txt']], 8, kind);
    assert.equal(other.outcome, 'unknown', 'a document of that name was there before');
  });

test('a file that the server seems not to have stored, but has, is uploaded: it must not be sent again', async () => {
  const { session, id, names } = await target();
  const doubting = {
    get: session.get.bind(session),
    upload: async (...args: Parameters<Session['upload']>) => {
      await session.upload(...args);
      throw new ApiError('serverFault', 'The server accepted the file but did not store it.', {
        effect: 'none',
      });
    },
  } as unknown as Session;
  const { files } = await upload(doubting, id, [source('kept.txt', 'kept')], options);
  assert.deepEqual(
    files.map(({ outcome }) => outcome.kind),
    ['stored'],
  );
  assert.ok((await names()).includes('kept.txt'));
});

test('where documents are not listed, the outcome of a completely sent file is unknown', async () => {
  assert.equal((await lostUpload([undefined, ['file.txt']], 8, 'unreachable')).outcome, 'unknown');
  assert.equal((await lostUpload([[], undefined], 8, 'unreachable')).outcome, 'unknown');
});

test('a file that was not sent completely is not looked for again', async () => {
  const lost = await lostUpload([[]], 7, 'unreachable');
  assert.deepEqual(lost, { outcome: 'failed', done: 'look,look' });
  assert.equal((await lostUpload([[]], 7, 'canceled')).outcome, 'notSent');
});

test('progress is in bytes of all files; canceling in the middle stops sending', async () => {
  const { session, id, names } = await target();
  const chunk = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(1024 * 1024 - 9)]);
  const chunks = 100;
  const stop = new AbortController();
  let sent = 0;
  const big = (name: string, cancelAt: number): UploadSource => ({
    name,
    inspect: () =>
      Promise.resolve({ size: chunk.length * chunks - 4096 * 1024, head: chunk.subarray(0, 65536) }),
    read: async function* () {
      for (let n = 0; n < chunks - 4; n++) {
        sent = n;
        if (n === cancelAt) stop.abort();
        yield await Promise.resolve(chunk);
      }
    },
  });
  const before = await names();
  const marks: number[] = [];
  const whole = await upload(session, id, [big('big.pdf', -1)], {
    ...options,
    onProgress: (_, done) => marks.push(done),
  });
  assert.equal(whole.files[0]?.outcome.kind, 'stored');
  assert.ok(marks.length >= 96 && marks.every((mark, n) => n === 0 || mark >= (marks[n - 1] ?? 0)));
  const half = await upload(session, id, [big('half.pdf', 48), source('z.txt', 'z')], {
    ...options,
    signal: stop.signal,
  });
  assert.ok(sent < 90, 'the rest of the file was not read');
  assert.deepEqual(
    [half.canceled, ...half.files.map(({ outcome }) => outcome.kind)],
    [true, 'notSent', 'notSent'],
  );
  assert.deepEqual((await names()).slice(before.length), ['big.pdf']);
});

test('for a user who may not change the client the first file fails and nothing more is sent', async () => {
  const { id } = await target();
  const viewer = (await world).viewer();
  const result = await upload(viewer, id, [source('a.txt', 'a'), source('b.txt', 'b')], options);
  assert.deepEqual(
    result.files.map(({ outcome }) => outcome.kind),
    ['failed', 'notSent'],
  );
});
