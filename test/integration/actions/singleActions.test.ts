import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { clientState } from '../../../src/records/names';
import { api, clearFaults, fault, forgetRequests, requests, stored } from '../support/demo';
import type { Dialogs } from '../support/dialogs';
import { signedIn } from '../support/signedIn';
import { handles, openClient, setKey, until } from '../support/support';

const first = 'VolejRejNm';
const second = 'Wpmbk5ezJn';
const third = 'Opnel5aKBz';

describe('actions on clients', () => {
  const desk = signedIn();
  const { dialogs, node, run } = desk;

  const onMany = (command: string, ids: string[]) => run(command, node(ids[0] ?? ''), ids.map(node));
  const state = async (id: string) => clientState(await stored(id));
  const bulkRequests = async () =>
    (await requests('POST')).filter(({ path }) => path.endsWith('/clients/bulk'));
  const clientIds = async (query: string) => {
    const { json } = await api('GET', `/clients?${query}&per_page=5000&sort=id|asc`);
    return (json as { data: { id: string }[] }).data.map(({ id }) => id);
  };

  /** Several nodes cannot be selected by the API: the view says that they are. */
  const select = async (ids: string[]) => {
    const { view } = await handles();
    const own = Object.getOwnPropertyDescriptor(view, 'selection');
    assert.ok(own);
    const nodes = ids.map((clientId) => ({ kind: 'client', ...node(clientId) }));
    Object.defineProperty(view, 'selection', { configurable: true, get: () => nodes });
    return { restore: () => Object.defineProperty(view, 'selection', own) };
  };

  it('archives one client without a question, tells its name and desk.account, and undoes it exactly', async () => {
    const { name } = await stored(first);
    dialogs.answer = ({ choices }) => choices.find((choice) => choice === 'Undo');
    await run('archiveClients', node(first));
    const message = await dialogs.next(/^Archived/);
    assert.equal(message.text, `Archived “${name}”. Account: ${desk.account.label}`);
    assert.deepEqual(message.choices, ['Undo']);
    await dialogs.next(/^Undone: 1 client\./);
    assert.equal(await state(first), 'active');
  });

  it('deletes several after one question that names them, and brings each back to the state it had', async () => {
    await api('POST', '/clients/bulk', { action: 'archive', ids: [second] });
    dialogs.answer = ({ kind, choices }) =>
      kind === 'warning' ? choices[0] : choices.find((c) => c === 'Undo');
    await onMany('deleteClients', [first, second, third]);
    const [question] = dialogs.history;
    assert.equal(question?.text, `Delete 3 clients in ${desk.account.label}?`);
    for (const id of [first, second, third])
      assert.ok(question?.detail.includes((await stored(id)).name), 'the question names the client');
    await dialogs.next(/^Undone: 3 clients\./);
    assert.deepEqual(
      [await state(first), await state(second), await state(third)],
      ['active', 'archived', 'active'],
    );
  });

  it('sends nothing when the question is not answered with yes', async () => {
    await forgetRequests();
    await run('deleteClients', node(first));
    assert.deepEqual(await bulkRequests(), []);
    assert.equal(await state(first), 'active');
  });

  it('a setting turns the question of delete off', async () => {
    const settings = vscode.workspace.getConfiguration('ninjaClients');
    await settings.update('confirmDelete', false, vscode.ConfigurationTarget.Global);
    try {
      await run('deleteClients', node(first));
      await dialogs.next(/^Deleted/);
      assert.equal(dialogs.history.length, 1);
      assert.equal(await state(first), 'deleted');
    } finally {
      await settings.update('confirmDelete', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('says first that a client has unsaved text, and saves it when asked to', async () => {
    const editor = await openClient(desk.account.id, first);
    await setKey(editor, 'phone', '"+49 40 5550177"');
    await run('archiveClients', editor.document.uri);
    assert.match(dialogs.history[0]?.text ?? '', /has unsaved changes in the editor/);
    assert.equal(await state(first), 'active');
    dialogs.answer = ({ choices }) => choices.find((choice) => choice === 'Save and Continue');
    await run('archiveClients', editor.document.uri);
    await dialogs.next(/^Archived/);
    assert.deepEqual([(await stored(first)).phone, await state(first)], ['+49 40 5550177', 'archived']);
  });

  it('leaves out clients that vanished and does the rest', async () => {
    dialogs.answer = ({ kind, choices }) => (kind === 'warning' ? choices[0] : undefined);
    await handles();
    await fault({ kind: 'purge-client', client: second, match: { path: '/clients/bulk$' } });
    await onMany('archiveClients', [first, second, third]);
    const message = await dialogs.next(/^Archived 2 clients/);
    assert.match(message.text, /No longer on the server: 1 client\./);
    assert.deepEqual([await state(first), await state(third)], ['archived', 'archived']);
  });

  it('looks up what a lost answer did, and sends nothing twice', async () => {
    const ids = (await clientIds('status=active')).slice(0, 250);
    dialogs.answer = ({ kind, choices }) => (kind === 'warning' ? choices[0] : undefined);
    await fault({ kind: 'reset-after', match: { path: '/clients/bulk$' }, skip: 1 });
    await forgetRequests();
    await onMany('archiveClients', ids);
    await dialogs.next(/^Archived 250 clients\. Account: /);
    const sent = (await bulkRequests()).flatMap(({ body }) => (body?.ids ?? []) as string[]);
    assert.deepEqual([sent.length, new Set(sent).size], [250, 250]);
  });

  it('waits when the server asks to slow down, and goes on', async () => {
    await fault({ kind: 'rate-limit', match: { path: '/clients/bulk$' }, retryAfter: 1 });
    await run('archiveClients', node(first));
    await dialogs.next(/^Archived/);
    assert.equal(await state(first), 'archived');
  });

  it('rejects what is not a client, from any caller', async () => {
    await forgetRequests();
    for (const argument of [
      null,
      7,
      'x',
      {},
      { accountId: desk.account.id, clientId: '../x' },
      vscode.Uri.file('/etc'),
    ])
      await run('deleteClients', argument);
    await run('deleteClients', { accountId: 'nobody', clientId: first });
    assert.deepEqual(await bulkRequests(), []);
    assert.equal(dialogs.history.filter(({ kind }) => kind === 'error').length, 7);
  });

  it('assigns a group to those that are not in it', async () => {
    const { json } = await api('GET', '/group_settings');
    const [group] = (json as { data: { id: string; name: string }[] }).data;
    assert.ok(group);
    dialogs.answer = ({ kind, choices }) => (kind === 'pick' ? group.name : choices[0]);
    await onMany('assignGroup', [first, second]);
    await dialogs.next(/^(Assigned|No change)/);
    assert.deepEqual(
      [(await stored(first)).group_settings_id, (await stored(second)).group_settings_id],
      [group.id, group.id],
    );
  });

  it('names the client and its account before it is put into a group, and before a field of it is set', async () => {
    const { name } = await stored(first);
    const said: unknown[] = [];
    dialogs.replace(
      'showQuickPick',
      (items: readonly vscode.QuickPickItem[], options: { placeHolder?: string }) => {
        said.push(options.placeHolder);
        return Promise.resolve(
          said.length === 3 ? items.find(({ label }) => label.startsWith('Country')) : undefined,
        );
      },
    );
    await forgetRequests();
    await run('assignGroup', node(first));
    await onMany('assignGroup', [first, second]);
    await run('setClientField', node(first));
    const { label } = desk.account;
    assert.deepEqual(said, [
      `Group for “${name}” in ${label}`,
      `Group for 2 clients in ${label}`,
      `Field of “${name}” in ${label}`,
      `New value for “${name}” in ${label}`,
    ]);
    assert.deepEqual(await bulkRequests(), []);
  });

  it('asks whether the client in the editor is meant, or the several that are selected', async () => {
    const { name } = await stored(first);
    const selected = await select([second, third]);
    try {
      await openClient(desk.account.id, first);
      await forgetRequests();
      await run('archiveClients');
      const [question] = dialogs.history;
      assert.deepEqual(
        [question?.kind, question?.text, question?.choices],
        ['pick', 'Archive Clients', [`“${name}” (in the editor)`, '2 clients (selected in the sidebar)']],
      );
      assert.deepEqual(await bulkRequests(), [], 'given up');
      dialogs.answer = ({ kind, text, choices }) =>
        kind === 'pick' ? choices[1] : text.endsWith('?') ? choices[0] : undefined;
      await run('archiveClients');
      await dialogs.next(/^Archived 2 clients/);
      assert.deepEqual(
        [await state(first), await state(second), await state(third)],
        ['active', 'archived', 'archived'],
      );
      dialogs.answer = ({ kind, choices }) => (kind === 'pick' ? choices[0] : undefined);
      await run('archiveClients');
      await dialogs.next(/^Archived “/);
      assert.equal(await state(first), 'archived');
    } finally {
      selected.restore();
    }
  });

  it('asks nothing where one client is selected besides the one in the editor', async () => {
    const selected = await select([second]);
    try {
      await openClient(desk.account.id, first);
      await run('archiveClients');
      await dialogs.next(/^Archived “/);
      assert.deepEqual([await state(first), await state(second)], ['archived', 'active']);
    } finally {
      selected.restore();
    }
  });

  it('sets a field by the name of its value, after a question', async () => {
    dialogs.answer = ({ kind, text, choices }) => {
      if (kind !== 'pick') return choices[0];
      return text.includes('Field') ? choices.find((choice) => choice.startsWith('Country')) : 'Switzerland';
    };
    await onMany('setClientField', [first, second]);
    await dialogs.next(/^Set Country/);
    assert.deepEqual([(await stored(first)).country_id, (await stored(second)).country_id], ['756', '756']);
    assert.ok(dialogs.history.some(({ detail }) => detail.includes('“Switzerland”')));
  });

  it('takes all clients of the current list, after a question that says how many', async () => {
    const all = await clientIds('status=active,archived');
    const active = await clientIds('status=active');
    dialogs.takeFirst();
    dialogs.answer = ({ kind, choices }) => (kind === 'warning' ? choices[0] : undefined);
    await run('archiveClients');
    assert.equal(dialogs.history[0]?.text, `Archive ${all.length} clients in ${desk.account.label}?`);
    const message = await dialogs.next(/^Archived/);
    assert.ok(message.text.startsWith(`Archived ${active.length} clients. No change needed: `), message.text);
    assert.deepEqual(await clientIds('status=active'), []);
  });

  it('a search drops what was found for an earlier text, and Enter takes nothing until the answer is there', async () => {
    const { name } = await stored(first);
    const box = searchByHand(dialogs);
    const done = run('purgeClient');
    await box.until('the first clients', () => box.items.length > 1);
    assert.ok(
      box.items.every(({ label }) => !label.includes('current list')),
      'one client is to be chosen',
    );
    const old = box.items.slice(0, 1);
    await fault({ kind: 'delay', ms: 700, match: { path: '^/api/v1/clients$' } });
    box.activeItems = old;
    box.type(name);
    assert.deepEqual([box.items, box.busy], [[], true]);
    box.accept();
    await box.until('the answer', () => box.items.length > 0);
    assert.ok(box.items.some(({ label }) => label.includes(name)));
    box.accept();
    assert.equal(box.disposed, false, 'the row of the earlier search is not taken now either');
    box.hide();
    await done;
    assert.equal(box.disposed, true);
  });

  it('a search offers all clients of the list while nothing is typed, keeps what is ticked, and forgets a failure', async () => {
    const { name } = await stored(second);
    const box = searchByHand(dialogs);
    const done = run('archiveClients');
    const offersAll = () => box.items.some(({ label }) => label.endsWith('clients of the current list'));
    await box.until('the first clients', () => box.items.length > 1);
    assert.ok(offersAll());
    const ticked = box.items.filter(({ label }) => !label.includes(name)).slice(1, 2);
    box.tick(ticked);
    box.type(name);
    assert.deepEqual([box.items, box.selectedItems], [ticked, ticked]);
    await box.until('the answer', () => box.items.length > 1);
    assert.equal(offersAll(), false);
    assert.deepEqual(box.selectedItems, ticked);

    await fault({ kind: 'error', match: { path: '^/api/v1/clients$' }, times: 0 });
    box.type('nothing');
    await box.until('the failure', () => !box.busy);
    assert.match(box.prompt, /a fault of its own/);
    assert.doesNotMatch(box.prompt, /Enter/, 'Enter would mean what is ticked');
    await clearFaults();
    box.type('');
    assert.equal(box.prompt, '');
    assert.ok(offersAll());

    box.tick(box.items.slice(0, 1));
    box.type(name);
    assert.ok(offersAll(), 'it is ticked');
    box.tick([]);
    box.type('');
    box.hide();
    await done;
  });

  it('a search says what it did not find, and that it failed: Enter asks again then', async () => {
    const box = searchByHand(dialogs);
    const done = run('purgeClient');
    await box.until('the first clients', () => box.items.length > 1);
    assert.match(box.prompt, /^50 of \d+ clients\. /);
    box.type('nobody is called that');
    assert.equal(box.prompt, '');
    await box.until('the answer', () => !box.busy);
    assert.deepEqual(box.items, []);
    assert.match(box.prompt, /^No client found\. /);
    const { name } = await stored(second);
    await fault({ kind: 'error', match: { path: '^/api/v1/clients$' }, times: 0 });
    box.type(name);
    await box.until('the failure', () => !box.busy);
    assert.match(box.prompt, /Press Enter to search again/);
    await clearFaults();
    box.accept();
    await box.until('the answer', () => box.items.length > 0);
    assert.equal(box.prompt, '');
    box.hide();
    await done;
  });

  it('copies clients, and counts the copies', async () => {
    const before = await clientIds('status=active');
    dialogs.answer = ({ kind, choices }) => (kind === 'warning' ? choices[0] : undefined);
    await onMany('cloneClients', [first, second]);
    const message = await dialogs.next(/clone|Clone/i);
    const after = await clientIds('status=active');
    const summary = dialogs.history.at(-1)?.text ?? message.text;
    if (after.length === before.length + 2) assert.match(summary, /^Cloned 2 clients\./);
    else assert.match(summary, /cannot copy clients/);
  });
});

/** The search for clients, with the test's hands on it. */
function searchByHand(dialogs: Dialogs) {
  const value = new vscode.EventEmitter<string>();
  const selection = new vscode.EventEmitter<readonly vscode.QuickPickItem[]>();
  const accept = new vscode.EventEmitter<void>();
  const hide = new vscode.EventEmitter<void>();
  /** The extension shows other rows, or ends waiting. */
  const changed = new vscode.EventEmitter<void>();
  let items: readonly vscode.QuickPickItem[] = [];
  let busy = false;
  const box = {
    title: '',
    prompt: '',
    disposed: false,
    get items() {
      return items;
    },
    set items(shown) {
      items = shown;
      changed.fire();
    },
    get busy() {
      return busy;
    },
    set busy(waiting) {
      busy = waiting;
      changed.fire();
    },
    activeItems: [] as readonly vscode.QuickPickItem[],
    selectedItems: [] as readonly vscode.QuickPickItem[],
    onDidChangeValue: value.event,
    onDidChangeSelection: selection.event,
    onDidAccept: accept.event,
    onDidHide: hide.event,
    show: () => undefined,
    dispose: () => void (box.disposed = true),
    type: (text: string) => value.fire(text),
    tick: (items: readonly vscode.QuickPickItem[]) => {
      box.selectedItems = items;
      selection.fire(items);
    },
    accept: () => accept.fire(),
    hide: () => hide.fire(),
    until: (what: string, condition: () => boolean) => until(what, condition, changed.event),
  };
  dialogs.replace('createQuickPick', () => box);
  return box;
}
