import type { Account } from '../../session/account';
import type { SafeSecrets } from './safeSecrets';
import { isStoredAccount } from './storedAccount';

/** The secret that holds the copy. */
export const sharedKey = 'accounts';

/** The accounts as all windows know them, and the ids of those that were signed out. */
export interface SharedAccounts {
  accounts: readonly Account[];
  removed: readonly string[];
}

/** What the other windows have shared. Empty where nothing sound is there. */
export async function readShared(secrets: SafeSecrets): Promise<SharedAccounts> {
  try {
    const { accounts, removed } = JSON.parse(
      (await secrets.read(sharedKey)) ?? '{}',
    ) as Partial<SharedAccounts>;
    return {
      accounts: Array.isArray(accounts) ? accounts.filter(isStoredAccount) : [],
      removed: Array.isArray(removed) ? removed.filter((id) => typeof id === 'string') : [],
    };
  } catch {
    return { accounts: [], removed: [] };
  }
}

/** False when it could not be stored: the other windows keep what they have. */
export function writeShared(secrets: SafeSecrets, shared: SharedAccounts): Promise<boolean> {
  return secrets.write(sharedKey, JSON.stringify(shared));
}
