import type { Backend } from '../backend';
import { prepareInput } from '../writing/clientInput';
import { updateClient } from '../writing/clientSave';
import { decodeId } from '../store/hashIds';
import { logActivity } from '../operations/logActivity';
import { ACTIVITY } from '../store/activityTypes';
import { archiveClient, deleteClient, purgeClient } from '../operations/lifecycle';
import type { ClientRow } from '../store/rows';
import { isArrayOrObject, normalize, type Fields } from '../php';
import { numberOf, type Fault } from './faults';

/** Changes data as another user would. Returns false for faults of another kind. */
export function actAsOtherUser(backend: Backend, fault: Fault): boolean {
  if (fault.kind === 'clock') {
    backend.clock.jump(numberOf(fault, 'seconds', 0));
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
  else if (fault.kind === 'books') changeBalances(backend, client, fault);
  else {
    const set = isArrayOrObject(fault.set) ? (fault.set as Fields) : {};
    // Like a careful client program, it sends the settings along, so that they are kept.
    const body: Fields = { settings: client.settings, ...(normalize(set) as Fields) };
    if (fault.contacts !== undefined) body.contacts = normalize(fault.contacts);
    updateClient(backend, client, prepareInput(backend, body, 'update'));
    logActivity(backend, client, ACTIVITY.updated);
  }
  return true;
}

/** Changes what invoices, payments and portal logins change in a client. */
function changeBalances({ store, clock }: Backend, client: ClientRow, fault: Fault): void {
  const { balance, paid_to_date, credit_balance, last_login } = client;
  const values = { balance, paid_to_date, credit_balance, last_login };
  for (const key of Object.keys(values) as (keyof typeof values)[]) {
    values[key] = numberOf(fault, key, values[key]);
  }
  store.changeClient(client, { ...values, updated_at: clock.now() });
}
