import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { isBackupIntact, writeBackup } from '../../../../src/actions/purgeMerge/backup';
import { ApiError } from '../../../../src/api/errors';
import type { ClientDocument } from '../../../../src/api/types';
import type { Session } from '../../../../src/session/session';
import { clientOf } from '../fakeServer';

let folder = '';
before(async () => void (folder = await mkdtemp(path.join(os.tmpdir(), 'backups-'))));
after(() => rm(folder, { recursive: true, force: true }));

const one = { id: 'doc', name: 'contract.pdf', size: 4 } as ClientDocument;

/** A server whose plain answer and whose answer with details list these documents. */
function serverWith(
  plain: ClientDocument[] | undefined,
  detailed: ClientDocument[] | undefined | ApiError,
  sent = '%PDF',
) {
  const client = (documents?: ClientDocument[]) => clientOf('a', 'active', documents && { documents });
  const api = {
    getClient: () =>
      detailed instanceof ApiError ? Promise.reject(detailed) : Promise.resolve(client(detailed)),
    activities: () => Promise.resolve([]),
    downloadDocument: async (id: string, sink: (chunk: Uint8Array) => Promise<void>) => {
      if (id === 'missing') throw new ApiError('notFound', 'gone');
      if (id === 'offline') throw new ApiError('unreachable', 'Offline.');
      await sink(Buffer.from(sent));
      return sent.length;
    },
  };
  return {
    account: { id: 'demo', label: 'Demo', address: 'http://demo' },
    get: () => Promise.resolve(client(plain)),
    api: () => Promise.resolve(api),
  } as unknown as Session;
}

async function backupOf(session: Session, withFiles: boolean) {
  const into = await mkdtemp(path.join(folder, 'one-'));
  const { file, lacks } = await writeBackup(session, ['a'], { folder: into, withFiles });
  const { clients } = JSON.parse(await readFile(file, 'utf8')) as {
    clients: { client: { documents?: ClientDocument[] } }[];
  };
  const names = await readdir(into, { recursive: true });
  return {
    listed: clients[0]?.client.documents?.map(({ name }) => name),
    files: names.map((name) => path.basename(name)).filter((name) => name.endsWith('.pdf')),
    lacks: lacks.filter((what) => what.includes('documents')),
  };
}

test('documents that only the answer with details lists are saved, or named as missing', async () => {
  assert.deepEqual(await backupOf(serverWith(undefined, [one]), true), {
    listed: ['contract.pdf'],
    files: ['contract.pdf'],
    lacks: [],
  });
  const { lacks } = await backupOf(serverWith(undefined, [one]), false);
  assert.deepEqual(lacks, ['the files of its documents']);
});

test('documents that only the plain answer lists are saved too', async () => {
  const noDetails = new ApiError('unsupported', 'no');
  assert.deepEqual((await backupOf(serverWith([one], noDetails), true)).files, ['contract.pdf']);
});

test('where no answer lists documents the backup says that it lacks them and their files', async () => {
  for (const withFiles of [true, false]) {
    const { lacks } = await backupOf(serverWith(undefined, undefined), withFiles);
    assert.deepEqual(lacks, ['its documents', 'the files of its documents']);
  }
});

test('a client without documents lacks none', async () => {
  for (const withFiles of [true, false])
    assert.deepEqual((await backupOf(serverWith([], []), withFiles)).lacks, []);
});

test('a backup holds nothing that logs in, at any depth', async () => {
  const session = serverWith([], []);
  const secret = { settings: { smtp_password: 'MARK' }, invitations: [{ key: 'MARK' }], name: 'kept' };
  const activity = { notes: 'kept', contact: { link: 'MARK' } };
  const api = await session.api();
  const marked = {
    ...session,
    get: () => Promise.resolve({ ...clientOf('a', 'active', {}), ...secret }),
    api: () =>
      Promise.resolve({
        ...api,
        getClient: () => Promise.resolve(secret),
        activities: () => Promise.resolve([activity]),
      }),
  } as unknown as Session;
  const { file } = await writeBackup(marked, ['a'], { folder, withFiles: false });
  const text = await readFile(file, 'utf8');
  assert.doesNotMatch(text, /MARK/);
  assert.equal(text.split('"kept"').length, 3);
});

test('the files of documents belong to the backup: one that is removed, cut or changed breaks it', async () => {
  const documents = [one, { ...one, id: 'doc2', name: 'other.pdf' }];
  const into = await mkdtemp(path.join(folder, 'digest-'));
  const options = { folder: into, withFiles: true };
  const write = () => writeBackup(serverWith(documents, documents), ['a'], options);
  const read = async (file: string) => {
    const { about } = JSON.parse(await readFile(file, 'utf8')) as {
      about: { files: { document: string; name: string; file: string; size: number; sha256: string }[] };
    };
    return about.files;
  };
  const breaks: ((file: string) => Promise<void>)[] = [
    (file) => rm(file),
    (file) => writeFile(file, '%PD'),
    (file) => writeFile(file, '%PDE'),
    (file) => appendFile(file, ' '),
    (file) => rm(path.dirname(file), { recursive: true }),
  ];
  for (const [at, destroy] of breaks.entries()) {
    const backup = await write();
    const files = await read(backup.file);
    assert.deepEqual(
      files.map(({ document, name, size }) => [document, name, size]),
      [
        ['doc', 'contract.pdf', 4],
        ['doc2', 'other.pdf', 4],
      ],
    );
    assert.equal(await isBackupIntact(backup), true);
    await destroy(path.join(into, files[1]?.file ?? ''));
    assert.equal(await isBackupIntact(backup), false, String(at));
  }
});

test('a file that the server does not have, or not whole, is named, and nothing stands for it', async () => {
  const lost = { ...one, id: 'missing', name: 'lost.pdf' };
  for (const [documents, sent, name] of [
    [[one], '%PD', 'contract.pdf'],
    [[one], '', 'contract.pdf'],
    [[one], '{"message":"x"}', 'contract.pdf'],
    [[lost], '%PDF', 'lost.pdf'],
  ] as const) {
    const into = await mkdtemp(path.join(folder, 'lacks-'));
    const server = serverWith([...documents], [...documents], sent);
    const { lacks } = await writeBackup(server, ['a'], { folder: into, withFiles: true });
    assert.ok(lacks.includes(`the file “${name}”, which did not arrive as it should`), lacks.join());
    const files = (await readdir(into, { recursive: true })).filter((file) => !file.endsWith('-files'));
    assert.deepEqual(
      files.filter((file) => !file.endsWith('.json')),
      [],
    );
  }
});

test('without a connection there is no backup, and nothing that looks like one', async () => {
  const documents = [one, { ...one, id: 'offline' }];
  const into = await mkdtemp(path.join(folder, 'offline-'));
  const backup = writeBackup(serverWith(documents, documents), ['a'], { folder: into, withFiles: true });
  await assert.rejects(backup, /Offline/);
  assert.deepEqual(await readdir(into), []);
});
