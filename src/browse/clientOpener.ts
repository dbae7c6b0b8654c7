import type { ClientAddress } from '../platform/clientUri';

/** What browsing does with a client through commands of other features. */
export interface ClientOpener {
  open(address: ClientAddress): Thenable<unknown>;
  openBeside(address: ClientAddress): Thenable<unknown>;
  openInBrowser(address: ClientAddress): Thenable<unknown>;
  copyId(address: ClientAddress): Thenable<unknown>;
}
