import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { EventEmitter, dialogs, Editor, TextDocumentSaveReason, Uri, type Provider } from '../vscodeModel';
import {
  apply,
  applyToJson,
  copy,
  anyEdit,
  factsOf,
  intended,
  PlainApi,
  random,
  type Edit,
  type Facts,
} from './twoUsers';
import { times } from '../../../long';
import type { InvoiceNinjaApi } from '../../../../src/api/api';
import { createApi } from '../../../../src/api/entry';
import { startDemo, type DemoServer } from '../../../../src/demo/entry';
import {
  createDocuments,
  type DocumentsContext,
  type DocumentsFeature,
} from '../../../../src/documents/entry';
import type { Account } from '../../../../src/session/account';
import { Session } from '../../../../src/session/session';

const sequences = times(300, 2000);
const account: Account = { id: 'a', kind: 'server', address: '', companyName: 'A', label: 'A' };

let server: DemoServer;
let plain: PlainApi;
let api: InvoiceNinjaApi;
let storage: string;

before(async () => {
  server = await startDemo({ clients: 10 });
  plain = new PlainApi(server.url, server.token);
  api = createApi({ address: server.url, token: server.token, userAgent: 'test' });
  storage = await mkdtemp(path.join(os.tmpdir(), 'sequences-'));
});

after(async () => {
  await api.close();
  await server.close();
  await rm(storage, { recursive: true, force: true });
});

/** The documents feature as it is after the extension host has started. */
class Host {
  readonly provider: Provider;
  private readonly feature: DocumentsFeature;
  private readonly session: Session;

  constructor(editor: () => Editor | undefined, watched: InvoiceNinjaApi) {
    const changes = new EventEmitter<{ type: number; uri: Uri }[]>();
    changes.event((list) => list.forEach(({ type }) => editor()?.changed(type)));
    this.session = new Session(account, () => Promise.resolve(watched), {
      open: () => Promise.reject(new Error('nothing is created here')),
      close: () => Promise.resolve(),
      pending: () => Promise.resolve([]),
    });
    const sessions = [this.session];
    const context: unknown = {
      storage: Uri.file(storage),
      accounts: {
        all: () => [account],
        session: () => this.session,
        openSessions: () => sessions,
        onDidChange: () => ({ dispose: () => undefined }),
        onDidOpenSession: () => ({ dispose: () => undefined }),
      },
      signIn: () => Promise.resolve(),
      log: { failure: () => undefined },
      changes,
    };
    this.feature = createDocuments(context as DocumentsContext);
    this.provider = this.feature.files;
  }

  /** Drafts are on disk. */
  flushed(): Promise<void> {
    return this.feature.flushed();
  }

  stop(): void {
    this.feature.dispose();
  }
}

/** One run: what both users do is chosen by the seed, and what the record has to be in the end is kept beside. */
class Sequence {
  private next: () => number;
  private counter = 0;
  private editor!: Editor;
  private host!: Host;
  private id = '';
  /** What the server must say. */
  private truth!: Facts;
  /** What the editor's text said when it was last in sync with the server. */
  private base!: Facts;
  /** What the server said at the last read of the running save, and what the other user did after that. */
  private read: { truth: Facts; later: Edit[] } | undefined;
  private saving = false;
  private readonly log: string[] = [];

  constructor(readonly seed: number) {
    this.next = random(seed);
  }

  async run(): Promise<void> {
    const created = await plain.call('POST', '/clients', {
      name: `Sequence ${this.seed}`,
      settings: { currency_id: '1', payment_terms: '1' },
      contacts: ['a', 'b', 'c'].map((first_name) => ({ first_name, email: `${first_name}@x.example` })),
    });
    this.id = created.id;
    this.truth = factsOf(await plain.get(this.id));
    const path = `/clients/${this.id}/x.client.json`;
    const uri = Uri.from({ scheme: 'ninja-client', authority: 'a', path });
    this.host = this.newHost();
    this.editor = new Editor(
      uri,
      this.host.provider,
      (point) => this.between(point),
      () => (this.chance(0.7) ? 'overwrite' : 'cancel'),
    );
    dialogs.answer = async (text, buttons) => {
      if (this.chance(0.3)) await this.otherEdits();
      const answer = this.chance(0.7) ? buttons[0] : undefined;
      this.log.push(`asked: ${text} ${answer ?? 'cancelled'}`);
      return answer;
    };
    await this.editor.open();
    this.base = factsOf(this.json());
    for (let step = 0; step < 8; step++) await this.step();
    // The last save has to get through, whatever is in its way.
    this.next = () => 0.5;
    if (this.editor.isDirty) assert.equal(await this.save(), 'saved', this.editor.failure);
    await this.check();
    this.editor.close();
    this.host.stop();
    await plain.call('DELETE', `/clients/${this.id}`);
  }

  describe(): string {
    return `seed ${this.seed}\n${this.log.join('\n')}`;
  }

