import { randomBytes } from 'node:crypto';
import { e2eHost, freePort, startDemo, stop, type RunningDemo } from '../../host/suites/e2eHost.mjs';

/** Whether the demo server behaves like the recorded 5.10, which lacks the conditions of 2026. */
export const oldServer = process.env.NINJA_DEMO_DIALECT === '5.10';

/** Flags of every server at the shared address. */
let shared: { port: number; token: string; inUse: boolean } | undefined;

/** A demo server beside VS Code, asked by plain requests, so that tests do not depend on what the extension says. */
export class Demo {
  private constructor(
    readonly server: RunningDemo,
    private readonly release: () => void,
  ) {}

  /**
   * Suites that run one after another get servers of the same address and token, so that they can share a VS Code that is
   * signed in from its start. A second server at the same time gets an address of its own.
   */
  static async start(clients = 300): Promise<Demo> {
    shared ??= { port: await freePort(), token: randomBytes(32).toString('hex'), inUse: false };
    const address = shared;
    if (!address.inUse) {
      const args = ['--token', address.token];
      const server = await startDemo({ clients, control: true, port: address.port, args }).catch(
        () => undefined,
      );
      if (server) {
        address.inUse = true;
        const demo = new Demo(server, () => (address.inUse = false));
        e2eHost.signedIn = demo.signedIn;
        return demo;
      }
    }
    return new Demo(await startDemo({ clients, control: true }), () => undefined);
  }

  async close(): Promise<void> {
    await stop(this.server.child);
    this.release();
  }

  /** Environment of a host that is signed in to this server from the start, as `npm start` does it. */
  get signedIn(): Record<string, string> {
    const { url, token } = this.server;
    return { NINJA_CLIENTS_DEV_SIGN_IN: JSON.stringify({ url, token }) };
  }

  /** As `signedIn`, for a user who may only view clients. */
  get signedInToLook(): Record<string, string> {
    const { url, viewerToken: token } = this.server;
    return { NINJA_CLIENTS_DEV_SIGN_IN: JSON.stringify({ url, token }) };
  }

  /** Sends an API request as any other program would. */
  async api<T>(method: string, route: string, body?: unknown): Promise<T> {
    return (await this.request(method, `/api/v1${route}`, body)) as T;
  }

  /** Calls the demo server's control routes (`/__demo/…`). */
  async control<T>(method: string, route: string, body?: unknown): Promise<T> {
    return (await this.request(method, `/__demo${route}`, body)) as T;
  }

  private async request(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(this.server.url + path, {
      method,
      headers: {
        'Content-Type': 'application/json',
        'X-Requested-With': 'XMLHttpRequest',
        'X-API-TOKEN': this.server.token,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 200)}`);
    return text ? JSON.parse(text) : undefined;
  }
}
