import { after } from 'node:test';
import { createApi } from '../../../src/api/entry';
import type { Client } from '../../../src/api/types';
import { startDemo, type DemoOptions, type DemoServer } from '../../../src/demo/entry';
import type { IntentStore } from '../../../src/session/writes/intents';
import { Session } from '../../../src/session/session';

/** A demo server of its own and sessions on it, ended with the test file. */
export class DemoWorld {
  private constructor(readonly server: DemoServer) {}

  static async start(options: DemoOptions = {}): Promise<DemoWorld> {
    const world = new DemoWorld(await startDemo({ control: true, ...options }));
    after(() => world.server.close());
    return world;
  }

  session(token = this.server.token): Session {
    const { url: address } = this.server;
    const account = { id: 'demo', kind: 'server', address, companyName: 'Demo', label: 'Demo' } as const;
    const connect = () => Promise.resolve(createApi({ address, token, userAgent: 'tests' }));
    const session = new Session(account, connect, {} as IntentStore);
    after(() => session.close());
    return session;
  }

  viewer(): Session {
    return this.session(this.server.viewerToken);
  }

  fault(fault: { kind: string; [key: string]: unknown }): Promise<unknown> {
    return this.control('POST', 'faults', fault);
  }

  reset(): Promise<unknown> {
    return this.control('POST', 'reset');
  }

  async stored(id: string): Promise<Client> {
    return (await this.control('GET', `clients/${id}`)) as Client;
  }

  async requests(part: string): Promise<{ method: string; path: string; status?: number }[]> {
    const all = (await this.control('GET', 'requests')) as {
      method: string;
      path: string;
      status?: number;
    }[];
    return all.filter(({ path }) => path.includes(part));
  }

  private async control(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.server.url}/__demo/${path}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
    return response.json();
  }
}

/** Ids of a server's clients, ascending. */
export async function clientIds(session: Session, most = Infinity): Promise<string[]> {
  const ids: string[] = [];
  for await (const { rows } of session.walk({ status: ['active'] }, { pageSize: 1000 })) {
    ids.push(...rows.map(({ id }) => id));
    if (ids.length >= most) break;
  }
  return ids.slice(0, most);
}
