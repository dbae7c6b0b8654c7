import * as vscode from 'vscode';
import type { Id } from '../../api/types';
import type { Log } from '../../platform/log';
import { inBackground, errorText, inAccount, say } from '../../platform/messages';
import { plainText } from '../../platform/plainText';
import { requireSession, type SessionSource } from '../../platform/signedIn';
import type { Session } from '../../session/session';
import { clientCount, knownName, nameList, nameOrCount } from '../display/clientNames';
import { withProgress } from '../display/progress';
import type { ResultPages } from '../display/resultPages';
import type { Targets } from '../targets/targetChoice';
import { askAboutUnsaved } from '../targets/unsavedDocuments';
import type { BulkOperation } from './bulkOperations';
import { bulkSummary, countOutcomes, resultLines, undoSummary } from './bulkSummary';
import { runBulk, type BulkOptions, type BulkResult, type Outcome } from './runBulk';
import { changedIds, undoBulk } from './undoBulk';

/** Texts of a bulk action. `what` is a quoted name or a count of clients. */
export interface BulkLabels {
  /** “Archive {what}”, for the question. */
  question: (what: string) => string;
  /** “Archiving {what}”, for the progress. */
  running: (what: string) => string;
  /** “Archived {what}”, for the summary; without a full stop. */
  done: (what: string) => string;
}

/** A bulk action with everything that the user sees of it. */
interface BulkPlan {
  targets: Targets;
  operation: BulkOperation;
  labels: BulkLabels;
  /** Offers Undo afterwards. */
  undo: boolean;
  /** Asks before a single client too; for several it always asks. */
  confirm: boolean;
  /** Second paragraph of the question. */
  detail?: string;
  verifyOutcome?: BulkOptions['verifyOutcome'];
}

/** Runs bulk actions for the user: asks, shows progress, sums up, and offers Undo and details. */
export class BulkAction {
  constructor(
    private readonly log: Log,
    private readonly pages: ResultPages,
    private readonly accounts: SessionSource,
  ) {}

  async run(plan: BulkPlan): Promise<void> {
    const { targets, labels, operation } = plan;
    const { session, ids } = targets;
    const what = nameOrCount(session, ids);
    if (ids.length === 0) {
      say(
        'info',
        inAccount(vscode.l10n.t('There are no such clients, so nothing was done.'), session.account),
      );
      return;
    }
    if (!(await askAboutUnsaved(session.account, ids))) return;
    if ((plan.confirm || ids.length > 1) && !(await this.confirm(plan, what))) return;
    const title = vscode.l10n.t('{0} in {1}', labels.running(what), session.account.label);
    const result = await withProgress(title, ({ signal, report }) =>
      runBulk(session, ids, operation, {
        origin: operation.action,
        signal,
        onProgress: report,
        ...(plan.verifyOutcome ? { verifyOutcome: plan.verifyOutcome } : {}),
      }),
    );
    inBackground(this.showSummary(plan, result));
    this.logResult(session.account.id, result);
    learnPermissions(session, result);
  }

  private async confirm({ targets, labels, detail }: BulkPlan, what: string): Promise<boolean> {
    const { session, ids } = targets;
    const go = labels.question(clientCount(ids.length));
    const text = vscode.l10n.t('{0} in {1}?', labels.question(what), session.account.label);
    const names = ids.length > 1 ? nameList(session, ids) : [];
    const paragraph = detail === undefined ? [] : [detail];
    const lines = [...names, ...(names.length > 0 && paragraph.length > 0 ? [''] : []), ...paragraph];
    return (await say('warning', text, [go], { modal: true, detail: lines })) === go;
  }

  private async showSummary({ targets, labels, undo }: BulkPlan, result: BulkResult): Promise<void> {
    const { session } = targets;
    const [only] = targets.ids;
    const name = (id: Id) => plainText(knownName(session, id, result.before), 120);
    const { level, text } = bulkSummary(result, labels.done, only && name(only));
    const undoLabel = vscode.l10n.t('Undo');
    const details = vscode.l10n.t('Details');
    const actions = [
      ...(undo && changedIds(result).length > 0 ? [undoLabel] : []),
      // A notification with a button shows its whole text at once; one without shows only the first line.
      ...(result.outcomes.size > 1 || level !== 'info' ? [details] : []),
    ];
    const choice = await say(level, inAccount(text, session.account), actions);
    try {
      if (choice === undoLabel) await this.undo(session.account.id, result);
      else if (choice === details)
        await this.pages.show(vscode.l10n.t('Result of the action'), resultLines(result, name));
    } catch (error) {
      this.log.failure(`after ${result.operation.action}`, error);
      say('error', errorText(error));
    }
  }

  private async undo(accountId: string, result: BulkResult): Promise<void> {
    // The notification can stay open for long; signing in again may have replaced the session of the run.
    const session = requireSession(this.accounts, accountId);
    const title = vscode.l10n.t('Undoing in {0}', session.account.label);
    const undone = await withProgress(title, ({ signal, report }) =>
      undoBulk(session, result, { origin: 'undo', signal, onProgress: report }),
    );
    this.log.info(
      `[${session.account.id}] undo of ${result.operation.action}: ${undone.undone.length} brought back`,
    );
    const { level, text } = undoSummary(undone);
    say(level, inAccount(text, session.account));
  }

  /** Counts only; ids and names do not belong in the log. */
  private logResult(accountId: string, result: BulkResult): void {
    const counts = Object.entries(countOutcomes(result)).filter(([, count]) => count > 0);
    const text = counts.map(([kind, count]) => `${count} ${kind}`).join(', ');
    this.log.info(`[${accountId}] ${result.operation.action}: ${text}${result.canceled ? ', canceled' : ''}`);
    if (result.stoppedBy !== undefined) this.log.failure(result.operation.action, result.stoppedBy);
  }
}

/**
 * Actions for which the server checks the user's permission on each client. For others it checks the first one
 * only.
 */
const checkedPerClient: ReadonlySet<string> = new Set(['archive', 'restore', 'delete']);

/** Remembers which clients this user may and may not change. */
function learnPermissions({ permissions }: Session, { operation, outcomes }: BulkResult): void {
  if (!checkedPerClient.has(operation.action)) return;
  const ids = (kind: Outcome['kind']) =>
    [...outcomes].flatMap(([id, outcome]) => (outcome.kind === kind ? [id] : []));
  permissions.learnChanges(ids('refused'), ids('done'));
}
