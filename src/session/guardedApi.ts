import * as l10n from '@vscode/l10n';
import type { InvoiceNinjaApi } from '../api/api';
import { isChange } from '../api/callEffects';
import { ApiError, isApiError } from '../api/errors';
import type { Account } from './account';

/**
 * Wraps the API client of an account. A read-only account rejects every call that can change something on the server,
 * errors say which account they are about, and `onTokenRejected` is called when the server no longer accepts the token.
 */
export function guardedApi(
  api: InvoiceNinjaApi,
  account: () => Account,
  onTokenRejected: (error: ApiError) => void,
): InvoiceNinjaApi {
  const rethrow = (error: unknown): never => {
    if (isApiError(error)) error.account ??= account().label;
    if (isApiError(error, 'wrongToken')) onTokenRejected(error);
    throw error;
  };
  return new Proxy(api, {
    get(target, key: keyof InvoiceNinjaApi) {
      const value = Reflect.get(target, key) as unknown;
      if (typeof value !== 'function') return value;
      const call = value as (...args: unknown[]) => unknown;
      return (...args: unknown[]) => {
        if (isChange(key) && account().readOnly) return Promise.reject(readOnlyError(account()));
        const result = call.apply(target, args);
        return result instanceof Promise ? result.catch(rethrow) : result;
      };
    },
  });
}

function readOnlyError(account: Account): ApiError {
  return new ApiError(
    'refused',
    l10n.t(
      "“{0}” is set to read-only. Nothing was sent; allow changes in the account's menu first.",
      account.label,
    ),
  );
}
