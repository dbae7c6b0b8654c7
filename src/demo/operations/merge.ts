import type { Backend } from '../backend';
import { Problem } from '../http/problem';
import { ACTIVITY } from '../store/activityTypes';
import { RELATED_KINDS, type ClientRow } from '../store/rows';
import { displayName } from '../store/displayName';

/**
 * Moves the loser's records to the survivor and removes the loser (docs/invoice-ninja-api.md §8.4; recorded: merge/*).
 * Throws the 400 if there is no loser, or if both are the same.
 */
export function mergeClients(backend: Backend, survivor: ClientRow, loser: ClientRow | undefined): void {
  if (loser === survivor)
    throw new Problem('bad-request', 'Attempting to merge the same client is not possible.');
  if (!loser) throw new Problem('bad-request', 'Client not found');
  const { store, clock } = backend;
  const now = clock.now();
  writeLedger(backend, survivor, loser, now);
  store.changeClient(survivor, {
    balance: survivor.balance + loser.balance,
    paid_to_date: survivor.paid_to_date + loser.paid_to_date,
    credit_balance: survivor.credit_balance + loser.credit_balance,
    updated_at: now,
  });
  moveHistory(backend, survivor, loser, now);
  moveContacts(backend, survivor, loser, now);
  for (const kind of RELATED_KINDS) {
    if (kind === 'recurring_expenses' && !backend.dialect.recurringExpensesMerge) continue;
    const moved = store.relatedOf(kind, loser);
    for (const row of moved) Object.assign(row, { client_id: survivor.id, updated_at: now });
    store.setRelated(kind, survivor.id, [...store.relatedOf(kind, survivor), ...moved]);
    store.setRelated(kind, loser.id, []);
  }
  for (const document of [...store.documentsOf.of(loser.id)]) {
    document.client_id = survivor.id;
    store.documentsOf.add(survivor.id, document);
  }
  store.documentsOf.set(loser.id, []);
  for (const token of store.tokensOf.of(loser.id)) {
    token.client_id = survivor.id;
    store.tokensOf.add(survivor.id, token);
  }
  store.tokensOf.set(loser.id, []);
  store.removeClient(loser);
  store.notifyChanged(survivor);
}

/**
 * Contacts without an e-mail, or with one of the survivor's, are deleted after the move; others keep all their
 * flags.
 */
function moveContacts(backend: Backend, survivor: ClientRow, loser: ClientRow, now: number): void {
  const { store } = backend;
  const own = store.liveContacts(survivor.id);
  for (const contact of [...store.contactsOf.of(loser.id)]) {
    const blank =
      contact.email === null || contact.email === '' || contact.email === '0' || contact.email === ' ';
    const known = own.some((other) => blank || other.email === contact.email);
    store.changeContact(contact, {
      client_id: survivor.id,
      updated_at: now,
      ...(known && contact.deleted_at === 0 ? { deleted_at: now } : {}),
    });
  }
}

function moveHistory(backend: Backend, survivor: ClientRow, loser: ClientRow, now: number): void {
  const { store } = backend;
  const moved = store.activitiesOf(loser).map((row) => ({ ...row, client_id: survivor.id, updated_at: now }));
  store.setActivities(survivor.id, [...store.activitiesOf(survivor), ...moved]);
}

function writeLedger(backend: Backend, survivor: ClientRow, loser: ClientRow, now: number): void {
  const { store } = backend;
  const lines = store.ledgerOf.of(survivor.id);
  const before = lines.reduce((newest, row) => (row.id > newest.id ? row : newest), { id: 0, balance: 0 });
  store.ledgerOf.add(survivor.id, {
    id: ++store.counters.ledger,
    invoice_id: null,
    notes: `Balance update after merging ${displayName(store, loser)}`,
    balance: before.balance + loser.balance,
    adjustment: loser.balance,
    activity_id: ACTIVITY.updated,
    created_at: now,
    updated_at: now,
  });
}
