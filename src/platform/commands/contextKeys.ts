import * as vscode from 'vscode';

const values = new Map<string, boolean>();

/**
 * Sets the context key `ninjaClients.<key>` of `when` clauses, if its value changed. The first value is always set, as VS
 * Code keeps the keys of an extension host that was restarted.
 */
export function setContextKey(key: string, value: boolean): void {
  if (values.get(key) === value) return;
  values.set(key, value);
  // What VS Code did not take is set again by the next call.
  const failed = () => values.delete(key);
  vscode.commands.executeCommand('setContext', `ninjaClients.${key}`, value).then(undefined, failed);
}
