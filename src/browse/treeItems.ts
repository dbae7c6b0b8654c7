import * as vscode from 'vscode';
import { localCount, localMoney } from '../platform/localText';
import { isApiError } from '../api/errors';
import { clientScheme } from '../platform/clientUri';
import { labelText, plainText } from '../platform/plainText';
import { sentence } from '../platform/sentences';
import { clientName, clientState, contactName } from '../records/names';
import type { Account } from '../session/account';
import type { Session } from '../session/session';
import type { ClientList } from './clientList';
import type { TreeAccounts } from './clientTree';
import { stateName } from './filterSentence';
import type {
  AccountNode,
  ClientNode,
  ContactNode,
  DetailNode,
  EmptyNode,
  FailureNode,
  MoreNode,
  Node,
  Section,
  SectionNode,
} from './nodes';

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

/** What an item says besides its node. Asked for only where it is said: a list has thousands of items. */
export interface ItemContext {
  readonly accounts: TreeAccounts;
  /** The account's clients, as far as somebody looked at them. */
  list(accountId: string): Pick<ClientList, 'size' | 'total' | 'loaded'> | undefined;
  /** The account's filter in words. */
  sentence(accountId: string): string;
}

const stateIcons = { active: 'organization', archived: 'archive', deleted: 'trash' } as const;

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
      return moreItem(node, context);
    case 'failure':
      return failureItem(node);
    case 'empty':
      return emptyItem(node, context.accounts.find(node.accountId));
  }
}

/** With more accounts than these, nobody wants the clients of all at once; what is expanded by hand stays so. */
const openAccounts = 3;

function accountItem({ accountId }: AccountNode, context: ItemContext): vscode.TreeItem {
  const account = context.accounts.find(accountId);
  const list = context.list(accountId);
  const item = new vscode.TreeItem(
    labelText(account?.label ?? accountId),
    context.accounts.all().length <= openAccounts ? Expanded : Collapsed,
  );
  const mark = account?.mark;
  item.iconPath = new vscode.ThemeIcon(
    account?.readOnly ? 'lock' : mark ? 'circle-filled' : 'account',
    mark && new vscode.ThemeColor(`charts.${mark}`),
  );
  item.contextValue = `account.${account?.kind ?? ''}.${account?.readOnly ? 'readOnly' : 'open'}`;
  const readOnly = account?.readOnly ? vscode.l10n.t('read-only') : '';
  const unverified = account?.unverifiedTls ? vscode.l10n.t('certificate not checked') : '';
  item.description = [
    unverified,
    readOnly,
    list?.loaded ? localCount(list.total) : '',
    context.sentence(accountId),
  ]
    .filter((part) => part !== '')
    .join(' · ');
  item.tooltip = plainText(`${account?.label ?? ''}, ${account?.address ?? ''}`);
  item.accessibilityInformation = { label: `${plainText(account?.label ?? '')}, ${item.description}` };
  return item;
}

function clientItem(node: ClientNode, session: Session | undefined): vscode.TreeItem {
  const { client, accountId, clientId } = node;
  const state = clientState(client);
  const name = plainText(clientName(client), 200);
  const number = plainText(client.number, 60);
  const balance = localMoney(client.balance, session?.currencyOf(client));
  const item = new vscode.TreeItem(labelText(name), Collapsed);
  let description = number === '' ? balance : `${number} · ${balance}`;
  if (state !== 'active') description += ` · ${stateName(state)}`;
  item.description = description;
  item.iconPath = clientIcons[state] ??= new vscode.ThemeIcon(stateIcons[state]);
  // For the decorations: those of a document of the same client, whatever its title says.
  item.resourceUri = vscode.Uri.from({
    scheme: clientScheme,
    authority: accountId,
    path: `/clients/${clientId}/client.client.json`,
  });
  item.contextValue = `client.${state}${session?.rights.mayFinal === false ? '.notAdmin' : ''}${readOnlySuffix(session, clientId)}`;
  item.command = {
    command: 'ninjaClients.openClient',
    title: (openClient ??= vscode.l10n.t('Open Client')),
    arguments: [node],
  };
  item.accessibilityInformation = { label: spoken(name, number, balance, stateName(state)) };
  return item;
}

// Made once: a list has thousands of items.
const clientIcons: Partial<Record<ReturnType<typeof clientState>, vscode.ThemeIcon>> = {};
let openClient: string | undefined;
let sentenceParts: string[] | undefined;

