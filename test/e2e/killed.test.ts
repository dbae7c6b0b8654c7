// The extension host dies at each point of a save, a creation, a bulk action and a merge; the server goes on. Afterwards text,
// base, intent and server agree: nothing is lost, undone or done twice. Every fifth point in `npm test`, all in `test:long`.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { isLong } from '../long';
import { Desk, type StoredClient } from './support/desk';
import { PurgeMergePageView } from './support/page/purgeMergePage';
import { until } from './support/until';

const question = 'The content of the file is newer';
const fresh = 'New Client.client.json';

/** What the server does with the request that was under way: it carries it out although nobody waits, or never gets it. */
type End = 'served' | 'dropped';

interface Point {
  when: string;
  /** Whether the server has done what was asked for, in the end. */
  done: boolean;
  /** What is held, and before or after the server carries it out. Nothing where a question is open. */
  holds?: { at: 'request' | 'answer'; method: string; path: string; skip?: number };
  end?: End;
}

const put = { method: 'PUT', path: '/clients/[A-Za-z0-9]+$' };
const get = { method: 'GET', path: '/clients/[A-Za-z0-9]+$' };
const post = { method: 'POST', path: '/clients$' };
const bulk = { method: 'POST', path: '/clients/bulk$' };
const merge = { method: 'POST', path: '/merge$' };

const saves: Point[] = [
  { when: 'while the record is read', done: false, holds: { at: 'request', ...get }, end: 'served' },
  { when: 'before the server saves it', done: true, holds: { at: 'request', ...put }, end: 'served' },
  { when: 'before the server loses it', done: false, holds: { at: 'request', ...put }, end: 'dropped' },
  { when: 'before the answer', done: true, holds: { at: 'answer', ...put }, end: 'served' },
  { when: 'while VS Code asks', done: false },
];
const creations: Point[] = [
  {
    when: 'while the newest client is read',
    done: false,
    holds: { at: 'request', method: 'GET', path: '/clients$' },
    end: 'served',
  },
  { when: 'before the server creates it', done: true, holds: { at: 'request', ...post }, end: 'served' },
  { when: 'before the server loses it', done: false, holds: { at: 'request', ...post }, end: 'dropped' },
  { when: 'before the answer', done: true, holds: { at: 'answer', ...post }, end: 'served' },
  { when: 'while the server is still at work on it', done: true, holds: { at: 'request', ...post } },
];
const bulks: Point[] = [
  { when: 'while it asks about unsaved text', done: false },
  { when: 'before the server does it', done: true, holds: { at: 'request', ...bulk }, end: 'served' },
  { when: 'before the server loses it', done: false, holds: { at: 'request', ...bulk }, end: 'dropped' },
  { when: 'before the answer', done: true, holds: { at: 'answer', ...bulk }, end: 'served' },
  {
    when: 'while it looks for what a lost answer has done',
    done: true,
    // Before it sends anything it reads the client as well.
    holds: { at: 'request', ...get, skip: 1 },
    end: 'served',
  },
];
const merges: Point[] = [
  { when: 'while the facts are read', done: false, holds: { at: 'request', ...get }, end: 'served' },
  { when: 'while it is checked once more', done: false, holds: { at: 'request', ...get }, end: 'served' },
  { when: 'before the server does it', done: true, holds: { at: 'request', ...merge }, end: 'served' },
  { when: 'before the server loses it', done: false, holds: { at: 'request', ...merge }, end: 'dropped' },
  { when: 'before the answer', done: true, holds: { at: 'answer', ...merge }, end: 'served' },
];

const [facts, checked] = merges;
const lostBulk = bulks.at(-1);
const stillAtWork = creations.at(-1);

const nameOf = (kind: string, points: Point[], point: Point) => `Aa ${kind} ${points.indexOf(point) + 1}`;

/** In `npm test` one of each, another one in each list. */
const chosen = (points: Point[], short: number) => points.filter((_, at) => isLong || at === short);

