import assert from 'node:assert/strict';
import type { PageModel } from '../../../src/actions/purgeMerge/pageModel';
import { api, clearFaults, demo, fault, requests, stored } from '../support/demo';
import { typed } from '../support/marks';
import { signedIn } from '../support/signedIn';
import { FakePage } from './fakePage';

const first = 'VolejRejNm';
const second = 'Wpmbk5ezJn';

describe('what was done is told, also where what follows fails', () => {
  const desk = signedIn();
  const { dialogs, node, run } = desk;
  const unreadable = () =>
    fault({ kind: 'error', status: 500, times: 0, match: { method: 'GET', path: `/clients/${first}$` } });
  const texts = () =>
    dialogs.history.filter(({ kind }) => kind !== 'pick' && kind !== 'input').map(({ text }) => text);

  const cases = {
    renameDocument: /^Renamed “/,
    changeDocumentVisibility: /is (public|private) now/,
    deleteDocument: /^Deleted the document “/,
  };
  for (const [command, summary] of Object.entries(cases))
    it(`${command}: the client cannot be read afterwards`, async () => {
      const [document] = (await stored(first)).documents ?? [];
      assert.ok(document);
      // The fault begins with the change itself, which is a PUT or a DELETE.
      dialogs.answer = async ({ kind, choices }) => {
        if (kind === 'input') {
          await unreadable();
          typed('another name.txt');
          return 'another name.txt';
        }
        if (kind === 'warning') {
          await unreadable();
          return choices[0];
        }
        return undefined;
      };
      dialogs.passwords(demo.password);
      if (command === 'changeDocumentVisibility')
        await fault({
          kind: 'error',
          times: 0,
          skip: 1,
          match: { method: 'GET', path: `/clients/${first}$` },
        });
      await run(command, { ...node(first), documentId: document.id });
      assert.equal(texts().filter((text) => summary.test(text)).length, 1, texts().join('\n'));
      assert.deepEqual(
        dialogs.history.filter(({ kind }) => kind === 'error'),
        [],
      );
      await clearFaults();
      const changes = (await requests()).filter(({ method }) => method === 'PUT' || method === 'DELETE');
      assert.deepEqual(
        changes.map(({ status }) => status),
        [200],
      );
    });

  describe('the page of facts', () => {
    let page: FakePage;
    beforeEach(() => {
      page = new FakePage();
      dialogs.replace('createWebviewPanel', () => page.panel);
    });

    const confirm = async (model: PageModel) => {
      assert.ok(!model.busy);
      await page.send({ type: 'backup', withFiles: false });
      const { ids, typing } = await page.model(({ backup, busy }) => backup.done && !busy);
      await page.send({ type: 'confirm', ...ids, typed: typing.expected });
    };

    it('is closed before a purge fails: a message says so', async () => {
      await run('purgeClient', node(first));
      const model = await page.model(({ busy }) => !busy);
      await fault({ kind: 'error', status: 500, match: { method: 'POST', path: '/purge$' } });
      dialogs.passwords(demo.password);
      // The user closes the page while the password is asked for.
      const { boxes } = dialogs;
      boxes.push = (...more) => {
        Reflect.deleteProperty(boxes, 'push');
        page.panel.dispose();
        return boxes.push(...more);
      };
      await confirm(model);
      const { kind, text } = await dialogs.next(/Account:|server/i);
      assert.equal(kind, 'error', text);
      assert.equal((await api('GET', `/clients/${first}`)).status, 200);
    });

    it('is closed by a merge, whose second primary contact then stays: both are told', async () => {
      await run('mergeClients', node(second), [node(second), node(first)]);
      const model = await page.model(({ busy }) => !busy);
      await fault({ kind: 'error', status: 500, times: 0, match: { method: 'PUT', path: '/clients/' } });
      dialogs.passwords(demo.password);
      dialogs.answer = ({ choices }) => choices.find((choice) => choice === 'Keep the First Only');
      await confirm(model);
      await dialogs.next(/^Merged into/);
      await dialogs.next(/^The clients are merged, but “.*” still has more than one primary contact\./);
      assert.notEqual((await api('GET', `/clients/${first}`)).status, 200);
    });
  });
});
