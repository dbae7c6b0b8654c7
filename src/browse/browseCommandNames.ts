/** Commands of browsing, each `ninjaClients.<name>`; their implementation is loaded by the first use. */
export const browseCommandNames = [
  'refresh',
  'retry',
  'loadMore',
  'goToClient',
  'filter',
  'clearFilter',
  'showQuery',
  'deleteQuery',
  'refreshQueries',
] as const;

/** The name of a command of browsing. */
export type BrowseCommand = (typeof browseCommandNames)[number];
