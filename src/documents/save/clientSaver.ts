import * as vscode from 'vscode';
import type { Client } from '../../api/types';
import { clientLanguage } from '../../platform/clientUri';
import { UserError } from '../../platform/sentences';
import { planSave } from '../../records/merge/plan';
import type { ClientDocuments } from '../fileSystem/clientDocuments';
import type { HiddenSaves } from './hiddenSaves';
import type { OpenClient, Version } from '../fileSystem/openClient';
import { contestedIn } from './saveQuestions';
import { isAutoSave, saveFailure } from './saveRefusals';
import type { SaveTurns } from './saveTurns';

/** The decisions of a save: what the stat before it tells VS Code, and what the write sends. */
export class ClientSaver {
  constructor(
    private readonly documents: ClientDocuments,
    private readonly turns: SaveTurns,
    private readonly hidden: HiddenSaves,
  ) {}

  /**
   * The stat of a dirty document. Checks the text, then reads the server's record, and answers "newer" only where both
   * sides changed the same: VS Code then asks Compare / Overwrite. Whatever else is wrong is said by the write.
   */
  async check(state: OpenClient, text: string): Promise<Version> {
    await this.documents.base(state);
    const base = state.baseRecord();
    const needless = base !== undefined && ahead(base, text) !== 'send';
    if (needless || isAutoSave(state.reason)) {
      state.check = { kind: 'nothing' };
      return state.oldVersion(text);
    }
    try {
      const server = await this.turns.get(state);
      const contested = contestedIn(planSave(base ?? server, server, text), base, server);
      const asked = state.check?.kind === 'read' ? state.check.contested : state.askedAbout;
      state.askedAbout = asked;
      state.check = { kind: 'read', server, contested };
      if (contested.size === 0) return state.oldVersion(text);
      this.hidden.ended(state.uri);
      return state.conflictVersion(text);
    } catch (error) {
      state.check = { kind: 'failed', error };
      return state.oldVersion(text);
    }
  }

  /** Sends what the user changed. Throws a `UserError` or `ApiError` with one sentence when nothing was saved. */
  async write(state: OpenClient, text: string): Promise<void> {
    try {
      await this.writeNow(state, text);
    } finally {
      this.hidden.ended(state.uri);
    }
  }

  private async writeNow(state: OpenClient, text: string): Promise<void> {
    const { check, reason } = state;
    const asked = state.askedAbout;
    state.check = undefined;
    state.reason = undefined;
    state.askedAbout = new Set();
    if (text === state.given?.text) {
      state.written = state.current ?? state.oldVersion(text);
      return;
    }
    if (isAutoSave(reason))
      throw new UserError(
        vscode.l10n.t('Auto save does not send clients to the server. Press Ctrl+S to save this one.'),
      );
    await this.documents.base(state);
    const base = state.baseRecord();
    if (base !== undefined) {
      const meaning = ahead(base, text);
      if (meaning === 'invalid') throw this.turns.invalid(state);
      if (meaning === 'unchanged') return this.keepForm(state, text, base);
    }
    const account = this.turns.session(state).account.label;
    const leave = await this.hidden.allowed(state.uri, this.turns.title(state), account);
    if (leave === 'no')
      throw new UserError(
        vscode.l10n.t('{0} was not sent to the server, and its text is still here.', this.turns.title(state)),
      );
    if (check?.kind === 'failed') throw saveFailure(check.error);
    // Behind a question the record that was read before it may be old.
    const server = check?.kind === 'read' && leave === 'yes' ? check.server : await this.turns.read(state);
    const chosen = this.overwritesSilently(state) ? new Set<string>() : asked;
    await this.turns.send(state, text, base, server, chosen);
  }

  /**
   * Nothing of the text is to be sent: its formatting stays. What it left out or misstated is shown again, and was not
   * taken for the server's.
   */
  private keepForm(state: OpenClient, text: string, base: Client): void {
    const whole = this.documents.textOf(state, base, text);
    state.settle(text, 0, whole === text ? undefined : (state.given?.base ?? state.given?.text));
    const { record } = state;
    if (whole !== text && record !== undefined) state.followUp = { text: whole, record, saved: text };
  }

  /** With this setting of the user VS Code writes without its own question, so ours has to be asked. */
  private overwritesSilently(state: OpenClient): boolean {
    const files = vscode.workspace.getConfiguration('files', { uri: state.uri, languageId: clientLanguage });
    return files.get('saveConflictResolution') === 'overwriteFileOnDisk';
  }
}

/**
 * What a text means as far as that can be told without a request. An id that the opened version does not hold may be that
 * of a contact which others added: only the server's version tells.
 */
function ahead(base: Client, text: string): 'send' | 'unchanged' | 'invalid' {
  const plan = planSave(base, base, text);
  if (plan.kind !== 'invalid') return plan.kind === 'unchanged' ? 'unchanged' : 'send';
  const wrong = plan.problems.filter(({ severity }) => severity === 'error');
  return wrong.length > 0 && wrong.every(({ code }) => code === 'foreignId') ? 'send' : 'invalid';
}
