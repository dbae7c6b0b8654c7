import * as vscode from 'vscode';
import { plainText } from '../../platform/plainText';
import type { Problem } from '../../records/check/problems';

const source = 'Invoice Ninja';

/** Gives the problems of a document's current text. */
export type ProblemSource = (text: string) => Problem[];

/** Diagnostics of open client documents: our own checks while the user types, and what the server did not accept. */
export class ProblemMarks implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection(source);
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private disposed = false;

  /** Marks shortly after the last keystroke. */
  check(problemsOf: ProblemSource, document: vscode.TextDocument): void {
    if (this.disposed) return;
    const key = document.uri.toString();
    clearTimeout(this.timers.get(key));
    this.timers.set(
      key,
      setTimeout(() => {
        this.timers.delete(key);
        if (!document.isClosed) this.show(problemsOf, document);
      }, 200),
    );
  }

  /** Marks now. */
  show(problemsOf: ProblemSource, document: vscode.TextDocument): void {
    if (this.disposed) return;
    const problems = problemsOf(document.getText());
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
    this.disposed = true;
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    this.collection.dispose();
  }
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
