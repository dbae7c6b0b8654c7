import type { ClientQuery } from './clientQuery';
import type { ClientState } from '../types';

/** The states that a query lists; empty if its conditions exclude one another. */
export function queriedStates({ isDeleted, status }: ClientQuery): Set<ClientState> {
  const wanted = new Set<ClientState>(status ?? (isDeleted ? ['deleted'] : ['active', 'archived']));
  if (isDeleted === true) wanted.forEach((state) => state !== 'deleted' && wanted.delete(state));
  if (isDeleted === false) wanted.delete('deleted');
  return wanted;
}
