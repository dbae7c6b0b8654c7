import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Id } from '../../../src/api/types';
import { api, reset, stored } from '../support/demo';
import { Dialogs } from '../support/dialogs';
import { closeAll, handles, openClient, signIn, signOutAll, until } from '../support/support';

describe('the client of the active editor', () => {
  let revealed: Promise<unknown>[];
  let original: unknown;

  before(async () => {
    await reset();
    await signIn();
    await vscode.commands.executeCommand('ninjaClients.clients.focus');
    const { view } = await handles();
    await until('the view to show', () => view.visible, view.onDidChangeVisibility);
    original = Object.getOwnPropertyDescriptor(view, 'reveal')?.value;
    const reveal = view.reveal.bind(view);
    view.reveal = (...args) => {
      const work = Promise.resolve(reveal(...args));
      revealed.push(work);
      return work;
    };
  });

  beforeEach(() => {
    revealed = [];
  });

  afterEach(closeAll);

  after(async () => {
    const { view } = await handles();
    Object.assign(view, { reveal: original });
    await signOutAll();
  });

  const lastByName = async (): Promise<Id[]> => {
    const { json } = await api('GET', '/clients?sort=name|desc&status=active&per_page=5');
    return (json as { data: { id: Id }[] }).data.map(({ id }) => id);
  };

  /** Waits until the tree has selected a client, wherever it is. */
  const selected = async (clientId: Id) => {
    const { view } = await handles();
    const shown = () => view.selection.map((node) => ('clientId' in node ? node.clientId : node.kind)).join();
    await until(
      () => `${clientId} is selected; it is ${shown()}`,
      () => shown() === clientId,
      view.onDidChangeSelection,
    );
  };

  it('is selected in the list, and pinned under “Open” where it is not loaded', async () => {
    const { accounts, tree } = await handles();
    const [account] = accounts.all();
    assert.ok(account);
    const loaded = (await tree.getChildren()).find(({ kind }) => kind === 'client');
    assert.ok(loaded?.kind === 'client');
    await openClient(account.id, loaded.clientId);
    await selected(loaded.clientId);
    const [far] = await lastByName();
    assert.ok(far && tree.list(account.id)?.has(far) !== true);
    await openClient(account.id, far);
    const [group] = await tree.getChildren();
    assert.equal(group?.kind, 'openGroup');
    assert.deepEqual(
      (await tree.getChildren(group)).map((node) => 'clientId' in node && node.clientId),
      [far],
    );
  });

  it('is no target of a command from the palette once its editor is closed: nobody selected its row', async () => {
    const { accounts, tree, selectedByHand } = await handles();
    const [account] = accounts.all();
    assert.ok(account);
    const [, loaded] = (await tree.getChildren()).filter(({ kind }) => kind === 'client');
    assert.ok(loaded?.kind === 'client');
    await openClient(account.id, loaded.clientId);
    await selected(loaded.clientId);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    assert.deepEqual(selectedByHand(), []);
    const dialogs = new Dialogs();
    let shown = 0;
    dialogs.replace('createQuickPick', () => {
      const hide = new vscode.EventEmitter<void>();
      const none = new vscode.EventEmitter<never>().event;
      return {
        onDidHide: hide.event,
        onDidAccept: none,
        onDidChangeValue: none,
        onDidChangeSelection: none,
        show: () => {
          shown++;
          setImmediate(() => hide.fire());
        },
        dispose: () => undefined,
      };
    });
    await vscode.commands.executeCommand('ninjaClients.archiveClients');
    dialogs.restore();
    assert.equal(shown, 1, 'it asks which clients');
    assert.equal((await stored(loaded.clientId)).archived_at, 0);
  });

  it('is never asked to be revealed where VS Code does not have it: no error in its log', async () => {
    const { accounts, tree } = await handles();
    const [account] = accounts.all();
    assert.ok(account);
    const far = await lastByName();
    const near = (await tree.getChildren()).flatMap((node) =>
      node.kind === 'client' ? [node.clientId] : [],
    );
    for (const [nth, id] of far.entries()) {
      await openClient(account.id, id);
      tree.refresh();
      await openClient(account.id, near[nth] ?? '');
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
      tree.rerender(account.id);
    }
    tree.refresh(account.id);
    await vscode.commands.executeCommand('ninjaClients.loadMore');
    await openClient(account.id, near[7] ?? '');
    await selected(near[7] ?? '');
    assert.ok(revealed.length > 0);
    const results = await Promise.allSettled(revealed);
    assert.deepEqual(
      results.filter(({ status }) => status === 'rejected'),
      [],
    );
  });
});
