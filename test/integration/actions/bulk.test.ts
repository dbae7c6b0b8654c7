import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { startDemo, type DemoServer } from '../../../src/demo/entry';
import { clientState } from '../../../src/records/names';
import type { Account } from '../../../src/session/account';
import { signedIn } from '../support/signedIn';
import type { DialogEntry } from '../support/dialogs';
import { api, fault, forgetRequests, requests, stored } from '../support/demo';
import { handles } from '../support/support';

interface Row {
  id: string;
  is_deleted: boolean;
  archived_at: number;
}

const perRequest = 100;

describe('actions on many clients', () => {
  const desk = signedIn();
  const { dialogs } = desk;

  beforeEach(() => {
    dialogs.answer = yes;
  });

  const yes = ({ kind, choices }: DialogEntry) => (kind === 'warning' ? choices[0] : undefined);
  const onMany = (command: string, ids: string[], accountId = desk.account.id) => {
    const nodes = ids.map((clientId) => ({ accountId, clientId }));
    return vscode.commands.executeCommand(`ninjaClients.${command}`, nodes[0], nodes);
  };
  const rows = async (query: string) => {
    const { json } = await api('GET', `/clients?${query}&per_page=5000&sort=id|asc`);
    return (json as { data: Row[] }).data;
  };
  const active = async (count: number) => (await rows('status=active')).slice(0, count).map(({ id }) => id);
  /** Not those that other suites have open: what is purged here is gone for them too, in spite of the reset. */
  const lastActive = async (count: number) => (await rows('status=active')).slice(-count).map(({ id }) => id);
  const bulkRequests = async () =>
    (await requests('POST')).filter(({ path }) => path.endsWith('/clients/bulk'));
  const idsOf = (request: { body?: Record<string, unknown> }) => (request.body?.ids ?? []) as string[];
  const states = async (ids: string[]) => Promise.all(ids.map(async (id) => clientState(await stored(id))));

  it('canceling halfway says what was done and what was not touched; Undo reverts what was done', async () => {
    const ids = await active(250);
    dialogs.cancelAt(/^100 of 250$/);
    dialogs.answer = async (shown) => {
      if (!shown.text.startsWith('Archived')) return yes(shown);
      const now = await states(ids);
      assert.deepEqual(new Set(now.slice(0, perRequest)), new Set(['archived']));
      assert.deepEqual(new Set(now.slice(perRequest)), new Set(['active']));
      return 'Undo';
    };
    await onMany('archiveClients', ids);
    const message = await dialogs.next(/^Archived/);
    assert.equal(
      message.text,
      `Archived 100 clients. Not touched, since you canceled: 150 clients. Account: ${desk.account.label}`,
    );
    assert.equal(message.kind, 'warning');
    const undone = await dialogs.next(/^Undone/);
    assert.equal(undone.text, `Undone: 100 clients. Account: ${desk.account.label}`);
    assert.deepEqual(new Set(await states(ids)), new Set(['active']));
  });

  it('a lost answer in the middle whose outcome cannot be found is reported as unknown, and the rest is not sent', async () => {
    const ids = await active(250);
    await fault({ kind: 'reset-after', match: { path: '/clients/bulk$' }, skip: 1 });
    // The list is read once before; the look at what became of the lost ones gets no answer.
    await fault({ kind: 'html', match: { method: 'GET', path: '/clients$' }, skip: 1, times: 0 });
    await forgetRequests();
    await onMany('archiveClients', ids);
    const message = await dialogs.next(/^Archived/);
    assert.match(
      message.text,
      /^Archived 100 clients\. May have been changed, the answer was lost: 100 clients\. Look before you try again\. Not touched: 50 clients\. /,
    );
    assert.equal((await bulkRequests()).length, 2);
  });

  it('asked to slow down in the middle, it waits, sends the same clients again and loses none', async () => {
    const ids = await active(250);
    await fault({ kind: 'rate-limit', match: { path: '/clients/bulk$' }, skip: 1, times: 2, retryAfter: 1 });
    await forgetRequests();
    await onMany('archiveClients', ids);
    await dialogs.next(/^Archived 250 clients\. Account: /);
    const sent = await bulkRequests();
    assert.deepEqual(
      sent.map(({ status }) => status),
      [200, 429, 429, 200, 200],
    );
    assert.deepEqual(sent.filter(({ status }) => status === 200).flatMap(idsOf), ids, 'in order, each once');
  });

  it('Undo reverts only what nobody has changed since, and says why not the rest', async () => {
    const [a = '', b = '', c = '', d = ''] = await lastActive(4);
    await api('POST', '/clients/bulk', { action: 'archive', ids: [d] });
    dialogs.answer = async (shown) => {
      if (!shown.text.startsWith('Deleted')) return yes(shown);
      await fault({ kind: 'clock', seconds: 5 });
      await api('POST', '/clients/bulk', { action: 'restore', ids: [b] });
      await fault({ kind: 'purge-client', client: c });
      return 'Undo';
    };
    await onMany('deleteClients', [a, b, c, d]);
    const message = await dialogs.next(/^Undone/);
    assert.equal(
      message.text,
      'Undone: 2 clients. Left alone, somebody changed them since: 1 client. ' +
        `No longer on the server: 1 client. Account: ${desk.account.label}`,
    );
    assert.deepEqual(await states([a, b, d]), ['active', 'active', 'archived']);
  });

  it('shows line by line what became of each', async () => {
    const [a = '', b = '', c = ''] = await lastActive(3);
    await fault({ kind: 'purge-client', client: b });
    await api('POST', '/clients/bulk', { action: 'archive', ids: [c] });
    dialogs.answer = (shown) => (shown.text.startsWith('Archived') ? 'Details' : yes(shown));
    const { name } = await stored(a);
    const opened = new Promise<vscode.TextDocument>((resolve) => {
      const subscription = vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (editor?.document.uri.scheme !== 'ninja-client-result') return;
        subscription.dispose();
        resolve(editor.document);
      });
    });
    await onMany('archiveClients', [a, b, c]);
    const lines = (await opened).getText().trim().split('\n');
    assert.equal(lines[0], `${name} (${a}): done`);
    assert.match(lines[1] ?? '', new RegExp(`\\(${b}\\): no longer on the server$`));
    assert.match(lines[2] ?? '', new RegExp(`\\(${c}\\): no change needed$`));
  });

  describe('ten thousand', () => {
    let server: DemoServer;
    let large: Account;

    before(async () => {
      server = await startDemo({ clients: 12_000, control: true });
      const { accounts, verify } = await handles();
      large = await verify(server.url, server.token);
      await accounts.add(large, server.token);
    });

    after(async () => {
      await (await handles()).accounts.remove(large.id);
      await server.close();
    });

    const all = async (status: string) => {
      const found: Row[] = [];
      for (let page = 1; ; page++) {
        const query = `status=${status}&per_page=5000&page=${page}&sort=id|asc`;
        const response = await fetch(`${server.url}/api/v1/clients?${query}`, {
          headers: { 'X-API-TOKEN': server.token, 'X-Requested-With': 'XMLHttpRequest' },
        });
        const { data } = (await response.json()) as { data: Row[] };
        found.push(...data);
        if (data.length < 5000) return found;
      }
    };
    const stateOf = ({ id, is_deleted, archived_at }: Row) =>
      `${id} ${is_deleted} ${archived_at > 0 && !is_deleted}`;

    it('are deleted after one question, and brought back to exactly what each was', async () => {
      const before = await all('active,archived,deleted');
      const ids = before
        .filter((row) => !row.is_deleted)
        .slice(0, 10_000)
        .map(({ id }) => id);
      assert.equal(ids.length, 10_000);
      dialogs.answer = (shown) => (shown.text.startsWith('Deleted') ? 'Undo' : yes(shown));
      await onMany('deleteClients', ids, large.id);
      const question = dialogs.history[0];
      assert.equal(question?.text, `Delete 10,000 clients in ${large.label}?`);
      assert.match(question.detail, /\nand 9,990 more/);
      assert.equal((await dialogs.next(/^Deleted/)).text, `Deleted 10,000 clients. Account: ${large.label}`);
      assert.equal((await dialogs.next(/^Undone/)).text, `Undone: 10,000 clients. Account: ${large.label}`);
      assert.deepEqual((await all('active,archived,deleted')).map(stateOf), before.map(stateOf));
    }).timeout(120_000);
  });
});
