/** Commands on clients, each registered as `ninjaClients.<name>`; what they do is loaded by the first use. */
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

export type ActionCommand = (typeof actionCommands)[number];

/** Arguments come from the tree (node, selected nodes), an editor's title, or anybody: hostile until checked. */
export type ActionCommands = Record<ActionCommand, (...args: unknown[]) => Promise<void>>;
