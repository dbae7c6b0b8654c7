// Two windows with unsaved text of one client end and come back: each is compared with what its own text was based on.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { Desk } from '../support/desk';
import { until } from '../support/until';

const name = 'Aa Two Drafts';

describe('Editing: unsaved text of one client in two windows', () => {
  let one: Desk;
  let two: Desk;

  before(async () => {
    one = await Desk.start([{ name, phone: '100', city: 'Aachen', public_notes: 'none' }]);
    const folder = path.join(one.workbench.workspace, 'two');
    fs.mkdirSync(folder);
    two = await one.secondWindow(folder);
  });
  after(() => one?.close());

  /** VS Code writes its own copy of a text a second after the typing. */
  const backedUp = (part: string) =>
    until(`the backup of ${part}`, () => {
      const folder = path.join(one.workbench.server.dirs.data, 'User/Backups');
      if (!fs.existsSync(folder)) return false;
      const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .some((entry) => fs.readFileSync(path.join(entry.parentPath, entry.name), 'utf8').includes(part));
    });

  /** One types a phone number, a colleague sets the city, then two types notes. */
  const bothType = async (round: number): Promise<void> => {
    const { phone, city, public_notes } = await one.stored(name);
    await one.open(name);
    await one.edit(name, `"phone": "${phone}"`, `"phone": "one ${round}"`);
    await one.change(name, { city: `City ${round}` });
    await two.open(name);
    assert.doesNotMatch(await two.workbench.editor.text(), new RegExp(`"city": "${city}"`));
    await two.edit(name, `"public_notes": "${public_notes}"`, `"public_notes": "two ${round}"`);
    await backedUp(`one ${round}`);
    await backedUp(`two ${round}`);
  };

  const reload = async (desk: Desk): Promise<void> => {
    await desk.workbench.reload();
    await comeBack(desk);
  };
  const kill = async (desk: Desk): Promise<void> => {
    await desk.workbench.killWindow();
    await desk.workbench.openContainer('Invoice Ninja');
    await comeBack(desk);
  };
  const comeBack = async (desk: Desk): Promise<void> => {
    await desk.restored();
    await desk.workbench.editor.opened(name);
    await desk.workbench.editor.dirty(name);
  };

  const save = async (desk: Desk): Promise<void> => {
    await desk.workbench.editor.focus();
    await desk.save(name);
  };
  /** Nobody was asked anything, and the server has what each of the three has done. */
  const allIsThere = async (round: number): Promise<void> => {
    const { phone, city, public_notes } = await one.stored(name);
    assert.deepEqual([phone, city, public_notes], [`one ${round}`, `City ${round}`, `two ${round}`]);
    for (const desk of [one, two]) await desk.workbench.editor.close(name);
  };

  it('comes back after reloads of the first and then of the second', async () => {
    await bothType(1);
    await reload(one);
    await reload(two);
    await save(one);
    await save(two);
    await allIsThere(1);
  });

  it('comes back after a reload of the second, which saves, and when the first was killed', async () => {
    await bothType(2);
    await reload(two);
    await save(two);
    await kill(one);
    await save(one);
    await allIsThere(2);
  });
});
