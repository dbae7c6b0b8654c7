import * as vscode from 'vscode';
import { localCount, localMoney } from '../../platform/localText';
import { relatedKinds, type Contact, type RelatedKind } from '../../api/types';
import { clientName, clientState, contactName } from '../../records/names';
import { plainText } from '../../platform/plainText';
import type { Session } from '../../session/session';
import type { ClientFacts, Count } from './clientFacts';
import type { FieldNames } from '../fieldNames';
import type { FactsModel } from './factsModel';
import { mergeFates, mergePreview } from './mergePreview';

type Table = FactsModel['table'];
type Section = FactsModel['sections'][number];

const most = 300;
const shown = (text: string) => plainText(text, most);

/** The clients side by side; the first one goes away. */
export function factsTable(session: Session, facts: readonly ClientFacts[]): Table {
  const { t } = vscode.l10n;
  const row = (label: string, value: (facts: ClientFacts) => string) => ({
    label,
    values: facts.map((each) => shown(value(each))),
  });
  const money = (pick: (facts: ClientFacts) => number) => (each: ClientFacts) =>
    localMoney(pick(each), session.currencyOf(each.client));
  const states = { active: t('active'), archived: t('archived'), deleted: t('deleted') };
  const columns = facts.map(({ client }, at) => ({
    name: shown(clientName(client)),
    fate: at === 0 ? t('goes away for good') : t('stays'),
  }));
  return {
    caption: t('Facts'),
    columns,
    rows: [
      row(t('Number'), ({ client }) => client.number || t('none')),
      row(t('State'), ({ client }) => states[clientState(client)]),
      row(
        t('Balance'),
        money(({ client }) => client.balance),
      ),
      row(
        t('Paid to date'),
        money(({ client }) => client.paid_to_date),
      ),
      row(
        t('Credit balance'),
        money(({ client }) => client.credit_balance),
      ),
      row(t('Contacts'), ({ client }) => client.contacts.map(contactText).join('; ') || t('none')),
      row(t('Documents'), ({ client }) =>
        client.documents === undefined ? t('not visible to you') : String(client.documents.length),
      ),
      ...relatedKinds.map((kind) => row(kindName(kind), ({ counts }) => countText(counts.get(kind)))),
    ],
  };
}

/** What a merge moves, drops and loses. */
export function mergeSections(
  session: Session,
  names: FieldNames,
  survivor: ClientFacts,
  loser: ClientFacts,
): Section[] {
  const { t } = vscode.l10n;
  const preview = mergePreview(survivor.client, loser.client, names);
  const name = shown(clientName(survivor.client));
  const sections: Section[] = [
    {
      heading: t('What moves to “{0}”', name),
      lines: [
        ...mergeFates(loser).moves.map((kind) => countLine(kind, loser)),
        t('Documents: {0}', loser.client.documents?.length ?? t('not visible to you')),
        ...preview.movedContacts.map((contact) => t('Contact: {0}', contactText(contact))),
      ],
    },
    { heading: t('What is lost'), lines: lostLines(loser) },
    {
      heading: t('Afterwards'),
      lines: [
        t('Balance: {0}', localMoney(preview.balance, session.currencyOf(survivor.client))),
        t('Paid to date: {0}', localMoney(preview.paid, session.currencyOf(survivor.client))),
        t('Credit balance: {0}', localMoney(preview.credit, session.currencyOf(survivor.client))),
      ],
    },
    {
      heading: t('Contacts that are dropped'),
      lines: preview.droppedContacts.map(contactText),
    },
    {
      heading: t('Fields that are lost'),
      lines: preview.lostFields.map(({ label, value, kept }) =>
        kept === '' ? `${label}: ${value}` : t('{0}: {1} (stays: {2})', label, value, kept),
      ),
    },
  ];
  if (preview.primaries.length > 1)
    sections.push({
      heading: t('More than one primary contact'),
      lines: [t('Afterwards this is offered to be put right.'), ...preview.primaries.map(contactText)],
    });
  return sections
    .filter(({ lines }) => lines.length > 0)
    .map(({ heading, lines }) => ({ heading, lines: lines.map(shown) }));
}

/** What belongs to the loser and goes with it; its own fields have a section of their own. */
function lostLines(loser: ClientFacts): string[] {
  const { t } = vscode.l10n;
  const { lost, mayBeLost, locations } = mergeFates(loser);
  return [
    ...lost.map((kind) => countLine(kind, loser)),
    ...mayBeLost.map((kind) =>
      t('{0} (may be lost, depending on the version of the server)', countLine(kind, loser)),
    ),
    ...(locations > 0 ? [t('Locations: {0}', localCount(locations))] : []),
    t('Its history of balances (ledger) and its system logs'),
  ];
}

function countLine(kind: RelatedKind, { counts }: ClientFacts): string {
  return `${kindName(kind)}: ${countText(counts.get(kind))}`;
}

/** What a purge takes along. */
export function purgeSections({ client }: ClientFacts): Section[] {
  return [
    {
      heading: vscode.l10n.t('What is gone afterwards'),
      lines: [
        vscode.l10n.t('The client “{0}” with its contacts, documents and history', shown(clientName(client))),
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
  const { t } = vscode.l10n;
  return {
    invoices: t('Invoices'),
    quotes: t('Quotes'),
    credits: t('Credits'),
    payments: t('Payments'),
    recurring_invoices: t('Recurring invoices'),
    projects: t('Projects'),
    tasks: t('Tasks'),
    expenses: t('Expenses'),
    recurring_expenses: t('Recurring expenses'),
  }[kind];
}
