import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { Client } from '../../../src/api/types';
import type { Account } from '../../../src/session/account';
import {
  anyEdit,
  apply,
  applyToJson,
  copy,
  factsOf,
  intended,
  PlainApi,
  random,
  type Edit,
  type Facts,
} from '../../unit/documents/save/twoUsers';
import { times } from '../../long';
import { fullDisk, wrongClock } from '../../machine';
import { answering } from '../support/answers';
import { clearFaults, demo, fault, forgetRequests, requests, reset, stored } from '../support/demo';
import { SecondWindow } from '../support/secondWindow';
import { closeAll, handles, openClient, signIn, signOutAll, textChanged, until } from '../support/support';

const sequences = times(50, 2000);
const hour = 3_600_000;
const plain = new PlainApi(demo.url, demo.token);

/** What is wrong with this machine. */
const machine = { clockAhead: 0, diskFull: false };

/**
 * The same as test/unit/documents/save/saveSequences.test.ts, with the real editor in the place of its model; the second
 * window is a model in a process of its own, over the same storage.
 */
class Sequence {
  private readonly next: () => number;
  private counter = 0;
  private editor!: vscode.TextEditor;
  private id = '';
  private truth!: Facts;
  private base!: Facts;
  private second: SecondWindow | undefined;
  private secondBase!: Facts;
  /** The second window was killed, so it may have to ask about everything. */
  private secondMayLackBase = false;
  private readonly log: string[] = [];

  constructor(
    private readonly account: Account,
    private readonly seed: number,
  ) {
    this.next = random(seed);
  }

  describe(): string {
    return `seed ${this.seed}\n${this.log.join('\n')}`;
  }

  async run(): Promise<void> {
    const created = await plain.call('POST', '/clients', {
      name: `Sequence ${this.seed}`,
      settings: { currency_id: '1', payment_terms: '1' },
      contacts: ['a', 'b', 'c'].map((first_name) => ({ first_name, email: `${first_name}@x.example` })),
    });
    this.id = created.id;
    this.truth = factsOf(await stored(this.id));
    this.editor = await openClient(this.account.id, this.id);
    this.base = factsOf(this.json());
    if (this.next() < 0.5) this.second = await SecondWindow.open(this.editor.document.uri);
    this.secondBase = copy(this.base);
    for (let step = 0; step < 6; step++) {
      const dice = this.next();
      if (dice < 0.35) await this.userEdits();
      else if (dice < 0.45) await this.otherEdits();
      else if (dice < 0.6) await this.save(this.next() < 0.7);
      else if (dice < 0.65) await this.revert();
      else if (dice < 0.7) await this.foreignWrite();
      else if (dice < 0.75) await this.bulk();
      else if (dice < 0.8) this.machineFails();
      else if (this.second !== undefined) await this.inSecondWindow(this.second);
    }
    machine.diskFull = false;
    await this.save(true);
    assert.equal(this.editor.document.isDirty, false, 'the last save went through');
    if (this.second !== undefined) await this.saveSecond(this.second, true);
    await this.end();
  }

  async end(): Promise<void> {
    machine.diskFull = false;
    machine.clockAhead = 0;
    await this.second?.close();
    await closeAll();
  }

  private word(): string {
    return `Łódź ${this.seed}-${++this.counter}`;
  }

  private json(): Record<string, unknown> {
    return JSON.parse(this.editor.document.getText()) as Record<string, unknown>;
  }

  private async userEdits(): Promise<void> {
    let edit: Edit | undefined;
    // VS Code denies an edit of a text that has been reloaded in between: a user would then see the new one.
    for (let done = false; !done;) {
      const json = this.json();
      // A clean editor follows the others.
      if (!this.editor.document.isDirty) this.base = factsOf(json);
      edit ??= anyEdit(factsOf(json), this.next, () => this.word());
      if (!applyToJson(json, edit)) return;
      const all = new vscode.Range(0, 0, this.editor.document.lineCount, 0);
      done = await this.editor.edit((builder) => builder.replace(all, `${JSON.stringify(json, null, 2)}\n`));
    }
    this.log.push(`user ${JSON.stringify(edit)}`);
  }

  private async otherEdits(): Promise<void> {
    const edit = anyEdit(this.truth, this.next, () => this.word());
    if (!(await plain.edit(this.id, edit))) return;
    this.log.push(`other ${JSON.stringify(edit)}`);
    apply(this.truth, edit);
  }

  /** Arms an edit of the other user for the moment just before a request of the save is handled. */
  private async armed(method: 'GET' | 'PUT'): Promise<Edit | undefined> {
    if (this.next() > 0.3) return undefined;
    const edit = anyEdit(this.truth, this.next, () => this.word());
    const client = (await stored(this.id)) as Client & Record<string, unknown>;
    if (!applyToJson(client, edit)) return undefined;
    const set =
      edit.kind === 'field'
        ? { [edit.key]: edit.value }
        : edit.kind === 'setting'
          ? { settings: client.settings }
          : {};
    const contacts = 'email' in edit ? { contacts: client.contacts } : {};
    await fault({
      kind: 'change',
      client: this.id,
      set,
      ...contacts,
      match: { method, path: `/clients/${this.id}$` },
    });
    this.log.push(`other, before ${method}: ${JSON.stringify(edit)}`);
    return edit;
  }

