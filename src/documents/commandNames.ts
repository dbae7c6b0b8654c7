/** Commands on client documents, each registered as `ninjaClients.<name>`; what they do is loaded by the first use. */
export const documentCommands = [
  'openClient',
  'openContact',
  'openClientById',
  'newClient',
  'duplicateClient',
  'restoreClient',
  'compareWithServer',
  'revertToServer',
  'addContact',
  'removeContact',
  'makeContactPrimary',
  'setPortalPassword',
  'copyContactEmail',
  'copyHashedId',
  'copyNumericId',
  'openInInvoiceNinja',
  'openPortalLink',
  'copyPortalLink',
] as const;

export type DocumentCommand = (typeof documentCommands)[number];

/** `argument` comes from the tree, the editor's title, a key binding or anybody's `executeCommand`: hostile until checked. */
export type DocumentCommands = Record<DocumentCommand, (argument: unknown) => Promise<void>>;
