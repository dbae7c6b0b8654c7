import assert from 'node:assert/strict';
import fs from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';
import * as vscode from 'vscode';
import { extensionId, until } from './support/support';

interface Manifest {
  main: string;
  contributes: { commands: { command: string }[] };
}

/** What the bundle and its `activate` did, in order. */
interface Seen {
  /** Modules it asked for: Node's own, and bundles of the extension. */
  loaded: string[];
  /** Functions of Node's own modules that were called, `fetch`, and what was read of the context. */
  used: string[];
  registered: string[];
}

/** An object that notes what is called on it, and does nothing. */
function noting(name: string, used: string[]): object {
  return new Proxy(() => undefined, {
    get: (_, key) => (typeof key === 'string' ? noting(`${name}.${key}`, used) : undefined),
    apply: () => void used.push(name),
    construct: () => {
      used.push(name);
      return {};
    },
  });
}

/** The real API, except that registering is noted and does not happen: it has happened already in this host. */
function registering(registered: string[]): typeof vscode {
  const replaced = (target: object, methods: Record<string, (...args: unknown[]) => unknown>) =>
    new Proxy(target, { get: (real, key) => methods[String(key)] ?? (Reflect.get(real, key) as unknown) });
  const note =
    (kind: string) =>
    (id: unknown): vscode.Disposable => {
      registered.push(`${kind} ${String(id)}`);
      return new vscode.Disposable(() => undefined);
    };
  const parts: Partial<Record<string, object>> = {
    window: replaced(vscode.window, { createTreeView: note('tree') }),
    commands: replaced(vscode.commands, { registerCommand: note('command') }),
    workspace: replaced(vscode.workspace, { registerFileSystemProvider: note('files') }),
  };
  return new Proxy(vscode, { get: (real, key) => parts[String(key)] ?? (Reflect.get(real, key) as unknown) });
}

/** Loads the extension's first bundle once more, as VS Code does, and activates it with everything it does noted. */
function activateNoted(extension: vscode.Extension<unknown>): Seen {
  const seen: Seen = { loaded: [], used: [], registered: [] };
  const api = registering(seen.registered);
  const file = path.resolve(extension.extensionPath, (extension.packageJSON as Manifest).main);
  const real = createRequire(file);
  const load = (name: string): unknown => {
    if (name === 'vscode') return api;
    seen.loaded.push(name);
    const plain = name.replace(/^node:/, '');
    if (plain === 'path') return real(name);
    if (builtinModules.includes(plain)) return noting(plain, seen.used);
    throw new Error('The rest of the product stays out of this test.');
  };
  const module = { exports: {} as { activate(context: unknown): unknown } };
  const run = vm.compileFunction(
    // Node lets nobody else answer an `import()`.
    fs.readFileSync(file, 'utf8').replaceAll('import(', 'importNoted('),
    ['exports', 'require', 'module', '__filename', '__dirname', 'fetch', 'importNoted'],
    { filename: file },
  ) as (...args: unknown[]) => void;
  // Notes the import when it is called, and fails later, as a bundle that cannot be loaded.
  const importNoted = (name: string) => new Promise((resolve) => resolve(load(name)));
  run(module.exports, load, module, file, path.dirname(file), noting('fetch', seen.used), importNoted);
  const plain = { subscriptions: [], extension, extensionMode: vscode.ExtensionMode.Production };
  const context = new Proxy(plain, {
    get: (target, key) => {
      if (!(key in target)) seen.used.push(`context.${String(key)}`);
      return Reflect.get(target, key) as unknown;
    },
  });
  assert.equal(module.exports.activate(context), undefined, 'VS Code does not wait for it');
  return seen;
}

describe('Activation', () => {
  const extension = () => {
    const found = vscode.extensions.getExtension(extensionId);
    assert.ok(found);
    return found;
  };

  it('registers what VS Code must find at once, without reading anything and before any other bundle is loaded', async () => {
    const { contributes } = extension().packageJSON as Manifest;
    const seen = activateNoted(extension());
    assert.deepEqual(seen.loaded, []);
    assert.deepEqual(seen.used, []);
    const declared = contributes.commands.map(({ command }) => `command ${command}`);
    assert.deepEqual(
      seen.registered.sort(),
      ['tree ninjaClients.clients', 'files ninja-client', ...declared].sort(),
    );
    // The rest follows by itself: this test would see it if it came earlier.
    await until('the main bundle is loaded', () => seen.loaded.length > 0);
    assert.deepEqual(seen.loaded, ['./main.js']);
  });

  it('succeeds in this host', async () => {
    await extension().activate();
    assert.equal(extension().isActive, true);
  });
});
