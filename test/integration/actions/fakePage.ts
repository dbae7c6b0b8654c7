import * as vscode from 'vscode';
import { parseHostMessage, type PageModel } from '../../../src/actions/purgeMerge/pageModel';

/**
 * Stands for the webview of the facts page: keeps what the host posts, and sends what a page, or somebody in its place,
 * might send. How the real page looks and works is for the end-to-end tests.
 */
export class FakePage {
  readonly posted: unknown[] = [];
  private readonly received = new vscode.EventEmitter<unknown>();
  private readonly disposed = new vscode.EventEmitter<void>();
  private readonly arrived = new vscode.EventEmitter<void>();
  private last: PageModel | undefined;

  readonly panel = {
    title: '',
    onDidDispose: this.disposed.event,
    dispose: () => this.disposed.fire(),
    webview: {
      html: '',
      cspSource: 'https://page.example',
      asWebviewUri: (uri: vscode.Uri) => uri,
      onDidReceiveMessage: this.received.event,
      postMessage: (message: unknown) => {
        this.posted.push(message);
        this.last = parseHostMessage(message)?.model;
        this.arrived.fire();
        return Promise.resolve(true);
      },
    },
  };

  /** Sends a message and waits until the host has dealt with it, if it is one it deals with. */
  async send(message: unknown): Promise<void> {
    const idle = this.model(({ busy }) => !busy);
    await idle;
    this.received.fire(message);
    if (this.last?.busy) await Promise.race([this.model(({ busy }) => !busy), this.closed()]);
  }

  /** The first model that fits, now or later. */
  model(fits: (model: PageModel) => boolean): Promise<PageModel> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (this.last === undefined || !fits(this.last)) return;
        clearTimeout(limit);
        subscription.dispose();
        resolve(this.last);
      };
      const limit = setTimeout(() => {
        subscription.dispose();
        reject(new Error(`The page never showed it; last: ${JSON.stringify(this.last)}`));
      }, 20_000);
      const subscription = this.arrived.event(look);
      look();
    });
  }

  private closed(): Promise<void> {
    return new Promise((resolve) => {
      const subscription = this.disposed.event(() => {
        subscription.dispose();
        resolve();
      });
    });
  }
}
