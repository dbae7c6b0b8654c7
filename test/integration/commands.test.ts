import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { handles } from './support/support';

interface Manifest {
  contributes: {
    commands: { command: string }[];
    views: Record<string, { id: string }[]>;
    viewsContainers: Record<string, { id: string }[]>;
  };
}

const prefix = 'ninjaClients.';

describe('Commands', () => {
  it('are all registered when declared, and declared when registered', async () => {
    const extension = vscode.extensions.getExtension('clients-for-invoice-ninja.invoice-ninja-clients');
    assert.ok(extension);
    await extension.activate();
    const { contributes } = extension.packageJSON as Manifest;
    // VS Code itself registers commands for every view and container, such as `<view>.focus`.
    const views = Object.values(contributes.views).flat();
    const containers = Object.values(contributes.viewsContainers).flat();
    const own = (command: string) =>
      !views.some(({ id }) => command.startsWith(`${id}.`)) &&
      !containers.some(({ id }) => command === `${id}.resetViewContainerLocation`);
    const registered = (await vscode.commands.getCommands(true)).filter(
      (command) => command.startsWith(prefix) && own(command),
    );
    const declared = contributes.commands.map(({ command }) => command);
    declared.sort();
    assert.deepEqual(registered.sort(), declared);
    // Registration goes by the same list; that something is behind each of them is not thereby said.
    const { commands } = await handles();
    assert.deepEqual(commands.ids().sort(), declared);
  });
});
