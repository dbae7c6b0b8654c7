// Random sequences in two real windows on one client: edits, saves, reloads, killed extension hosts and windows, and another
// user. The same as test/unit/documents/save/saveSequences.test.ts, where nothing is a model.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { times } from '../../long';
import {
  anyEdit,
  apply,
  applyToJson,
  copy,
  factsOf,
  intended,
  PlainApi,
  random,
  type Facts,
} from '../../unit/documents/save/twoUsers';
import { Desk } from '../support/desk';
import { until } from '../support/until';

const sequences = times(1, 100);
const steps = 10;
/** The buttons that go on. */
const yes = /^(Save My Values|(Delete|Change Primary|Restore) and Save)$/;
const newer = 'The content of the file is newer';

/** One window with the client's editor. */
interface Side {
  name: string;
  desk: Desk;
  /** What the editor's text said when it was last in sync with the server. */
  base: Facts;
  /** It was killed: the extension may have to ask before it overwrites anything. */
  mayLackBase: boolean;
}

class Sequence {
  private readonly next: () => number;
  private readonly log: string[] = [];
  private counter = 0;
  private truth!: Facts;
  private readonly sides: Side[] = [];

  constructor(
    private readonly seed: number,
    private readonly client: string,
    private readonly desks: readonly Desk[],
  ) {
    this.next = random(seed);
  }

  describe(): string {
    return `seed ${this.seed}\n${this.log.join('\n')}`;
  }

  async run(): Promise<void> {
    for (const [index, desk] of this.desks.entries()) {
      await desk.open(this.client);
      this.truth = factsOf(await desk.stored(this.client));
      this.sides.push({ name: `window ${index + 1}`, desk, base: this.truth, mayLackBase: false });
    }
    for (let step = 0; step < steps; step++) {
      const side = this.sides[Math.floor(this.next() * this.sides.length)]!;
      const dice = this.next();
      if (dice < 0.4) await this.userEdits(side);
      else if (dice < 0.55) await this.otherEdits(side.desk);
      else if (dice < 0.75) await this.save(side);
      else await this.restart(side);
    }
    for (const side of this.sides) {
      await this.save(side);
      await side.desk.workbench.editor.close(this.client);
    }
  }

  private word(): string {
    return `Łódź ${this.seed}-${++this.counter}`;
  }

  private async json({ desk }: Side): Promise<Record<string, unknown>> {
    return JSON.parse(await desk.workbench.editor.text()) as Record<string, unknown>;
  }

  private note(who: string, what: string): void {
    this.log.push(`${who}: ${what}`);
  }

  /** Waits until a clean editor has followed the others, and returns what it says. */
  private async followed(side: Side): Promise<Facts> {
    const { editor } = side.desk.workbench;
    if (!(await editor.isDirty(this.client))) side.base = factsOf(await this.json(side));
    return factsOf(await this.json(side));
  }

  private async userEdits(side: Side): Promise<void> {
    const edit = anyEdit(await this.followed(side), this.next, () => this.word());
    const text = await this.json(side);
    if (!applyToJson(text, edit)) return;
    this.note(side.name, JSON.stringify(edit));
    const typed = `${JSON.stringify(text, null, 2)}\n`;
    await side.desk.workbench.editor.setText(typed);
    await side.desk.workbench.editor.dirty(this.client);
    await this.backedUp(side, typed);
  }

  /** VS Code has its own copy of the text, which it would restore. */
  private async backedUp(side: Side, text: string): Promise<void> {
    const folder = path.join(side.desk.workbench.server.dirs.data, 'User/Backups');
    await until('the backup of what was typed', () => {
      if (!fs.existsSync(folder)) return false;
      const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
      return entries.some(
        (entry) =>
          entry.isFile() && fs.readFileSync(path.join(entry.parentPath, entry.name), 'utf8').includes(text),
      );
    });
  }

  private async otherEdits(desk: Desk): Promise<void> {
    const { url, token } = desk.demo.server;
    const edit = anyEdit(this.truth, this.next, () => this.word());
    if (!(await new PlainApi(url, token).edit(desk.id(this.client), edit))) return;
    this.note('other', JSON.stringify(edit));
    apply(this.truth, edit);
  }

  private async restart(side: Side): Promise<void> {
    const { workbench } = side.desk;
    const dirty = await workbench.editor.isDirty(this.client);
    const dice = this.next();
    if (dice < 0.5) {
      this.note(side.name, 'reloaded');
      await workbench.reload();
    } else {
      this.note(side.name, 'killed');
      side.mayLackBase ||= dirty;
      await workbench.killWindow();
      await workbench.openContainer('Invoice Ninja');
    }
    await side.desk.restored();
    await workbench.editor.opened(this.client);
    if (dirty) await workbench.editor.dirty(this.client);
    else side.base = factsOf(await this.json(side));
  }

  /** Saves and says yes to every question. */
  private async save(side: Side): Promise<void> {
    const { editor, dialogs } = side.desk.workbench;
    const mine = await this.followed(side);
    const wasDirty = await editor.isDirty(this.client);
    await side.desk.forgetRequests();
    await editor.focus();
    await editor.save();
    let asked = false;
    await until('the end of the save', async () => {
      if (await dialogs.modal.isVisible()) {
        asked = true;
        await dialogs.pressModal(yes);
      } else if (await dialogs.notification(newer).isVisible()) {
        asked = true;
        await dialogs.press(newer, 'Overwrite');
        await dialogs.notification(newer).waitFor({ state: 'hidden' });
      }
      return !(await editor.isDirty(this.client));
    });
    const sent = (await side.desk.writes()).filter(({ method }) => method === 'PUT').length;
    this.note(side.name, `saved${wasDirty ? '' : ' clean'}, ${sent} PUT${asked ? ', asked' : ''}`);
    assert.ok(sent <= 1, 'one PUT at most');
    const stored = async () => factsOf(await side.desk.stored(this.client));
    if (sent === 1) {
      const write = { mine, read: copy(this.truth), later: [], body: {} };
      const truth = intended({ base: side.base, ...write });
      const all = intended({ base: this.truth, ...write });
      this.truth = side.mayLackBase && asked && isDeepStrictEqual(await stored(), all) ? all : truth;
    }
    assert.deepEqual(await stored(), this.truth);
    side.mayLackBase = false;
    await until('the editor to show what the server has', async () => {
      side.base = factsOf(await this.json(side));
      return sent === 0 || isDeepStrictEqual(side.base, this.truth);
    });
  }
}

describe('Editing: random sequences in two windows', () => {
  const names = Array.from({ length: sequences }, (_, index) => `Aa Random ${index + 1}`);
  let one: Desk;
  let two: Desk;

  before(async () => {
    const settings = { currency_id: '1', payment_terms: '1' };
    const contacts = ['a', 'b', 'c'].map((first_name) => ({ first_name, email: `${first_name}@x.example` }));
    one = await Desk.start(names.map((name) => ({ name, settings, contacts })));
    const folder = path.join(one.workbench.workspace, 'two');
    fs.mkdirSync(folder);
    two = await one.secondWindow(folder);
  });
  after(() => one?.close());

  for (const [index, name] of names.entries())
    it(`end in exactly the intended record, sequence ${index + 1}`, async () => {
      const sequence = new Sequence(index + 1, name, [one, two]);
      await sequence.run().catch((error: unknown) => {
        throw new Error(`${sequence.describe()}\n${error instanceof Error ? error.stack : String(error)}`, {
          cause: error,
        });
      });
    });
});
