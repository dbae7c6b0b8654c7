import * as vscode from 'vscode';

const shown = new Map<string, boolean>();

/**
 * Sets what menus and welcome texts depend on (`ninjaClients.<key>`), when it is news. The first value is always told:
 * VS Code keeps the keys of an extension host that has died.
 */
export function setContextKey(key: string, value: boolean): void {
  if (shown.get(key) === value) return;
  shown.set(key, value);
  void vscode.commands.executeCommand('setContext', `ninjaClients.${key}`, value);
}
