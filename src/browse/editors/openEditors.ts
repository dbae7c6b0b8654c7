import * as vscode from 'vscode';
import { clientKey, parseClientUri, type ClientAddress } from '../../platform/clientUri';

/** Clients in tabs of all editor groups, each once, in the order of the tabs. */
export function clientsInTabs(): ClientAddress[] {
  const found = new Map<string, ClientAddress>();
  for (const { tabs } of vscode.window.tabGroups.all)
    for (const { input } of tabs) {
      const address = input instanceof vscode.TabInputText ? parseClientUri(input.uri) : undefined;
      if (address !== undefined) found.set(clientKey(address), address);
    }
  return [...found.values()];
}

/** The client in the active editor. */
export function activeClient(): ClientAddress | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  return uri === undefined ? undefined : parseClientUri(uri);
}
