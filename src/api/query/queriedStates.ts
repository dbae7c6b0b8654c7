import type { ClientQuery } from './clientQuery';
import type { ClientState } from '../types';

/** The states whose clients a query lists; empty where its conditions exclude one another. */
export function queriedStates({ isDeleted, status }: ClientQuery): Set<ClientState> {
  const wanted = new Set<ClientState>(status ?? (isDeleted ? ['deleted'] : ['active', 'archived']));
  if (isDeleted === true) wanted.forEach((state) => state !== 'deleted' && wanted.delete(state));
  if (isDeleted === false) wanted.delete('deleted');
  return wanted;
}
