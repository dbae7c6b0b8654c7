// A user who may only look: what is refused is explained, and then no longer offered. Menus are seen as a person sees them.
import assert from 'node:assert/strict';
import { Demo } from '../support/demo';
import { PurgeMergePageView } from '../support/page/purgeMergePage';
import { until } from '../support/until';
import { Workbench } from '../support/workbench';

interface Client {
  id: string;
  name: string;
  display_name: string;
  archived_at: number;
  assigned_user_id: string;
}

const changing = [
  'Archive Clients',
  'Delete Clients',
  'Assign Clients to a Group…',
  'Set a Field of Clients…',
];
const final = ['Merge Clients…', 'Purge Client for Good…'];

describe('A user who may only view', () => {
  let demo: Demo;
  let workbench: Workbench;
  let one: Client;
  let other: Client;

  const tree = () => workbench.tree('Clients');
  const stored = async ({ id }: Client) => (await demo.api<{ data: Client }>('GET', `/clients/${id}`)).data;

  before(async () => {
    demo = await Demo.start();
    workbench = await Workbench.start({ env: demo.signedInToLook });
    await workbench.openContainer('Invoice Ninja');
    await tree().rows.nth(20).waitFor();
    const shown = new Set((await tree().labels()).map((label) => label.trim()));
    const query = '/clients?sort=name|asc&status=active&per_page=100';
    const { data } = await demo.api<{ data: Client[] }>('GET', query);
    // Clients that are assigned to a user are that user's own, who may change them.
    const plain = data.filter(
      ({ name, assigned_user_id }) =>
        shown.has(name) && assigned_user_id === '' && /^[\p{Script=Latin} .&]{3,30} \d{3}$/u.test(name),
    );
    assert.ok(plain[0] && plain[1]);
    [one, other] = [plain[0], plain[1]];
  });
  // Where one test failed, the next one is not to read its message.
  afterEach(() => workbench.command('Notifications: Clear All Notifications'));
  after(async () => {
    await workbench?.close();
    await demo?.close();
  });

  it('sees why a client was not archived, and is no longer offered to change it', async () => {
    const before = await tree().menuEntries(one.display_name);
    for (const entry of [...changing, ...final])
      assert.ok(before.includes(entry), `${entry} in ${before.join()}`);
    await tree().menu(one.display_name, 'Archive Clients');
    const message = await workbench.dialogs.message('Not changed');
    assert.ok(message.includes(`your user may not change it: “${one.name}”. Ask an administrator.`), message);
    await workbench.screenshot('viewer-refused');
    assert.equal((await stored(one)).archived_at, 0);
    const after = await tree().menuWithout(one.display_name, changing);
    assert.ok(after.includes('Open Client'), 'looking is still offered');
    await tree().row(one.display_name).click({ button: 'right' });
    await workbench.page.locator('.monaco-menu .action-item .action-label').first().waitFor();
    await workbench.screenshot('viewer-menu');
    await workbench.page.keyboard.press('Escape');
    const others = await tree().menuEntries(other.display_name);
    for (const entry of changing) assert.ok(others.includes(entry), 'another client may be their own');
  });

  it('sees why a group and a field were not set', async () => {
    const { quickInput, dialogs } = workbench;
    const refusal = `your user may not change it: “${other.name}”. Ask an administrator.`;
    await tree().menu(other.display_name, 'Assign Clients to a Group…');
    await quickInput.shows('Assign Clients to a Group');
    await quickInput.rows.first().click();
    const message = await dialogs.message('Not changed');
    assert.ok(message.includes(refusal), message);
    assert.deepEqual(await dialogs.buttons('Not changed'), ['Details'], 'there is nothing to undo');
    await workbench.screenshot('viewer-group-refused');
    await workbench.command('Notifications: Clear All Notifications');
    await tree().menu(other.display_name, 'Set a Field of Clients…');
    await quickInput.shows('Set a Field of Clients');
    await quickInput.type('Public notes');
    await quickInput.pick('Public notes');
    await quickInput.shows('The new value for all of these clients');
    await quickInput.answer('Never written');
    await dialogs.pressModal('Set Public notes of');
    const refused = await dialogs.message('Not changed');
    assert.ok(refused.includes(refusal), refused);
    await workbench.screenshot('viewer-field-refused');
    assert.deepEqual(await stored(other), other);
  });

  it('sees that only an administrator may purge, and is no longer offered to', async () => {
    const page = new PurgeMergePageView(workbench.page);
    await tree().menu(other.display_name, 'Purge Client for Good…');
    await page.heading.filter({ hasText: other.name }).waitFor();
    await page.main.getByText('visible to you').first().waitFor();
    await page.button('Write Backup').click();
    await page.button('Write Backup Again').waitFor();
    await page.typed.fill(other.name);
    await page.button('Purge for Good').click();
    await workbench.quickInput.shows('Login Password');
    await workbench.quickInput.answer(demo.server.password);
    // The viewer has another password than the administrator; whatever they type, they may not.
    const problem = page.main.locator('.problem');
    await until('a refusal', async () => {
      if (((await problem.textContent()) ?? '').includes('administrator')) return true;
      if (await workbench.quickInput.widget.isVisible()) await workbench.quickInput.cancel();
      return false;
    });
    await workbench.screenshot('viewer-purge-refused');
    await stored(other);
    await tree().menuWithout(other.display_name, final);
    await workbench.quickInput.open('F1');
    await workbench.quickInput.type('>Invoice Ninja: ');
    await workbench.quickInput.rows.filter({ hasText: 'Go to Client' }).first().waitFor();
    await workbench.quickInput.type('>Invoice Ninja: Purge');
    await workbench.quickInput.rows.filter({ hasNotText: 'Invoice Ninja: Purge' }).first().waitFor();
    assert.equal(await workbench.quickInput.rows.filter({ hasText: 'Purge Client for Good' }).count(), 0);
    await workbench.quickInput.cancel();
  });
});
