// What a save costs beyond the two requests it needs: our share on plain Node, and the whole of it in a real VS Code.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { request } from 'undici';
import { EventEmitter, Editor, Uri } from '../unit/documents/vscodeModel';
import { createApi } from '../../src/api/entry';
import { createDocuments, type DocumentsContext } from '../../src/documents/entry';
import { Session } from '../../src/session/session';
import { measureSaves } from '../host/measure/saves.mjs';
import { startServer, type ChildServer } from './childServer';
import { alternate, type Row } from './measure';

const latency = 70;
const runs = 15;
const goal = 1.3;
const id = 'VolejRejNm';

export async function bench(): Promise<Row[]> {
  const server = await startServer(50, latency);
  const storage = await mkdtemp(path.join(os.tmpdir(), 'bench-save-'));
  const api = createApi({ address: server.url, token: server.token, userAgent: 'bench' });
  try {
    const editor = await openEditor(api, storage);
    let turn = 0;
    const result = await alternate(
      runs,
      () => raw(server, `raw ${++turn}`),
      async () => {
        const json = JSON.parse(editor.getText()) as Record<string, unknown>;
        json.phone = `ours ${++turn}`;
        editor.type(`${JSON.stringify(json, null, 2)}\n`);
        const outcome = await editor.save();
        if (outcome !== 'saved') throw new Error(`The save ended as ${outcome}: ${editor.failure}`);
      },
    );
    const whole = await measureSaves(server, runs);
    return [
      {
        what: 'Save of one field, from stat to the answer of the PUT',
        baseline: `undici GET + PUT of the same client, answers after ${latency} ms`,
        goal: `at most ${goal} times`,
        median: result.median,
        spread: result.spread,
        ok: result.median <= goal,
        note:
          `${result.subject.toFixed(0)} ms against ${result.baseline.toFixed(0)} ms; ` +
          `from the keystroke to the clean tab in VS Code ${whole.toFixed(0)} ms`,
      },
    ];
  } finally {
    await api.close();
    await server.close();
    await rm(storage, { recursive: true, force: true });
  }
}

/** What nobody can do without: read the client, send it back. */
async function raw({ url, token }: ChildServer, city: string): Promise<void> {
  const headers = { 'X-API-TOKEN': token, Accept: 'application/json', 'Content-Type': 'application/json' };
  const target = `${url}/api/v1/clients/${id}`;
  const read = await request(target, { headers });
  const { data } = (await read.body.json()) as { data: { settings: unknown } };
  const body = JSON.stringify({ city, settings: data.settings });
  await (await request(target, { method: 'PUT', headers, body })).body.json();
}

async function openEditor(api: ReturnType<typeof createApi>, storage: string): Promise<Editor> {
  const account = { id: 'a', kind: 'server', address: api.address, companyName: 'A', label: 'A' } as const;
  const session = new Session(account, () => Promise.resolve(api), {
    open: () => Promise.reject(new Error('nothing is created here')),
    close: () => Promise.resolve(),
    pending: () => Promise.resolve([]),
  });
  const changes = new EventEmitter<{ type: number; uri: Uri }[]>();
  const nothing = () => ({ dispose: () => undefined });
  const context: unknown = {
    storage: Uri.file(storage),
    accounts: {
      all: () => [account],
      session: () => session,
      openSessions: () => [session],
      onDidChange: nothing,
      onDidOpenSession: nothing,
    },
    signIn: () => Promise.resolve(),
    log: { failure: () => undefined },
    changes,
  };
  const feature = createDocuments(context as DocumentsContext);
  const uri = Uri.from({ scheme: 'ninja-client', authority: 'a', path: `/clients/${id}/x.client.json` });
  const editor: Editor = new Editor(
    uri,
    feature.files,
    () => Promise.resolve(),
    () => 'cancel',
  );
  changes.event((list) => list.forEach(({ type }) => editor.changed(type)));
  await editor.open();
  return editor;
}
