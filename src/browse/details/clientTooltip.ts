import * as vscode from 'vscode';
import type { Client } from '../../api/types';
import { localMoney } from '../../platform/localText';
import { plainText } from '../../platform/plainText';
import { stateName } from '../../platform/stateName';
import { formatDateTime } from '../../records/format';
import { clientName, clientState, contactName } from '../../records/names';
import type { Session } from '../../session/session';

const maxContacts = 3;

/** The tooltip of a client as plain text, one fact a line. */
export function clientTooltip(client: Client, session: Session | undefined, nameAccount: boolean): string {
  const names = client.contacts.slice(0, maxContacts).map(contactName).filter(Boolean).join(', ');
  const more = client.contacts.length - maxContacts;
  const city = [client.postal_code, client.city].filter((part) => typeof part === 'string' && part).join(' ');
  const lastLogin = formatDateTime(client.last_login, vscode.env.language);
  const state = clientState(client);
  const currency = session?.companyData.currencyOf(client);
  const facts = [
    clientName(client),
    nameAccount && session !== undefined ? vscode.l10n.t('Account: {0}', session.account.label) : '',
    client.number && vscode.l10n.t('Number: {0}', client.number),
    vscode.l10n.t('Balance: {0}', localMoney(client.balance, currency)),
    vscode.l10n.t('Paid to date: {0}', localMoney(client.paid_to_date, currency)),
    client.credit_balance ? vscode.l10n.t('Credit: {0}', localMoney(client.credit_balance, currency)) : '',
    names &&
      (more > 0
        ? vscode.l10n.t('Contacts: {0} and {1} more', names, more)
        : vscode.l10n.t('Contacts: {0}', names)),
    city && vscode.l10n.t('City: {0}', city),
    ...customFacts(client, session),
    lastLogin && vscode.l10n.t('Last portal login: {0}', lastLogin),
    state === 'active' ? '' : stateName(state),
  ];
  return facts
    .filter((fact) => fact !== '')
    .map((fact) => plainText(fact, 300))
    .join('\n');
}

/** Custom fields under the company's own labels. */
function customFacts(client: Client, session: Session | undefined): string[] {
  const labels = session?.companyData.knownCompany?.customFields ?? {};
  return [1, 2, 3, 4].flatMap((field) => {
    const value = client[`custom_value${field}`];
    const label = labels[`client${field}`];
    return typeof value === 'string' && value !== '' && label ? [`${label}: ${value}`] : [];
  });
}
