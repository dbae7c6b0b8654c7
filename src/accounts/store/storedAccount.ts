import { isAccountId } from '../../platform/clientUri';
import { accountColors, type Account, type AccountColor } from '../../session/account';

/** True for a sound account. Stored ones may come from an older version or be damaged; their keys are never renamed. */
export function isStoredAccount(value: unknown): value is Account {
  if (typeof value !== 'object' || value === null) return false;
  const { id, kind, address, companyName, label, mark, readOnly, renamed, unverifiedTls } = value as Record<
    string,
    unknown
  >;
  return (
    isAccountId(id) &&
    (kind === 'server' || kind === 'sample' || kind === 'dev') &&
    typeof address === 'string' &&
    typeof companyName === 'string' &&
    typeof label === 'string' &&
    (mark === undefined || accountColors.includes(mark as AccountColor)) &&
    [readOnly, renamed, unverifiedTls].every((flag) => flag === undefined || typeof flag === 'boolean')
  );
}
