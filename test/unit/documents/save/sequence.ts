import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type { InvoiceNinjaApi } from '../../../../src/api/api';
import { dialogs, Editor, ModelWindow, TextDocumentSaveReason, Uri } from '../vscodeModel';
import { Host, type Machine } from './modelHost';
import {
  anyEdit,
  apply,
  applyToJson,
  copy,
  factsOf,
  intended,
  random,
  type Edit,
  type Facts,
  type PlainApi,
} from './twoUsers';

const hour = 3_600_000;

/** A window with an editor of the client. */
interface Side {
  name: string;
  window: ModelWindow;
  host: Host;
  editor: Editor;
  /** What the editor's text said when it was last in sync with the server. */
  base: Facts;
  /** What it said before the last save: a crash may bring back the text that was saved then. */
  olderBase: Facts;
  /** What the server said at the last read of the running save, and what others did after that. */
  read: { truth: Facts; later: Edit[] } | undefined;
  /** The texts since then: after a crash VS Code may restore any of them. */
  typed: string[];
  /** The extension may have lost the base, by a crash or a full disk: it then has to ask before it overwrites anything. */
  mayLackBase: boolean;
  /** The running save asked something, and the user agreed. */
  agreed: boolean;
}

const json = ({ editor }: Side) => JSON.parse(editor.getText()) as Record<string, unknown>;

/**
 * One run: two windows, another user, another extension, a full disk and wrong clocks. What they do is chosen by the seed,
 * and what the record has to be in the end is kept beside.
 */
export class Sequence {
  private next: () => number;
  private counter = 0;
  private readonly sides: Side[] = [];
  private id = '';
  /** What the server must say. */
  private truth!: Facts;
  private saving: Side | undefined;
  private puts = 0;
  private readonly log: string[] = [];

  constructor(
    private readonly seed: number,
    private readonly machine: Machine,
    private readonly plain: PlainApi,
    private readonly api: InvoiceNinjaApi,
  ) {
    this.next = random(seed);
  }

  describe(): string {
    return `seed ${this.seed}\n${this.log.join('\n')}`;
  }

  async run(): Promise<void> {
    const created = await this.plain.call('POST', '/clients', {
      name: `Sequence ${this.seed}`,
      settings: { currency_id: '1', payment_terms: '1' },
      contacts: ['a', 'b', 'c'].map((first_name) => ({ first_name, email: `${first_name}@x.example` })),
    });
    this.id = created.id;
    this.truth = factsOf(await this.plain.get(this.id));
    dialogs.answer = async (text, buttons) => {
      if (this.chance(0.3)) await this.otherEdits();
      const answer = this.chance(0.7) ? buttons[0] : undefined;
      this.note(this.saving, `asked: ${text} ${answer ?? 'canceled'}`);
      if (this.saving !== undefined && answer !== undefined) this.saving.agreed = true;
      return answer;
    };
    for (const name of this.chance(0.5) ? ['first', 'second'] : ['only']) await this.openWindow(name);
    for (let step = 0; step < 9; step++) {
      await this.step(this.sides[Math.floor(this.next() * this.sides.length)]!);
      for (const side of this.sides) await this.synchronize(side);
    }
    await this.end();
  }

  /** Every text gets through in the end, whatever was in its way. */
  private async end(): Promise<void> {
    this.next = () => 0.5;
    if ((await this.plain.get(this.id)).is_deleted) await this.plainBulk('restore');
    for (const side of this.sides) {
      side.window.diskFull = false;
      await this.synchronize(side);
      if (!side.editor.isDirty) continue;
      const result = await this.save(side);
      // A contact that others removed cannot be told from one of another client without the base.
      if (result !== 'saved') assert.ok(side.mayLackBase, side.editor.failure);
    }
    await this.check();
    for (const { window, editor, host } of this.sides) {
      window.run(() => editor.close());
      await host.flushed();
      host.stop();
    }
    await this.plain.call('DELETE', `/clients/${this.id}`);
  }

  private async openWindow(name: string): Promise<void> {
    const window = new ModelWindow();
    const path = `/clients/${this.id}/x.client.json`;
    const uri = Uri.from({ scheme: 'ninja-client', authority: this.machine.accountId, path });
    const side = {
      name,
      window,
      typed: [],
      mayLackBase: false,
      agreed: false,
      read: undefined,
    } as unknown as Side;
    this.newHost(side);
    side.editor = window.run(
      () =>
        new Editor(
          uri,
          side.host.provider,
          (point) => this.between(side, point),
          () => {
            const overwrite = this.chance(0.7);
            if (overwrite) side.agreed = true;
            this.note(side, overwrite ? 'Overwrite' : 'Compare');
            return overwrite ? 'overwrite' : 'cancel';
          },
        ),
    );
    await window.run(() => side.editor.open());
    side.base = factsOf(json(side));
    side.olderBase = side.base;
    this.sides.push(side);
  }

