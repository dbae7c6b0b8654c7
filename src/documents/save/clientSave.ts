import * as vscode from 'vscode';
import type { Client } from '../../api/types';
import { UserError } from '../../platform/sentences';
import type { ClientDocuments } from '../fileSystem/clientDocuments';
import type { OpenClient } from '../fileSystem/openClient';
import type { Version } from '../fileSystem/version';
import type { HiddenSaves } from './hiddenSaves';
import { SavePlans } from './savePlans';
import { saveFailure } from './saveMessages';
import type { SaveNegotiation } from './saveNegotiation';
import type { Check, SaveStrategy, Write } from './saveProtocol';
import { conflictKeys } from './saveQuestions';

const nothing: ReadonlySet<string> = new Set();

/** Saves one client that the server has: what the stat before the write answers, and what the write sends. */
export class ClientSave implements SaveStrategy {
  private readonly plans = new SavePlans();
  /** The text whose save VS Code has not taken note of yet. */
  private written: string | undefined;

  constructor(
    private readonly client: OpenClient,
    private readonly documents: ClientDocuments,
    private readonly negotiation: SaveNegotiation,
    private readonly hidden: HiddenSaves,
  ) {}

  /**
   * Answers "newer" only where both sides changed the same place: VS Code then asks Compare / Overwrite. Whatever else is
   * wrong is reported by the write. No request where the text alone shows that nothing can or needs to be sent.
   */
  async check(text: string): Promise<Check> {
    const { client } = this;
    const unasked: Check = { version: client.oldVersion(text), conflicts: nothing };
    await this.documents.base(client);
    const base = client.baseRecord();
    if (base !== undefined && this.plans.withoutServer(base, text) !== 'send') return unasked;
    try {
      const server = await this.negotiation.get(client);
      const conflicts = conflictKeys(this.plans.plan(base, server, text), base, server);
      if (conflicts.size === 0) return { ...unasked, server };
      return { version: client.conflictVersion(text), conflicts, server };
    } catch (error) {
      return { ...unasked, error };
    }
  }

  async send(write: Write): Promise<Version> {
    const { client } = this;
    const { text, check } = write;
    if (text === client.base?.text) {
      this.written = text;
      return client.version ?? client.oldVersion(text);
    }
    if (write.automatic)
      throw new UserError(
        vscode.l10n.t('Auto save does not send clients to the server. Press Ctrl+S to save this one.'),
      );
    await this.documents.base(client);
    const base = client.baseRecord();
    const meaning = base === undefined ? 'send' : this.plans.withoutServer(base, text);
    if (meaning === 'invalid') throw this.negotiation.invalid(client);
    if (meaning === 'unchanged' && base !== undefined) return this.keepFormatting(text, base);

    const name = this.negotiation.title(client);
    const account = this.negotiation.session(client).account.label;
    const decision = await this.hidden.decide(write.inFront, { uri: client.uri, name, account });
    if (decision === 'keep')
      throw new UserError(vscode.l10n.t('{0} was not sent to the server, and its text is still here.', name));
    if (check?.error !== undefined) throw saveFailure(check.error);
    // A record that was read before a question may be old.
    const known = decision === 'send' ? check?.server : undefined;
    const server = known ?? (await this.negotiation.read(client));
    const answered = this.overwritesSilently() ? nothing : write.answered;
    const version = await this.negotiation.send(client, { text, base, server, answered, plans: this.plans });
    this.written = text;
    return version;
  }

  /** A clean editor loads what the server made of the text. If the user typed on, the next merge sorts it out. */
  saved(text: string): void {
    const { client, written } = this;
    this.written = undefined;
    if (written !== text || client.record === undefined) return;
    if (this.documents.textOf(client, client.record) === text) return;
    client.incoming = client.record;
    this.documents.announce(client);
  }

  /**
   * Nothing of the text is to be sent: its formatting stays. Values that it left out or misstated are shown again after the
   * save; until then they count as not changed by the user.
   */
  private keepFormatting(text: string, base: Client): Version {
    const { client } = this;
    const complete = this.documents.textOf(client, base, text) === text;
    const version = client.adoptBase(
      text,
      0,
      complete ? undefined : (client.base?.comparedText ?? client.base?.text),
    );
    if (!complete) this.written = text;
    return version;
  }

  /** With this setting of the user VS Code writes without its own question, so ours has to be asked. */
  private overwritesSilently(): boolean {
    const { uri } = this.client;
    const files = vscode.workspace.getConfiguration('files', this.documents.document(uri) ?? uri);
    return files.get('saveConflictResolution') === 'overwriteFileOnDisk';
  }
}
