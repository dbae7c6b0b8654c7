import * as vscode from 'vscode';
import type { StaticRow } from '../api/types';
import { formatCount, formatMoney, formatSize } from '../records/format';

/** A number of things, as people write it in VS Code's language. */
export function localCount(count: number): string {
  return formatCount(count, vscode.env.language);
}

/** A size in bytes, as people write it in VS Code's language. */
export function localSize(bytes: number): string {
  return formatSize(bytes, vscode.env.language);
}

/** An amount in a currency, as people write it in VS Code's language; a bare number while the currency is not known. */
export function localMoney(amount: number, currency: StaticRow | undefined): string {
  return formatMoney(amount, currency, vscode.env.language);
}
