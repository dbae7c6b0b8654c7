import * as vscode from 'vscode';
import type { ClientInclude } from '../../api/query/clientQuery';
import { isId } from '../../api/ids';
import { sortColumns } from '../../api/query/sortColumns';
import type { ClientState } from '../../api/types';
import { stateName } from '../../platform/stateName';
import { clientField } from '../../records/fields/catalogue';
import type { Lookup } from '../../records/fields/field';
import type { Session } from '../../session/session';
import { back, type Back } from './ask';
import type { Answer, Step } from './condition';
import { askText } from './filterQuestions';

type ListKey =
  'group' | 'groups' | 'countries' | 'industries' | 'sizes' | 'classifications' | 'assignedUsers' | 'tags';
interface Row {
  id: string;
  name: string;
}

/** States of clients; choosing none goes back. */
export async function askStates(step: Step): Promise<Answer | Back | undefined> {
  const known = step.filter.query.status ?? ['active', 'archived'];
  const states = await step.ask.many<ClientState>({
    title: step.title,
    back: true,
    items: (['active', 'archived', 'deleted'] as const).map((state) => ({
      label: stateName(state),
      value: state,
      picked: known.includes(state),
    })),
  });
  if (states === undefined || states === back) return states;
  return states.length === 0 ? back : { query: { status: states } };
}

/** The server's own switch for deleted clients. */
export async function askDeleted(step: Step): Promise<Answer | Back | undefined> {
  const answer = await step.ask.one({
    title: step.title,
    back: true,
    items: [
      { label: vscode.l10n.t('Deleted only'), value: true },
      { label: vscode.l10n.t('Not deleted'), value: false },
    ],
  });
  return answer === undefined || answer === back ? answer : { query: { isDeleted: answer } };
}

/** One or several rows of a table, chosen by name. */
export async function askLookup(
  step: Step,
  key: ListKey,
  table: Lookup | 'classification' | 'tag',
): Promise<Answer | Back | undefined> {
  const rows = await rowsOf(step.session, table);
  if (rows.length === 0) return askIds(step, key);
  const known = ([] as string[]).concat(step.filter.query[key] ?? []);
  const items = rows.map((row) => ({ label: row.name, value: row, picked: known.includes(row.id) }));
  if (key === 'group') {
    const row = await step.ask.one({ title: step.title, back: true, items });
    return row === undefined || row === back ? row : { query: { group: row.id }, names: namesOf([row]) };
  }
  const chosen = await step.ask.many({ title: step.title, back: true, items });
  if (chosen === undefined || chosen === back) return chosen;
  return chosen.length === 0 ? back : listAnswer(key, chosen);
}

/** Ids typed as text, where the server has no table to choose from, as for tags. */
async function askIds(step: Step, key: ListKey): Promise<Answer | Back | undefined> {
  const text = await step.ask.text({
    title: step.title,
    placeholder: vscode.l10n.t('Ids, separated by commas: the server gives no list of them'),
    check: (typed) =>
      typed.split(',').every((id) => isId(id.trim()))
        ? undefined
        : vscode.l10n.t('An id has at least ten letters and digits.'),
    back: true,
  });
  if (text === undefined || text === back) return text;
  const ids = text.split(',').map((id) => id.trim());
  return key === 'group' ? { query: { group: ids[0] } } : { query: { [key]: ids } };
}

/** One of the company's custom fields, then a part of its value. */
export async function askCustomField(step: Step): Promise<Answer | Back | undefined> {
  const { customFields } = await step.session.companyData.company();
  const labels = ([1, 2, 3, 4] as const).map((field) => ({
    field,
    label: customFields[`client${field}`] ?? vscode.l10n.t('Custom field {0}', field),
  }));
  const { customValues } = step.filter.query;
  const chosen = await step.ask.one({
    title: step.title,
    back: true,
    items: labels.map((value) => ({ label: value.label, description: customValues?.[value.field], value })),
  });
  if (chosen === undefined || chosen === back) return chosen;
  const text = await askText(step, chosen.label, customValues?.[chosen.field]);
  if (text === undefined || text === back) return text;
  return {
    query: { customValues: { ...customValues, [chosen.field]: text } },
    names: { [`custom${chosen.field}`]: chosen.label },
  };
}

