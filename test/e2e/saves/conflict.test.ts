// Two users change the same field: VS Code's own question, a comparison, and whose value wins where.
import assert from 'node:assert/strict';
import { Desk } from '../support/desk';
import { until } from '../support/until';

const name = 'Aa Conflict Bakery';
const question = 'The content of the file is newer';

describe('Editing: a field that another user changed too', () => {
  let desk: Desk;

  before(async () => {
    desk = await Desk.start([{ name, phone: '111-1111', city: 'Aachen', public_notes: 'First' }]);
    await desk.open(name);
  });
  after(() => desk?.close());

  it('of the same length is asked about, and nothing is sent before the answer', async () => {
    const { workbench } = desk;
    await desk.edit(name, '"phone": "111-1111"', '"phone": "222-2222"');
    await desk.change(name, { phone: '333-3333', city: 'Bonn' });
    await desk.forgetRequests();
    await workbench.editor.save();
    const message = await workbench.dialogs.message(question);
    assert.match(message, /^Failed to save 'Aa Conflict Bakery\.client\.json'/);
    const buttons = await workbench.dialogs.buttons(question);
    assert.deepEqual(buttons.slice(0, 2), ['Compare', 'Overwrite']);
    await workbench.screenshot('editing-01-conflict-question');
    assert.deepEqual(await desk.writes(), []);
    assert.equal((await desk.stored(name)).phone, '333-3333');
  });

  it('is compared: the server on the left, mine on the right', async () => {
    const { workbench } = desk;
    await workbench.dialogs.press(question, 'Compare');
    const side = (which: string) =>
      workbench.page
        .locator(`.monaco-diff-editor .editor.${which} .view-line`, { hasText: /-\d{4}"/ })
        .first();
    await side('original').waitFor();
    await side('modified').waitFor();
    assert.match((await side('original').textContent()) ?? '', /333-3333/);
    assert.match((await side('modified').textContent()) ?? '', /222-2222/);
    await workbench.screenshot('editing-02-conflict-compare');
    assert.deepEqual(await desk.writes(), []);
  });

  it('is overwritten from the comparison: my phone, and their city stays', async () => {
    const { workbench } = desk;
    await workbench.page
      .locator('.action-label[aria-label^="Use your changes and overwrite file contents"]')
      .first()
      .click();
    const [put] = await desk.written(1);
    assert.equal(put?.method, 'PUT');
    await workbench.editor.clean(name);
    const after = await desk.stored(name);
    assert.deepEqual([after.phone, after.city, after.public_notes], ['222-2222', 'Bonn', 'First']);
    assert.ok(!('city' in (put?.body ?? {})), 'what I did not touch is not sent');
    assert.equal((await desk.writes()).length, 1);
    await workbench.editor.opened(name);
    await until('the editor to show what they changed', async () =>
      (await workbench.editor.text()).includes('"city": "Bonn"'),
    );
  });

  it('is overwritten from the question', async () => {
    const { workbench } = desk;
    await desk.edit(name, '"phone": "222-2222"', '"phone": "444-4444"');
    await desk.change(name, { phone: '555-5555', public_notes: 'Other' });
    await desk.forgetRequests();
    await workbench.editor.save();
    await workbench.dialogs.press(question, 'Overwrite');
    await workbench.editor.clean(name);
    const after = await desk.stored(name);
    assert.deepEqual([after.phone, after.city, after.public_notes], ['444-4444', 'Bonn', 'Other']);
  });

  it('in other fields is merged without a question', async () => {
    const { workbench } = desk;
    await desk.edit(name, '"phone": "444-4444"', '"phone": "666-6666"');
    await desk.change(name, { city: 'Ulm' });
    await desk.forgetRequests();
    await desk.save(name);
    assert.equal(await workbench.dialogs.notification(question).count(), 0);
    const after = await desk.stored(name);
    assert.deepEqual([after.phone, after.city], ['666-6666', 'Ulm']);
    assert.equal((await desk.writes()).length, 1);
  });

  it('can be read in dark and in high contrast', async () => {
    const { workbench } = desk;
    await desk.edit(name, '"phone": "666-6666"', '"phone": "777-7777"');
    await desk.change(name, { phone: '888-8888' });
    await workbench.editor.save();
    for (const theme of ['Dark Modern', 'Dark High Contrast'] as const) {
      await workbench.setTheme(theme);
      await workbench.dialogs.message(question);
      await workbench.screenshot(`editing-03-conflict-${theme}`);
    }
    await workbench.dialogs.press(question, 'Overwrite');
    await workbench.editor.clean(name);
    assert.equal((await desk.stored(name)).phone, '777-7777');
  });
});
