/** Clients that are dragged out of the tree, as JSON. */
export const clientMime = 'application/vnd.ninja-clients.clients';