  private async save(yes: boolean): Promise<void> {
    await forgetRequests();
    const method = this.next() < 0.5 ? 'GET' : 'PUT';
    const edit = await this.armed(method);
    const mine = factsOf(this.json());
    const { result, asked } = await answering(
      ({ buttons }) => (yes ? buttons[0] : undefined),
      async () => this.editor.document.save(),
    );
    await clearFaults();
    const seen = await requests();
    const [put, ...more] = seen.filter((request) => request.method === 'PUT');
    this.log.push(`save: ${result}, asked ${asked.length} times, ${seen.map((one) => one.method).join(' ')}`);
    assert.equal(more.length, 0, 'one PUT at most');
    const happened = edit !== undefined && seen.some((request) => request.method === method);
    if (happened && method === 'GET') apply(this.truth, edit);
    if (put !== undefined) {
      const later = happened && method === 'PUT' ? [edit] : [];
      this.truth = intended({ base: this.base, mine, read: copy(this.truth), later, body: put.body ?? {} });
    }
    assert.deepEqual(factsOf(await stored(this.id)), this.truth);
    if (!result) {
      assert.equal(put, undefined);
      assert.equal(this.editor.document.isDirty, true);
      return;
    }
    if (put !== undefined)
      await until(
        'the editor shows what the server has',
        () => isDeepStrictEqual(factsOf(this.json()), this.truth),
        ...textChanged(),
      );
    this.base = factsOf(this.json());
  }

  /** Another extension writes another text than the editor's: nothing is sent, and nothing is lost. */
  private async foreignWrite(): Promise<void> {
    this.log.push('an extension writes');
    const { document } = this.editor;
    const facts = factsOf(this.json());
    await forgetRequests();
    const written = Buffer.from(`${JSON.stringify({ ...this.json(), phone: this.word() }, null, 2)}\n`);
    await assert.rejects(async () => vscode.workspace.fs.writeFile(document.uri, written));
    await vscode.workspace.fs.stat(document.uri);
    assert.deepEqual(await requests('PUT'), []);
    if (document.isDirty) assert.deepEqual(factsOf(this.json()), facts);
    assert.deepEqual(factsOf(await stored(this.id)), this.truth);
  }

  private async bulk(): Promise<void> {
    const action = this.next() < 0.5 ? 'archive' : 'restore';
    this.log.push(action);
    const session = (await handles()).accounts.session(this.account.id);
    await session?.bulk({ action, ids: [this.id] }, { origin: 'test' });
  }

  private machineFails(): void {
    if (this.next() < 0.5) machine.clockAhead = this.next() < 0.5 ? hour : -hour;
    else machine.diskFull = !machine.diskFull;
    this.log.push(`machine ${JSON.stringify(machine)}`);
  }

  private async inSecondWindow(second: SecondWindow): Promise<void> {
    const dice = this.next();
    const value = JSON.parse(second.text) as Record<string, unknown>;
    if (dice < 0.5) {
      const edit = anyEdit(factsOf(value), this.next, () => this.word());
      if (!applyToJson(value, edit)) return;
      this.log.push(`second ${JSON.stringify(edit)}`);
      await second.type(`${JSON.stringify(value, null, 2)}\n`);
    } else if (dice < 0.75) await this.saveSecond(second, this.next() < 0.7);
    else {
      const killed = this.next() < 0.5;
      this.log.push(`second ${killed ? 'killed' : 'reloaded'}`);
      await second.restart(killed);
      if (!second.isDirty) this.secondBase = factsOf(JSON.parse(second.text) as Record<string, unknown>);
      else if (killed) this.secondMayLackBase = true;
    }
  }

  private async saveSecond(second: SecondWindow, yes: boolean): Promise<void> {
    const mine = factsOf(JSON.parse(second.text) as Record<string, unknown>);
    const state = await second.save(yes);
    this.log.push(`second save: ${state.result}, ${state.puts} PUT${state.asked ? ', asked' : ''}`);
    if (state.puts > 0) {
      const sent = { mine, read: copy(this.truth), later: [], body: {} };
      const truth = intended({ base: this.secondBase, ...sent });
      const asked = intended({ base: this.truth, ...sent });
      const now = factsOf(await stored(this.id));
      const all = this.secondMayLackBase && state.asked && isDeepStrictEqual(now, asked);
      this.truth = all ? asked : truth;
    }
    assert.deepEqual(factsOf(await stored(this.id)), this.truth);
    if (state.isDirty) return;
    this.secondMayLackBase = false;
    this.secondBase = factsOf(JSON.parse(second.text) as Record<string, unknown>);
  }

  private async revert(): Promise<void> {
    this.log.push('reverted');
    await vscode.commands.executeCommand('workbench.action.files.revert');
    this.base = factsOf(this.json());
  }
}

describe('random sequences of two users in the real editor', () => {
  let account: Account;
  const endFaults: (() => void)[] = [];
  const files = () => vscode.workspace.getConfiguration('files', { languageId: 'ninja-client' });
  const resolve = (value: string | undefined) =>
    files().update('saveConflictResolution', value, vscode.ConfigurationTarget.Global, true);

  before(async () => {
    await reset();
    account = await signIn();
    const { storage } = await handles();
    endFaults.push(
      wrongClock(() => machine.clockAhead),
      fullDisk(storage.fsPath, () => machine.diskFull),
    );
    // Our own question instead of VS Code's, which nobody could answer in this host.
    await resolve('overwriteFileOnDisk');
  });

  after(async () => {
    await resolve(undefined);
    for (const end of endFaults) end();
    await closeAll();
    await signOutAll();
  });

  it(`end in exactly the intended record, ${sequences} times`, async function () {
    this.timeout(times(300_000, 3_000_000));
    for (let seed = 1; seed <= sequences; seed++) {
      const sequence = new Sequence(account, seed);
      try {
        await sequence.run();
      } catch (error) {
        await sequence.end();
        throw new Error(`${sequence.describe()}\n${error instanceof Error ? error.stack : String(error)}`, {
          cause: error,
        });
      }
    }
  });
});
