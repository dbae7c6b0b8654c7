import * as vscode from 'vscode';
import type { Id } from '../../api/types';
import { sentence } from '../../platform/sentences';
import { clientCount } from '../display/clientNames';
import type { BulkResult, Outcome } from './runBulk';
import type { UndoResult } from './undoBulk';

/** The text of a notification, and its severity. */
interface Summary {
  level: 'info' | 'warning' | 'error';
  text: string;
}

/** How many clients have each kind of outcome. */
export function countOutcomes({ outcomes }: Pick<BulkResult, 'outcomes'>): Record<Outcome['kind'], number> {
  const counts = { done: 0, same: 0, vanished: 0, refused: 0, failed: 0, unknown: 0, notSent: 0 };
  for (const { kind } of outcomes.values()) counts[kind]++;
  return counts;
}

/**
 * What became of the clients, in short sentences. `doneLabel` turns a count or a name into “Archived 12 clients”;
 * `name` is that of a single client.
 */
export function bulkSummary(result: BulkResult, doneLabel: (what: string) => string, name?: string): Summary {
  const n = countOutcomes(result);
  const single = result.outcomes.size === 1 && name !== undefined ? `“${name}”` : undefined;
  const what = (count: number) => single ?? clientCount(count);
  const parts: string[] = [];
  const add = (count: number, text: () => string) => void (count > 0 && parts.push(text()));
  add(n.done, () => `${doneLabel(what(n.done))}.`);
  add(n.same, () => vscode.l10n.t('No change needed: {0}.', what(n.same)));
  add(n.vanished, () => vscode.l10n.t('No longer on the server: {0}.', what(n.vanished)));
  add(n.refused, () =>
    vscode.l10n.t(
      'Not changed, since your user may not change it: {0}. Ask an administrator.',
      what(n.refused),
    ),
  );
  add(n.failed, () => vscode.l10n.t('Failed: {0}. {1}', what(n.failed), firstFailure(result)));
  add(n.unknown, () =>
    vscode.l10n.t(
      'May have been changed, the answer was lost: {0}. Look before you try again.',
      what(n.unknown),
    ),
  );
  add(n.notSent, () => notSentText(result, what(n.notSent)));
  const problems = n.refused + n.failed + n.unknown + n.notSent;
  return { level: problems === 0 ? 'info' : n.done === 0 ? 'error' : 'warning', text: parts.join(' ') };
}

/** What became of the clients of an undo. */
export function undoSummary(result: UndoResult): Summary {
  const parts: string[] = [];
  const add = ({ length }: readonly Id[], text: (what: string) => string) =>
    void (length > 0 && parts.push(text(clientCount(length))));
  add(result.undone, (what) => vscode.l10n.t('Undone: {0}.', what));
  add(result.changedSince, (what) => vscode.l10n.t('Left alone, somebody changed them since: {0}.', what));
  add(result.vanished, (what) => vscode.l10n.t('No longer on the server: {0}.', what));
  add(result.notUndone, (what) => vscode.l10n.t('Not brought back: {0}.', what));
  if (result.stoppedBy !== undefined) parts.push(sentence(result.stoppedBy));
  const incomplete = result.notUndone.length > 0 || result.stoppedBy !== undefined;
  return {
    level: incomplete ? 'warning' : 'info',
    text: parts.join(' ') || vscode.l10n.t('There was nothing to undo.'),
  };
}

/** One line for each client, in the order of the run. */
export function resultLines(result: BulkResult, name: (id: Id) => string): string[] {
  return [...result.outcomes].map(([id, outcome]) => `${name(id)} (${id}): ${outcomeText(outcome)}`);
}

function outcomeText(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'done':
      return vscode.l10n.t('done');
    case 'same':
      return vscode.l10n.t('no change needed');
    case 'vanished':
      return vscode.l10n.t('no longer on the server');
    case 'refused':
      return vscode.l10n.t('not changed: your user may not change it');
    case 'failed':
      return vscode.l10n.t('failed: {0}', sentence(outcome.error));
    case 'unknown':
      return vscode.l10n.t('unknown: the answer was lost');
    case 'notSent':
      return vscode.l10n.t('not touched');
  }
}

function firstFailure({ outcomes }: BulkResult): string {
  for (const outcome of outcomes.values()) if (outcome.kind === 'failed') return sentence(outcome.error);
  return '';
}

function notSentText({ canceled, stoppedBy }: BulkResult, what: string): string {
  return canceled || stoppedBy === undefined
    ? vscode.l10n.t('Not touched, since you canceled: {0}.', what)
    : vscode.l10n.t('Not touched: {0}. {1}', what, sentence(stoppedBy));
}