/** The column, then the direction. */
export async function askSort(step: Step): Promise<Answer | Back | undefined> {
  const first = [
    'name',
    'number',
    'balance',
    'paid_to_date',
    'created_at',
    'updated_at',
    'last_login',
    'city',
  ];
  const rest = [...sortColumns, 'contacts', 'contact_email'].filter((column) => !first.includes(column));
  const items = [...first, ...rest.sort()].map((column) => ({ label: columnTitle(column), value: column }));
  const column = await step.ask.one({ title: step.title, back: true, items });
  if (column === undefined || column === back) return column;
  const direction = await step.ask.one<'asc' | 'desc'>({
    title: `${step.title}: ${columnTitle(column)}`,
    back: true,
    items: [
      { label: vscode.l10n.t('Rising (A to Z, small to large, old to new)'), value: 'asc' },
      { label: vscode.l10n.t('Falling (Z to A, large to small, new to old)'), value: 'desc' },
    ],
  });
  if (direction === undefined || direction === back) return direction;
  return { query: { sort: { column, direction } }, names: { [`sort:${column}`]: columnTitle(column) } };
}

/** Related records that are loaded with each page. */
export async function askDetails(step: Step): Promise<Answer | Back | undefined> {
  const details: ClientInclude[] = [
    'documents',
    'locations',
    'gateway_tokens',
    'contacts',
    'activities',
    'ledger',
    'system_logs',
    'group_settings',
    'tags',
  ];
  const chosen = await step.ask.many({
    title: step.title,
    placeholder: vscode.l10n.t('Loaded with each page, which makes it slower'),
    back: true,
    items: details.map((value) => ({
      label: value.replaceAll('_', ' '),
      value,
      picked: step.filter.query.include?.includes(value),
    })),
  });
  if (chosen === undefined || chosen === back) return chosen;
  return chosen.length === 0 ? back : { query: { include: chosen } };
}

/** How many clients a page has. */
export async function askPageSize(step: Step): Promise<Answer | Back | undefined> {
  const text = await step.ask.text({
    title: step.title,
    placeholder: vscode.l10n.t('1 to 5,000'),
    value: String(step.filter.query.perPage ?? ''),
    check: (typed) =>
      /^\d{1,4}$/.test(typed) && Number(typed) >= 1 && Number(typed) <= 5000
        ? undefined
        : vscode.l10n.t('Type a whole number from 1 to 5,000.'),
    back: true,
  });
  return text === undefined || text === back ? text : { query: { perPage: Number(text) } };
}

async function rowsOf(session: Session, table: Lookup | 'classification' | 'tag'): Promise<readonly Row[]> {
  if (table === 'classification')
    return (clientField('classification')?.enum ?? []).map((word) => ({ id: word, name: word }));
  if (table === 'tag') return tagsSeen(session);
  return session.companyData.lookup(table);
}

/** The server has no list of tags, so these are the tags of loaded clients. */
function tagsSeen(session: Session): Row[] {
  const rows = new Map<string, Row>();
  for (const id of session.clients.ids()) {
    const tags = session.clients.get(id)?.tags;
    if (!Array.isArray(tags)) continue;
    for (const tag of tags as Partial<Row>[])
      if (isId(tag.id) && typeof tag.name === 'string') rows.set(tag.id, { id: tag.id, name: tag.name });
  }
  return [...rows.values()].sort((a, b) => a.name.localeCompare(b.name));
}

function listAnswer(key: Exclude<ListKey, 'group'>, rows: readonly Row[]): Answer {
  return { query: { [key]: rows.map(({ id }) => id) }, names: namesOf(rows) };
}

function namesOf(rows: readonly Row[]): Record<string, string> {
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]));
}

function columnTitle(column: string): string {
  return clientField(column)?.title ?? column.replaceAll('_', ' ');
}