describe('The extension host dies', () => {
  let desk: Desk;
  let isFirst = true;

  before(async () => {
    const edited = [
      ...saves.map((point) => nameOf('Save', saves, point)),
      ...bulks.map((point) => nameOf('Bulk', bulks, point)),
      ...merges.map((point) => nameOf('Stays', merges, point)),
      ...merges.map((point) => nameOf('Goes', merges, point)),
    ];
    desk = await Desk.start(edited.map((name) => ({ name, phone: '111-1111', city: 'Aachen' })));
  });
  after(() => desk?.close());

  beforeEach(async () => {
    // VS Code starts no other host after the third crash of a window.
    if (!isFirst) {
      await desk.workbench.command('View: Close All Editors');
      await desk.workbench.reload();
    }
    isFirst = false;
    await desk.restored();
  });

  const filesIn = (name: string): string[] => {
    const storage = path.join(desk.workbench.server.dirs.data, 'User/globalStorage');
    const folders = fs.readdirSync(storage).map((folder) => path.join(storage, folder, name));
    return folders.filter((folder) => fs.existsSync(folder)).flatMap((folder) => fs.readdirSync(folder));
  };

  const hold = ({ holds }: Point) => {
    const { at, skip = 0, ...match } = holds ?? { at: 'request' };
    return desk.fault('hold', { at, skip, match });
  };

  const release = (end: End) => desk.demo.control('POST', '/release', { drop: end === 'dropped' });

  /** Kills the host once the request is held; then the server goes on. */
  const kill = async (point: Point) => {
    if (point.holds)
      await until(`a request held ${point.when}`, async () => {
        const { count } = await desk.demo.control<{ count: number }>('GET', '/held');
        return count > 0;
      });
    await desk.killHost();
    if (point.end) await release(point.end);
  };

  /** A client with unsaved text: its phone. */
  const edited = async (name: string) => {
    await desk.open(name);
    await desk.edit(name, '"phone": "111-1111"', '"phone": "222-2222"');
    await until('a draft on disk', () => filesIn('drafts').some((file) => file.endsWith('.json')));
  };

  /** The text is still unsaved and knows what it was made from: it saves its phone alone, and asks where others changed that. */
  const agrees = async (name: string) => {
    const { workbench } = desk;
    const { editor, dialogs } = workbench;
    await workbench.command('Notifications: Clear All Notifications');
    await editor.tab(name).click();
    await editor.opened(name);
    await editor.dirty(name);
    assert.match(await editor.text(), /"phone": "222-2222"/);
    const before = await desk.stored(name);
    await desk.change(name, { phone: '999-9999', city: 'Bonn' });
    await desk.forgetRequests();
    await editor.focus();
    await editor.save();
    await dialogs.message(question);
    assert.deepEqual(await desk.writes(), [], 'asked before anything was sent');
    await dialogs.press(question, 'Overwrite');
    await editor.clean(name);
    const after = await desk.stored(name);
    assert.deepEqual([after.phone, after.city], ['222-2222', 'Bonn']);
    const rest = ({ archived_at, is_deleted, settings, contacts }: StoredClient) => ({
      archived: archived_at > 0,
      is_deleted,
      // A PUT of `""` is stored as null.
      settings: Object.entries((settings ?? {}) as Record<string, unknown>).map(([key, value]) => [
        key,
        value ?? '',
      ]),
      contacts: contacts.map(({ id }) => id),
    });
    assert.deepEqual(rest(after), rest(before), 'nothing else was touched');
    assert.equal((await desk.writes()).length, 1, 'one PUT');
    await until('the draft to be gone', () => filesIn('drafts').length === 0);
  };

  for (const point of chosen(saves, 1))
    it(`during a save, ${point.when}`, async () => {
      const name = nameOf('Save', saves, point);
      const { editor, dialogs } = desk.workbench;
      await edited(name);
      if (point.holds) await hold(point);
      else await desk.change(name, { phone: '777-7777' });
      await editor.focus();
      await editor.save();
      if (!point.holds) await dialogs.message(question);
      await kill(point);
      if (point.holds) await dialogs.message('Failed to save');
      const phone = point.done ? '222-2222' : point.holds ? '111-1111' : '777-7777';
      await until('the server to have ended it', async () => (await desk.stored(name)).phone === phone);
      await agrees(name);
    });

  for (const point of chosen(creations, 4))
    it(`during a creation, ${point.when}`, async () => {
      const name = nameOf('New', creations, point);
      const { workbench } = desk;
      const { editor, dialogs, quickInput } = workbench;
      const named = async () => {
        const { data } = await desk.demo.api<{ data: StoredClient[] }>('GET', '/clients?per_page=100');
        return data.filter((client) => client.name === name);
      };
      const creating = async () => (await desk.writes()).filter(({ method }) => method === 'POST');
      const save = async () => {
        await desk.forgetRequests();
        await editor.focus();
        await editor.save();
      };
      await workbench.command('Invoice Ninja: New Client');
      await editor.opened(fresh);
      await workbench.page.locator('.monaco-editor.focused').first().waitFor();
      await editor.type(name);
      await editor.dirty(fresh);
      await hold(point);
      await editor.save();
      await kill(point);
      await dialogs.message('Failed to save');
      await editor.dirty(fresh);
      if (point === stillAtWork) {
        await save();
        await quickInput.shows('Was the Client Created in');
        await quickInput.rows.filter({ hasText: 'Create the client' }).first().waitFor();
        await quickInput.cancel();
        await dialogs.message('Nothing was sent');
        assert.deepEqual(await creating(), []);
        await release('served');
      }
      await until('the server to have ended it', async () => (await named()).length === (point.done ? 1 : 0));
      await workbench.command('Notifications: Clear All Notifications');
      await save();
      // Before its intent was stored nothing can have been sent, and nothing is to be asked.
      if (point.holds?.method === 'POST') {
        await quickInput.shows('Was the Client Created in');
        assert.deepEqual(await creating(), []);
        await quickInput.pick(point.done ? name : 'Create the client');
      }
      await editor.opened(name);
      await editor.clean(name);
      assert.equal((await creating()).length, point.done ? 0 : 1);
      const [only, ...others] = await named();
      assert.equal(others.length, 0, 'not created twice');
      assert.equal((JSON.parse(await editor.text()) as StoredClient).id, only?.id);
      await until('the intent to be gone', () => filesIn('intents').length === 0);
    });

  for (const point of chosen(bulks, 3))
    it(`during a bulk action, ${point.when}`, async () => {
      const name = nameOf('Bulk', bulks, point);
      const { workbench } = desk;
      const { dialogs } = workbench;
      await edited(name);
      if (point === lostBulk) await desk.fault('reset-after', { match: bulk });
      await workbench.tree('Clients').menu(name, 'Archive Clients');
      await dialogs.modalText('has unsaved changes');
      await desk.forgetRequests();
      if (point.holds) {
        await hold(point);
        await dialogs.pressModal('Continue without Saving');
      }
      await kill(point);
      if (!point.holds) await dialogs.pressModal('Cancel');
      const archived = async () => (await desk.stored(name)).archived_at > 0;
      await until('the server to have ended it', async () => (await archived()) === point.done);
      assert.equal((await desk.writes()).length, point.holds ? 1 : 0, 'it was sent once');
      await agrees(name);
      assert.equal(await archived(), point.done);
    });

  for (const point of chosen(merges, 4))
    it(`during a merge, ${point.when}`, async () => {
      const [goes, stays] = [nameOf('Goes', merges, point), nameOf('Stays', merges, point)];
      const { workbench } = desk;
      const { dialogs, quickInput } = workbench;
      const page = new PurgeMergePageView(workbench.page);
      await edited(stays);
      await workbench.tree('Clients').menu(goes, 'Merge Clients…');
      await quickInput.shows('Search clients');
      await quickInput.type(stays);
      await quickInput.rows.filter({ hasText: stays }).first().click();
      await dialogs.modalText('has unsaved changes');
      if (point === facts) await hold(point);
      await dialogs.pressModal('Continue without Saving');
      if (point !== facts) {
        await page.button('Write Backup').click();
        await page.button('Write Backup Again').waitFor();
        await page.typed.fill(goes);
        await until('the last button', async () => !(await page.locked('Merge for Good')));
        await hold(point);
        await page.button('Merge for Good').click();
        if (point !== checked) {
          await quickInput.shows('Login Password');
          await quickInput.answer(desk.demo.server.password);
        }
      }
      await kill(point);
      const exists = async () => {
        const { data } = await desk.demo.api<{ data: StoredClient[] }>(
          'GET',
          '/clients?per_page=100&status=active,archived,deleted',
        );
        return data.some(({ id }) => id === desk.id(goes));
      };
      await until('the server to have ended it', async () => (await exists()) !== point.done);
      await agrees(stays);
      assert.equal(await exists(), !point.done);
    });
});
