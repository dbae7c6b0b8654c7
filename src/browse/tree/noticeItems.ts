// Rows without a record: load more, failed, nothing found.
import * as vscode from 'vscode';
import { isApiError } from '../../api/errors';
import { localCount } from '../../platform/localText';
import { plainText } from '../../platform/plainText';
import { sentence } from '../../platform/sentences';
import type { Account } from '../../session/account';
import type { ClientList } from '../list/clientList';
import type { EmptyNode, FailureNode, MoreNode, Section } from './nodes';

const { None } = vscode.TreeItemCollapsibleState;

/** The row that loads the next page. */
export function moreItem(
  node: MoreNode,
  list: Pick<ClientList, 'size' | 'total'> | undefined,
): vscode.TreeItem {
  const item = new vscode.TreeItem(
    vscode.l10n.t('Load more ({0} of {1})', localCount(list?.size ?? 0), localCount(list?.total ?? 0)),
    None,
  );
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.contextValue = 'more';
  item.command = { command: 'ninjaClients.loadMore', title: vscode.l10n.t('Load More'), arguments: [node] };
  return item;
}

/** The label is what can be done: the error's sentence is too long for a sidebar, and is above the list in full. */
export function failureItem(node: FailureNode): vscode.TreeItem {
  const text = plainText(sentence(node.error));
  const [command, title] = remedy(node.error);
  const item = new vscode.TreeItem(title, None);
  item.description = text;
  item.tooltip = text;
  item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.contextValue = 'failure';
  item.command = { command, title, arguments: [node] };
  item.accessibilityInformation = { label: `${text} ${title}`, role: 'button' };
  return item;
}

/** The command that helps against a failure, and its title. */
function remedy(error: unknown): [command: string, title: string] {
  if (isApiError(error, 'wrongToken')) return ['ninjaClients.signInAgain', vscode.l10n.t('Sign in again')];
  if (isApiError(error, 'unsupported')) return ['ninjaClients.filter', vscode.l10n.t('Change the filter')];
  return ['ninjaClients.retry', vscode.l10n.t('Retry')];
}

/** The row of an empty list, with what can be done about it. */
export function emptyItem(node: EmptyNode, account: Account | undefined): vscode.TreeItem {
  const item = new vscode.TreeItem(emptyText(node.what), None);
  item.iconPath = new vscode.ThemeIcon('info');
  item.contextValue = 'empty';
  if (node.what === 'matches') {
    const title = vscode.l10n.t('Clear the filter');
    item.description = vscode.l10n.t('Clear it');
    item.command = { command: 'ninjaClients.clearFilter', title, arguments: [node] };
    item.accessibilityInformation = { label: `${emptyText(node.what)} ${title}`, role: 'button' };
  } else if (node.what === 'clients' && account?.readOnly !== true) {
    const title = vscode.l10n.t('New client');
    item.description = title;
    item.command = { command: 'ninjaClients.newClient', title, arguments: [node] };
    item.accessibilityInformation = { label: `${emptyText(node.what)} ${title}`, role: 'button' };
  }
  return item;
}

function emptyText(what: 'clients' | 'matches' | Section): string {
  return {
    clients: vscode.l10n.t('This account has no clients yet.'),
    matches: vscode.l10n.t('No client matches the filter.'),
    documents: vscode.l10n.t('No documents.'),
    tokens: vscode.l10n.t('No payment methods.'),
    locations: vscode.l10n.t('No locations.'),
    activity: vscode.l10n.t('No activity.'),
  }[what];
}
