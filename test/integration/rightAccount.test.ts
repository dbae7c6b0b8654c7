import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { demo, reset } from './support/demo';
import { Dialogs } from './support/dialogs';
import { closeAll, extensionId, handles, openClient, signOutAll, until } from './support/support';

/** Commands of the palette that are about no account, or ask for it among all of them by themselves. */
const aboutNone = [
  ...['accounts', 'signIn', 'signOut', 'signInAgain', 'trySampleData', 'stopSampleData', 'forgetEverything'],
  ...[
    'renameAccount',
    'markAccount',
    'setAccountReadOnly',
    'allowAccountChanges',
    'manageAccount',
    'setIdSalt',
  ],
  ...['showLog', 'refresh', 'refreshQueries', 'clearFilter'],
];
/** Those that need an editor with a client. */
const aboutEditor = [
  ...['duplicateClient', 'compareWithServer', 'revertToServer', 'addContact', 'removeContact'],
  ...['makeContactPrimary', 'setPortalPassword', 'copyContactEmail', 'copyHashedId', 'copyNumericId'],
  ...['openInInvoiceNinja', 'openPortalLink', 'copyPortalLink'],
];
/** Those that work on the client of the editor, and otherwise ask for an account and a client. */
const aboutClients = [
  ...['archiveClients', 'restoreClients', 'deleteClients', 'assignGroup', 'setClientField', 'cloneClients'],
  ...['uploadDocuments', 'openDocument', 'downloadDocuments', 'changeDocumentVisibility', 'renameDocument'],
  ...['deleteDocument', 'purgeClient', 'mergeClients'],
];
/** Those that go by the account of the editor, else by the chosen one. */
const aboutCurrent = ['loadMore', 'goToClient', 'filter', 'openClientById'];
/** Those that always ask for the account. */
const asking = ['uploadActiveEditor'];

interface Manifest {
  contributes: {
    commands: { command: string }[];
    menus: { commandPalette: { command: string; when: string }[] };
  };
}

const clientId = 'VolejRejNm';
const labels = { a: 'First Books', b: 'Second Books', c: 'Third Books' };
const ids = Object.keys(labels) as (keyof typeof labels)[];

describe('commands of the palette with three accounts', () => {
  const dialogs = new Dialogs();
  /** Accounts whose sessions were used. */
  const used = new Set<string>();
  const { openExternal } = vscode.env;

  before(async () => {
    await reset();
    const { accounts, verify, tree } = await handles();
    const account = await verify(demo.url, demo.token);
    for (const id of ids) await accounts.add({ ...account, id, label: labels[id] }, demo.token);
    for (const node of await tree.getChildren()) await tree.getChildren(node);
    for (const id of ids) {
      const session = accounts.session(id);
      assert.ok(session);
      const api = session.api.bind(session);
      session.api = () => {
        used.add(id);
        return api();
      };
    }
    Object.assign(vscode.env, { openExternal: () => Promise.resolve(true) });
  });

  beforeEach(async () => {
    await reset();
    dialogs.install();
    dialogs.takeFirst();
    dialogs.replace('showOpenDialog', () => Promise.resolve(undefined));
    dialogs.replace('showSaveDialog', () => Promise.resolve(undefined));
  });

  afterEach(async () => {
    dialogs.restore();
    await closeAll();
  });

  after(async () => {
    Object.assign(vscode.env, { openExternal });
    await signOutAll();
  });

  /** Chooses an account in the list that the status bar opens. */
  const choose = async (id: keyof typeof labels) => {
    const accept = new vscode.EventEmitter<void>();
    const none = new vscode.EventEmitter<never>().event;
    const pick = {
      items: [] as vscode.QuickPickItem[],
      get selectedItems() {
        return pick.items.filter(({ label }) => label.includes(labels[id]));
      },
      onDidAccept: accept.event,
      onDidTriggerItemButton: none,
      onDidHide: none,
      show: () => setImmediate(() => accept.fire()),
      dispose: () => undefined,
    };
    dialogs.replace('createQuickPick', () => pick);
    await vscode.commands.executeCommand('ninjaClients.accounts');
    dialogs.takeFirst();
  };

  /** Runs a command; every question for an account is answered with this one, all others with Cancel. */
  const run = async (command: string, id: keyof typeof labels) => {
    dialogs.answer = ({ kind, choices }) =>
      kind === 'pick' ? choices.find((choice) => choice.includes(labels[id])) : undefined;
    used.clear();
    await vscode.commands.executeCommand(`ninjaClients.${command}`);
    return [...used];
  };

  it('are all known to this test', () => {
    const extension = vscode.extensions.getExtension(extensionId);
    assert.ok(extension);
    const { contributes } = extension.packageJSON as Manifest;
    const hidden = new Set(
      contributes.menus.commandPalette.filter(({ when }) => when === 'false').map(({ command }) => command),
    );
    const declared = contributes.commands.map(({ command }) => command).filter((id) => !hidden.has(id));
    assert.deepEqual(
      [...aboutNone, ...aboutEditor, ...aboutClients, ...aboutCurrent, ...asking, 'newClient']
        .map((name) => `ninjaClients.${name}`)
        .sort(),
      declared.sort(),
    );
  });

  for (const command of [...aboutEditor, ...aboutClients, ...aboutCurrent])
    it(`${command}: the account of the client in the editor, whichever was chosen`, async () => {
      await choose('a');
      await openClient('b', clientId);
      const accountsUsed = await run(command, 'c');
      assert.deepEqual(
        accountsUsed.filter((id) => id !== 'b'),
        [],
      );
    });

  for (const command of [...aboutClients, ...asking])
    it(`${command}: without a client, the account that the user picks`, async () => {
      await choose('b');
      if (asking.includes(command))
        await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: 'A text' }));
      assert.deepEqual(await run(command, 'c'), ['c']);
      assert.deepEqual(dialogs.history.find(({ kind }) => kind === 'pick')?.choices.length, ids.length);
    });

  for (const command of aboutCurrent)
    for (const id of ids)
      it(`${command}: without a client, the account that was chosen: ${id}`, async () => {
        const { accounts, tree } = await handles();
        await choose(id);
        const total = tree.total(id);
        const accountsUsed = await run(command, 'a');
        assert.deepEqual(
          accountsUsed.filter((one) => one !== id),
          [],
        );
        const said = [...dialogs.history.map(({ text }) => text)].join();
        for (const other of ids)
          if (other !== id) assert.ok(!said.includes(labels[other]), `${said} names ${labels[other]}`);
        if (command === 'loadMore') assert.deepEqual(accountsUsed, [id], `${total} clients`);
        if (command === 'openClientById') assert.ok(said.includes(labels[id]), said);
        assert.ok(accounts.find(id));
      });

  it('newClient: the account that the user picks', async () => {
    await choose('a');
    await run('newClient', 'c');
    await until(
      'an editor for a client of the third account',
      () => vscode.window.activeTextEditor?.document.uri.authority === 'c',
      vscode.window.onDidChangeActiveTextEditor,
    );
  });

  for (const command of ['goToClient', 'filter', 'loadMore', 'retry', 'clearFilter'])
    it(`${command}: refuses an account that is not signed in, and takes no other`, async () => {
      await choose('b');
      for (const argument of [{ accountId: 'gone' }, { accountId: 'No Account' }, { accountId: 7 }, 'b']) {
        dialogs.history.length = 0;
        used.clear();
        await vscode.commands.executeCommand(`ninjaClients.${command}`, argument);
        assert.match(dialogs.history.map(({ text }) => text).join(), /^This account is not signed in here/);
        assert.deepEqual([...used], []);
      }
    });
});
