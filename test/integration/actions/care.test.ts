import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { clientState } from '../../../src/records/names';
import { eventually } from '../../eventually';
import { signedIn } from '../support/signedIn';
import type { DialogEntry } from '../support/dialogs';
import { fault, forgetRequests, requests, stored, type SeenRequest } from '../support/demo';
import { openClient, setKey } from '../support/support';

const first = 'VolejRejNm';
const second = 'Wpmbk5ezJn';

describe('all actions', () => {
  const desk = signedIn();
  const { dialogs, node, run } = desk;
  const bulk = ({ path }: SeenRequest) => path.endsWith('/clients/bulk');
  const changes = async () => (await requests()).filter(({ method }) => method !== 'GET');

  it('each says first that the client has unsaved text, and does nothing when it is canceled', async () => {
    const editor = await openClient(desk.account.id, first);
    await setKey(editor, 'phone', '"+49 40 5550177"');
    const text = editor.document.getText();
    const [document] = (await stored(first)).documents ?? [];
    assert.ok(document);
    const about = { ...node(first), documentId: document.id };
    const file = vscode.Uri.joinPath(vscode.Uri.file(__dirname), '..', 'index.js');
    dialogs.replace('showOpenDialog', () => Promise.resolve([file]));
    let panels = 0;
    dialogs.replace('createWebviewPanel', () => panels++);
    const upTo = ({ kind, text: title, choices }: DialogEntry) => {
      if (kind === 'input') return 'anything';
      if (kind !== 'pick') return undefined;
      return (
        choices.find((choice) => choice.startsWith(title.includes('Field') ? 'Public notes' : '')) ??
        choices[0]
      );
    };
    dialogs.answer = upTo;
    for (const [command, ...args] of [
      ['archiveClients', node(first)],
      ['restoreClients', node(first)],
      ['deleteClients', node(first)],
      ['assignGroup', node(first)],
      ['setClientField', node(first)],
      ['cloneClients', node(first)],
      ['uploadDocuments', node(first)],
      ['changeDocumentVisibility', about],
      ['renameDocument', about],
      ['deleteDocument', about],
      ['purgeClient', node(first)],
      ['mergeClients', node(first), [node(first), node(second)]],
    ] as const) {
      dialogs.history.length = 0;
      await forgetRequests();
      await run(command, ...args);
      const asked = dialogs.history.filter(({ kind }) => kind === 'warning');
      assert.equal(
        asked.length,
        1,
        `${command} asked ${dialogs.history.map(({ text: said }) => said).join(' | ')}`,
      );
      assert.match(asked[0]?.text ?? '', /has unsaved changes in the editor/, command);
      assert.deepEqual(asked[0]?.choices, ['Save and Continue', 'Continue without Saving'], command);
      assert.deepEqual(await changes(), [], command);
    }
    assert.equal(panels, 0);
    assert.deepEqual([editor.document.isDirty, editor.document.getText()], [true, text]);
  });

  it('unsaved text that cannot be saved stops the action', async () => {
    const editor = await openClient(desk.account.id, first);
    await setKey(editor, 'phone', '"+49 40 5550177"');
    await fault({ kind: 'error', status: 422, match: { method: 'PUT' } });
    dialogs.answer = ({ choices }) => choices.find((choice) => choice === 'Save and Continue');
    await run('archiveClients', node(first));
    await dialogs.next(/could not be saved, so nothing was done\. Save it first, then try again\./);
    assert.equal(clientState(await stored(first)), 'active');
  });

  it('an action waits for a save of the same client that is under way', async () => {
    const editor = await openClient(desk.account.id, first);
    await setKey(editor, 'phone', '"+49 40 5550177"');
    await fault({ kind: 'delay', ms: 700, match: { method: 'PUT' } });
    await forgetRequests();
    dialogs.answer = ({ choices }) => choices.find((choice) => choice === 'Continue without Saving');
    const saved = editor.document.save();
    const put = await eventually('a request of the save', async () => (await requests('PUT'))[0]);
    assert.equal(put?.status, undefined, 'the save is under way');
    const done = run('archiveClients', node(first));
    let early = 0;
    await eventually('the answer to the save', async () => {
      const now = await requests();
      if (now.find(({ method }) => method === 'PUT')?.status !== undefined) return true;
      early += now.filter(bulk).length;
      return false;
    });
    assert.equal(early, 0, 'requests of the action while the save was under way');
    assert.equal(await saved, true);
    await done;
    await dialogs.next(/^Archived/);
    assert.equal((await requests()).filter(bulk).length, 1);
    assert.deepEqual(
      [(await stored(first)).phone, clientState(await stored(first))],
      ['+49 40 5550177', 'archived'],
    );
  });

  it('a save waits for an action on the same client that is under way', async () => {
    const editor = await openClient(desk.account.id, first);
    await fault({ kind: 'delay', ms: 700, match: { path: '/clients/bulk$' } });
    await forgetRequests();
    const done = run('archiveClients', node(first));
    await eventually('a request of the action', async () => (await requests()).some(bulk));
    await setKey(editor, 'phone', '"+49 40 5550177"');
    const saved = editor.document.save();
    let early = 0;
    await eventually('the answer to the action', async () => {
      const now = await requests();
      if (now.find(bulk)?.status !== undefined) return true;
      early += now.filter(({ method }) => method === 'PUT').length;
      return false;
    });
    assert.equal(early, 0, 'saves while the action was under way');
    await Promise.all([done, saved]);
    assert.equal(clientState(await stored(first)), 'archived');
  });
});
