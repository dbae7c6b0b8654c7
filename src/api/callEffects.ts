import type { ApiCalls } from './api';

/** Name of a call of the API. */
export type CallName = keyof ApiCalls;

/**
 * Whether each call can change something on the server. The only place that says so: retries, error messages and
 * read-only accounts go by it, not by the HTTP method, as some reads are POSTs. A new call does not compile before it is
 * named here.
 */
const callEffects: Record<CallName, 'reads' | 'changes'> = {
  ping: 'reads',
  statics: 'reads',
  currentCompany: 'reads',
  listClients: 'reads',
  walkClients: 'reads',
  getClient: 'reads',
  blankClient: 'reads',
  listDocuments: 'reads',
  downloadDocument: 'reads',
  activities: 'reads',
  groups: 'reads',
  users: 'reads',
  relatedCount: 'reads',
  createClient: 'changes',
  updateClient: 'changes',
  bulkClients: 'changes',
  purgeClient: 'changes',
  mergeClients: 'changes',
  uploadDocument: 'changes',
  updateDocument: 'changes',
  deleteDocument: 'changes',
};

/** True for a call that can change something on the server. False for members of the API that send nothing. */
export function isChange(name: string): boolean {
  return Object.hasOwn(callEffects, name) && callEffects[name as CallName] === 'changes';
}
