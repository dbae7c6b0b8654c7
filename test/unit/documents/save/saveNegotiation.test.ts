import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { UpdateResult } from '../../../../src/api/api';
import type { Client, ClientBody } from '../../../../src/api/types';
import type { ClientDocuments, DocumentAccounts } from '../../../../src/documents/fileSystem/clientDocuments';
import { OpenClient } from '../../../../src/documents/fileSystem/openClient';
import type { ProblemMarks } from '../../../../src/documents/language/problemMarks';
import { SaveNegotiation } from '../../../../src/documents/save/saveNegotiation';
import { SavePlans } from '../../../../src/documents/save/savePlans';
import type { SaveProtocol } from '../../../../src/documents/save/saveProtocol';
import { conflictKeys } from '../../../../src/documents/save/saveQuestions';
import { planSave } from '../../../../src/records/merge/plan';
import { recordToText } from '../../../../src/records/text/recordText';
import { Uri } from '../vscodeModel';

const id = 'VolejRejNm';

function record(more: Partial<Client> = {}): Client {
  return {
    id,
    name: 'Harbour',
    display_name: 'Harbour',
    number: '1',
    phone: '1',
    city: 'Aachen',
    balance: 0,
    paid_to_date: 0,
    credit_balance: 0,
    is_deleted: false,
    archived_at: 0,
    updated_at: 7,
    created_at: 1,
    settings: { currency_id: '1' },
    contacts: [],
    ...more,
  };
}

test('a write that ended within the same second is taken into account: nothing older is sent over it', async () => {
  const base = record();
  // Of this second as well: only the record itself tells that it is another one.
  const written = record({ settings: { currency_id: '2' } });
  let cached = base;
  const bodies: ClientBody[] = [];
  const session = {
    account: { label: 'A' },
    clients: { get: () => cached },
    get: () => Promise.resolve(cached),
    update: async (
      _id: string,
      body: () => Promise<ClientBody | undefined>,
    ): Promise<UpdateResult | undefined> => {
      if (bodies.length === 0) cached = written;
      const sent = await body();
      if (sent === undefined) return undefined;
      bodies.push(sent);
      return { client: record({ ...sent, updated_at: 8 }), confirmedBy: 'answer' };
    },
  };
  const accounts = { session: () => session } as unknown as DocumentAccounts;
  const documents = { setRecord: () => undefined, textOf: () => '', document: () => undefined };
  const negotiation = new SaveNegotiation(
    accounts,
    documents as unknown as ClientDocuments,
    {} as ProblemMarks,
  );
  const client = new OpenClient(
    Uri.parse(`ninja-client://a/clients/${id}/Harbour`),
    { accountId: 'a', clientId: id },
    () => ({}) as SaveProtocol,
  );
  const text = recordToText(record({ phone: '2' }), { showPortalKeys: false });
  await negotiation.send(client, { text, base, server: base, answered: new Set(), plans: new SavePlans() });
  assert.equal(bodies.length, 1);
  assert.deepEqual(bodies[0]?.settings, { currency_id: '2' });
  assert.equal(bodies[0].phone, '2');
});

test('without a base, another version of the same second is another question', () => {
  const keys = (server: Client) => [
    ...conflictKeys(
      planSave(server, server, recordToText(record({ phone: '2' }), { showPortalKeys: false })),
      undefined,
      server,
    ),
  ];
  assert.equal(keys(record()).length, 1);
  assert.deepEqual(keys(record()), keys(record()));
  assert.notDeepEqual(keys(record()), keys(record({ phone: '3' })));
  assert.deepEqual(keys(record({ phone: '2' })), []);
});
