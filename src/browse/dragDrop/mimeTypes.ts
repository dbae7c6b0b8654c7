/** Clients that are dragged out of the tree, as JSON. */
export const clientMime = 'application/vnd.ninja-clients.clients';

/** Files of VS Code's own Explorer, one URI a line. */
export const uriList = 'text/uri-list';
