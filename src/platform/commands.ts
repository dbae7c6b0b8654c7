import * as vscode from 'vscode';
import type { Log } from './log';
import { say } from './messages';
import { isCanceled, sentence } from './sentences';

/**
 * Registers a command whose failures end in one sentence and the offer to see the log.
 * `work` gets its arguments as they come from anywhere, hostile until checked.
 */
export function registerCommand(
  id: string,
  log: Log,
  work: (...args: unknown[]) => unknown,
): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (...args: unknown[]) => {
    try {
      return await work(...args);
    } catch (error) {
      if (isCanceled(error)) return undefined;
      log.failure(id, error);
      const showLog = vscode.l10n.t('Show Log');
      void say('error', sentence(error), [showLog]).then((choice) => {
        if (choice === showLog) log.show();
      });
      return undefined;
    }
  });
}
