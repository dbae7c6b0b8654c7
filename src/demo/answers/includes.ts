import type { Backend } from '../backend';
import { encodeId, encodeReference } from '../store/hashIds';
import { isArrayOrObject, text, type Fields } from '../php';
import { Problem } from '../http/problem';
import type { ClientRow, LedgerRow } from '../store/rows';
import type { ApiRequest } from '../http/request';
import { transformActivity, transformGroup, transformTag } from './transformRecords';

/** Relations of the server's client model. Asking for another one fails in a list; some of these add nothing. */
const knownRelations: ReadonlySet<string> = new Set(
  `activities assigned_user company company_ledger contacts country credits documents expenses gateway_tokens
   group_settings industry invoices language ledger payments primary_contact projects quotes recurring_expenses
   recurring_invoices shipping_country size system_logs tasks user`.split(/\s+/),
);

/** Names in `include`, in order. */
export function requestedIncludes(request: ApiRequest): string[] {
  const value = request.input.include;
  return isArrayOrObject(value)
    ? []
    : text(value)
        .split(',')
        .filter((name) => name !== '');
}

/** Throws for an unknown include. Callers check lists with at least one row only (recorded: include/list-invalid). */
export function checkListIncludes(backend: Backend, names: string[]): void {
  for (const name of names) {
    const relation = name.split('.')[0] ?? '';
    const newer =
      (relation === 'locations' && backend.dialect.locations) ||
      (relation === 'tags' && backend.dialect.tags);
    if (!knownRelations.has(relation) && !newer) {
      throw new Problem('bad-include', `Relation \`${name}\` is not a valid include.`);
    }
  }
}

/** Fields that the includes add to a client. */
export function includedFields(
  backend: Backend,
  client: ClientRow,
  names: string[],
  inList: boolean,
): Fields {
  const fields: Fields = {};
  const wanted = new Set(names.map((name) => name.split('.')[0] ?? ''));
  if (wanted.has('activities')) {
    const listed = !inList || backend.dialect.activitiesInLists;
    const rows = listed ? [...backend.store.activitiesOf(client)] : [];
    fields.activities = rows
      .sort((a, b) => b.id - a.id)
      .slice(0, 50)
      .map((row) => transformActivity(backend.store, row));
  }
  if (wanted.has('ledger')) {
    fields.ledger = [...backend.store.ledgerOf.of(client.id)]
      .sort((a, b) => b.id - a.id)
      .map(transformLedger);
  }
  if (wanted.has('system_logs')) fields.system_logs = [];
  if (wanted.has('group_settings')) {
    const group = backend.store.groups.get(client.group_settings_id ?? 0);
    if (group) fields.group_settings = transformGroup(group);
  }
  if (wanted.has('tags') && backend.dialect.tags) {
    fields.tags = client.tags.flatMap((id) => {
      const tag = backend.store.tags.get(id);
      return tag ? [transformTag(tag)] : [];
    });
  }
  return fields;
}

/** A ledger row as `include=ledger` shows it; one without a record gets the key `_id` (recorded: merge/ledger). */
function transformLedger(row: LedgerRow): Fields {
  return {
    ...(row.invoice_id === null ? { _id: encodeId(0) } : { invoice_id: encodeReference(row.invoice_id) }),
    notes: row.notes,
    balance: row.balance,
    adjustment: row.adjustment,
    activity_id: row.activity_id,
    created_at: row.created_at,
    updated_at: row.updated_at,
    archived_at: 0,
  };
}
