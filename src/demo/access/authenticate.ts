import type { Dialect } from '../dialect';
import { Problem } from '../http/problem';
import type { UserRow } from '../store/rows';
import type { Store } from '../store/store';

/**
 * The user of a token, or a 403. Tokens are compared as the database does, without regard to case (recorded:
 * auth/bad-tokens).
 */
export function authenticate(store: Store, dialect: Dialect, token: string | string[] | undefined): UserRow {
  const sent = (Array.isArray(token) ? token[0] : token)?.trim().toLowerCase() ?? '';
  const user = store.users.all().find((row) => sent !== '' && row.token.toLowerCase() === sent);
  if (user) return user;
  throw new Problem('token', 'Invalid token', dialect.tokenErrors ? {} : undefined);
}
