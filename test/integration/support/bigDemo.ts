import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import * as vscode from 'vscode';
import { extensionId } from './support';
import type { SeenRequest } from './demo';

/** A second demo server with a number of clients of its own. `close` ends its process. */
export class BigDemo {
  private constructor(
    readonly url: string,
    readonly token: string,
    readonly close: () => void,
  ) {}

  static async start(clients: number): Promise<BigDemo> {
    const root = vscode.extensions.getExtension(extensionId)?.extensionPath;
    assert.ok(root);
    const script = path.join(root, 'dist/demo-cli.js');
    const words = ['--json', '--control', '--port', '0', '--clients', String(clients)];
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
    const child = spawn(process.execPath, [script, ...words], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const line = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout }).once('line', resolve);
      child.once('exit', () => reject(new Error('The demo server ended at once.')));
    });
    const { url, token } = JSON.parse(line) as { url: string; token: string };
    return new BigDemo(url, token, () => child.kill());
  }

  /** List requests since the last `forget`, as the server saw them. */
  async lists(): Promise<URLSearchParams[]> {
    const all = (await this.control('GET', 'requests')) as SeenRequest[];
    return all
      .filter(({ path }) => path === '/api/v1/clients')
      .map(({ query }) => new URLSearchParams(query));
  }

  async forget(): Promise<void> {
    await this.control('DELETE', 'requests');
  }

  private async control(method: string, route: string): Promise<unknown> {
    const answer = await fetch(`${this.url}/__demo/${route}`, { method });
    assert.ok(answer.ok);
    const text = await answer.text();
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  }
}
