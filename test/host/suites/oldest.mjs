// What runs in the oldest VS Code too. The rule: a suite runs there when what it proves depends on VS Code itself (its
// save and backup, its tabs, tree, webviews, secrets, trust, links) or on the older of the two servers, which is used
// there. What only proves our own decisions runs once, in the latest version.

/** End-to-end suites of the oldest version, by their path below test/e2e. */
const e2e = [
  'harness', // what all others rely on
  'accounts/signIn', // secrets, and a form that comes back
  'accounts/firstSteps', // the welcome view; reloads with clean and dirty clients
  'actions/merge', // a webview page in every theme; the older server loses more in a merge
  'actions/files', // the Explorer's menu, read-only documents, dialogs of files, drops
  'actions/reload', // what is kept over a reload
  'browse/accounts', // decorations, the Accounts menu, menus of rows
  'browse/conditions', // the older server does not know eleven of them
  'browse/drag', // drag and drop of the tree
  'browse/link', // links from outside
  'browse/restricted', // workspace trust
  'browse/tree', // sections, tooltips, keyboard, find, selection
  'browse/virtual', // a workspace on another file system
  'documents/createOnce', // a host that dies during a save
  'documents/hotExit', // unsaved text over reloads, crashes and restarts
  'documents/language', // completion, hovers, inlay hints
  'documents/newClient', // a tab whose document gets another address
  'documents/problems', // markers and the Problems view
  'saves/', // every step of a save is VS Code's
];

/** Integration suites that are the same in every version: long, and about our own logic. */
const notInIntegration = ['browse/scale', 'browse/soak', 'documents/sequences'];

export const onOldest = {
  e2e: (file) => e2e.some((start) => file.startsWith(start)),
  integration: (file) => !notInIntegration.some((start) => file.startsWith(start)),
};
