import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Account } from '../../../src/session/account';
import { answering } from '../support/answers';
import { clearFaults, demo, fault, requests, reset, stored } from '../support/demo';
import { closeAll, handles, openClient, setKey, signIn, signOutAll } from '../support/support';

const front = 'VolejRejNm';
const hidden = 'Wpmbk5ezJn';
const third = 'Opnel5aKBz';

/** VS Code saves what nobody is looking at with the same reason as Ctrl+S (docs/vscode-editing.md §1). */
describe('clients that are saved without being looked at', () => {
  let account: Account;

  before(async () => {
    await reset();
    account = await signIn();
  });

  beforeEach(reset);

  afterEach(async () => {
    await vscode.workspace.getConfiguration('ninjaClients').update('documents.saveHidden', undefined, true);
    await clearFaults();
    await closeAll();
  });

  after(signOutAll);

  /** A client with unsaved text behind another one. */
  const behind = async (): Promise<vscode.TextEditor> => {
    const editor = await openClient(account.id, hidden);
    await setKey(editor, 'phone', '"behind"');
    await openClient(account.id, front);
    return editor;
  };
  const setSaveHidden = (value: string) =>
    vscode.workspace.getConfiguration('ninjaClients').update('documents.saveHidden', value, true);

  // 1.110 saves for a task with the reason of auto save, which never sends; newer ones with that of Ctrl+S.
  it('when a task runs are asked about by name and account, or left alone', async () => {
    const { document } = await behind();
    const reason = await reasonOf(document, async () => {
      const { asked } = await answering(() => undefined, runTask);
      return asked;
    });
    if (reason.saved === vscode.TextDocumentSaveReason.Manual) {
      assert.equal(reason.result.length, 1);
      assert.match(reason.result[0]?.text ?? '', /^Save .+ to the server too\?$/);
      assert.ok(reason.result[0]?.detail.includes(account.label));
    } else assert.deepEqual(reason.result, []);
    assert.deepEqual(await requests('PUT'), []);
    assert.equal(document.isDirty, true);
  });

  it('when a task runs are sent on a yes only', async () => {
    const { document } = await behind();
    const { saved, result } = await reasonOf(document, async () => {
      const { asked } = await answering(({ buttons }) => buttons[0], runTask);
      return asked;
    });
    const manual = saved === vscode.TextDocumentSaveReason.Manual;
    assert.equal(result.length, manual ? 1 : 0);
    assert.equal((await stored(hidden)).phone === 'behind', manual);
    assert.equal(document.isDirty, !manual);
  });

  it('are asked about when debugging starts (F5), and stay dirty on a no', async () => {
    const { document } = await behind();
    const { asked } = await answering(() => undefined, startDebugging);
    assert.match(asked[0]?.text ?? '', /^Save .+ to the server too\?$/);
    assert.equal(asked.length, 1);
    assert.deepEqual(await requests('PUT'), []);
    assert.equal(document.isDirty, true);
  });

  it('are sent without a question where the user wants that always', async () => {
    const { document } = await behind();
    await setSaveHidden('always');
    const { asked } = await answering(
      () => undefined,
      async () => vscode.workspace.saveAll(),
    );
    assert.deepEqual(asked, []);
    assert.equal((await stored(hidden)).phone, 'behind');
    assert.equal(document.isDirty, false);
  });

  it('are never sent where the user wants that, and what is in front is', async () => {
    const { document } = await behind();
    const editor = await openClient(account.id, front);
    await setKey(editor, 'phone', '"in front"');
    await setSaveHidden('never');
    const { asked } = await answering(
      () => undefined,
      async () => vscode.workspace.saveAll(),
    );
    assert.deepEqual(asked.map(({ buttons }) => buttons).flat(), []);
    assert.equal((await stored(front)).phone, 'in front');
    assert.notEqual((await stored(hidden)).phone, 'behind');
    assert.equal(document.isDirty, true);
  });

  it('are asked about once, by name; one that fails does not keep the other', async () => {
    const one = await openClient(account.id, hidden);
    const taken = (await stored(third)).number;
    await setKey(one, 'number', JSON.stringify(taken));
    await setKey(await openClient(account.id, third), 'phone', '"third"');
    await setKey(await openClient(account.id, front), 'phone', '"front"');
    // One of them takes its time, which makes no second question.
    await fault({ kind: 'delay', ms: 400, match: { method: 'GET', path: third } });
    const saveAll = async () => vscode.workspace.saveAll();
    const no = await answering(() => undefined, saveAll);
    assert.equal(no.asked.length, 1);
    assert.match(no.asked[0]?.text ?? '', /Save 2 clients to the server too\?/);
    assert.equal((await stored(front)).phone, 'front', 'what is in front was meant');
    assert.notEqual((await stored(third)).phone, 'third');
    const yes = await answering(({ buttons }) => buttons[0], saveAll);
    assert.equal(yes.asked.length, 1);
    assert.equal((await stored(third)).phone, 'third');
    assert.notEqual((await stored(hidden)).number, taken);
    assert.equal(one.document.isDirty, true);
  });

  it('of several accounts are asked about with the account of each', async () => {
    const { accounts } = await handles();
    await accounts.add({ ...account, id: 'other', label: 'Test books' }, demo.token);
    await setKey(await openClient('other', third), 'phone', '"third"');
    await behind();
    const { asked } = await answering(
      () => undefined,
      async () => vscode.workspace.saveAll(),
    );
    assert.equal(asked.length, 1);
    assert.ok(asked[0]?.detail.includes('in Test books'));
    assert.ok(asked[0]?.detail.includes(`in ${account.label}`));
    await closeAll();
    await accounts.remove('other');
  });
});

