import { reviveNumber } from '../../../src/api/exactNumber';
import type { Client } from '../../../src/api/types';

/** The demo server of this run, beside VS Code, asked by plain requests, so that tests do not depend on what the extension says. */
export const demo = {
  url: env('NINJA_TEST_URL'),
  token: env('NINJA_TEST_TOKEN'),
  password: env('NINJA_TEST_PASSWORD'),
  /** Token of a user who may only view clients. */
  viewerToken: env('NINJA_TEST_VIEWER_TOKEN'),
};

export interface SeenRequest {
  n: number;
  method: string;
  path: string;
  query: string;
  headers: Record<string, string>;
  body?: Record<string, unknown>;
  status?: number;
  aborted?: boolean;
}

export interface Fault {
  kind: string;
  match?: { method?: string; path?: string };
  times?: number;
  skip?: number;
  [key: string]: unknown;
}

/** The state after start: clients, faults and the list of requests. */
export async function reset(): Promise<void> {
  await control('POST', 'reset');
  await control('DELETE', 'faults');
  await control('DELETE', 'requests');
}

export async function fault(fault: Fault): Promise<void> {
  await control('POST', 'faults', fault);
}

export async function clearFaults(): Promise<void> {
  await control('DELETE', 'faults');
}

/** Requests since the last `forgetRequests`, as the server saw them. */
export async function requests(method?: string): Promise<SeenRequest[]> {
  const all = (await control('GET', 'requests')) as SeenRequest[];
  return all.filter((request) => method === undefined || request.method === method);
}

export async function forgetRequests(): Promise<void> {
  await control('DELETE', 'requests');
}

/** The stored record, without a request that `requests` would show. */
export async function stored(id: string): Promise<Client> {
  return (await control('GET', `clients/${id}`)) as Client;
}

/** Another user changes a client. */
export async function otherUser(
  id: string,
  set: Record<string, unknown>,
  contacts?: unknown[],
): Promise<void> {
  await fault({ kind: 'change', client: id, set, ...(contacts === undefined ? {} : { contacts }) });
}

/** A plain API request. */
export async function api(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; json: unknown }> {
  const response = await fetch(`${demo.url}/api/v1${path}`, {
    method,
    headers: {
      'X-API-TOKEN': demo.token,
      'X-Requested-With': 'XMLHttpRequest',
      Accept: 'application/json',
      'Content-Type': 'application/json',
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: response.status, json: await response.json() };
}

async function control(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${demo.url}/__demo/${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} /__demo/${path} answered ${response.status}`);
  const text = await response.text();
  return text === '' ? undefined : (JSON.parse(text, reviveNumber) as unknown);
}

function env(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: these tests are started by test/host/integration.mjs`);
  return value;
}