/** What a screen reader says of a client, in the order of the user's language. */
function spoken(...values: string[]): string {
  // At even places words, at odd ones the number of a value.
  sentenceParts ??= vscode.l10n.t('{0}, number {1}, balance {2}, {3}').split(/\{(\d)\}/);
  return sentenceParts.reduce((text, part, at) => text + (at % 2 === 0 ? part : values[Number(part)]), '');
}

function contactItem(node: ContactNode, session: Session | undefined): vscode.TreeItem {
  const { contact } = node;
  const name = plainText(contactName(contact), 200);
  const email = plainText(contact.email, 120);
  const item = new vscode.TreeItem(labelText(name) || vscode.l10n.t('(no name)'), None);
  item.description = email === name ? '' : email;
  item.iconPath = new vscode.ThemeIcon(contact.is_primary ? 'star-full' : 'person');
  item.contextValue =
    (contact.is_primary ? 'contact.primary' : 'contact') + readOnlySuffix(session, node.clientId);
  item.command = {
    command: 'ninjaClients.openContact',
    title: vscode.l10n.t('Open Contact'),
    arguments: [node],
  };
  item.tooltip = [name, email, plainText(contact.phone, 60)].filter((part) => part !== '').join('\n');
  item.accessibilityInformation = {
    label: contact.is_primary
      ? vscode.l10n.t('Primary contact {0}, {1}', name, email)
      : vscode.l10n.t('Contact {0}, {1}', name, email),
  };
  return item;
}

function sectionItem({ section, client, count }: SectionNode): vscode.TreeItem {
  const { t } = vscode.l10n;
  const [label, icon, rows] = {
    documents: [t('Documents'), 'files', client.documents] as const,
    tokens: [t('Payment Methods'), 'credit-card', client.gateway_tokens] as const,
    locations: [t('Locations'), 'location', client.locations] as const,
    activity: [t('Recent Activity'), 'history', undefined] as const,
  }[section];
  const item = new vscode.TreeItem(label, Collapsed);
  item.iconPath = new vscode.ThemeIcon(icon);
  item.contextValue = `section.${section}`;
  // Known where the list brought it along; nothing is asked for a number.
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

function moreItem(node: MoreNode, context: ItemContext): vscode.TreeItem {
  const list = context.list(node.accountId);
  const item = new vscode.TreeItem(
    vscode.l10n.t('Load more ({0} of {1})', localCount(list?.size ?? 0), localCount(list?.total ?? 0)),
    None,
  );
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.contextValue = 'more';
  item.command = { command: 'ninjaClients.loadMore', title: vscode.l10n.t('Load More'), arguments: [node] };
  return item;
}

/** The way on is the label: the sentence is too long for a sidebar, and stands above the list in full. */
function failureItem(node: FailureNode): vscode.TreeItem {
  const text = plainText(sentence(node.error));
  const [command, title] = wayOn(node.error);
  const item = new vscode.TreeItem(title, None);
  item.description = text;
  item.tooltip = text;
  item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.contextValue = 'failure';
  item.command = { command, title, arguments: [node] };
  item.accessibilityInformation = { label: `${text} ${title}`, role: 'button' };
  return item;
}

/** What helps against a failure. */
function wayOn(error: unknown): [command: string, title: string] {
  if (isApiError(error, 'wrongToken')) return ['ninjaClients.signInAgain', vscode.l10n.t('Sign in again')];
  if (isApiError(error, 'unsupported')) return ['ninjaClients.filter', vscode.l10n.t('Change the filter')];
  return ['ninjaClients.retry', vscode.l10n.t('Retry')];
}

function emptyItem(node: EmptyNode, account: Account | undefined): vscode.TreeItem {
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
  const { t } = vscode.l10n;
  return {
    clients: t('This account has no clients yet.'),
    matches: t('No client matches the filter.'),
    documents: t('No documents.'),
    tokens: t('No payment methods.'),
    locations: t('No locations.'),
    activity: t('No activity.'),
  }[what];
}

/** Menus of commands that change something leave out what ends like this: the account, or this user's rights, forbid it. */
function readOnlySuffix(session: Session | undefined, clientId?: string): string {
  const refused = clientId !== undefined && session?.rights.mayChange(clientId) === false;
  return session?.account.readOnly || refused ? '.readOnly' : '';
}

function lines(text: string): string {
  return text
    .split('\n')
    .map((line) => plainText(line, 300))
    .join('\n');
}
