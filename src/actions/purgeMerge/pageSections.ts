import * as vscode from 'vscode';
import { relatedKinds, type Contact, type RelatedKind } from '../../api/types';
import { localCount, localMoney } from '../../platform/localText';
import { plainText } from '../../platform/plainText';
import { stateName } from '../../platform/stateName';
import { clientName, clientState, contactName } from '../../records/names';
import type { Session } from '../../session/session';
import type { FieldNames } from '../display/fieldNames';
import type { ClientOverview, Count } from './clientOverview';
import { mergePreview, relatedAfterMerge } from './mergePreview';
import type { PageModel } from './pageModel';

type Table = PageModel['table'];
type Section = PageModel['sections'][number];

const maxTextLength = 300;
const shorten = (text: string) => plainText(text, maxTextLength);

/** The clients side by side; the first one is removed. */
export function overviewTable(session: Session, clients: readonly ClientOverview[]): Table {
  const row = (label: string, value: (client: ClientOverview) => string) => ({
    label,
    values: clients.map((each) => shorten(value(each))),
  });
  const money = (pick: (client: ClientOverview) => number) => (each: ClientOverview) =>
    localMoney(pick(each), session.companyData.currencyOf(each.client));
  const columns = clients.map(({ client }, at) => ({
    name: shorten(clientName(client)),
    role: at === 0 ? vscode.l10n.t('goes away for good') : vscode.l10n.t('stays'),
  }));
  return {
    caption: vscode.l10n.t('Facts'),
    columns,
    rows: [
      row(vscode.l10n.t('Number'), ({ client }) => client.number || vscode.l10n.t('none')),
      row(vscode.l10n.t('State'), ({ client }) => stateName(clientState(client))),
      row(
        vscode.l10n.t('Balance'),
        money(({ client }) => client.balance),
      ),
      row(
        vscode.l10n.t('Paid to date'),
        money(({ client }) => client.paid_to_date),
      ),
      row(
        vscode.l10n.t('Credit balance'),
        money(({ client }) => client.credit_balance),
      ),
      row(
        vscode.l10n.t('Contacts'),
        ({ client }) => client.contacts.map(contactText).join('; ') || vscode.l10n.t('none'),
      ),
      row(vscode.l10n.t('Documents'), ({ client }) =>
        client.documents === undefined
          ? vscode.l10n.t('not visible to you')
          : String(client.documents.length),
      ),
      ...relatedKinds.map((kind) => row(kindName(kind), ({ counts }) => countText(counts.get(kind)))),
    ],
  };
}

/** What a merge moves, drops and loses. Sections without lines are left out. */
export function mergeSections(
  session: Session,
  names: FieldNames,
  survivor: ClientOverview,
  removed: ClientOverview,
): Section[] {
  const preview = mergePreview(survivor.client, removed.client, names);
  const name = shorten(clientName(survivor.client));
  const sections: Section[] = [
    {
      heading: vscode.l10n.t('What moves to “{0}”', name),
      lines: [
        ...relatedAfterMerge(removed).moves.map((kind) => countLine(kind, removed)),
        vscode.l10n.t(
          'Documents: {0}',
          removed.client.documents?.length ?? vscode.l10n.t('not visible to you'),
        ),
        ...preview.movedContacts.map((contact) => vscode.l10n.t('Contact: {0}', contactText(contact))),
      ],
    },
    { heading: vscode.l10n.t('What is lost'), lines: lostLines(removed) },
    {
      heading: vscode.l10n.t('Afterwards'),
      lines: [
        vscode.l10n.t(
          'Balance: {0}',
          localMoney(preview.balance, session.companyData.currencyOf(survivor.client)),
        ),
        vscode.l10n.t(
          'Paid to date: {0}',
          localMoney(preview.paid, session.companyData.currencyOf(survivor.client)),
        ),
        vscode.l10n.t(
          'Credit balance: {0}',
          localMoney(preview.credit, session.companyData.currencyOf(survivor.client)),
        ),
      ],
    },
    {
      heading: vscode.l10n.t('Contacts that are dropped'),
      lines: preview.droppedContacts.map(contactText),
    },
    {
      heading: vscode.l10n.t('Fields that are lost'),
      lines: preview.lostFields.map(({ label, value, kept }) =>
        kept === '' ? `${label}: ${value}` : vscode.l10n.t('{0}: {1} (stays: {2})', label, value, kept),
      ),
    },
  ];
  if (preview.primaries.length > 1)
    sections.push({
      heading: vscode.l10n.t('More than one primary contact'),
      lines: [
        vscode.l10n.t('Afterwards this is offered to be put right.'),
        ...preview.primaries.map(contactText),
      ],
    });
  return sections
    .filter(({ lines }) => lines.length > 0)
    .map(({ heading, lines }) => ({ heading, lines: lines.map(shorten) }));
}

/** Related records that a merge loses. The client's own fields have a section of their own. */
function lostLines(removed: ClientOverview): string[] {
  const { lost, mayBeLost, locations } = relatedAfterMerge(removed);
  return [
    ...lost.map((kind) => countLine(kind, removed)),
    ...mayBeLost.map((kind) =>
      vscode.l10n.t('{0} (may be lost, depending on the version of the server)', countLine(kind, removed)),
    ),
    ...(locations > 0 ? [vscode.l10n.t('Locations: {0}', localCount(locations))] : []),
    vscode.l10n.t('Its history of balances (ledger) and its system logs'),
  ];
}

function countLine(kind: RelatedKind, { counts }: ClientOverview): string {
  return `${kindName(kind)}: ${countText(counts.get(kind))}`;
}

/** What a purge deletes. */
export function purgeSections({ client }: ClientOverview): Section[] {
  return [
    {
      heading: vscode.l10n.t('What is gone afterwards'),
      lines: [
        vscode.l10n.t(
          'The client “{0}” with its contacts, documents and history',
          shorten(clientName(client)),
        ),
        vscode.l10n.t('Its invoices, quotes, credits, payments, projects, tasks and expenses'),
      ],
    },
  ];
}

function countText(count: Count | undefined): string {
  if (count === undefined || count === 'unseen') return vscode.l10n.t('not visible to you');
  return count === 'noneSeen' ? vscode.l10n.t('none visible to you') : localCount(count);
}

function contactText(contact: Contact): string {
  const name = contactName(contact) || vscode.l10n.t('(no name)');
  const email = contact.email.trim();
  return email === '' || email === name ? name : `${name} <${email}>`;
}

function kindName(kind: RelatedKind): string {
  return {
    invoices: vscode.l10n.t('Invoices'),
    quotes: vscode.l10n.t('Quotes'),
    credits: vscode.l10n.t('Credits'),
    payments: vscode.l10n.t('Payments'),
    recurring_invoices: vscode.l10n.t('Recurring invoices'),
    projects: vscode.l10n.t('Projects'),
    tasks: vscode.l10n.t('Tasks'),
    expenses: vscode.l10n.t('Expenses'),
    recurring_expenses: vscode.l10n.t('Recurring expenses'),
  }[kind];
}
