import * as vscode from 'vscode';
import { LateTree, viewId } from './browse/tree/lateTree';
import { LazyClientFiles } from './documents/fileSystem/lazyClientFiles';
import type { Running, TestHandles } from './main';
import { clientScheme } from './platform/clientUri';

export type { TestHandles } from './main';

let running: Promise<Running> | undefined;

/**
 * Registers what VS Code must find at once: commands, files and the tree. No I/O, no network, none of the product's own
 * code: that is `main`, loaded right after or by the first call.
 */
export function activate(context: vscode.ExtensionContext): Promise<TestHandles> | undefined {
  const load = (): Promise<Running> =>
    (running ??= import('./main')
      .then(({ start }) => start(context, { files, tree, view }))
      .catch((error: unknown) => {
        running = undefined;
        throw error;
      }));
  const files: LazyClientFiles = new LazyClientFiles(async () => (await load()).files());
  const tree: LateTree = new LateTree(load);
  const view = vscode.window.createTreeView(viewId, {
    treeDataProvider: tree,
    dragAndDropController: tree,
    showCollapseAll: true,
    canSelectMany: true,
  });
  context.subscriptions.push(
    files.changes,
    view,
    vscode.workspace.registerFileSystemProvider(clientScheme, files, { isCaseSensitive: true }),
    ...declaredCommands(context).map((id) =>
      vscode.commands.registerCommand(id, async (...args: unknown[]) => (await load()).run(id, args)),
    ),
  );
  if (context.extensionMode === vscode.ExtensionMode.Test) return load().then(({ handles }) => handles);
  // A failure is told to whoever calls next: a command, the tree or a file.
  setImmediate(() => void load().catch(() => undefined));
  return undefined;
}

/** VS Code waits for this before it ends the extension host. */
export async function deactivate(): Promise<void> {
  await (await running?.catch(() => undefined))?.settled();
}

/** The one list of commands is package.json. */
function declaredCommands({ extension }: vscode.ExtensionContext): string[] {
  const { contributes } = extension.packageJSON as { contributes: { commands: { command: string }[] } };
  return contributes.commands.map(({ command }) => command);
}
