// All are POST requests.

/** Answers `?<challenge>` with a proof that the server can read its folder. */
export const provePath = '/__shared/prove';
/** Stays open until the server ends. */
export const waitPath = '/__shared/wait';
/** Ends the server and removes its folder. */
export const discardPath = '/__shared/discard';
