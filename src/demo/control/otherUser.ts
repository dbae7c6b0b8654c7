import type { Backend } from '../backend';
import { prepareInput } from '../writing/clientInput';
import { updateClient } from '../writing/clientSave';
import type { Fault } from './faults';
import { decodeId } from '../store/hashIds';
import { logActivity } from '../routes/activityRoutes';
import { ACTIVITY } from '../store/activityTypes';
import { archiveClient, deleteClient, purgeClient } from '../operations/lifecycle';
import type { ClientRow } from '../store/rows';
import { isArray, normalise, text, type Fields } from '../php';
import { html, json, type Answer } from '../http/respond';
import { detail } from './faults';

/** Does what "another user" does now. Returns false for kinds that are no such action. */
export function actAsOther(backend: Backend, fault: Fault): boolean {
  if (fault.kind === 'clock') {
    backend.clock.jump(detail(fault, 'seconds', 0));
    return true;
  }
  if (fault.kind === 'single-sign-on') {
    backend.passwords.singleSignOn = true;
    return true;
  }
  if (!['change', 'books', 'archive-client', 'delete-client', 'purge-client'].includes(fault.kind))
    return false;
  const client = backend.store.clients.get(decodeId(fault.client));
  if (!client) return true;
  if (fault.kind === 'archive-client') archiveClient(backend, client);
  else if (fault.kind === 'delete-client') deleteClient(backend, client);
  else if (fault.kind === 'purge-client') purgeClient(backend, client);
  else if (fault.kind === 'books') keepBooks(backend, client, fault);
  else {
    const set = isArray(fault.set) ? (fault.set as Fields) : {};
    // A tidy other client program: it sends the settings back, so they stay.
    const body: Fields = { settings: client.settings, ...(normalise(set) as Fields) };
    if (fault.contacts !== undefined) body.contacts = normalise(fault.contacts);
    updateClient(backend, client, prepareInput(backend, body, 'update'));
    logActivity(backend, client, ACTIVITY.updated);
  }
  return true;
}

/** What invoices, payments and portal logins do to a client. */
function keepBooks({ store, clock }: Backend, client: ClientRow, fault: Fault): void {
  const { balance, paid_to_date, credit_balance, last_login } = client;
  const now = { balance, paid_to_date, credit_balance, last_login };
  for (const key of Object.keys(now) as (keyof typeof now)[]) now[key] = detail(fault, key, now[key]);
  store.changeClient(client, { ...now, updated_at: clock.now() });
}

/** The answer of faults that keep the request from being applied. */
export function refusal(fault: Fault): Answer | undefined {
  if (fault.kind === 'html') {
    const page = '<!DOCTYPE html>\n<html><head><title>Bad Gateway</title></head><body>nginx</body></html>';
    return html(page, detail(fault, 'status', 502));
  }
  if (fault.kind === 'rate-limit') {
    const answer = json({ message: 'Too many requests' }, 429);
    if (typeof fault.retryAfter === 'number') answer.headers['retry-after'] = String(fault.retryAfter);
    return answer;
  }
  if (fault.kind === 'error') return json({ message: 'Server Error' }, detail(fault, 'status', 500));
  if (fault.kind === 'redirect') {
    return { ...html('<html><body>Moved</body></html>', 302), headers: { location: text(fault.location) } };
  }
  return undefined;
}
