import * as vscode from 'vscode';
import { localCount } from '../../platform/localText';
import { labelText, plainText } from '../../platform/plainText';
import type { Session } from '../../session/session';
import { clientItem, contactItem, readOnlySuffix } from './clientItem';
import type { ClientList } from '../list/clientList';
import type { AccountSource } from '../browseAccounts';
import type { AccountNode, DetailNode, Node, SectionNode } from './nodes';
import { emptyItem, failureItem, moreItem } from './noticeItems';

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

/** What items show besides their node. Asked for only where it is shown: a list has thousands of items. */
export interface ItemContext {
  readonly accounts: AccountSource;
  /** The account's list; undefined until it is first shown. */
  list(accountId: string): Pick<ClientList, 'size' | 'total' | 'loaded'> | undefined;
  /** The account's filter as text; empty without one. */
  filterText(accountId: string): string;
}

/** Labels, descriptions and tooltips are plain strings: VS Code shows those literally (no icons, no Markdown). */
export function treeItem(node: Node, context: ItemContext): vscode.TreeItem {
  const item = itemOf(node, context);
  item.id = node.key;
  return item;
}

function itemOf(node: Node, context: ItemContext): vscode.TreeItem {
  switch (node.kind) {
    case 'account':
      return accountItem(node, context);
    case 'openGroup': {
      const item = new vscode.TreeItem(vscode.l10n.t('Open'), Expanded);
      item.iconPath = new vscode.ThemeIcon('pinned');
      item.contextValue = 'openGroup';
      item.tooltip = vscode.l10n.t('Clients of open editors that are not in the list below');
      return item;
    }
    case 'client':
      return clientItem(node, context.accounts.session(node.accountId));
    case 'contact':
      return contactItem(node, context.accounts.session(node.accountId));
    case 'section':
      return sectionItem(node);
    case 'detail':
      return detailItem(node, context.accounts.session(node.accountId));
    case 'more':
      return moreItem(node, context.list(node.accountId));
    case 'failure':
      return failureItem(node);
    case 'empty':
      return emptyItem(node, context.accounts.find(node.accountId));
  }
}

/** Up to so many accounts are expanded at first: each expanded one sends a request. */
const maxExpandedAccounts = 3;

function accountItem({ accountId }: AccountNode, context: ItemContext): vscode.TreeItem {
  const account = context.accounts.find(accountId);
  const list = context.list(accountId);
  const item = new vscode.TreeItem(
    labelText(account?.label ?? accountId),
    context.accounts.all().length <= maxExpandedAccounts ? Expanded : Collapsed,
  );
  const color = account?.mark;
  item.iconPath = new vscode.ThemeIcon(
    account?.readOnly ? 'lock' : color ? 'circle-filled' : 'account',
    color && new vscode.ThemeColor(`charts.${color}`),
  );
  item.contextValue = `account.${account?.kind ?? ''}.${account?.readOnly ? 'readOnly' : 'open'}`;
  const readOnly = account?.readOnly ? vscode.l10n.t('read-only') : '';
  const unverified = account?.unverifiedTls ? vscode.l10n.t('certificate not checked') : '';
  item.description = [
    unverified,
    readOnly,
    list?.loaded ? localCount(list.total) : '',
    context.filterText(accountId),
  ]
    .filter((part) => part !== '')
    .join(' · ');
  item.tooltip = plainText(`${account?.label ?? ''}, ${account?.address ?? ''}`);
  item.accessibilityInformation = { label: `${plainText(account?.label ?? '')}, ${item.description}` };
  return item;
}

function sectionItem({ section, client, count }: SectionNode): vscode.TreeItem {
  const [label, icon, rows] = {
    documents: [vscode.l10n.t('Documents'), 'files', client.documents] as const,
    tokens: [vscode.l10n.t('Payment Methods'), 'credit-card', client.gateway_tokens] as const,
    locations: [vscode.l10n.t('Locations'), 'location', client.locations] as const,
    activity: [vscode.l10n.t('Recent Activity'), 'history', undefined] as const,
  }[section];
  const item = new vscode.TreeItem(label, Collapsed);
  item.iconPath = new vscode.ThemeIcon(icon);
  item.contextValue = `section.${section}`;
  // Known where the list included the records; no request is sent for a number.
  const known = count ?? rows?.length;
  item.description = known === undefined ? '' : localCount(known);
  item.tooltip = label;
  return item;
}

function detailItem(node: DetailNode, session: Session | undefined): vscode.TreeItem {
  const label = plainText(node.label, 200) || vscode.l10n.t('(no name)');
  const item = new vscode.TreeItem(labelText(label), None);
  item.description = plainText(node.description, 200);
  item.tooltip = lines(node.tooltip);
  item.iconPath = new vscode.ThemeIcon(node.icon);
  item.contextValue = `detail.${node.section}${readOnlySuffix(session)}`;
  if (node.documentId !== undefined)
    item.command = {
      command: 'ninjaClients.openDocument',
      title: vscode.l10n.t('Open Document'),
      arguments: [node],
    };
  item.accessibilityInformation = { label: `${label}, ${item.description}` };
  return item;
}

function lines(text: string): string {
  return text
    .split('\n')
    .map((line) => plainText(line, 300))
    .join('\n');
}
