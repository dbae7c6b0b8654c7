import * as vscode from 'vscode';
import { clientScheme } from '../../platform/clientUri';
import { localMoney } from '../../platform/localText';
import { labelText, plainText } from '../../platform/plainText';
import { stateName } from '../../platform/stateName';
import { clientName, clientState, contactName } from '../../records/names';
import type { Session } from '../../session/session';
import type { ClientNode, ContactNode } from './nodes';

const { None, Collapsed } = vscode.TreeItemCollapsibleState;

const stateIcons = { active: 'organization', archived: 'archive', deleted: 'trash' } as const;

/** The row of a client. */
export function clientItem(node: ClientNode, session: Session | undefined): vscode.TreeItem {
  const { client, accountId, clientId } = node;
  const state = clientState(client);
  const label = labelText(clientName(client));
  const name = label.replace(isolates, '');
  const number = plainText(client.number, 60);
  const balance = localMoney(client.balance, session?.companyData.currencyOf(client));
  const item = new vscode.TreeItem(label, Collapsed);
  let description = number === '' ? balance : `${number} · ${balance}`;
  if (state !== 'active') description += ` · ${stateName(state)}`;
  item.description = description;
  item.iconPath = clientIcons[state] ??= new vscode.ThemeIcon(stateIcons[state]);
  // Gives the row the file decorations of the client's document.
  item.resourceUri = vscode.Uri.from({
    scheme: clientScheme,
    authority: accountId,
    path: `/clients/${clientId}/client.client.json`,
  });
  item.contextValue = `client.${state}${session?.permissions.mayPurgeAndMerge === false ? '.notAdmin' : ''}${readOnlySuffix(session, clientId)}`;
  item.command = {
    command: 'ninjaClients.openClient',
    title: (openClient ??= vscode.l10n.t('Open Client')),
    arguments: [node],
  };
  item.accessibilityInformation = { label: spoken(name, number, balance, stateName(state)) };
  return item;
}

/** The characters by which `labelText` isolates right-to-left names; a screen reader does not need them. */
const isolates = /^\u2068|\u2069$/g;

// Made once: a list has thousands of items.
const clientIcons: Partial<Record<ReturnType<typeof clientState>, vscode.ThemeIcon>> = {};
let openClient: string | undefined;
let sentenceParts: string[] | undefined;

/** The text for a screen reader, in the order of the user's language. */
function spoken(...values: string[]): string {
  // Even indexes hold text, odd ones the index of a value.
  sentenceParts ??= vscode.l10n.t('{0}, number {1}, balance {2}, {3}').split(/\{(\d)\}/);
  return sentenceParts.reduce((text, part, at) => text + (at % 2 === 0 ? part : values[Number(part)]), '');
}

/** The row of a contact below its client. */
export function contactItem(node: ContactNode, session: Session | undefined): vscode.TreeItem {
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

/**
 * The end of context values of clients that cannot be changed, as the account is read-only or the server denied it. Menus
 * hide commands that change something there.
 */
export function readOnlySuffix(session: Session | undefined, clientId?: string): string {
  const denied = clientId !== undefined && session?.permissions.mayChange(clientId) === false;
  return session?.account.readOnly || denied ? '.readOnly' : '';
}
