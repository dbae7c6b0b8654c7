import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FieldNames } from '../../../../src/actions/display/fieldNames';
import { mergePreview } from '../../../../src/actions/purgeMerge/mergePreview';
import type { Contact } from '../../../../src/api/types';
import { clientOf } from '../fakeServer';

function contact(id: string, email: string, is_primary = false): Contact {
  return { id, first_name: id, last_name: '', email, phone: '', is_primary };
}

const rows: Record<string, string> = {
  'country 276': 'Germany',
  'currency 1': 'US Dollar',
  'currency 3': 'Euro',
};
const names: FieldNames = {
  label: ({ key, title }) => (key === 'custom_value1' ? 'Tier' : title),
  row: (table, id) => rows[`${table} ${id}`],
};

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
    country_id: '276',
    industry_id: '7',
    custom_value1: 'Gold',
    vat_number: 'DE1',
    client_hash: 'secret',
    contacts: [contact('2', 'jo@x.example'), contact('3', ' '), contact('4', 'amy@x.example', true)],
    settings: { currency_id: '3', entity: 'x' },
  });
  const preview = mergePreview(survivor, loser, names);
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
  assert.deepEqual(lost.Currency, ['Euro', 'US Dollar']);
  assert.deepEqual(lost.Country, ['Germany', ''], 'by name');
  assert.deepEqual(lost.Industry, ['7', ''], 'an id only where its name is not known');
  assert.deepEqual(lost.Tier, ['Gold', ''], "by the company's own label");
  assert.equal(JSON.stringify(lost).includes('secret'), false);
  assert.equal(lost.Name, undefined, 'what both have alike is not lost');
});