  private async step(): Promise<void> {
    const dice = this.next();
    if (dice < 0.4) this.userEdits();
    else if (dice < 0.55) await this.otherEdits();
    else if (dice < 0.78) await this.save();
    else if (dice < 0.83) this.reformat();
    else if (dice < 0.88) await this.autoSave();
    else if (dice < 0.96) await this.restart();
    else await this.revert();
    await this.editor.settled();
    if (!this.editor.isDirty) this.base = factsOf(this.json());
  }

  private chance(probability: number): boolean {
    return this.next() < probability;
  }

  private word(): string {
    return `${this.seed}-${++this.counter}`;
  }

  private json(): Record<string, unknown> {
    return JSON.parse(this.editor.getText()) as Record<string, unknown>;
  }

  private userEdits(): void {
    const json = this.json();
    const edit = anyEdit(factsOf(json), this.next, () => this.word());
    if (!applyToJson(json, edit)) return;
    this.log.push(`user ${JSON.stringify(edit)}${this.saving ? ' during the save' : ''}`);
    this.editor.type(`${JSON.stringify(json, null, 2)}\n`);
  }

  private async otherEdits(): Promise<void> {
    const edit = anyEdit(this.truth, this.next, () => this.word());
    if (!(await plain.edit(this.id, edit))) return;
    this.log.push(`other ${JSON.stringify(edit)}${this.saving ? ' during the save' : ''}`);
    apply(this.truth, edit);
    this.read?.later.push(edit);
  }

  private async between(point: string): Promise<void> {
    if (this.chance(0.15)) await this.otherEdits();
    if (point !== 'did save' && this.chance(0.06)) this.userEdits();
  }

  private reformat(): void {
    this.editor.type(`${JSON.stringify(this.json(), null, this.chance(0.5) ? 4 : 2)}\n`);
  }

  private async save(): Promise<string> {
    this.saving = true;
    const text = this.editor.getText();
    const result = await this.editor.save();
    this.saving = false;
    this.read = undefined;
    this.log.push(`save: ${result} ${result === 'failed' ? this.editor.failure : ''}`);
    if (result === 'saved') {
      this.base = factsOf(JSON.parse(text) as Record<string, unknown>);
      // Who typed during the save is still dirty, on the base of what was saved.
      if (this.editor.getText() !== text && this.editor.isDirty) return result;
    }
    await this.check();
    return result;
  }

  private async autoSave(): Promise<void> {
    const dirty = this.editor.isDirty;
    const before = await plain.get(this.id);
    const same = dirty && JSON.stringify(factsOf(this.json())) !== JSON.stringify(this.base);
    const quiet = this.next;
    this.next = () => 0.99;
    const result = await this.editor.save(TextDocumentSaveReason.AfterDelay);
    this.next = quiet;
    assert.equal((await plain.get(this.id)).updated_at, before.updated_at, 'auto save sends nothing');
    if (same) assert.equal(result, 'failed', 'and does not pretend it did');
  }

  private async restart(): Promise<void> {
    await this.host.flushed();
    this.host.stop();
    if (this.chance(0.5)) {
      this.log.push('extension host killed');
      this.host = this.newHost();
      this.editor.adoptedBy(this.host.provider);
    } else {
      this.log.push('window reloaded');
      this.editor.leave();
      this.host = this.newHost();
      await this.editor.restoredBy(this.host.provider);
    }
  }

  private async revert(): Promise<void> {
    this.log.push('reverted');
    await this.editor.revert();
  }

  private async check(): Promise<void> {
    assert.deepEqual(factsOf(await plain.get(this.id)), this.truth);
  }

  private newHost(): Host {
    return new Host(() => this.editor, this.watched());
  }

  /** The API client, with the moments of reading and sending noted: what is intended depends on them. */
  private watched(): InvoiceNinjaApi {
    return {
      ...api,
      getClient: async (id, options) => {
        const client = await api.getClient(id, options);
        this.read = { truth: copy(this.truth), later: [] };
        return client;
      },
      updateClient: async (id, body, options) => {
        const read = this.read;
        assert.ok(read, 'nothing is sent that was not read first');
        const result = await api.updateClient(id, body, options);
        this.log.push(`PUT ${Object.keys(body).join(' ')}`);
        const mine = factsOf(JSON.parse(this.editor.sending) as Record<string, unknown>);
        this.truth = intended({ base: this.base, mine, read: read.truth, later: read.later, body });
        this.read = { truth: copy(this.truth), later: [] };
        return result;
      },
    };
  }
}

test(`${sequences} random sequences of two users end in exactly the intended record`, async () => {
  const failures: string[] = [];
  for (let seed = 1; seed <= sequences && failures.length === 0; seed++) {
    const sequence = new Sequence(seed);
    await sequence.run().catch((error: unknown) => {
      failures.push(`${sequence.describe()}\n${error instanceof Error ? error.stack : String(error)}`);
    });
  }
  assert.equal(failures.length, 0, failures[0]);
});
