import * as vscode from 'vscode';
import { plainText } from '../platform/plainText';
import { notTaken } from '../records/afterSave';
import { checkText } from '../records/check';
import type { Problem } from '../records/problems';
import { locateFieldErrors } from '../records/serverErrors';
import type { OpenClient } from './openClient';

const source = 'Invoice Ninja';

/** The problems of open client documents: found by ourselves while typing, and told by the server after a refusal. */
export class ProblemMarks implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection(source);
  private readonly timers = new Map<string, NodeJS.Timeout>();

  /** Marks soon, not at every key. */
  check(state: OpenClient, document: vscode.TextDocument): void {
    const key = document.uri.toString();
    clearTimeout(this.timers.get(key));
    this.timers.set(
      key,
      setTimeout(() => {
        this.timers.delete(key);
        if (!document.isClosed) this.show(state, document);
      }, 200),
    );
  }

  /** Marks now. */
  show(state: OpenClient, document: vscode.TextDocument): void {
    const text = document.getText();
    const problems = [
      ...refusals(state, text),
      ...ignored(state, text),
      ...checkText(text, { base: state.baseRecord() }),
    ];
    this.collection.set(
      document.uri,
      problems.map((problem) => diagnostic(document, problem)),
    );
  }

  clear(uri: vscode.Uri): void {
    const key = uri.toString();
    clearTimeout(this.timers.get(key));
    this.timers.delete(key);
    this.collection.delete(uri);
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    this.collection.dispose();
  }
}

/** What the server refused, as long as the value it refused still stands there. */
function refusals(state: OpenClient, text: string): Problem[] {
  const { refusal } = state;
  if (refusal === undefined) return [];
  const now = locateFieldErrors(text, [...refusal.fields], refusal.body);
  const then = locateFieldErrors(refusal.text, [...refusal.fields], refusal.body);
  return now.filter((problem, index) => {
    const before = then[index];
    return before === undefined || slice(text, problem) === slice(refusal.text, before);
  });
}

/** What the server did not take as it was sent, until the next save. */
function ignored(state: OpenClient, text: string): Problem[] {
  return state.sent === undefined ? [] : notTaken(state.sent.plan, state.sent.answer, text);
}

function slice(text: string, { offset, length }: Problem): string {
  return text.slice(offset, offset + length);
}

function diagnostic(document: vscode.TextDocument, problem: Problem): vscode.Diagnostic {
  const range = new vscode.Range(
    document.positionAt(problem.offset),
    document.positionAt(problem.offset + problem.length),
  );
  const severity =
    problem.severity === 'error' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
  const mark = new vscode.Diagnostic(range, plainText(problem.message), severity);
  mark.source = source;
  mark.code = problem.code;
  return mark;
}
