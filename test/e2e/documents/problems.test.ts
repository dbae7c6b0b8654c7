// What the server does not accept and what we find ourselves is marked at its place in the text.
import assert from 'node:assert/strict';
import { Desk } from '../support/desk';
import { Problems } from '../support/problems';

const name = 'Aa Problems GmbH';
/** Passes our own check, which is lenient; the server refuses it. */
const refused = 'ben@-example.com';

describe('Editing: problems', () => {
  let desk: Desk;
  let problems: Problems;

  before(async () => {
    desk = await Desk.start([{ name, phone: '111-1111' }]);
    await desk.open(name);
    problems = new Problems(desk.workbench.page);
  });
  after(() => desk?.close());

  /** Line and column of a part of the text, from 1. */
  const place = async (part: string) => {
    const lines = (await desk.workbench.editor.text()).split('\n');
    const line = lines.findIndex((one) => one.includes(part));
    return { line: line + 1, column: (lines[line]?.indexOf(part) ?? -1) + 1 };
  };

  const badge = () => desk.workbench.editor.tab(name).getAttribute('aria-label');

  it('of the server: a refused e-mail is marked on the very value, with one short sentence', async () => {
    const { workbench } = desk;
    await desk.edit(name, '"ben@example.com"', JSON.stringify(refused));
    await desk.forgetRequests();
    await workbench.editor.save();
    const message = await workbench.dialogs.message('did not accept this client');
    assert.match(
      message,
      /^Failed to save '.*': The server did not accept this client, and nothing was saved\. See Problems\.$/,
    );
    await workbench.command('Problems: Focus on Problems View');
    assert.deepEqual(await problems.place('valid email address'), await place(`"${refused}"`));
    assert.equal((await desk.toasts()).length, 1);
    assert.ok(await workbench.editor.isDirty(name));
    assert.equal((await desk.writes())[0]?.status, 422);
    await workbench.page.locator(`.tab.active .monaco-icon-label[aria-label*="1 problem"]`).first().waitFor();
    await desk.reveal(`"${refused}"`);
    await workbench.screenshot('editing-30-refused-email');
  });

  it('of the server are gone after the next good save', async () => {
    const { workbench } = desk;
    await desk.edit(name, JSON.stringify(refused), '"ben.birch@example.com"');
    await desk.save(name);
    await problems.row('valid email address').waitFor({ state: 'hidden' });
    assert.doesNotMatch((await badge()) ?? '', /problem/);
    assert.equal((await desk.stored(name)).contacts[1]?.email, 'ben.birch@example.com');
    await workbench.dialogs.notification('did not accept').waitFor({ state: 'hidden' });
  });

  it('of our own: a comment and a duplicate key are errors, and nothing is sent', async () => {
    const { workbench } = desk;
    await desk.edit(name, '"phone": "111-1111",', '"phone": "222-2222", // new\n  "phone": "333-3333",');
    await desk.forgetRequests();
    await workbench.editor.save();
    await workbench.dialogs.message('Nothing was sent: mend the errors marked in the text');
    await workbench.command('Problems: Focus on Problems View');
    assert.deepEqual(await problems.place(/omment/), await place('// new'));
    await problems.row(/twice|uplicate/).waitFor();
    assert.deepEqual(await desk.writes(), []);
    await desk.reveal('// new');
    await workbench.screenshot('editing-31-comment-duplicate');
    await workbench.command('File: Revert File');
    await workbench.editor.clean(name);
    await problems.row(/omment/).waitFor({ state: 'hidden' });
  });

  it('of our own: a read-only field and an unknown key are warnings, and the rest is saved', async () => {
    const { workbench } = desk;
    await desk.rewrite(name, (client) => {
      client.phone = '444-4444';
      client.balance = 12345;
      client.nick_name = 'Bakers';
    });
    await workbench.command('Problems: Focus on Problems View');
    assert.deepEqual(await problems.place('computed by the server'), await place('12345'));
    assert.deepEqual(await problems.place('“nick_name” is not known'), await place('"nick_name"'));
    await desk.reveal('12345');
    await workbench.screenshot('editing-32-read-only-unknown');
    await desk.forgetRequests();
    await desk.save(name);
    const [put] = await desk.writes();
    assert.ok(put?.body && !('balance' in put.body) && !('nick_name' in put.body));
    const after = await desk.stored(name);
    assert.deepEqual([after.phone, after.balance, after.nick_name], ['444-4444', 0, undefined]);
  });
});
