import * as vscode from 'vscode';
import { isApiError } from '../api/errors';
import type { RequestLog } from '../api/api';

/** The output channel. Tokens, bodies, query values and text of records are never written to it. */
export class Log implements vscode.Disposable {
  private channel: vscode.LogOutputChannel | undefined;

  /** Created by the first line, so that activation does not pay for it. */
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

  /** `doing` names the work. Of an error only parts are written that cannot contain data of a record. */
  failure(doing: string, error: unknown): void {
    if (isApiError(error)) {
      this.out.warn(
        `${doing}: ${error.kind}${error.reason ? ` (${error.reason})` : ''}, effect ${error.effect}`,
      );
      return;
    }
    const stack = error instanceof Error ? (error.stack ?? '') : '';
    const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
    const name = error instanceof Error ? error.name : typeof error;
    this.out.error(`${doing}: ${name}${codeOf(error)}\n${frames.join('\n')}`);
  }

  show(): void {
    this.out.show();
  }

  dispose(): void {
    this.channel?.dispose();
  }
}

/** The code of an error of the system, such as ENOSPC. */
function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,40}$/.test(code) ? ` ${code}` : '';
}
