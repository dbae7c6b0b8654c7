import type { Client, Id } from '../api/types';
import type { Session } from '../session/session';
import type { Detail } from './details/clientDetails';
import type { ClientPoll } from './list/clientPoll';
import type { Section } from './tree/nodes';

/**
 * What the tree and the poll use of the bundle that is loaded on first use. `entry.ts` implements it; nobody imports the
 * types of that file, which would make a circle.
 */
export interface LazyParts {
  /** Plain text, one fact a line. `nameAccount`: also says whose client it is. */
  clientTooltip(client: Client, session: Session | undefined, nameAccount: boolean): string;
  /** Throws what the requests throw. */
  loadDetails(session: Session, client: Client, section: Section): Promise<Detail[]>;
  /** `watched`: clients in editors, which are read again when clients disappeared from the server. */
  createPoll(session: Session, watched: () => readonly Id[]): Pick<ClientPoll, 'poll'>;
}
