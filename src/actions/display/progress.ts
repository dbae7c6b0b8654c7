import * as vscode from 'vscode';
import { localCount } from '../../platform/localText';
import { plainText } from '../../platform/plainText';

/** How running work reports its progress and learns of Cancel. */
interface ProgressHandle {
  signal: AbortSignal;
  /** Shows counts, such as “300 of 10,000”. */
  report: (done: number, total: number) => void;
  /** Shows any other text; `fraction` is the part of the work that is done, from 0 to 1. */
  message: (text: string, fraction?: number) => void;
}

/** Runs work under a notification with a Cancel button. The title may contain names from records. */
export async function withProgress<T>(
  title: string,
  work: (handle: ProgressHandle) => Promise<T>,
): Promise<T> {
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress(
    { location, title: plainText(title, 200), cancellable: true },
    (progress, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      // VS Code takes increments only, in percent.
      let percent = 0;
      const message = (text: string, fraction?: number) => {
        const increment = fraction === undefined ? 0 : Math.max(0, fraction * 100 - percent);
        percent += increment;
        progress.report({ message: plainText(text, 200), increment });
      };
      const report = (done: number, total: number) =>
        message(
          vscode.l10n.t('{0} of {1}', localCount(done), localCount(total)),
          total > 0 ? done / total : undefined,
        );
      return work({ signal: controller.signal, report, message });
    },
  );
}
