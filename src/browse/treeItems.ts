import * as vscode from 'vscode';
import { isApiError } from '../api/errors';
import type { Client } from '../api/types';
import { formatMoney } from '../records/format';
import { clientName, clientState, contactName } from '../records/names';
import { plainText } from '../platform/plainText';
import { sentence } from '../platform/sentences';
import type { Session } from '../session/session';
import type { Account } from '../session/account';
import type { ClientNode, ContactNode, FailureNode, MoreNode } from './nodes';

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

const icons = { active: 'organization', archived: 'archive', deleted: 'trash' } as const;

/** Labels, descriptions and tooltips are plain strings: VS Code shows those literally (no icons, no Markdown). */
export function accountItem(account: Account): vscode.TreeItem {
  const item = new vscode.TreeItem(plainText(account.label), Expanded);
  item.iconPath = new vscode.ThemeIcon(
    account.readOnly ? 'lock' : account.mark ? 'circle-filled' : 'account',
    account.mark && new vscode.ThemeColor(`charts.${account.mark}`),
  );
  item.contextValue = `account.${account.kind}.${account.readOnly ? 'readOnly' : 'open'}`;
  item.description = account.readOnly ? vscode.l10n.t('read-only') : '';
  return item;
}

export function clientItem(node: ClientNode, session: Session | undefined): vscode.TreeItem {
  const { client } = node;
  const state = clientState(client);
  const name = plainText(clientName(client), 200);
  const balance = money(client, client.balance, session);
  const item = new vscode.TreeItem(name, client.contacts.length > 0 ? Collapsed : None);
  item.description = [plainText(client.number, 60), balance, state === 'active' ? '' : stateWord(state)]
    .filter((part) => part !== '')
    .join(' · ');
  item.iconPath = new vscode.ThemeIcon(icons[state]);
  item.contextValue = `client.${state}${readOnlySuffix(session)}`;
  item.command = {
    command: 'ninjaClients.openClient',
    title: vscode.l10n.t('Open Client'),
    arguments: [node],
  };
  item.accessibilityInformation = {
    label: vscode.l10n.t('{0}, number {1}, balance {2}, {3}', name, client.number, balance, stateWord(state)),
  };
  return item;
}

export function contactItem(
  { contact, ...node }: ContactNode,
  session: Session | undefined,
): vscode.TreeItem {
  const name = plainText(contactName(contact), 200);
  const email = plainText(contact.email, 120);
  const item = new vscode.TreeItem(name || vscode.l10n.t('(no name)'), None);
  item.description = email === name ? '' : email;
  item.iconPath = new vscode.ThemeIcon(contact.is_primary ? 'star-full' : 'person');
  item.contextValue = (contact.is_primary ? 'contact.primary' : 'contact') + readOnlySuffix(session);
  item.command = {
    command: 'ninjaClients.openContact',
    title: vscode.l10n.t('Open Contact'),
    arguments: [{ ...node, contact }],
  };
  item.tooltip = [name, email, plainText(contact.phone, 60)].filter((part) => part !== '').join('\n');
  item.accessibilityInformation = {
    label: contact.is_primary
      ? vscode.l10n.t('Primary contact {0}, {1}', name, email)
      : vscode.l10n.t('Contact {0}, {1}', name, email),
  };
  return item;
}

export function moreItem(node: MoreNode, loaded: number, total: number): vscode.TreeItem {
  const item = new vscode.TreeItem(
    vscode.l10n.t('Load more ({0} of {1})', loaded.toLocaleString(), total.toLocaleString()),
    None,
  );
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.contextValue = 'more';
  item.command = { command: 'ninjaClients.loadMore', title: vscode.l10n.t('Load More'), arguments: [node] };
  return item;
}

export function failureItem(node: FailureNode): vscode.TreeItem {
  const text = plainText(sentence(node.error));
  const item = new vscode.TreeItem(text, None);
  item.tooltip = text;
  const signIn = isApiError(node.error, 'wrongToken');
  item.description = signIn ? vscode.l10n.t('Sign in again') : vscode.l10n.t('Retry');
  item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.contextValue = 'failure';
  item.command = signIn
    ? { command: 'ninjaClients.signInAgain', title: vscode.l10n.t('Sign In Again'), arguments: [node] }
    : { command: 'ninjaClients.retry', title: vscode.l10n.t('Retry'), arguments: [node] };
  item.accessibilityInformation = { label: `${text} ${String(item.description)}`, role: 'button' };
  return item;
}

export function emptyItem(): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('This account has no clients yet.'), None);
  item.iconPath = new vscode.ThemeIcon('info');
  item.contextValue = 'empty';
  return item;
}

/** The facts that matter, as plain text. */
export function clientTooltip(client: Client, session: Session | undefined): string {
  const facts = [
    clientName(client),
    vscode.l10n.t('Number: {0}', client.number),
    vscode.l10n.t('Balance: {0}', money(client, client.balance, session)),
    vscode.l10n.t('Paid to date: {0}', money(client, client.paid_to_date, session)),
    vscode.l10n.t('Contacts: {0}', client.contacts.length),
  ];
  if (clientState(client) !== 'active') facts.push(stateWord(clientState(client)));
  return facts.map((fact) => plainText(fact, 300)).join('\n');
}

/** Menus of commands that change something leave out what ends like this. */
function readOnlySuffix(session: Session | undefined): string {
  return session?.account.readOnly ? '.readOnly' : '';
}

function stateWord(state: 'active' | 'archived' | 'deleted'): string {
  return {
    active: vscode.l10n.t('active'),
    archived: vscode.l10n.t('archived'),
    deleted: vscode.l10n.t('deleted'),
  }[state];
}

/** In the client's currency once the lookup tables are there, a bare number before. */
function money(client: Client, amount: number, session: Session | undefined): string {
  const { statics, company } = session?.facts() ?? {};
  const own = client.settings.currency_id;
  const id = typeof own === 'string' && own !== '' ? own : company?.currencyId;
  const currency = statics?.currencies.find((row) => row.id === id);
  return formatMoney(amount, currency, vscode.env.language);
}