  private async step(side: Side): Promise<void> {
    const dice = this.next();
    if (dice < 0.33) this.userEdits(side);
    else if (dice < 0.45) await this.otherEdits();
    else if (dice < 0.67) await this.save(side);
    else if (dice < 0.71) this.reformat(side);
    else if (dice < 0.75) await this.autoSave(side);
    else if (dice < 0.85) await this.restart(side);
    else if (dice < 0.88) await this.revert(side);
    else if (dice < 0.91) await this.bulk(side);
    else if (dice < 0.94) await this.foreignWrite(side);
    else if (dice < 0.96) await this.saveInAnotherEncoding(side);
    else if (dice < 0.98) this.wrongClock(side);
    else this.fullDisk(side);
  }

  private async synchronize(side: Side): Promise<void> {
    await side.editor.settled();
    if (side.editor.isDirty) return;
    side.base = factsOf(json(side));
    side.typed = [];
    side.mayLackBase = false;
  }

  private chance(probability: number): boolean {
    return this.next() < probability;
  }

  private note(side: Side | undefined, what: string): void {
    this.log.push(`${side?.name ?? 'other'}: ${what}${this.saving === undefined ? '' : ' (during a save)'}`);
  }

  private word(): string {
    return `Łódź ${this.seed}-${++this.counter}`;
  }

  private type(side: Side, value: unknown, indent: number): void {
    const text = `${JSON.stringify(value, null, indent)}\n`;
    if (side.editor.isDirty) side.typed.push(side.editor.getText());
    if (side.window.diskFull) side.mayLackBase = true;
    side.window.run(() => side.editor.type(text));
  }

  private userEdits(side: Side): void {
    const value = json(side);
    const edit = anyEdit(factsOf(value), this.next, () => this.word());
    if (side.editor.isReadOnly || !applyToJson(value, edit)) return;
    this.note(side, JSON.stringify(edit));
    this.type(side, value, 2);
  }

  private reformat(side: Side): void {
    if (!side.editor.isReadOnly) this.type(side, json(side), this.chance(0.5) ? 4 : 2);
  }

  private async otherEdits(): Promise<void> {
    const edit = anyEdit(this.truth, this.next, () => this.word());
    if (!(await this.plain.edit(this.id, edit))) return;
    this.note(undefined, JSON.stringify(edit));
    apply(this.truth, edit);
    for (const { read } of this.sides) read?.later.push(edit);
  }

  private async between(side: Side, point: string): Promise<void> {
    if (this.chance(0.15)) await this.otherEdits();
    for (const one of this.sides)
      if (point !== 'did save' && this.chance(one === side ? 0.06 : 0.03)) this.userEdits(one);
    // Other extensions look at open files whenever they like.
    while (this.chance(0.15)) await this.stat(side).catch(() => undefined);
  }

  private stat({ window, host, editor }: Side): Promise<unknown> {
    return window.run(() => host.provider.stat(editor.uri));
  }

  private async save(side: Side, reason = TextDocumentSaveReason.Manual): Promise<string> {
    const { editor } = side;
    this.saving = side;
    side.agreed = false;
    const text = editor.getText();
    const before = side.base;
    const result = await side.window.run(() => editor.save(reason));
    this.saving = undefined;
    side.read = undefined;
    this.note(side, `save: ${result} ${result === 'failed' ? editor.failure : ''}`);
    if (result === 'saved') {
      side.base = factsOf(JSON.parse(text) as Record<string, unknown>);
      side.mayLackBase = side.window.diskFull;
      side.typed = [];
      // A crash may bring back the text of this save, which is then not what was read last.
      if (editor.getText() === text) this.savedFrom.set(side, { text, base: before });
      // Who typed during the save is still dirty, on the base of what was saved.
      else if (editor.isDirty) return result;
    }
    await this.check();
    return result;
  }

  private readonly savedFrom = new Map<Side, { text: string; base: Facts }>();

  private async autoSave(side: Side): Promise<void> {
    const { editor } = side;
    const changed = editor.isDirty && !isDeepStrictEqual(factsOf(json(side)), side.base);
    const puts = this.puts;
    const quiet = this.next;
    this.next = () => 0.99;
    const result = await this.save(side, TextDocumentSaveReason.AfterDelay);
    this.next = quiet;
    assert.equal(this.puts, puts, 'auto save sends nothing');
    if (changed) assert.equal(result, 'failed', 'and does not pretend it did');
  }

