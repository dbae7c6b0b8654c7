import * as vscode from 'vscode';
import type { Client } from '../../api/types';
import { pickerText } from '../../platform/plainText';
import { formatDateTime } from '../../records/format';
import { clientName } from '../../records/names';

interface Item extends vscode.QuickPickItem {
  choice: Client | 'create';
}

/**
 * Which of these clients is the one whose creation was not confirmed; `create` for none of them. Also asked where there is
 * none: the server may still be at work on it.
 */
export async function askCandidate(
  candidates: readonly Client[],
  account: string,
): Promise<Client | 'create' | undefined> {
  const items: Item[] = candidates.map((client) => ({
    choice: client,
    label: pickerText(clientName(client)),
    description: pickerText(client.number),
    detail: vscode.l10n.t('This is it: created {0}', formatDateTime(client.created_at, vscode.env.language)),
  }));
  const found = candidates.length > 0;
  items.push({
    choice: 'create',
    label: found ? vscode.l10n.t('None of these: create the client') : vscode.l10n.t('Create the client'),
  });
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Was the Client Created in {0}?', pickerText(account)),
    placeHolder: found
      ? vscode.l10n.t('The answer to an earlier save was lost. Choose the client if it is here.')
      : vscode.l10n.t(
          'The answer to an earlier save was lost. The server does not have the client; it may still be at work on it.',
        ),
    ignoreFocusOut: true,
    matchOnDescription: true,
  });
  return picked?.choice;
}
