import * as vscode from 'vscode';
import type { ClientState } from '../api/types';

/** The state of a client, in VS Code's language and lower case. */
export function stateName(state: ClientState): string {
  names ??= {
    active: vscode.l10n.t('active'),
    archived: vscode.l10n.t('archived'),
    deleted: vscode.l10n.t('deleted'),
  };
  return names[state];
}

// Looked up once: lists of thousands of clients ask for it, and VS Code's language does not change.
let names: Record<ClientState, string> | undefined;
