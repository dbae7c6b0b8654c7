import type { Backend } from '../backend';
import { decodeId } from '../store/hashIds';
import { isNumeric } from '../php';
import { missingModel, Problem } from '../http/problem';
import type { ClientRow, DocumentRow } from '../store/rows';
import type { Table } from '../store/table';

/** Route-model binding: numeric ids and unknown ids have messages of their own (recorded: get/unknown-ids). */
export function bind<Row extends { id: number }>(
  table: Table<Row>,
  id: string | undefined,
  model: string,
): Row {
  if (isNumeric(id)) throw new Problem('missing-model', `Record with value ${id} not found`);
  const row = table.get(decodeId(id));
  if (!row) throw missingModel(model);
  return row;
}

export function bindClient(backend: Backend, id: string | undefined): ClientRow {
  return bind(backend.store.clients, id, 'Client');
}

export function bindDocument(backend: Backend, id: string | undefined): DocumentRow {
  return bind(backend.store.documents, id, 'Document');
}