  private async restart(side: Side): Promise<void> {
    const { editor, window } = side;
    const kind = this.chance(0.4) ? 'killed' : this.chance(0.5) ? 'reloaded' : 'crashed';
    this.note(side, kind);
    if (kind === 'reloaded') await side.host.flushed();
    else side.mayLackBase = true;
    side.host.stop();
    if (kind !== 'killed') editor.leave();
    this.newHost(side);
    const { provider } = side.host;
    if (kind === 'killed') return window.run(() => editor.adoptedBy(provider));
    let text: string | undefined;
    const saved = this.savedFrom.get(side);
    if (kind === 'crashed' && editor.isDirty && this.chance(0.4))
      text = side.typed[Math.floor(this.next() * side.typed.length)];
    else if (kind === 'crashed' && !editor.isDirty && saved !== undefined && this.chance(0.4)) {
      text = saved.text;
      side.base = factsOf(JSON.parse(text) as Record<string, unknown>);
      side.olderBase = saved.base;
    }
    if (text !== undefined) this.note(side, 'restored from an older backup');
    const backup = text === undefined ? undefined : { ...editor.backup(), text };
    await window.run(() => editor.restoredBy(provider, backup));
  }

  private async revert(side: Side): Promise<void> {
    this.note(side, 'reverted');
    await side.window.run(() => side.editor.revert());
  }

  /** An action on many clients, of which this is one. */
  private async bulk(side: Side): Promise<void> {
    const action = this.chance(0.4) ? 'archive' : this.chance(0.5) ? 'delete' : 'restore';
    this.note(side, action);
    await side.window.run(() => side.host.session.bulk({ action, ids: [this.id] }, { origin: 'test' }));
  }

  /** Another extension writes the file: another text than the editor's, or just that. */
  private async foreignWrite(side: Side): Promise<void> {
    const { editor, window, host } = side;
    const same = this.chance(0.3);
    const puts = this.puts;
    const text = same
      ? editor.getText()
      : `${JSON.stringify({ ...json(side), phone: this.word() }, null, 2)}\n`;
    this.note(side, same ? 'its own text is written by an extension' : 'written by an extension');
    if (same) {
      this.saving = side;
      side.agreed = false;
      editor.sending = text;
    }
    const failed = await window
      .run(async () => {
        await host.provider.writeFile(editor.uri, Buffer.from(text));
        await host.provider.stat(editor.uri);
      })
      .then(
        () => false,
        () => true,
      );
    this.saving = undefined;
    side.read = undefined;
    if (!same) assert.equal(failed, true, 'nobody writes but the user');
    if (!same) assert.equal(this.puts, puts, 'and nothing is sent');
    if (this.puts > puts) side.base = factsOf(json(side));
    await this.check();
  }

  private async saveInAnotherEncoding(side: Side): Promise<void> {
    const { editor } = side;
    const puts = this.puts;
    editor.encoding = this.chance(0.5) ? 'latin1' : 'utf16le';
    const damaged = !Buffer.from(editor.getText(), editor.encoding).equals(Buffer.from(editor.getText()));
    const changed = editor.isDirty && !isDeepStrictEqual(factsOf(json(side)), side.base);
    this.note(side, editor.encoding);
    const result = await this.save(side);
    editor.encoding = 'utf8';
    if (!damaged) return;
    assert.equal(this.puts, puts, 'a damaged text is not sent');
    if (changed) assert.notEqual(result, 'saved', 'and not taken for saved');
  }

  private wrongClock({ window, name }: Side): void {
    window.clockError = this.chance(0.5) ? hour : -hour;
    this.log.push(`${name}: clock ${window.clockError}`);
  }

  private fullDisk(side: Side): void {
    side.window.diskFull = !side.window.diskFull;
    // What was typed a moment ago may not be on disk yet.
    if (side.editor.isDirty) side.mayLackBase = true;
    this.note(side, side.window.diskFull ? 'disk full' : 'disk not full any more');
  }

  private async check(): Promise<void> {
    assert.deepEqual(factsOf(await this.plain.get(this.id)), this.truth);
  }

  private async plainBulk(action: string): Promise<void> {
    await this.plain.call('POST', '/clients/bulk', { action, ids: [this.id] });
  }

  private newHost(side: Side): void {
    side.host = new Host(this.machine, side.window, () => side.editor, this.watched(side));
  }

  /** The API client, with the moments of reading and sending noted: what is intended depends on them. */
  private watched(side: Side): InvoiceNinjaApi {
    return {
      ...this.api,
      getClient: async (id, options) => {
        const client = await this.api.getClient(id, options);
        side.read = { truth: copy(this.truth), later: [] };
        return client;
      },
      updateClient: async (id, body, options) => {
        const { read, base } = side;
        assert.ok(read, 'nothing is sent that was not read first');
        const result = await this.api.updateClient(id, body, options);
        this.puts++;
        this.note(side, `PUT ${Object.keys(body).join(' ')}`);
        const mine = factsOf(JSON.parse(side.editor.sending) as Record<string, unknown>);
        const sent = { mine, read: read.truth, later: read.later, body };
        this.truth = intended({ base, ...sent });
        if (side.mayLackBase && side.agreed) {
          const now = factsOf(await this.plain.get(this.id));
          const asked = [read.truth, side.olderBase].map((other) => intended({ base: other, ...sent }));
          if (asked.some((facts) => isDeepStrictEqual(now, facts))) this.truth = now;
        }
        side.read = { truth: copy(this.truth), later: [] };
        return result;
      },
    };
  }
}
