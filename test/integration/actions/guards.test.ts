import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { PageModel } from '../../../src/actions/purgeMerge/pageModel';
import { FakePage } from './fakePage';
import { signedIn } from '../support/signedIn';
import type { Typed } from '../support/dialogs';
import { api, demo, fault, forgetRequests, requests, stored } from '../support/demo';
import { extensionId, handles } from '../support/support';

const first = 'VolejRejNm';
const second = 'Wpmbk5ezJn';
const third = 'Opnel5aKBz';

/**
 * Ways to a purge or a merge that leave out the backup, the typed text or the password. Three of the four ways: the fourth,
 * the UI, is in the end-to-end tests.
 */
describe('attempts to bypass the checks of purge and merge', () => {
  const desk = signedIn();
  const { dialogs, node, run } = desk;
  let page: FakePage;
  let opened: number;

  beforeEach(async () => {
    page = new FakePage();
    opened = 0;
    dialogs.replace('createWebviewPanel', () => {
      opened++;
      return page.panel;
    });
    // Whatever is asked is answered with yes, and whatever box is shown gets the right password.
    dialogs.answer = ({ kind, choices }) => (kind === 'pick' ? undefined : choices[0]);
    dialogs.passwords(demo.password, demo.password, demo.password, demo.password);
    await forgetRequests();
  });

  afterEach(() => {
    page.panel.dispose();
  });

  const purgesAndMerges = async () =>
    (await requests('POST')).filter(({ path }) => /\/(purge|merge)$/.test(path)).map(({ status }) => status);
  const changes = async () => (await requests()).filter(({ method }) => method !== 'GET');
  const bothExist = async () => {
    for (const id of [first, second]) assert.equal((await api('GET', `/clients/${id}`)).status, 200, id);
  };
  const untouched = async () => {
    assert.deepEqual(await purgesAndMerges(), []);
    await bothExist();
  };

  for (const kind of ['purge', 'merge'] as const) {
    const open = async (): Promise<PageModel> => {
      if (kind === 'purge') await run('purgeClient', node(second));
      else await run('mergeClients', node(first), [node(first), node(second)]);
      const model = await page.model(({ busy }) => !busy);
      assert.equal(model.ids.removed, second);
      return model;
    };
    const confirmation = ({ ids, typing }: PageModel) => ({
      type: 'confirm',
      ...ids,
      typed: typing.expected,
    });
    const backedUp = async () => {
      await page.send({ type: 'backup', withFiles: false });
      return page.model(({ backup, busy }) => backup.done && !busy);
    };
    const refused = async (message: unknown, reason: RegExp) => {
      await page.send(message);
      assert.match((await page.model(({ busy }) => !busy)).problem, reason);
      await untouched();
    };
    const fileOf = ({ backup }: PageModel) =>
      /^Written to (.+), readable by you alone\.$/.exec(backup.status)?.[1] ?? '';

    describe(kind, () => {
      it('executeCommand: a page is all that any argument gets', async () => {
        const forged = {
          confirmed: true,
          force: true,
          typed: (await stored(second)).name,
          backup: { file: '/tmp/x', ids: [first, second], digest: 'x', lacks: [], clients: new Map() },
          password: demo.password,
          removed: second,
          survivor: first,
          act: { run: true },
        };
        const command = kind === 'purge' ? 'purgeClient' : 'mergeClients';
        const selection = kind === 'purge' ? undefined : [node(first), { ...node(second), ...forged }];
        await run(command, { ...node(second), ...forged }, selection, forged, confirmation);
        assert.equal(opened, 1);
        assert.equal(dialogs.boxes.length, 0, 'no password is asked for by a command');
        await untouched();
      });

      it('executeCommand: no other command ends in it', async () => {
        const own = (await vscode.commands.getCommands(true)).filter((id) => id.startsWith('ninjaClients.'));
        assert.deepEqual(own.filter((id) => /purge|merge|final|backup/i.test(id)).sort(), [
          'ninjaClients.mergeClients',
          'ninjaClients.purgeClient',
        ]);
      });

      it('page: no backup, one that was removed, one that was altered, one of before a change', async () => {
        const model = await open();
        await refused(confirmation(model), /no backup yet/);
        for (const claim of [{ done: true }, { backup: { done: true } }, { file: '/tmp/x', ids: [second] }])
          await refused({ ...confirmation(model), ...claim }, /no backup yet/);
        await rm(fileOf(await backedUp()));
        await refused(confirmation(model), /no longer where it was written/);
        await refused(confirmation(model), /no backup yet/);
        await writeFile(fileOf(await backedUp()), '{}');
        await refused(confirmation(model), /no longer where it was written/);
        await backedUp();
        await fault({ kind: 'change', client: second, set: { phone: '+1 555 0100' } });
        await refused(confirmation(model), /changed a client since the backup/);
      });

      it('page: another text, none, what is no text', async () => {
        const model = await backedUpPage();
        for (const typed of [
          '',
          ' ',
          'yes',
          model.typing.expected.toUpperCase() + 'x',
          (await stored(first)).name,
        ])
          await refused({ ...confirmation(model), typed }, /does not match/);
        for (const typed of [
          undefined,
          null,
          true,
          [model.typing.expected],
          { toString: 'x' },
          'x'.repeat(5000),
        ]) {
          await page.send({ ...confirmation(model), typed });
          await untouched();
        }
      });

      it('page: other clients than those that were shown', async () => {
        const model = await backedUpPage();
        const { name } = await stored(third);
        for (const ids of [
          { removed: third, survivor: null, typed: name },
          { removed: first, survivor: second, typed: (await stored(first)).name },
          { removed: second, survivor: third },
          kind === 'purge' ? { removed: second, survivor: first } : { removed: second, survivor: null },
        ])
          await refused({ ...confirmation(model), ...ids }, /not the clients that were shown/);
        assert.equal((await api('GET', `/clients/${third}`)).status, 200);
      });

      it('page: no password, or a wrong one twice', async () => {
        const model = await backedUpPage();
        dialogs.passwords(undefined);
        await page.send({ ...confirmation(model), password: demo.password });
        await untouched();
        const wrong: Typed[] = ['wrong', 'wrong', demo.password];
        dialogs.passwords(...wrong);
        await page.send({ ...confirmation(model), password: demo.password });
        assert.match(
          (await page.model(({ problem, busy }) => problem !== '' && !busy)).problem,
          /wrong again/,
        );
        assert.deepEqual(await purgesAndMerges(), [412, 412]);
        await bothExist();
      });

      it('page: what makes no sense is passed over', async () => {
        const model = await backedUpPage();
        for (const nonsense of [
          null,
          'confirm',
          [confirmation(model)],
          { type: 'confirm' },
          { ...confirmation(model), type: kind },
          { type: 'run', command: `ninjaClients.${kind}Client`, force: true },
          { type: 'model', model: { ...model, backup: { ...model.backup, done: true } } },
        ])
          await page.send(nonsense);
        await untouched();
      });

      it('link: opens a client at most, whatever it says, and changes nothing', async () => {
        const { links } = await handles();
        const said = new URLSearchParams({
          account: desk.account.id,
          id: second,
          clientId: second,
          removed: second,
          survivor: first,
          typed: (await stored(second)).name,
          password: demo.password,
          backup: '/tmp/x',
          confirmed: 'true',
          command: `ninjaClients.${kind}Client`,
        }).toString();
        for (const path of [
          '/client',
          `/${kind}`,
          `/client/${kind}`,
          `/ninjaClients.${kind}Client`,
          '/',
          '/command',
        ])
          await links.handleUri(vscode.Uri.parse(`vscode://${extensionId}${path}?${said}`));
        assert.equal(opened, 0, 'not even the page of a purge');
        assert.deepEqual(await changes(), []);
        await bothExist();
      });

      const backedUpPage = async () => {
        await open();
        return backedUp();
      };
    });
  }
});
