import * as vscode from 'vscode';
import { formatCount, formatSize } from '../records/format';

/** A number of things, as people write it in VS Code's language. */
export function localCount(count: number): string {
  return formatCount(count, vscode.env.language);
}

/** A size in bytes, as people write it in VS Code's language. */
export function localSize(bytes: number): string {
  return formatSize(bytes, vscode.env.language);
}
