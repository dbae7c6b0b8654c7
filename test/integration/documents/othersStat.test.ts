import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { answering } from '../support/answers';
import { clearFaults, fault, forgetRequests, otherUser, requests, stored } from '../support/demo';
import { signedIn } from '../support/signedIn';
import { editJson, openClient, setKey, textChanged, until } from '../support/support';

const first = 'VolejRejNm';

/** Another extension may stat our documents at any moment: decorations, Git, file watchers and search do. */
describe('a save while others stat the document', () => {
  const desk = signedIn();

  /** Runs work while three loops stat a document without pause. */
  async function whileOthersStat<T>(uri: vscode.Uri, work: () => Promise<T>): Promise<T> {
    let ended = false;
    let stats = 0;
    const poll = async () => {
      while (!ended) {
        await vscode.workspace.fs.stat(uri).then(
          () => stats++,
          () => stats++,
        );
      }
    };
    const polls = [poll(), poll(), poll()];
    try {
      return await work();
    } finally {
      ended = true;
      await Promise.all(polls);
      assert.ok(stats > 3, 'others did stat the document');
    }
  }

  const opened = async (value: string) => {
    const editor = await openClient(desk.account.id, first);
    await setKey(editor, 'city', JSON.stringify(value));
    await forgetRequests();
    return editor;
  };

  for (const [name, kind] of [
    ['an error of the server', { kind: 'error', status: 502 }],
    ['a value that the server does not accept', undefined],
  ] as const)
    it(`is refused by ${name}: the text stays dirty, every time`, async () => {
      for (let round = 0; round < 4; round++) {
        const editor = await opened(`Round ${round}`);
        if (kind === undefined)
          await editJson(editor, ({ contacts: [contact] }) => {
            if (contact) contact.email = 'a..b@x.example';
          });
        else await fault({ ...kind, match: { method: 'PUT', path: first } });
        const saved = await whileOthersStat(editor.document.uri, async () => editor.document.save());
        assert.equal(saved, false, `round ${round}`);
        assert.equal(editor.document.isDirty, true, `round ${round}`);
        await clearFaults();
        await vscode.commands.executeCommand('workbench.action.files.revert');
      }
    });

  it('is refused by its user: the text stays dirty, and the next save asks again', async () => {
    await otherUser(first, {}, [
      { first_name: 'Ada', email: 'ada@x.example', is_primary: true },
      { first_name: 'Ben', email: 'ben@x.example' },
    ]);
    const editor = await openClient(desk.account.id, first);
    await editJson(editor, ({ contacts }) => void contacts.pop());
    await forgetRequests();
    for (let round = 0; round < 3; round++) {
      const { result, asked } = await answering(
        () => undefined,
        () => whileOthersStat(editor.document.uri, async () => editor.document.save()),
      );
      assert.deepEqual([result, asked.length, editor.document.isDirty], [false, 1, true], `round ${round}`);
    }
    assert.deepEqual(await requests('PUT'), []);
  });

  it('succeeds, with the requests that it needs and no other', async () => {
    const editor = await opened('Polled');
    const saved = await whileOthersStat(editor.document.uri, async () => editor.document.save());
    assert.equal(saved, true);
    assert.equal((await stored(first)).city, 'Polled');
    const sent = (await requests()).filter(({ path }) => path.endsWith(`/clients/${first}`));
    assert.deepEqual(
      sent.map(({ method }) => method),
      ['GET', 'PUT'],
    );
  });

  it('asks nothing of the server for a dirty document that nobody saves', async () => {
    const editor = await opened('Typed');
    for (let i = 0; i < 5; i++) await vscode.workspace.fs.stat(editor.document.uri);
    assert.deepEqual(await requests(), []);
  });

  it('after a refusal, Revert shows what the server has', async () => {
    for (let round = 0; round < 4; round++) {
      const editor = await opened(`Refused ${round}`);
      await fault({ kind: 'error', status: 502, match: { method: 'PUT', path: first } });
      assert.equal(await editor.document.save(), false);
      await clearFaults();
      await otherUser(first, { city: `Theirs ${round}` });
      await vscode.commands.executeCommand('workbench.action.files.revert');
      await until("the text is the server's", () => !editor.document.isDirty, ...textChanged());
      assert.match(editor.document.getText(), new RegExp(`"city": "Theirs ${round}"`));
    }
  });

  it('after a refusal, the same text can be saved', async () => {
    const editor = await opened('Again');
    await fault({ kind: 'error', status: 502, match: { method: 'PUT', path: first } });
    assert.equal(await editor.document.save(), false);
    await clearFaults();
    assert.equal(await editor.document.save(), true);
    assert.equal((await stored(first)).city, 'Again');
  });

  it('creates nothing and stays dirty when the server refuses a new client', async () => {
    await vscode.commands.executeCommand('ninjaClients.newClient', { accountId: desk.account.id });
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    await setKey(editor, 'name', '"Polled Ltd"');
    await fault({ kind: 'error', status: 503, match: { method: 'POST', path: 'clients' } });
    const saved = await whileOthersStat(editor.document.uri, async () => editor.document.save());
    assert.deepEqual([saved, editor.document.isDirty], [false, true]);
    await clearFaults();
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});
