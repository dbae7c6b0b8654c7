import { browseCommands } from './browseCommands';
import { clientDropEdits } from './clientDrop';
import { loadDetails } from './clientDetails';
import { ClientPoll } from './clientPoll';
import { followLink } from './clientLinks';
import { clientTooltip } from './clientTooltip';

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
