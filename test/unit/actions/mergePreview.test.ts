import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergePreview } from '../../../src/actions/mergePreview';
import type { Contact } from '../../../src/api/types';
import { clientOf } from './fakeServer';

function contact(id: string, email: string, is_primary = false): Contact {
  return { id, first_name: id, last_name: '', email, phone: '', is_primary };
}

test('contacts that move and that are dropped, lost fields, sums and two primaries', () => {
  const survivor = clientOf('s', 'active', {
    balance: 10,
    city: 'Kiel',
    contacts: [contact('1', 'Jo@x.example', true)],
    settings: { currency_id: '1' },
  });
  const loser = clientOf('l', 'archived', {
    name: survivor.name,
    balance: 5.5,
    city: 'Bremen',
    vat_number: 'DE1',
    client_hash: 'secret',
    contacts: [contact('2', 'jo@x.example'), contact('3', ' '), contact('4', 'amy@x.example', true)],
    settings: { currency_id: '3', entity: 'x' },
  });
  const preview = mergePreview(survivor, loser);
  assert.deepEqual(
    preview.droppedContacts.map(({ id }) => id),
    ['2', '3'],
  );
  assert.deepEqual(
    preview.movedContacts.map(({ id }) => id),
    ['4'],
  );
  assert.deepEqual(
    preview.primaries.map(({ id }) => id),
    ['1', '4'],
  );
  assert.equal(preview.balance, 15.5);
  const lost = Object.fromEntries(preview.lostFields.map(({ label, value, kept }) => [label, [value, kept]]));
  assert.deepEqual(lost.City, ['Bremen', 'Kiel']);
  assert.deepEqual(lost['settings.currency_id'], ['3', '1']);
  assert.equal(JSON.stringify(lost).includes('secret'), false);
  assert.equal(lost.Name, undefined, 'what both have alike is not lost');
});
