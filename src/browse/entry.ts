import { browseCommands } from './browseCommands';
import { followLink } from './clientLinks';
import { loadDetails } from './details/clientDetails';
import { clientTooltip } from './details/clientTooltip';
import { clientDropEdits } from './dragDrop/clientDrop';
import type { LazyParts } from './lazyParts';
import { ClientPoll } from './list/clientPoll';

const lazyParts: LazyParts = {
  clientTooltip,
  createPoll: (session, watched) => new ClientPoll(session, watched),
  loadDetails,
};

/** What browsing loads on first use: all but the tree itself. In a bundle of its own. */
export const browsing = { ...lazyParts, browseCommands, clientDropEdits, followLink };
