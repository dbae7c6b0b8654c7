import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { PageModel } from '../../../src/actions/purgeMerge/pageModel';
import { clientName } from '../../../src/records/names';
import { signedIn } from '../support/signedIn';
import { api, demo, forgetRequests, requests, stored } from '../support/demo';
import { FakePage } from './fakePage';
import { openClient, until } from '../support/support';

const first = 'VolejRejNm';
const second = 'Wpmbk5ezJn';

describe('purge and merge', () => {
  const desk = signedIn();
  const { dialogs, node, run } = desk;
  let page: FakePage;

  beforeEach(async () => {
    page = new FakePage();
    dialogs.replace('createWebviewPanel', () => page.panel);
    await forgetRequests();
  });

  afterEach(() => {
    page.panel.dispose?.();
  });

  const purgesAndMerges = async () =>
    (await requests('POST')).filter(({ path }) => /\/(purge|merge)$/.test(path)).map(({ status }) => status);
  const backedUp = ({ backup, busy }: PageModel) => backup.done && !busy;
  const exists = async (id: string) => (await api('GET', `/clients/${id}`)).status === 200;
  const confirmation = ({ ids, typing }: PageModel) => ({ type: 'confirm', ...ids, typed: typing.expected });

  it('purges after facts, backup, typed name and password; the open tab says so', async () => {
    const client = await stored(first);
    const editor = await openClient(desk.account.id, first);
    await run('purgeClient', editor.document.uri);
    const model = await page.model(({ busy }) => !busy);
    assert.equal(model.title, `Purge “${clientName(client)}”`);
    const facts = Object.fromEntries(model.table.rows.map(({ label, values }) => [label, values[0]]));
    assert.equal(facts.Number, client.number);
    assert.equal(facts.Documents, String(client.documents?.length));
    await page.send({ type: 'backup', withFiles: false });
    const ready = await page.model(backedUp);
    dialogs.passwords('wrong', demo.password);
    await page.send(confirmation(ready));
    const message = await dialogs.next(/^Purged/);
    assert.deepEqual(await purgesAndMerges(), [412, 200]);
    assert.equal(await exists(first), false);
    const file = /Its backup is (.+)\.$/.exec(message.text)?.[1] ?? '';
    assert.ok(existsSync(file), message.text);
    const saved = JSON.parse(await readFile(file, 'utf8')) as { clients: { client: { id: string } }[] };
    assert.equal(saved.clients[0]?.client.id, first);
    assert.equal(JSON.stringify(page.posted).includes(demo.password), false);
    assert.equal(JSON.stringify(page.posted).includes(demo.token), false);
  });

  it('merges two selected clients, swapped; the tab of the loser gives way; two primary contacts are repaired', async () => {
    const [one, two] = [await stored(first), await stored(second)];
    await openClient(desk.account.id, first);
    await run('mergeClients', node(first), [node(first), node(second)]);
    const model = await page.model(({ busy }) => !busy);
    assert.deepEqual(model.ids, { removed: second, survivor: first });
    await page.send({ type: 'swap' });
    const swapped = await page.model(({ ids, busy }) => ids.removed === first && !busy);
    assert.equal(swapped.title, `Merge “${clientName(one)}” into “${clientName(two)}”`);
    assert.deepEqual(
      swapped.table.columns.map(({ name }) => name),
      [clientName(one), clientName(two)],
    );
    const linesOf = (heading: string) => swapped.sections.find((one) => one.heading === heading)?.lines ?? [];
    assert.match(linesOf(`What moves to “${clientName(two)}”`).join('\n'), /^Recurring expenses: /m);
    assert.ok(linesOf('What is lost').includes('Its history of balances (ledger) and its system logs'));
    await page.send({ type: 'backup', withFiles: false });
    const ready = await page.model(backedUp);
    dialogs.passwords(demo.password);
    dialogs.answer = ({ choices }) => choices.find((choice) => choice === 'Keep the First Only');
    await page.send(confirmation(ready));
    await dialogs.next(/^Merged into/);
    assert.equal(await exists(first), false);
    const uris = () =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) =>
        tabs.map(({ input }) => (input instanceof vscode.TabInputText ? input.uri.path.split('/')[2] : '')),
      );
    await until(
      'the tab shows the survivor',
      () => uris().join() === second,
      vscode.window.tabGroups.onDidChangeTabs,
    );
    const survivor = await stored(second);
    assert.equal(survivor.balance, one.balance + two.balance);
    await dialogs.next(/has one primary contact again/);
    assert.equal((await stored(second)).contacts.filter(({ is_primary }) => is_primary).length, 1);
  });
});
