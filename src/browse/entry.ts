import type { Client } from '../api/types';
import { recordToText } from '../records/text';
import { goToClient } from './goToClient';
import { filterDialog } from './filterDialog';
import { quickAsk } from './quickAsk';

/** What browsing loads on first use: search, the filter's questions, and a client as text. */
export const dialogs = {
  goToClient,
  filterDialog,
  quickAsk,
  toText: (client: Client) => recordToText(client),
};
