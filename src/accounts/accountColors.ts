import * as vscode from 'vscode';
import type { Account, AccountColor } from '../session/account';

/** The theme's color of an account color. */
export function themeColor(color: AccountColor): vscode.ThemeColor {
  return new vscode.ThemeColor(`charts.${color}`);
}

/** The color's name for people. */
export function colorName(color: AccountColor): string {
  return {
    red: vscode.l10n.t('Red'),
    orange: vscode.l10n.t('Orange'),
    yellow: vscode.l10n.t('Yellow'),
    green: vscode.l10n.t('Green'),
    blue: vscode.l10n.t('Blue'),
    purple: vscode.l10n.t('Purple'),
  }[color];
}

/** A lock for read-only accounts, a filled circle for those with a color. */
export function accountIcon({ readOnly, mark }: Account): vscode.ThemeIcon {
  const icon = readOnly ? 'lock' : mark === undefined ? 'account' : 'circle-filled';
  return new vscode.ThemeIcon(icon, mark === undefined ? undefined : themeColor(mark));
}
