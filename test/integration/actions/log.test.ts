import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { clientName } from '../../../src/records/names';
import type { Account } from '../../../src/session/account';
import { FakePage } from './fakePage';
import { api, clearFaults, demo, fault, reset, stored } from '../support/demo';
import { Dialogs, type DialogEntry } from '../support/dialogs';
import { closeAll, signIn, signOutAll, textChanged, until } from '../support/support';

const first = 'VolejRejNm';
const second = 'Wpmbk5ezJn';
/** Words that only the user or the server has said. */
const said = {
  password: 'a wrong guess',
  note: 'a note that nobody else reads',
  uploaded: 'offer-of-may.txt',
  refused: 'numbers-of-may.json',
  renamed: 'offer-of-june.txt',
  saved: 'offer-on-disk.txt',
  server: 'the server quotes a record',
};

describe('the log of actions', () => {
  let account: Account;
  let folder: string;
  let page: FakePage;
  let third: string;
  const dialogs = new Dialogs();

  before(async () => {
    await reset();
    account = await signIn();
    folder = await mkdtemp(path.join(os.tmpdir(), 'log-'));
    const { json } = await api('GET', '/clients?status=active&per_page=50');
    const ids = (json as { data: { id: string }[] }).data.map(({ id }) => id);
    third = ids.find((id) => id !== first && id !== second) ?? '';
    dialogs.install();
  });

  after(async () => {
    dialogs.restore();
    await clearFaults();
    await closeAll();
    await rm(folder, { recursive: true, force: true });
    await signOutAll();
  });

  const node = (clientId: string) => ({ accountId: account.id, clientId });
  const run = (command: string, ...args: unknown[]) =>
    vscode.commands.executeCommand(`ninjaClients.${command}`, ...args);
  const document = async () => {
    const found = (await stored(first)).documents?.find(({ name }) =>
      [said.uploaded, said.renamed].includes(name),
    );
    assert.ok(found);
    return { ...node(first), documentId: found.id };
  };
  const file = async (name: string, content: string) => {
    await writeFile(path.join(folder, name), content);
    return vscode.Uri.file(path.join(folder, name));
  };
  /** Takes the first button or row, but what a test needs where it needs it. */
  const answer = ({ kind, text, choices }: DialogEntry) => {
    if (kind === 'input') return text.startsWith('Rename') ? said.renamed : said.note;
    if (kind === 'info' && !choices.includes('Undo')) return undefined;
    // The page that it opens would compete with the editor of the next action.
    if (choices[0] === 'Details') return undefined;
    return choices.find((choice) => choice.startsWith('Public notes')) ?? choices[0];
  };
  const final = async (command: string, ...args: unknown[]) => {
    page = new FakePage();
    dialogs.replace('createWebviewPanel', () => page.panel);
    await run(command, ...args);
    await page.model(({ busy }) => !busy);
    await page.send({ type: 'backup', withFiles: true });
    const { ids, typing } = await page.model(({ backup, busy }) => backup.done && !busy);
    dialogs.passwords(demo.password);
    await page.send({ type: 'confirm', ...ids, typed: typing.expected });
  };

  /** An action, the message that ends it, and the lines that the log has of it. */
  const actions: readonly [
    act: () => Thenable<unknown>,
    ended: RegExp | undefined,
    lines: readonly RegExp[],
  ][] = [
    [
      () => run('archiveClients', node(first)),
      /^Undone/,
      [/archive: 1 done$/, /undo of archive: 1 brought back$/],
    ],
    [
      () => run('deleteClients', node(first)),
      /^Undone/,
      [/delete: 1 done$/, /undo of delete: 1 brought back$/],
    ],
    [
      () => run('restoreClients', node(first), [node(first), node(second)]),
      /^No change/,
      [/restore: 2 same$/],
    ],
    [
      () => run('assignGroup', node(first), [node(first), node(second)]),
      /^Assigned/,
      [/assign_group: .*done/],
    ],
    [() => run('setClientField', node(first)), /^Set Public notes/, [/bulk_update: 1 done$/]],
    [() => run('cloneClients', node(third)), undefined, [/clone: /]],
    [
      async () => {
        const message = said.server;
        await fault({ kind: 'error', status: 500, message, times: 1, match: { path: '/clients/bulk$' } });
        await run('archiveClients', node(second));
      },
      undefined,
      [/archive: 1 \w+$/, /archive: serverFault.*effect/],
    ],
    [
      async () => {
        const files = [await file(said.uploaded, said.note), await file(said.refused, '{"a":1}')];
        dialogs.replace('showOpenDialog', () => Promise.resolve(files));
        await run('uploadDocuments', node(first));
      },
      /^Uploaded/,
      [/upload: 1 stored, 1 refused$/],
    ],
    [async () => run('openDocument', await document()), undefined, [/document opened$/]],
    [async () => run('renameDocument', await document()), /^Renamed/, [/document changed$/]],
    [async () => run('changeDocumentVisibility', await document()), /is \w+ now/, [/document changed$/]],
    [
      async () => {
        const to = vscode.Uri.file(path.join(folder, said.saved));
        dialogs.replace('showSaveDialog', () => Promise.resolve(to));
        await run('downloadDocuments', await document());
      },
      /^Saved/,
      [/document downloaded$/],
    ],
    [
      async () => {
        dialogs.passwords(said.password, demo.password);
        await run('deleteDocument', await document());
      },
      /^Deleted the document/,
      [/document deleted$/],
    ],
    [() => final('purgeClient', node(second)), /^Purged/, [/purge: backup written$/, /purge: done$/]],
    [
      () => final('mergeClients', node(first), [node(first), node(third)]),
      /^Merged/,
      [/merge: backup written$/, /merge: done$/],
    ],
  ];

  it('has the outcome of every action, and nothing of a client, a file or a secret', async () => {
    const clients = await Promise.all([first, second, third].map(stored));
    dialogs.answer = answer;
    for (const [act, ended] of actions) {
      dialogs.history.length = 0;
      await act();
      if (ended !== undefined) await dialogs.next(ended);
    }
    await run('showLog');
    const log = () =>
      vscode.workspace.textDocuments
        .find(
          ({ uri, fileName }) => uri.scheme === 'output' && fileName.includes('Clients for Invoice Ninja'),
        )
        ?.getText() ?? '';
    const wanted = actions.flatMap(([, , lines]) => lines);
    const last = () =>
      log()
        .split('\n')
        .filter((line) => /\[(info|warning|error)\]/.test(line))
        .slice(-wanted.length);
    await until(
      () => `the log says what was done: ${last().join('\n')}`,
      () => wanted.every((line, at) => line.test(last()[at] ?? '')),
      ...textChanged(),
    );
    const text = log();
    const ofClients = clients.flatMap((client) => [
      client.id,
      clientName(client),
      ...client.contacts.flatMap(({ email, first_name, last_name }) => [email, first_name, last_name]),
      ...(client.documents ?? []).flatMap(({ id, name }) => [id, name]),
    ]);
    // As a word: a line of code may have the same digits in its place.
    for (const { number } of clients) assert.doesNotMatch(text, new RegExp(`\\b${number}\\b`), number);
    const secrets = [demo.password, demo.token, demo.viewerToken, account.companyName, path.basename(folder)];
    for (const hidden of [...ofClients, ...secrets, ...Object.values(said), 'backups'])
      if (hidden.length > 3) assert.equal(text.includes(hidden), false, `the log tells ${hidden}`);
  });
});
