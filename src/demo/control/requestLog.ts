import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { splitUrl } from '../http/request';

const MAX_ENTRIES = 20_000;
const secretHeaders = new Set([
  'x-api-token',
  'x-api-password',
  'x-api-password-base64',
  'x-api-secret',
  'authorization',
]);

/** One API request as `GET /__demo/requests` shows it. */
export interface LogEntry {
  /** Counts up from 1. */
  n: number;
  method: string;
  path: string;
  /** Raw query string. */
  query: string;
  /** Tokens and passwords are masked, their presence stays visible. */
  headers: Record<string, string>;
  bodyBytes: number;
  /** Parsed JSON bodies up to 1 MB. */
  body?: unknown;
  /** Undefined while the request runs and if it got no answer. */
  status?: number;
  /** Whether the request was carried out (status below 400). */
  applied: boolean;
  /** The connection was closed before the answer was complete. */
  aborted: boolean;
  /** Time of arrival in Unix milliseconds. */
  at: number;
}

/** The newest API requests, for tests. */
export class RequestLog {
  private entries: LogEntry[] = [];
  private count = 0;

  /** Adds an entry; the caller fills in how the request ended. */
  open(message: IncomingMessage): LogEntry {
    const { path, query } = splitUrl(message);
    const entry: LogEntry = {
      n: ++this.count,
      method: message.method ?? '',
      path,
      query,
      headers: maskSecrets(message.headers),
      bodyBytes: 0,
      applied: false,
      aborted: false,
      at: Date.now(),
    };
    this.entries.push(entry);
    if (this.entries.length > MAX_ENTRIES) this.entries = this.entries.slice(MAX_ENTRIES / 2);
    return entry;
  }

  all(): readonly LogEntry[] {
    return this.entries;
  }

  clear(): void {
    this.entries = [];
    this.count = 0;
  }
}

function maskSecrets(headers: IncomingHttpHeaders): Record<string, string> {
  const headersShown: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const text = Array.isArray(value) ? value.join(', ') : (value ?? '');
    headersShown[name] = secretHeaders.has(name) && text !== '' ? '***' : text;
  }
  return headersShown;
}
