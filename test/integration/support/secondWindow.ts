import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import type * as vscode from 'vscode';
import type { WindowRequest, WindowState } from '../../unit/documents/save/windowProcess';
import { demo } from './demo';
import { handles } from './support';

/** A second window with an editor of one client, over the same storage: see windowProcess.ts. */
export class SecondWindow {
  private child!: ChildProcess;
  private state!: WindowState;

  private constructor(private readonly uri: vscode.Uri) {}

  static async open(uri: vscode.Uri): Promise<SecondWindow> {
    const window = new SecondWindow(uri);
    await window.start({ do: 'open' });
    return window;
  }

  get text(): string {
    return this.state.text;
  }

  get isDirty(): boolean {
    return this.state.isDirty;
  }

  async type(text: string): Promise<void> {
    await this.send({ do: 'type', text });
  }

  /** `yes` answers all questions. */
  save(yes: boolean): Promise<WindowState> {
    return this.send({ do: 'save', yes });
  }

  /** Reloads the window, or ends its process at once: then VS Code restores one of the texts that were typed. */
  async restart(killed: boolean, text = this.text): Promise<void> {
    const { base, isDirty } = this.state;
    if (!killed) await this.send({ do: 'end' });
    await this.close();
    await this.start(isDirty ? { do: 'restore', backup: { text, base } } : { do: 'open' });
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await ended;
  }

  private async start(
    how: { do: 'open' } | { do: 'restore'; backup: Pick<WindowState, 'text' | 'base'> },
  ): Promise<void> {
    const { storage } = await handles();
    this.child = fork(path.join(__dirname, '../windowProcess.js'));
    const { url, token } = demo;
    const of = {
      url,
      token,
      storage: storage.fsPath,
      accountId: this.uri.authority,
      uri: this.uri.toString(),
    };
    await this.send({ ...how, ...of });
  }

  private async send(request: WindowRequest): Promise<WindowState> {
    const answer = await new Promise<{ state: WindowState } | { error: string }>((resolve, reject) => {
      this.child.once('message', resolve as (message: unknown) => void);
      this.child.once('exit', (code) => reject(new Error(`The second window ended: ${code}`)));
      this.child.send(request);
    });
    this.child.removeAllListeners('exit');
    if ('error' in answer) throw new Error(answer.error);
    this.state = answer.state;
    return answer.state;
  }
}
