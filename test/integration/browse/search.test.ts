import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { clearFaults, fault, forgetRequests, requests, reset } from '../support/demo';
import { Dialogs } from '../support/dialogs';
import { closeAll, handles, openClient, signIn, signOutAll, until } from '../support/support';

/** A quick pick that the test holds in its hand. */
class FakePick {
  private readonly shown = new vscode.EventEmitter<void>();
  private readonly values = new vscode.EventEmitter<string>();
  private readonly accepted = new vscode.EventEmitter<void>();
  private readonly hidden = new vscode.EventEmitter<void>();
  private list: readonly vscode.QuickPickItem[] = [];
  readonly onDidShow = this.shown.event;
  readonly onDidChangeValue = this.values.event;
  readonly onDidAccept = this.accepted.event;
  readonly onDidHide = this.hidden.event;
  readonly onDidTriggerButton = new vscode.EventEmitter<vscode.QuickInputButton>().event;
  readonly onDidTriggerItemButton = new vscode.EventEmitter<unknown>().event;
  title = '';
  busy = false;
  selectedItems: readonly vscode.QuickPickItem[] = [];
  visible = false;

  get items(): readonly vscode.QuickPickItem[] {
    return this.list;
  }

  set items(items: readonly vscode.QuickPickItem[]) {
    this.list = items;
    this.shown.fire();
  }

  show(): void {
    this.visible = true;
    this.shown.fire();
  }

  type(text: string): void {
    this.values.fire(text);
  }

  accept(item: vscode.QuickPickItem): void {
    this.selectedItems = [item];
    this.accepted.fire();
  }

  hide(): void {
    this.hidden.fire();
  }

  dispose(): void {
    this.visible = false;
  }
}

describe('Go to Client', () => {
  const dialogs = new Dialogs();
  let pick: FakePick;

  before(async () => {
    await reset();
    await signIn();
  });

  beforeEach(() => {
    pick = new FakePick();
    dialogs.install();
    dialogs.replace('createQuickPick', () => pick);
  });

  afterEach(async () => {
    dialogs.restore();
    await clearFaults();
    await closeAll();
  });

  after(signOutAll);

  const labels = () => pick.items.map(({ label }) => label);
  const searches = async () =>
    (await requests())
      .filter(({ path }) => path === '/api/v1/clients')
      .map(({ query }) => new URLSearchParams(query));

  /** Runs the command, which ends when the pick does, and waits until it shows. */
  const start = (): Promise<void> => {
    void vscode.commands.executeCommand('ninjaClients.goToClient');
    return until('the pick is shown', () => pick.visible, pick.onDidShow);
  };

  it('finds on the server what was typed last, with one request, and opens it', async () => {
    const { accounts } = await handles();
    const [account] = accounts.all();
    assert.ok(account);
    await accounts.session(account.id)?.list({ perPage: 5 });
    await start();
    assert.ok(pick.title.includes(account.label));
    await forgetRequests();
    for (const text of ['a', 'ab', 'a', 'an', 'and']) pick.type(text);
    await until(
      'the answer',
      () => labels().some((label) => /clients?\. |No client/.test(label)),
      pick.onDidShow,
    );
    const asked = await searches();
    assert.deepEqual(
      asked.map((query) => [query.get('filter'), query.get('status')]),
      [['and', 'active,archived']],
    );
    const found = pick.items.find((item) => 'clientId' in item);
    assert.ok(found?.alwaysShow);
    assert.match(labels().at(-1) ?? '', /do not search addresses and notes/);
    pick.accept(found);
    await until(
      'the client is open',
      () => vscode.window.activeTextEditor?.document.languageId === 'ninja-client',
      vscode.window.onDidChangeActiveTextEditor,
    );
    assert.equal(pick.visible, false);
  });

  it('asks for VAT numbers where nothing else fits, and says that nothing was found', async () => {
    await start();
    await forgetRequests();
    pick.type('ZZ99887766');
    await until(
      'the answer',
      () => labels().some((label) => label.startsWith('No client found')),
      pick.onDidShow,
    );
    const [first, second, ...more] = await searches();
    assert.equal(first?.get('filter'), 'ZZ99887766');
    assert.ok(more.length === 0 && (second === undefined || second.get('vat_number') === 'ZZ99887766'));
    if (second === undefined) assert.match(labels().join(), /does not search VAT numbers/);
    pick.hide();
  });

  it('shows a failure as an item that tries again', async () => {
    await fault({ kind: 'error', match: { path: '^/api/v1/clients$' }, times: 0 });
    await start();
    pick.type('bakery');
    await until('the failure', () => pick.items[0]?.description === 'Retry', pick.onDidShow);
    await clearFaults();
    const [failure] = pick.items;
    assert.ok(failure);
    pick.accept(failure);
    await until(
      'the answer',
      () => labels().some((label) => /clients?\. |No client/.test(label)),
      pick.onDidShow,
    );
    pick.hide();
  });

  it('offers the clients that were open last before anything is typed', async () => {
    const { accounts } = await handles();
    const [account] = accounts.all();
    assert.ok(account);
    const editor = await openClient(account.id, 'VolejRejNm');
    const { name } = JSON.parse(editor.document.getText()) as { name: string };
    await forgetRequests();
    await start();
    assert.equal(labels()[0], 'Recently open');
    assert.ok(name !== '' && labels()[1] !== undefined);
    assert.deepEqual(await searches(), []);
    pick.hide();
  });
});
