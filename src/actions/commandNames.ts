/** Commands on clients, each registered as `ninjaClients.<name>`. Their code is loaded when one of them first runs. */
export const actionCommands = [
  'archiveClients',
  'restoreClients',
  'deleteClients',
  'assignGroup',
  'setClientField',
  'cloneClients',
  'uploadDocuments',
  'uploadFiles',
  'uploadActiveEditor',
  'openDocument',
  'downloadDocuments',
  'changeDocumentVisibility',
  'renameDocument',
  'deleteDocument',
  'purgeClient',
  'mergeClients',
] as const;

type ActionCommand = (typeof actionCommands)[number];

/**
 * What each command runs. Arguments come from the tree (`node, selected nodes`), from an editor's title (`uri`), or
 * from any other extension: they are not trusted before they are checked.
 */
export type ActionCommands = Record<ActionCommand, (...args: unknown[]) => Promise<void>>;
