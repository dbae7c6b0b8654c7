import { isApiError } from '../../api/errors';
import type { Session } from '../../session/session';

/**
 * Whether work ended without being sent because its session was replaced: signing in again and changed settings do that,
 * also right after the start. Throws what `current` throws where nobody is signed in any more.
 */
export function wasReplaced(error: unknown, session: Session, current: () => Session): boolean {
  return isApiError(error) && error.effect === 'none' && current() !== session;
}

/** Works with the current session, and once more with the one that replaced it while nothing was sent yet. */
export async function withCurrentSession<T>(
  current: () => Session,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const session = current();
  try {
    return await work(session);
  } catch (error) {
    if (!wasReplaced(error, session, current)) throw error;
    return work(current());
  }
}