/** The reason with which VS Code saved a document during some work, and what the work answered. */
async function reasonOf<T>(
  document: vscode.TextDocument,
  work: () => Promise<T>,
): Promise<{ saved: vscode.TextDocumentSaveReason; result: T }> {
  const reasons: vscode.TextDocumentSaveReason[] = [];
  const listening = vscode.workspace.onWillSaveTextDocument((event) => {
    if (event.document === document) reasons.push(event.reason);
  });
  const result = await work();
  listening.dispose();
  const [saved] = reasons;
  assert.ok(saved !== undefined, 'VS Code saved the document');
  return { saved, result };
}

/** Runs a task that ends at once, and waits until it has: VS Code saves everything before. */
async function runTask(): Promise<void> {
  const closed = new vscode.EventEmitter<number>();
  const terminal: vscode.Pseudoterminal = {
    onDidWrite: new vscode.EventEmitter<string>().event,
    onDidClose: closed.event,
    open: () => closed.fire(0),
    close: () => undefined,
  };
  const task = new vscode.Task(
    { type: 'ninja-test' },
    vscode.TaskScope.Global,
    'nothing',
    'test',
    new vscode.CustomExecution(() => Promise.resolve(terminal)),
  );
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Never };
  const ended = new Promise<void>((resolve) => {
    const listening = vscode.tasks.onDidEndTask(({ execution }) => {
      if (execution.task.name !== 'nothing') return;
      listening.dispose();
      resolve();
    });
  });
  await vscode.tasks.executeTask(task);
  await ended;
}

/** Starts debugging as F5 does, with a configuration that is given up at once; VS Code saves everything before. */
async function startDebugging(): Promise<void> {
  let resolved = false;
  const giveUp = vscode.debug.registerDebugConfigurationProvider('node', {
    resolveDebugConfiguration: () => {
      resolved = true;
      return undefined;
    },
  });
  try {
    const attach = { type: 'node', request: 'attach', name: 'nothing' };
    await vscode.debug.startDebugging(undefined, attach);
    assert.equal(resolved, true, 'debugging was about to start');
  } finally {
    giveUp.dispose();
  }
}
