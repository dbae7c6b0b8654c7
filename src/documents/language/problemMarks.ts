import * as vscode from 'vscode';
import { plainText } from '../../platform/plainText';
import type { Problem } from '../../records/check/problems';

const source = 'Invoice Ninja';

/** The problems of a document's present text. */
export type Findings = (text: string) => Problem[];

/** The problems of open client documents: found by ourselves while typing, and told by the server after a refusal. */
export class ProblemMarks implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection(source);
  private readonly timers = new Map<string, NodeJS.Timeout>();

  /** Marks soon, not at every key. */
  check(findings: Findings, document: vscode.TextDocument): void {
    const key = document.uri.toString();
    clearTimeout(this.timers.get(key));
    this.timers.set(
      key,
      setTimeout(() => {
        this.timers.delete(key);
        if (!document.isClosed) this.show(findings, document);
      }, 200),
    );
  }

  /** Marks now. */
  show(findings: Findings, document: vscode.TextDocument): void {
    const problems = findings(document.getText());
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
