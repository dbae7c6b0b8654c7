import * as vscode from 'vscode';
import { isApiError } from '../api/errors';
import type { RequestLog } from '../api/api';

/** The output channel. What it is given holds no token, no body, no query value and no record text. */
export class Log implements vscode.Disposable {
  private channel: vscode.LogOutputChannel | undefined;

  /** Made on first use, so that activation does not pay for it. */
  private get out(): vscode.LogOutputChannel {
    return (this.channel ??= vscode.window.createOutputChannel('Clients for Invoice Ninja', { log: true }));
  }

  info(text: string): void {
    this.out.info(text);
  }

  request(account: string, entry: RequestLog): void {
    const { number, method, route, status, milliseconds, bytesSent, bytesReceived, attempt, failure } = entry;
    const outcome = failure === undefined ? String(status) : `${status ?? '-'} ${failure}`;
    this.out.debug(
      `[${account}] #${number} ${method} ${route} ${outcome} ${Math.round(milliseconds)} ms, ` +
        `${bytesSent} B out, ${bytesReceived} B in${attempt > 1 ? `, attempt ${attempt}` : ''}`,
    );
  }

  /** `doing` names the work. Of an error only what cannot hold data of a record is written. */
  failure(doing: string, error: unknown): void {
    if (isApiError(error)) {
      this.out.warn(
        `${doing}: ${error.kind}${error.reason ? ` (${error.reason})` : ''}, effect ${error.effect}`,
      );
      return;
    }
    const stack = error instanceof Error ? (error.stack ?? '') : '';
    const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
    this.out.error(`${doing}: ${error instanceof Error ? error.name : typeof error}\n${frames.join('\n')}`);
  }

  show(): void {
    this.out.show();
  }

  dispose(): void {
    this.channel?.dispose();
  }
}
