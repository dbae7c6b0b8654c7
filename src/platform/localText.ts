import * as vscode from 'vscode';
import type { StaticRow } from '../api/types';
import { formatCount, formatMoney, formatSize } from '../records/format';

/** A number, formatted for VS Code's language. */
export function localCount(count: number): string {
  return formatCount(count, vscode.env.language);
}

/** A size in bytes, formatted for VS Code's language. */
export function localSize(bytes: number): string {
  return formatSize(bytes, vscode.env.language);
}

/** An amount of money, formatted for VS Code's language; without a sign while the currency is not known. */
export function localMoney(amount: number, currency: StaticRow | undefined): string {
  return formatMoney(amount, currency, vscode.env.language);
}
