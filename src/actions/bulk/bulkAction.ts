import * as vscode from 'vscode';
import { localCount } from '../../platform/localText';
import type { Id } from '../../api/types';
import type { Log } from '../../platform/log';
import { errorText, inAccount, say } from '../../platform/messages';
import { plainText } from '../../platform/plainText';
import type { Session } from '../../session/session';
import { bulkSummary, countOfClients, resultLines, tally, undoSummary } from './bulkSummary';
import type { BulkWish } from './bulkOperations';
import { withProgress } from '../display/progress';
import type { ResultPages } from '../display/resultPages';
import { runBulk, type BulkOptions, type BulkResult, type Outcome } from './runBulk';
import { knownName, namedClients, type Targets } from '../targets/targetChoice';
import { changedIds, undoBulk } from './undoBulk';
import { settleUnsavedText } from '../targets/unsavedDocuments';

/** An action as it is told to people. `what` is a name or a count. */
export interface BulkWords {
  /** “Archive {what}”, for questions. */
  ask: (what: string) => string;
  /** “Archiving {what}”, while it runs. */
  doing: (what: string) => string;
  /** “Archived {what}”, without a full stop. */
  did: (what: string) => string;
}

export interface BulkPlan {
  targets: Targets;
  wish: BulkWish;
  words: BulkWords;
  undo: boolean;
  /** Asks even for a single client. */
  confirm: boolean;
  /** Second paragraph of the question. */
  detail?: string;
  settle?: BulkOptions['settle'];
}

/** Runs an action on clients: says on which, asks, shows progress, sums up, and offers Undo where there is one. */
export class BulkAction {
  constructor(
    private readonly log: Log,
    private readonly pages: ResultPages,
    private readonly sessionOf: (accountId: string) => Session,
  ) {}

  async run(plan: BulkPlan): Promise<BulkResult | undefined> {
    const { targets, words, wish } = plan;
    const { session, ids } = targets;
    const what = describe(targets);
    if (ids.length === 0) {
      void say(
        'info',
        inAccount(vscode.l10n.t('There are no such clients, so nothing was done.'), session.account),
      );
      return undefined;
    }
    if (!(await settleUnsavedText(session.account, ids))) return undefined;
    if ((plan.confirm || ids.length > 1) && !(await this.confirmed(plan, what))) return undefined;
    const title = vscode.l10n.t('{0} in {1}', words.doing(what), session.account.label);
    const result = await withProgress(title, ({ signal, report }) =>
      runBulk(session, ids, wish, {
        origin: wish.action,
        signal,
        onProgress: report,
        ...(plan.settle ? { settle: plan.settle } : {}),
      }),
    );
    this.note(session.account.id, result);
    learnRights(session, result);
    void this.tell(plan, result);
    return result;
  }

  private async confirmed({ targets, words, detail }: BulkPlan, what: string): Promise<boolean> {
    const { session, ids } = targets;
    const go = words.ask(countOfClients(ids.length));
    const text = vscode.l10n.t('{0} in {1}?', words.ask(what), session.account.label);
    const named = ids.length > 1 ? nameList(targets) : [];
    const below = detail === undefined ? [] : [detail];
    const lines = [...named, ...(named.length > 0 && below.length > 0 ? [''] : []), ...below];
    return (await say('warning', text, [go], { modal: true, detail: lines })) === go;
  }

  private async tell({ targets, words, undo }: BulkPlan, result: BulkResult): Promise<void> {
    const { session } = targets;
    const [only] = targets.ids;
    const name = (id: Id) => plainText(knownName(session, id, result.before), 120);
    const { level, text } = bulkSummary(result, words.did, only && name(only));
    const undoLabel = vscode.l10n.t('Undo');
    const details = vscode.l10n.t('Details');
    const actions = [
      ...(undo && changedIds(result).length > 0 ? [undoLabel] : []),
      // With a button VS Code shows the whole text at once; without, only its first line.
      ...(result.outcomes.size > 1 || level !== 'info' ? [details] : []),
    ];
    const choice = await say(level, inAccount(text, session.account), actions);
    try {
      if (choice === undoLabel) await this.undo(targets, result);
      else if (choice === details)
        await this.pages.show(vscode.l10n.t('Result of the action'), resultLines(result, name));
    } catch (error) {
      this.log.failure(`after ${result.wish.action}`, error);
      void say('error', errorText(error));
    }
  }

  private async undo({ session: then }: Targets, result: BulkResult): Promise<void> {
    // The notification stays as long as the user likes; the account may have been signed in anew since.
    const session = this.sessionOf(then.account.id);
    const title = vscode.l10n.t('Undoing in {0}', session.account.label);
    const undone = await withProgress(title, ({ signal, report }) =>
      undoBulk(session, result, { origin: 'undo', signal, onProgress: report }),
    );
    this.log.info(
      `[${session.account.id}] undo of ${result.wish.action}: ${undone.undone.length} brought back`,
    );
    const { level, text } = undoSummary(undone);
    void say(level, inAccount(text, session.account));
  }

  /** Counts only: no id, no name. */
  private note(accountId: string, result: BulkResult): void {
    const counts = Object.entries(tally(result)).filter(([, count]) => count > 0);
    const text = counts.map(([kind, count]) => `${count} ${kind}`).join(', ');
    this.log.info(`[${accountId}] ${result.wish.action}: ${text}${result.canceled ? ', canceled' : ''}`);
    if (result.stoppedBy !== undefined) this.log.failure(result.wish.action, result.stoppedBy);
  }
}

/** Only actions whose rights the server checks client by client; the others it judges by the first one. */
function learnRights({ rights }: Targets['session'], { wish, outcomes }: BulkResult): void {
  if (!perClient.has(wish.action)) return;
  const ids = (kind: Outcome['kind']) =>
    [...outcomes].flatMap(([id, outcome]) => (outcome.kind === kind ? [id] : []));
  rights.learn(ids('refused'), ids('done'));
}

const perClient: ReadonlySet<string> = new Set(['archive', 'restore', 'delete']);

/** A client's name, or a count. */
export function describe({ session, ids }: Targets, written = (name: string) => name): string {
  const [only] = ids;
  return ids.length === 1 && only !== undefined
    ? `“${written(knownName(session, only))}”`
    : countOfClients(ids.length);
}

function nameList({ session, ids }: Targets): string[] {
  const names = ids.slice(0, namedClients).map((id) => plainText(knownName(session, id), 80));
  const more = ids.length - names.length;
  return [...names, ...(more > 0 ? [vscode.l10n.t('and {0} more', localCount(more))] : [])];
}
