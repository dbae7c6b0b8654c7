import * as vscode from 'vscode';
import { clientLanguage } from '../../platform/clientUri';
import { say } from '../../platform/messages';
import { settings } from '../../platform/settings';
import { questionDetail } from './saveQuestions';

/** `asked`: the user said yes to a question, so time has passed. */
export type Leave = 'yes' | 'asked' | 'no';

/** Milliseconds after the last save of a batch has come so far: VS Code starts the saves of a batch at the same time. */
const graceMilliseconds = 60;
/** Milliseconds to wait for a save that was started and does not come: a slow server must not split a batch. */
const patienceMilliseconds = 10_000;

interface Waiting {
  name: string;
  account: string;
  resolve: (allowed: boolean) => void;
}

/**
 * VS Code saves hidden dirty editors too, with the same reason as Ctrl+S: Save All, F5, every task that runs (editing
 * facts §1). A client that nobody is looking at is sent only after one question for the whole batch.
 */
export class HiddenSaves implements vscode.Disposable {
  /** Saves of hidden clients that VS Code has started and that have neither come to the question nor ended. */
  private readonly started = new Set<string>();
  /** Whether a document was in front when its save began: what the user does while it is under way changes nothing. */
  private readonly inFront = new Map<string, boolean>();
  private readonly listening: vscode.Disposable;
  private waiting: Waiting[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor() {
    this.listening = vscode.workspace.onWillSaveTextDocument(({ document, reason }) => {
      if (document.languageId !== clientLanguage) return;
      const key = document.uri.toString();
      const front = isInFront(document.uri);
      this.inFront.set(key, front);
      if (!front && reason === vscode.TextDocumentSaveReason.Manual) this.started.add(key);
    });
  }

  /** Whether this document may be sent; asks once, by name and account, for all that are saved together. */
  allowed(uri: vscode.Uri, name: string, account: string): Promise<Leave> {
    const wish = settings.saveHidden();
    const front = this.inFront.get(uri.toString()) ?? isInFront(uri);
    if (front || wish === 'always') return Promise.resolve('yes');
    if (wish === 'never') return Promise.resolve('no');
    return new Promise((resolve) => {
      this.waiting.push({ name, account, resolve: (allowed) => resolve(allowed ? 'asked' : 'no') });
      this.ended(uri);
    });
  }

  /** A save is over, or VS Code asks about it itself: nobody waits for it any more. */
  ended(uri: vscode.Uri): void {
    this.started.delete(uri.toString());
    this.inFront.delete(uri.toString());
    if (this.waiting.length === 0) return;
    clearTimeout(this.timer);
    const time = this.started.size === 0 ? graceMilliseconds : patienceMilliseconds;
    this.timer = setTimeout(() => void this.ask(), time);
  }

  dispose(): void {
    this.listening.dispose();
    clearTimeout(this.timer);
    for (const { resolve } of this.waiting.splice(0)) resolve(false);
  }

  private async ask(): Promise<void> {
    const batch = this.waiting.splice(0);
    // One that has not come by now ended without a word (VS Code gave it up): later batches must not wait for it.
    this.started.clear();
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
    const allowed = (await say('info', question, [save], { modal: true, detail })) === save;
    for (const { resolve } of batch) resolve(allowed);
  }
}

/** The document is what the user is looking at: the active tab, as a text or as a side of a comparison. */
function isInFront(uri: vscode.Uri): boolean {
  const key = uri.toString();
  const input: unknown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const shown =
    input instanceof vscode.TabInputText
      ? [input.uri]
      : input instanceof vscode.TabInputTextDiff
        ? [input.original, input.modified]
        : [];
  return shown.some((other) => other.toString() === key);
}
