import { isId } from '../ids';
import { isRecord } from '../json';
import type { Id } from '../types';
import { ShapeError } from './shapeError';

/*
 * Whom an answer is about. A confused server, cache or proxy may answer with another record; saved or backed up, that
 * would be the loss of both. Every route passes the records of its answer through one of these functions.
 */

/** The record, which must be the one that was asked for. */
export function requireSame<T extends { id: Id }>(record: T, id: Id): T {
  if (record.id !== id) throw new ShapeError('The answer is about another record.');
  return record;
}

/** The records, each of which must be one of those that were asked for. */
export function requireAmong<T extends { id: Id }>(records: T[], ids: readonly Id[]): T[] {
  const asked = new Set(ids);
  for (const { id } of records)
    if (!asked.has(id)) throw new ShapeError('The answer is about another record.');
  return records;
}

/** Every record in an answer has an id; without it nobody could say later what belongs to what. */
export function requireOwnId({ id }: Record<string, unknown>): void {
  if (id === '') throw new ShapeError('A record has no id.');
}

/** A client's id becomes a part of paths. */
export function requireClientId(id: string): void {
  if (!isId(id)) throw new ShapeError('A client has no id.');
}

/** Entries of a history name their client where the server's version tells it. */
export function requireOfClient(entries: readonly Record<string, unknown>[], id: Id): void {
  for (const { client } of entries)
    if (isRecord(client) && isId(client.hashed_id) && client.hashed_id !== id)
      throw new ShapeError('The answer is about another record.');
}
