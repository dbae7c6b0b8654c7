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
    this.out.error(`${doing}: ${nameOf(error)}${codeOf(error)}\n${stackFrames(error).join('\n')}`);
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

/** The name of an error's class, or the type of another value. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return /^\w{1,60}$/.test(error.name) ? error.name : 'error';
}

/**
 * The lines of an error's stack that say where it was thrown. Its message is not among them: it may contain data of a
 * record, also in lines that look like the others. None where the message cannot be told from the rest.
 */
export function stackFrames(error: unknown): string[] {
  if (!(error instanceof Error) || typeof error.stack !== 'string') return [];
  const { message, stack } = error;
  // V8 writes "Name: message" and then the frames; the message may have been changed since.
  const at = message === '' ? 0 : stack.indexOf(`: ${message}`);
  const [head = '', ...lines] = stack.slice(message === '' ? 0 : at + 2 + message.length).split('\n');
  const isHead = message === '' ? /^\w+$/.test(head) : at !== -1 && head === '';
  return isHead && lines.every((line) => /^\s+at /.test(line)) ? lines : [];
}
