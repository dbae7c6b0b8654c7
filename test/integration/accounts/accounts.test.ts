import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';
import { isApiError } from '../../../src/api/errors';
import { clientUri } from '../../../src/platform/clientUri';
import type { Session } from '../../../src/session/session';
import { eventually } from '../../eventually';
import { demo, forgetRequests, requests, reset } from '../support/demo';
import { Dialogs } from '../support/dialogs';
import { closeAll, handles, openClient, setKey, signIn, signOutAll } from '../support/support';

describe('accounts', () => {
  const dialogs = new Dialogs();

  beforeEach(async () => {
    await reset();
    dialogs.install();
  });

  afterEach(async () => {
    dialogs.restore();
    await closeAll();
    await signOutAll();
  });

  it('are in the Accounts menu, several at once, and go by Sign Out', async () => {
    const { accounts } = await handles();
    const account = await signIn();
    await accounts.add({ ...account, id: 'other', label: 'Test books' }, demo.token);
    const listed = await vscode.authentication.getAccounts('ninjaClients');
    assert.deepEqual(listed.map(({ label }) => label).sort(), [account.label, 'Test books'].sort());
    await accounts.remove('other');
    assert.deepEqual(
      (await vscode.authentication.getAccounts('ninjaClients')).map(({ id }) => id),
      [account.id],
    );
  });

  it('stand above their clients when there are several, and each tab names its own', async () => {
    const { accounts, tree, decorations } = await handles();
    const account = await signIn();
    await accounts.add({ ...account, id: 'other', label: 'Test books' }, demo.token);
    await accounts.update('other', { mark: 'red' });
    const nodes = await tree.getChildren();
    assert.deepEqual(
      nodes.map((node) => [node.kind, tree.getTreeItem(node).label]),
      [
        ['account', account.label],
        ['account', 'Test books'],
      ],
    );
    const ids = (await Promise.all(nodes.map((node) => tree.getChildren(node)))).flat();
    assert.equal(new Set(ids.map((node) => tree.getTreeItem(node).id)).size, ids.length);
    const shown = decorations.provideFileDecoration(
      clientUri({ accountId: 'other', clientId: 'VolejRejNm' }, 'x'),
    );
    assert.equal(shown?.tooltip, 'Test books');
    assert.equal(shown.color?.id, 'charts.red');
  });

  it('set to read-only refuse every change in a sentence, and their menus offer none', async () => {
    const { accounts, tree } = await handles();
    const account = await signIn();
    const editor = await openClient(account.id, 'VolejRejNm');
    await accounts.update(account.id, { readOnly: true });
    await setKey(editor, 'city', '"Elsewhere"');
    await forgetRequests();
    dialogs.answer = ({ choices }) => choices[0];
    await editor.document.save();
    assert.equal(editor.document.isDirty, true);
    assert.deepEqual(
      (await requests()).filter(({ method }) => method !== 'GET'),
      [],
    );
    await assert.rejects(
      accounts.session(account.id)?.restore('VolejRejNm', { origin: 'test' }) ?? Promise.resolve(),
      (error: unknown) => isApiError(error, 'refused'),
    );
    for (const node of (await tree.getChildren()).filter(({ kind }) => kind === 'client'))
      assert.match(tree.getTreeItem(node).contextValue ?? '', /^client\.\w+\.readOnly$/);
    await accounts.update(account.id, { readOnly: false });
    assert.equal(await editor.document.save(), true);
  });

  it('are loosened or left by a command only after a question by name, whoever runs it', async () => {
    const { accounts } = await handles();
    const account = await signIn();
    await accounts.update(account.id, { readOnly: true, label: 'Books $(trash)', renamed: true });
    const argument = { accountId: account.id };
    for (const args of [[argument], []]) {
      dialogs.history.length = 0;
      await vscode.commands.executeCommand('ninjaClients.allowAccountChanges', ...args);
      assert.equal(accounts.find(account.id)?.readOnly, true);
      await vscode.commands.executeCommand('ninjaClients.signOut', ...args);
      assert.equal(accounts.all().length, 1);
      assert.equal(dialogs.history.length, 2);
      for (const { text } of dialogs.history) assert.match(text, /Books/);
    }
    dialogs.answer = ({ choices }) => choices[0];
    await vscode.commands.executeCommand('ninjaClients.allowAccountChanges', argument);
    assert.equal(accounts.find(account.id)?.readOnly, false);
    dialogs.history.length = 0;
    await vscode.commands.executeCommand('ninjaClients.allowAccountChanges', argument);
    assert.deepEqual(dialogs.history, [], 'nothing to allow');
    await vscode.commands.executeCommand('ninjaClients.signOut', argument);
    assert.deepEqual(accounts.all(), []);
  });

  it('are not taken for another one that is not signed in', async () => {
    const { accounts } = await handles();
    const account = await signIn();
    const before = JSON.stringify(accounts.all());
    dialogs.answer = ({ choices }) => choices[0] ?? 'x';
    for (const name of ['signOut', 'signInAgain', 'renameAccount', 'markAccount', 'setAccountReadOnly'])
      await vscode.commands.executeCommand(`ninjaClients.${name}`, { accountId: 'gone' });
    for (const name of ['allowAccountChanges', 'setIdSalt', 'manageAccount'])
      await vscode.commands.executeCommand(`ninjaClients.${name}`, 7);
    assert.equal(JSON.stringify(accounts.all()), before);
    assert.equal(await accounts.salt(account.id), '');
    assert.equal(dialogs.history.length, 8);
    for (const { text } of dialogs.history) assert.match(text, /is not signed in here/);
  });

  it('need no question for what was chosen in their own menu', async () => {
    const { accounts } = await handles();
    const account = await signIn();
    await accounts.update(account.id, { readOnly: true });
    const choose = async (choice: string) => {
      dialogs.history.length = 0;
      dialogs.answer = ({ kind }) => (kind === 'pick' ? choice : undefined);
      await vscode.commands.executeCommand('ninjaClients.manageAccount', { accountId: account.id });
      assert.deepEqual(
        dialogs.history.filter(({ kind }) => kind === 'warning'),
        [],
      );
    };
    await choose('Allow Changes');
    assert.equal(accounts.find(account.id)?.readOnly, false);
    await choose('Sign Out');
    assert.deepEqual(accounts.all(), []);
  });

  it('have harmless names wherever VS Code would make icons or another direction of them', async () => {
    const { accounts } = await handles();
    const account = await signIn();
    const label = 'Books \u202e$(trash)';
    await accounts.update(account.id, { label, renamed: true });
    await accounts.add({ ...account, id: 'other', label: 'Test books' }, demo.token);
    await vscode.commands.executeCommand('ninjaClients.renameAccount');
    const [pick] = dialogs.history;
    const listed = await vscode.authentication.getAccounts('ninjaClients');
    const shown = [...(pick?.choices ?? []), ...listed.map((each) => each.label)];
    assert.equal(shown.length, 4);
    for (const each of shown) assert.doesNotMatch(each, /\u202e|\$\(/);
  });

  it('whose token stops working ask to sign in again, and keep the account and the open text', async () => {
    const { accounts, tree } = await handles();
    const account = await signIn();
    const editor = await openClient(account.id, 'Wpmbk5ezJn');
    await setKey(editor, 'city', '"Elsewhere"');
    const text = editor.document.getText();
    await accounts.add(account, 'x'.repeat(64));
    const [node] = await tree.getChildren();
    assert.equal(node?.kind, 'failure');
    assert.equal(tree.getTreeItem(node).command?.command, 'ninjaClients.signInAgain');
    const asked = await dialogs.next(/Open clients and unsaved text stay/);
    assert.deepEqual(asked.choices, ['Sign In Again']);
    assert.ok(asked.text.startsWith(account.label));
    tree.refresh();
    await tree.getChildren();
    const asking = dialogs.history.filter(({ text }) => text.includes('unsaved text stay'));
    assert.equal(asking.length, 1, 'asked once');
    assert.deepEqual(
      accounts.all().map(({ id }) => id),
      [account.id],
    );
    assert.equal(editor.document.getText(), text);
    assert.equal(editor.document.isDirty, true);
    await accounts.add(account, demo.token);
    dialogs.history.length = 0;
    assert.equal(await editor.document.save(), true, JSON.stringify(dialogs.history));
  });

  it('keep a name of their own when they sign in again', async () => {
    const { accounts } = await handles();
    const account = await signIn();
    dialogs.answer = () => 'Production';
    await vscode.commands.executeCommand('ninjaClients.renameAccount', { accountId: account.id });
    assert.equal(accounts.find(account.id)?.label, 'Production');
    await signIn();
    assert.equal(accounts.find(account.id)?.label, 'Production');
  });

  it('show numbers behind ids only with the salt that fits, which is a secret', async () => {
    const { accounts } = await handles();
    const account = await signIn();
    await openClient(account.id, 'VolejRejNm');
    const copied = async (salt: string) => {
      dialogs.answer = () => salt;
      await vscode.commands.executeCommand('ninjaClients.setIdSalt', { accountId: account.id });
      await vscode.env.clipboard.writeText('nothing');
      await vscode.commands.executeCommand('ninjaClients.copyNumericId');
      return vscode.env.clipboard.readText();
    };
    assert.equal(await copied('not the salt of this server'), 'nothing');
    await dialogs.next(/The number behind this id is not known/);
    assert.equal(await accounts.salt(account.id), 'not the salt of this server');
    assert.equal(JSON.stringify(accounts.all()).includes('not the salt'), false);
    assert.equal(await copied(''), '1');
    await copied('another one');
    await accounts.remove(account.id);
    assert.equal(await accounts.salt(account.id), '', 'it goes with the account');
  });

  it('and all else are forgotten by one command, after asking', async () => {
    const { accounts } = await handles();
    await signIn();
    await vscode.commands.executeCommand('ninjaClients.forgetEverything');
    assert.equal(accounts.all().length, 1, 'Escape forgets nothing');
    dialogs.answer = ({ choices }) => choices.find((choice) => choice.startsWith('Forget Everything'));
    await vscode.commands.executeCommand('ninjaClients.forgetEverything');
    assert.deepEqual(accounts.all(), []);
  });

  it('do not stay in memory when their session was replaced, whatever listened to it', async () => {
    const { accounts, tree } = await handles();
    const account = await signIn();
    const replaced: WeakRef<Session>[] = [];
    for (let nth = 0; nth < 3; nth++) {
      await tree.getChildren();
      const [first] = (await accounts.session(account.id)?.list({ perPage: 1 }))?.rows ?? [];
      assert.ok(first);
      await openClient(account.id, first.id);
      replaced.push(new WeakRef(accounts.session(account.id)!));
      await accounts.reconnect();
    }
    await tree.getChildren();
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    await eventually('the replaced sessions to be gone', () => {
      collect();
      return replaced.every((session) => session.deref() === undefined);
    });
  });
});
