import * as vscode from 'vscode';
import { LazyTree, viewId } from './browse/tree/lazyTree';
import { LazyClientFiles } from './documents/fileSystem/lazyClientFiles';
import type { Runtime, TestHandles } from './main';
import { clientScheme } from './platform/clientUri';
import { lazily, type Lazy } from './platform/lazily';

export type { TestHandles } from './main';

let runtime: Lazy<Runtime> | undefined;

/**
 * Registers what VS Code must find at once: commands, the file system and the tree. All three pass calls on to `main`, which
 * is loaded right afterwards or by the first call. No I/O here.
 */
export function activate(context: vscode.ExtensionContext): Promise<TestHandles> | undefined {
  const load = lazily(async () => (await import('./main')).start(context, { files, tree, view }));
  runtime = load;
  const files: LazyClientFiles = new LazyClientFiles(async () => (await load()).files());
  const tree: LazyTree = new LazyTree(load);
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
  // A failure is reported by the next call: a command, the tree or a file.
  setImmediate(() => void load().catch(() => undefined));
  return undefined;
}

/** VS Code waits for this before it ends the extension host. */
export async function deactivate(): Promise<void> {
  await (await runtime?.started()?.catch(() => undefined))?.flushed();
}

/** The one list of commands is package.json. */
function declaredCommands({ extension }: vscode.ExtensionContext): string[] {
  const { contributes } = extension.packageJSON as { contributes: { commands: { command: string }[] } };
  return contributes.commands.map(({ command }) => command);
}
