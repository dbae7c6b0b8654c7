import { browseCommands } from './browseCommands';
import { clientDropEdits } from './dragDrop/clientDrop';
import { loadDetails } from './details/clientDetails';
import { ClientPoll } from './list/clientPoll';
import { followLink } from './clientLinks';
import { clientTooltip } from './details/clientTooltip';

/** What browsing loads on first use: all but the tree itself. In a bundle of its own. */
export const browsing = {
  browseCommands,
  clientDropEdits,
  ClientPoll,
  clientTooltip,
  followLink,
  loadDetails,
};

export type Browsing = typeof browsing;
