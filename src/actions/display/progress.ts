import * as vscode from 'vscode';
import { localCount } from '../../platform/localText';
import { plainText } from '../../platform/plainText';

export interface Running {
  signal: AbortSignal;
  /** Counts, shown as “300 of 10,000”. */
  report: (done: number, total: number) => void;
  /** Any other text, with a share of the whole between 0 and 1. */
  tell: (text: string, share?: number) => void;
}

/** Runs work under a notification with a Cancel button. The title may hold names. */
export async function withProgress<T>(title: string, work: (running: Running) => Promise<T>): Promise<T> {
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress(
    { location, title: plainText(title, 200), cancellable: true },
    (progress, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => stop.abort());
      let shown = 0;
      const tell = (message: string, share?: number) => {
        const increment = share === undefined ? 0 : Math.max(0, share * 100 - shown);
        shown += increment;
        progress.report({ message: plainText(message, 200), increment });
      };
      const report = (done: number, total: number) =>
        tell(
          vscode.l10n.t('{0} of {1}', localCount(done), localCount(total)),
          total > 0 ? done / total : undefined,
        );
      return work({ signal: stop.signal, report, tell });
    },
  );
}
