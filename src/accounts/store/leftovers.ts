import * as vscode from 'vscode';

/** What may still be on this machine after it should have been removed. */
export type Leftover = 'token' | 'password' | 'salt' | 'accounts' | 'secrets' | 'notes' | 'files';

/** Names what is left, for a sentence. */
export function leftoverNames(left: Iterable<Leftover>): string {
  const names: Record<Leftover, string> = {
    token: vscode.l10n.t('API tokens'),
    password: vscode.l10n.t('login passwords'),
    salt: vscode.l10n.t('salts of numeric ids'),
    accounts: vscode.l10n.t('the list of accounts'),
    secrets: vscode.l10n.t('secrets that VS Code could not list'),
    notes: vscode.l10n.t('filters and recent clients'),
    files: vscode.l10n.t('files in the folder of this extension'),
  };
  return [...new Set(left)].map((each) => names[each]).join(', ');
}
