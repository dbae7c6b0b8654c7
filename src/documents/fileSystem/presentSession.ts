import { isApiError } from '../../api/errors';
import type { Session } from '../../session/session';

/**
 * Whether something ended without being sent because its session was replaced: signing in again and changed settings do
 * that, also right after the start. Throws what `present` throws where nobody is signed in any more.
 */
export function wasReplaced(error: unknown, session: Session, present: () => Session): boolean {
  return isApiError(error) && error.effect === 'none' && present() !== session;
}

/** Works with the session of the moment, and once more with the one that replaced it meanwhile. */
export async function inPresentSession<T>(
  present: () => Session,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const session = present();
  try {
    return await work(session);
  } catch (error) {
    if (!wasReplaced(error, session, present)) throw error;
    return work(present());
  }
}
