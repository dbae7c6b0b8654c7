import * as vscode from 'vscode';
import { say } from '../../platform/messages';
import { settings } from '../../platform/settings';
import { questionDetail } from './saveQuestions';

/** `sendAfterQuestion`: the user was asked and agreed, so time has passed since the save began. */
export type HiddenSaveDecision = 'send' | 'sendAfterQuestion' | 'keep';

/** Milliseconds to wait for more saves of a batch: VS Code starts them at the same time. */
const batchMilliseconds = 60;
/** Milliseconds to wait for a save that was started and has not come to its write: a slow server must not split a batch. */
const startedMilliseconds = 10_000;

interface HiddenSave {
  uri: vscode.Uri;
  /** The client's name and the account's label, for the question. */
  name: string;
  account: string;
}

interface Waiting extends HiddenSave {
  resolve: (allowed: boolean) => void;
}

/**
 * VS Code saves hidden dirty editors too, with the same reason as Ctrl+S: Save All, F5, every task that runs
 * (docs/vscode-editing.md §1). A client that nobody is looking at is sent only after one question for the whole batch.
 */
export class HiddenSaves implements vscode.Disposable {
  /** Saves of hidden clients that VS Code has started and that have neither come to the question nor ended. */
  private readonly started = new Set<string>();
  private waiting: Waiting[] = [];
  private timer: NodeJS.Timeout | undefined;
  private disposed = false;

  /** VS Code has started to save a hidden client at the user's request. */
  began(uri: vscode.Uri): void {
    this.started.add(uri.toString());
  }

  /** Whether a client may be sent. Asks once, by name and account, for all clients that are saved together. */
  decide(inFront: boolean, save: HiddenSave): Promise<HiddenSaveDecision> {
    const setting = settings.saveHidden();
    if (inFront || setting === 'always') return Promise.resolve('send');
    if (setting === 'never' || this.disposed) return Promise.resolve('keep');
    return new Promise((resolve) => {
      const decided = (allowed: boolean) => resolve(allowed ? 'sendAfterQuestion' : 'keep');
      this.waiting.push({ ...save, resolve: decided });
      this.ended(save.uri);
    });
  }

  /** A save has come to the question, is over, or VS Code asks about it itself: the batch does not wait for it any more. */
  ended(uri: vscode.Uri): void {
    this.started.delete(uri.toString());
    if (this.waiting.length === 0) return;
    clearTimeout(this.timer);
    const time = this.started.size === 0 ? batchMilliseconds : startedMilliseconds;
    this.timer = setTimeout(() => this.ask(), time);
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
    for (const { resolve } of this.waiting.splice(0)) resolve(false);
  }

  private ask(): void {
    const batch = this.waiting.splice(0);
    // A save that has not come by now was given up by VS Code: later batches must not wait for it.
    this.started.clear();
    const decide = (allowed: boolean) => {
      for (const { resolve } of batch) resolve(allowed);
    };
    // Without an answer nothing is sent, and no save waits for ever.
    askAbout(batch).then(decide, () => decide(false));
  }
}

/** True when these clients may be sent. */
async function askAbout(batch: readonly HiddenSave[]): Promise<boolean> {
  const names = batch.map(({ name }) => name);
  const save = vscode.l10n.t('Save to Server');
  const question =
    batch.length === 1
      ? vscode.l10n.t('Save {0} to the server too?', names[0] ?? '')
      : vscode.l10n.t('Save {0} clients to the server too?', batch.length);
  const accounts = new Set(batch.map(({ account }) => account));
  const listed = batch
    .slice(0, 20)
    .map(({ name, account }) => (accounts.size > 1 ? vscode.l10n.t('{0} in {1}', name, account) : name));
  if (batch.length > listed.length)
    listed.push(vscode.l10n.t('… and {0} more', batch.length - listed.length));
  const lines =
    batch.length === 1
      ? [vscode.l10n.t('It has unsaved changes in an editor that is not in front.')]
      : [...listed, vscode.l10n.t('They have unsaved changes in editors that are not in front.')];
  const [only] = accounts;
  const detail = accounts.size === 1 && only !== undefined ? questionDetail(only, lines) : lines;
  return (await say('info', question, [save], { modal: true, detail })) === save;
}

/** The user is looking at the document: it is the active tab, as a text or as a side of a comparison. */
export function isInFront(uri: vscode.Uri): boolean {
  const key = uri.toString();
  const input: unknown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const visible =
    input instanceof vscode.TabInputText
      ? [input.uri]
      : input instanceof vscode.TabInputTextDiff
        ? [input.original, input.modified]
        : [];
  return visible.some((other) => other.toString() === key);
}
