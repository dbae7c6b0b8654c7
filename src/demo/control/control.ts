import type { IncomingMessage } from 'node:http';
import type { Backend } from '../backend';
import { actAsOtherUser } from './otherUser';
import { FAULT_KINDS, type Fault, type Faults } from './faults';
import { decodeId } from '../store/hashIds';
import { isArrayOrObject, type Fields } from '../php';
import type { RequestLog } from './requestLog';
import { originOf, splitUrl } from '../http/request';
import { json, type Answer } from '../http/respond';
import { transformClient } from '../answers/transformClient';

/** What the control routes change. */
export interface ControlTarget {
  backend: Backend;
  faults: Faults;
  requests: RequestLog;
  /** Restores the state after the start. */
  reset(): void;
}

/**
 * Answers the control routes for tests (only with the option `control`, only from this machine):
 *
 * - `POST /__demo/reset`: restores the state after the start; removes faults, logged requests and the clock's offset.
 * - `POST /__demo/faults` `{kind, match?: {method?, path?}, times? = 1, skip? = 0, …}` → `{id}`. `path` is a regular
 *   expression on the path; `times: 0` stays until cleared; `skip` is the number of matching requests that pass first. Kinds:
 *   `delay {ms}`, `hold {at: 'request' | 'answer'}` (before or after it is carried out, until released),
 *   `reset-before` (connection destroyed, nothing applied), `reset-after` (applied, then destroyed), `truncate {bytes?}` (full content-length, body cut), `html {status = 502}`, `rate-limit {retryAfter?}`,
 *   `error {status = 500}`, `redirect {location}`, `content-type {value}`, `drip {bytesPerSecond}`, `endless`;
 *   at once: `clock {seconds}`, `single-sign-on` (no user has a password, until the reset); at once, or with `match`
 *   just before a matching request is handled: `change {client, set, contacts?}`, `archive-client {client}`,
 *   `delete-client {client}`, `purge-client {client}`, `books {client, balance?, paid_to_date?, credit_balance?,
 *   last_login?}` (what invoices, payments and the portal write).
 * - `DELETE /__demo/faults`: removes all faults, and serves what is held.
 * - `GET /__demo/held`: `{count}`, how many requests are held.
 * - `POST /__demo/release` `{drop?: boolean}`: serves what is held, or ends its connections.
 * - `GET /__demo/requests`: the API requests so far (requestLog.ts); `DELETE /__demo/requests` clears the log.
 * - `GET /__demo/clients/{id}`: the stored client as the administrator sees it, not logged.
 */
export function answerControl(controlled: ControlTarget, message: IncomingMessage, body: Fields): Answer {
  const { path } = splitUrl(message);
  const client = /^\/__demo\/clients\/([A-Za-z0-9]+)$/.exec(path)?.[1];
  switch (`${message.method ?? ''} ${path}`) {
    case 'POST /__demo/reset':
      controlled.reset();
      return json({ message: 'Success' });
    case 'POST /__demo/faults':
      return addFault(controlled, body);
    case 'DELETE /__demo/faults':
      controlled.faults.clear();
      return json({ message: 'Success' });
    case 'GET /__demo/held':
      return json({ count: controlled.faults.holding });
    case 'POST /__demo/release':
      controlled.faults.release(body.drop === true ? 'drop' : 'serve');
      return json({ message: 'Success' });
    case 'GET /__demo/requests':
      return json(controlled.requests.all());
    case 'DELETE /__demo/requests':
      controlled.requests.clear();
      return json({ message: 'Success' });
    default:
      return client === undefined || message.method !== 'GET'
        ? json({ message: 'No such control route.' }, 404)
        : storedClient(controlled.backend, client, originOf(message));
  }
}

/** Whether a request comes from this machine and names it as host: a foreign name may be DNS rebinding. */
export function isLocal(message: IncomingMessage): boolean {
  const from = message.socket.remoteAddress ?? '';
  const host = (message.headers.host ?? '').replace(/:\d+$/, '');
  return /^(127\.|::1$|::ffff:127\.)/.test(from) && ['127.0.0.1', 'localhost', '[::1]'].includes(host);
}

function addFault({ backend, faults }: ControlTarget, body: Fields): Answer {
  const kind = FAULT_KINDS.find((known) => known === body.kind);
  if (kind === undefined)
    return json({ message: `Unknown kind of fault; known are ${FAULT_KINDS.join(', ')}.` }, 422);
  const match = isArrayOrObject(body.match) ? (body.match as Fault['match']) : undefined;
  const fault: Fault = { ...body, kind, ...(match ? { match } : {}) };
  if ((kind === 'clock' || !match) && actAsOtherUser(backend, fault)) return json({ id: faults.nextId() });
  try {
    return json({ id: faults.add(fault) });
  } catch (error) {
    return json({ message: String(error) }, 422);
  }
}

function storedClient(backend: Backend, id: string, origin: string): Answer {
  const client = backend.store.clients.get(decodeId(id));
  if (!client) return json({ message: 'No such client.' }, 404);
  return json(transformClient(backend.store, backend.dialect, client, origin));
}
