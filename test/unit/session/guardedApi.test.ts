import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InvoiceNinjaApi } from '../../../src/api/api';
import { ApiError, isApiError } from '../../../src/api/errors';
import type { Account } from '../../../src/session/account';
import { guardedApi } from '../../../src/session/guardedApi';

const account: Account = {
  id: 'a',
  kind: 'server',
  address: 'https://x.example',
  companyName: 'X',
  label: 'Harbour Books',
};

const changing = [
  'createClient',
  'updateClient',
  'bulkClients',
  'purgeClient',
  'mergeClients',
  'uploadDocument',
  'updateDocument',
  'deleteDocument',
] as const;

test('a read-only account sends nothing that changes something, and says so by name; reading goes on', async () => {
  const called: string[] = [];
  const answer = (name: string) => () => {
    called.push(name);
    return Promise.resolve([]);
  };
  const raw = Object.fromEntries([...changing, 'groups'].map((name) => [name, answer(name)]));
  let readOnly = true;
  const api = guardedApi(
    raw as unknown as InvoiceNinjaApi,
    () => ({ ...account, readOnly }),
    () => undefined,
  );
  for (const name of changing) {
    await assert.rejects((api[name] as () => Promise<unknown>)(), (error: unknown) => {
      assert.ok(isApiError(error, 'refused') && error.effect === 'none');
      assert.match(error.message, /Harbour Books.*read-only/);
      return true;
    });
  }
  await api.groups();
  assert.deepEqual(called, ['groups']);
  readOnly = false;
  await api.purgeClient('VolejRejNm', undefined);
  assert.deepEqual(called, ['groups', 'purgeClient'], 'allowing changes works at once');
});

test('a rejected token is reported, once per rejection, and the error still reaches the caller', async () => {
  const refused = new ApiError('wrongToken', 'The token is not valid.');
  const offline = new ApiError('unreachable', 'Offline.');
  const reported: unknown[] = [];
  let failure = refused;
  const api = guardedApi(
    { groups: () => Promise.reject(failure) } as unknown as InvoiceNinjaApi,
    () => account,
    (error) => reported.push(error),
  );
  await assert.rejects(api.groups(), refused);
  failure = offline;
  await assert.rejects(api.groups(), offline);
  assert.deepEqual(reported, [refused]);
});
