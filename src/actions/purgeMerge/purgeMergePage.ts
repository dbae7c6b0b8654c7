import * as vscode from 'vscode';
import type { Client, Id } from '../../api/types';
import type { Log } from '../../platform/log';
import { isCanceled, sentence, UserError } from '../../platform/sentences';
import { clientName } from '../../records/names';
import type { Session } from '../../session/session';
import { writeBackup, type Backup } from './backup';
import { readFacts, type ClientFacts } from './clientOverview';
import type { FactsModel, PageMessage } from './pageModel';
import { FactsPanel } from './purgeMergePanel';
import { factsTable, mergeSections, purgeSections } from './pageSections';
import { readFieldNames, type FieldNames } from '../display/fieldNames';
import type { FinalAct } from './purgeOrMerge';
import { textToType } from './confirmationText';

export interface FinalPageParts {
  session: Session;
  act: FinalAct;
  /** Folder of this extension. */
  extension: vscode.Uri;
  /** Folder of backups. */
  backups: string;
  log: Log;
  /** Called once it is done; `backup` is where the backup lies. */
  done: (result: Client | 'purged', backup: Backup, columns: readonly vscode.ViewColumn[]) => Promise<void>;
  /** Columns in which a client is open. */
  columnsOf: (id: Id) => vscode.ViewColumn[];
}

/** The page of facts in front of a purge or a merge, from the host's side: every wish of the page ends in `FinalAct`. */
export class FinalPage {
  private readonly panel: FactsPanel;
  private names: FieldNames = { label: ({ title }) => title, row: () => undefined };
  private facts: readonly ClientFacts[] = [];
  private backup: Backup | undefined;
  private busy = false;
  private problem = '';
  private readonly stop = new AbortController();

  constructor(private readonly parts: FinalPageParts) {
    this.panel = new FactsPanel(parts.extension, this.verb(), (message) => void this.handle(message));
    this.panel.onDidClose(() => this.stop.abort());
  }

  /** Reads the facts and shows them. */
  async load(): Promise<void> {
    const { session, act } = this.parts;
    const options = { signal: this.stop.signal };
    try {
      // Without them amounts are bare numbers, and countries, groups and the like are ids.
      this.names = await readFieldNames(session, options);
      this.facts = await Promise.all(act.affected.map((id) => readFacts(session, id, options)));
      this.show();
    } catch (error) {
      this.panel.dispose();
      throw error;
    }
  }

  private async handle(message: PageMessage): Promise<void> {
    if (message.type === 'cancel') return this.panel.dispose();
    if (this.busy) return;
    this.busy = true;
    this.problem = '';
    this.show();
    try {
      await this.work(message);
    } catch (error) {
      if (!isCanceled(error)) {
        this.parts.log.failure(this.parts.act.kind, error);
        this.problem = sentence(error);
      }
    } finally {
      this.busy = false;
      if (!this.stop.signal.aborted) this.show();
    }
  }

  private async work(message: PageMessage): Promise<void> {
    const { act, session, backups, done } = this.parts;
    switch (message.type) {
      case 'swap':
        act.swap();
        this.facts = [...this.facts].reverse();
        return;
      case 'backup':
        this.backup = undefined;
        act.backedUp(undefined);
        this.facts = await Promise.all(act.affected.map((id) => readFacts(session, id)));
        this.backup = await writeBackup(session, act.affected, {
          folder: backups,
          withFiles: message.withFiles,
          signal: this.stop.signal,
        }).catch(notWritten);
        act.backedUp(this.backup);
        this.parts.log.info(`[${session.account.id}] ${act.kind}: backup written`);
        return;
      case 'showBackup':
        if (this.backup !== undefined)
          await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(this.backup.file));
        return;
      case 'final': {
        const { gone, survivor, typed } = message;
        // VS Code may close the tab as soon as it hears that the client is gone.
        const columns = this.parts.columnsOf(act.target.gone);
        const result = await act.run({ gone, survivor: survivor ?? undefined, typed });
        if (result === undefined || this.backup === undefined) return;
        this.parts.log.info(`[${session.account.id}] ${act.kind}: done`);
        this.panel.dispose();
        await done(result, this.backup, columns);
        return;
      }
      case 'ready':
      case 'cancel':
    }
  }

  private show(): void {
    const [gone, survivor] = this.facts;
    if (gone !== undefined && !this.stop.signal.aborted) this.panel.show(this.model(gone, survivor));
  }

  private model(gone: ClientFacts, survivor: ClientFacts | undefined): FactsModel {
    const { session, act } = this.parts;
    const name = clientName(gone.client);
    const title =
      survivor === undefined
        ? vscode.l10n.t('Purge “{0}”', name)
        : vscode.l10n.t('Merge “{0}” into “{1}”', name, clientName(survivor.client));
    const expected = textToType(gone.client);
    return {
      title,
      warning: vscode.l10n.t(
        'This is final in {0}. Neither this extension nor the server can bring anything back.',
        session.account.label,
      ),
      table: factsTable(session, this.facts),
      sections:
        survivor === undefined ? purgeSections(gone) : mergeSections(session, this.names, survivor, gone),
      swapLabel: survivor === undefined ? null : vscode.l10n.t('Swap: Keep “{0}” Instead', name),
      backup: {
        heading: vscode.l10n.t('1. Backup'),
        filesLabel: vscode.l10n.t('Save the files of documents too'),
        buttonLabel:
          this.backup === undefined ? vscode.l10n.t('Write Backup') : vscode.l10n.t('Write Backup Again'),
        showLabel: vscode.l10n.t('Show Backup'),
        done: this.backup !== undefined,
        status:
          this.backup === undefined
            ? vscode.l10n.t('No backup yet. Without one nothing can be done.')
            : vscode.l10n.t('Written to {0}, readable by you alone.', this.backup.file),
        lacks:
          this.backup === undefined
            ? []
            : [vscode.l10n.t('It does not hold: {0}.', this.backup.lacks.join('; '))],
      },
      typing: { label: vscode.l10n.t('2. Type “{0}” to confirm', expected), expected },
      finalLabel: this.verb(),
      cancelLabel: vscode.l10n.t('Cancel'),
      busy: this.busy,
      problem: this.problem,
      ids: { gone: act.target.gone, survivor: act.target.survivor ?? null },
    };
  }

  private verb(): string {
    return this.parts.act.kind === 'purge'
      ? vscode.l10n.t('Purge for Good')
      : vscode.l10n.t('Merge for Good');
  }
}

/** Whatever the file system says of it: no backup, and so nothing final. */
function notWritten(error: unknown): never {
  if (typeof (error as NodeJS.ErrnoException).code === 'string')
    throw new UserError(
      vscode.l10n.t(
        'The backup cannot be written, so nothing will be done. Make room, or check the rights of its folder.',
      ),
    );
  throw error;
}
