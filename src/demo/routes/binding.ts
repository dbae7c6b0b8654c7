import type { Backend } from '../backend';
import { decodeId } from '../store/hashIds';
import { isNumeric } from '../php';
import { missingModel, Problem } from '../http/problem';
import type { ClientRow, DocumentRow } from '../store/rows';
import type { Table } from '../store/table';

/**
 * The row that a path names by its public id (Laravel's route-model binding). Throws the 400, whose message differs for
 * plain numbers (recorded: get/unknown-ids). `model` is the name of the server's class.
 */
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

/** The client of a path, or the 400. */
export function bindClient(backend: Backend, id: string | undefined): ClientRow {
  return bind(backend.store.clients, id, 'Client');
}

/** The document of a path, or the 400. */
export function bindDocument(backend: Backend, id: string | undefined): DocumentRow {
  return bind(backend.store.documents, id, 'Document');
}
