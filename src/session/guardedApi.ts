import type { InvoiceNinjaApi } from '../api/api';
import { ApiError, isApiError } from '../api/errors';
import type { Account } from './account';

/** Every call of the API client: whether it may change something on the server. A new one has to be named here. */
const calls: Record<keyof InvoiceNinjaApi, 'reads' | 'changes' | 'local'> = {
  address: 'local',
  serverVersion: 'local',
  isUnsupported: 'local',
  whyUnsupported: 'local',
  close: 'local',
  ping: 'reads',
  health: 'reads',
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
  deleteClient: 'changes',
  bulkClients: 'changes',
  purgeClient: 'changes',
  mergeClients: 'changes',
  uploadDocument: 'changes',
  updateDocument: 'changes',
  deleteDocument: 'changes',
};

/**
 * The API client of an account, with two watches on it: an account set to read-only sends nothing that could change
 * something, whoever asks, and a refused token is told.
 */
export function guardedApi(
  api: InvoiceNinjaApi,
  account: () => Account,
  tokenRefused: (error: ApiError) => void,
): InvoiceNinjaApi {
  const seen = (error: unknown): never => {
    if (isApiError(error)) error.account ??= account().label;
    if (isApiError(error, 'wrongToken')) tokenRefused(error);
    throw error;
  };
  return new Proxy(api, {
    get(target, key: keyof InvoiceNinjaApi) {
      const value = Reflect.get(target, key) as unknown;
      if (typeof value !== 'function') return value;
      const call = value as (...args: unknown[]) => unknown;
      return (...args: unknown[]) => {
        if (calls[key] === 'changes' && account().readOnly) return Promise.reject(readOnly(account()));
        const result = call.apply(target, args);
        return result instanceof Promise ? result.catch(seen) : result;
      };
    },
  });
}

function readOnly(account: Account): ApiError {
  return new ApiError(
    'refused',
    `“${account.label}” is set to read-only. Nothing was sent; allow changes in the account's menu first.`,
  );
}
