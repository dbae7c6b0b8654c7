import * as vscode from 'vscode';
import type { CallOptions } from '../../api/api';
import type { Client, Id } from '../../api/types';
import type { Log } from '../../platform/log';
import { inBackground, errorText, say } from '../../platform/messages';
import { isCanceled, sentence, UserError } from '../../platform/sentences';
import { clientName } from '../../records/names';
import type { Session } from '../../session/session';
import { fileReason } from '../files/fileErrors';
import { readFieldNames, type FieldNames } from '../display/fieldNames';
import { writeBackup, type Backup } from './backup';
import { readOverview, type ClientOverview } from './clientOverview';
import { confirmationText } from './confirmationText';
import type { PageMessage, PageModel } from './pageModel';
import { mergeSections, overviewTable, purgeSections } from './pageSections';
import { PurgeMergePanel } from './purgeMergePanel';
import type { PurgeOrMerge } from './purgeOrMerge';

interface PurgeMergePageOptions {
  session: Session;
  operation: PurgeOrMerge;
  /** Folder of this extension. */
  extension: vscode.Uri;
  /** Folder of backups. */
  backups: string;
  log: Log;
  /** Called after the purge or the merge, with the columns in which the removed client was open. */
  done: (result: Client | 'purged', backup: Backup, columns: readonly vscode.ViewColumn[]) => Promise<void>;
  /** The editor columns in which a client is open. */
  columnsOf: (id: Id) => vscode.ViewColumn[];
}

/**
 * The page on which the user confirms a purge or a merge. It shows the clients, writes the backup, and passes the
 * confirmation on to `PurgeOrMerge`, which checks it.
 */
export class PurgeMergePage {
  private readonly panel: PurgeMergePanel;
  private names: FieldNames = { label: ({ title }) => title, row: () => undefined };
  /** In the order of `operation.affected`: the removed client first. */
  private overviews: readonly ClientOverview[] = [];
  private backup: Backup | undefined;
  private busy = false;
  private problem = '';
  /** Aborted when the page is closed. */
  private readonly closed = new AbortController();

  constructor(private readonly options: PurgeMergePageOptions) {
    this.panel = new PurgeMergePanel(options.extension, this.confirmLabel(), (message) =>
      inBackground(this.handle(message)),
    );
    this.panel.onDidClose(() => this.closed.abort());
  }

  /** Reads the clients and shows them. Closes the page and throws where that fails. */
  async load(): Promise<void> {
    const { session } = this.options;
    const { signal } = this.closed;
    try {
      this.names = await readFieldNames(session, { signal });
      await this.readOverviews({ signal });
      this.show();
    } catch (error) {
      this.panel.dispose();
      throw error;
    }
  }

  private async readOverviews(options: CallOptions = {}): Promise<void> {
    const { session, operation } = this.options;
    this.overviews = await Promise.all(operation.affected.map((id) => readOverview(session, id, options)));
  }

  private async handle(message: PageMessage): Promise<void> {
    if (message.type === 'cancel') return this.panel.dispose();
    if (this.busy) return;
    this.busy = true;
    this.problem = '';
    this.show();
    try {
      await this.perform(message);
    } catch (error) {
      if (!isCanceled(error)) this.report(error);
    } finally {
      this.busy = false;
      if (!this.closed.signal.aborted) this.show();
    }
  }

  /** On the page, or in a message where it is closed: nobody would see it there. */
  private report(error: unknown): void {
    this.options.log.failure(this.options.operation.kind, error);
    if (this.closed.signal.aborted) say('error', errorText(error));
    else this.problem = sentence(error);
  }

  private async perform(message: PageMessage): Promise<void> {
    const { operation, session, backups, done } = this.options;
    switch (message.type) {
      case 'swap':
        operation.swap();
        this.overviews = [...this.overviews].reverse();
        return;
      case 'backup':
        this.backup = undefined;
        operation.setBackup(undefined);
        await this.readOverviews();
        this.backup = await writeBackup(session, operation.affected, {
          folder: backups,
          withFiles: message.withFiles,
          signal: this.closed.signal,
        }).catch(throwNotWritten);
        operation.setBackup(this.backup);
        this.options.log.info(`[${session.account.id}] ${operation.kind}: backup written`);
        return;
      case 'showBackup':
        if (this.backup !== undefined)
          await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(this.backup.file));
        return;
      case 'confirm': {
        const { removed, survivor, typed } = message;
        // Read in advance, because VS Code may close the tab as soon as the client's file is gone.
        const columns = this.options.columnsOf(operation.ids.removed);
        const result = await operation.run({ removed, survivor: survivor ?? undefined, typed });
        if (result === undefined || this.backup === undefined) return;
        this.options.log.info(`[${session.account.id}] ${operation.kind}: done`);
        this.panel.dispose();
        await done(result, this.backup, columns);
        return;
      }
      case 'ready':
      case 'cancel':
    }
  }

  private show(): void {
    const [removed, survivor] = this.overviews;
    if (removed !== undefined && !this.closed.signal.aborted) this.panel.show(this.model(removed, survivor));
  }

  private model(removed: ClientOverview, survivor: ClientOverview | undefined): PageModel {
    const { session, operation } = this.options;
    const name = clientName(removed.client);
    const title =
      survivor === undefined
        ? vscode.l10n.t('Purge “{0}”', name)
        : vscode.l10n.t('Merge “{0}” into “{1}”', name, clientName(survivor.client));
    const expected = confirmationText(removed.client);
    return {
      title,
      warning: vscode.l10n.t(
        'This is final in {0}. Neither this extension nor the server can bring anything back.',
        session.account.label,
      ),
      table: overviewTable(session, this.overviews),
      sections:
        survivor === undefined
          ? purgeSections(removed)
          : mergeSections(session, this.names, survivor, removed),
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
      confirmLabel: this.confirmLabel(),
      cancelLabel: vscode.l10n.t('Cancel'),
      busy: this.busy,
      problem: this.problem,
      ids: { removed: operation.ids.removed, survivor: operation.ids.survivor ?? null },
    };
  }

  private confirmLabel(): string {
    return this.options.operation.kind === 'purge'
      ? vscode.l10n.t('Purge for Good')
      : vscode.l10n.t('Merge for Good');
  }
}

/** Replaces an error of the file system by a sentence for the page. */
function throwNotWritten(error: unknown): never {
  const reason = fileReason(error);
  if (reason !== undefined)
    throw new UserError(vscode.l10n.t('The backup cannot be written, so nothing will be done. {0}', reason));
  throw error;
}
