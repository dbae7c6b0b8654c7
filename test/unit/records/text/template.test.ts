import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Company } from '../../../../src/api/types';
import { checkText } from '../../../../src/records/check/check';
import type { JsonObject } from '../../../../src/records/json';
import { duplicateText, newClientText, planCreate } from '../../../../src/records/text/template';
import { client, contact, edited } from '../sample';
import type { Editable } from '../sample';

const company = { currencyId: '3', countryId: '276' } as Company;

function codes(text: string): string[] {
  const plan = planCreate(text);
  return plan.kind === 'invalid'
    ? plan.problems.filter((one) => one.severity === 'error').map((one) => one.code)
    : [];
}

function body(edit: (value: Editable) => void): JsonObject {
  const plan = planCreate(edited(newClientText(undefined, company), edit));
  assert.equal(plan.kind, 'create');
  return plan.kind === 'create' ? plan.body : {};
}

test('a new client begins with a name and a contact, in the country and currency of the company', () => {
  const text = newClientText(undefined, company);
  const value = JSON.parse(text) as Editable;
  assert.deepEqual(Object.keys(value).slice(0, 2), ['name', 'contacts']);
  assert.equal(value.country_id, '276');
  assert.deepEqual(value.settings, { currency_id: '3' });
  assert.equal(value.contacts.length, 1);
  assert.deepEqual(
    checkText(text, {}).map((one) => one.code),
    ['blankContact'],
  );
  assert.deepEqual((JSON.parse(newClientText()) as Editable).settings, {});
  assert.equal((JSON.parse(newClientText(client({ city: 'Kiel', id: '' }))) as Editable).city, 'Kiel');
});

test('creating sends what says something', () => {
  assert.deepEqual(
    body((v) => (v.name = 'New')),
    { name: 'New', country_id: '276', settings: { currency_id: '3' } },
  );
  const full = body((v) => {
    Object.assign(v, {
      country_id: 840,
      balance: 5,
      unknown: 1,
      is_tax_exempt: false,
      documents: [1],
      settings: {},
    });
    v.contacts[0] = { ...v.contacts[0], email: 'a@b.c', password: 'Secret123', contact_key: 'x' };
    v.contacts.push({ first_name: '', email: ' ' });
  });
  assert.deepEqual(full, {
    country_id: '840',
    is_tax_exempt: false,
    contacts: [
      {
        first_name: '',
        last_name: '',
        email: 'a@b.c',
        phone: '',
        is_primary: true,
        send_email: true,
        password: 'Secret123',
      },
    ],
  });
});

test('a client without any name is refused, and so are ids of other records', () => {
  assert.deepEqual(codes(newClientText()), ['nameless']);
  assert.deepEqual(codes('{}'), ['nameless']);
  assert.deepEqual(codes('{"name":" "}'), ['nameless']);
  assert.deepEqual(codes('{"name":"A","id":"VolejRejNm"}'), ['foreignId']);
  assert.deepEqual(codes('{"name":"A","contacts":[{"id":"Contact1","email":"a@b.c"}]}'), ['foreignId']);
  assert.deepEqual(codes('{"name":5}'), ['type']);
  assert.deepEqual(codes('{"name":"A",}'), ['trailingComma']);
});

test('a copy has no ids, numbers, balances or secrets, and can be created', () => {
  const original = client({
    id_number: 'HRB 1',
    contacts: [contact(1, { is_primary: true, password: '*******' })],
  });
  const text = duplicateText(original);
  for (const gone of [
    'Contact1',
    'VolejRejNm',
    'HRB 1',
    '0001',
    '120.5',
    '***',
    'Key',
    'secret',
    'entity',
    '_at"',
  ]) {
    assert.equal(text.includes(gone), false, gone);
  }
  const plan = planCreate(text);
  assert.equal(plan.kind, 'create');
  assert.ok(plan.kind === 'create');
  assert.equal(plan.body.name, 'Harbour Bakery (copy)');
  assert.equal(plan.body.vat_number, 'DE123456789');
  assert.deepEqual(plan.body.settings, { payment_terms: '14', currency_id: '3' });
  assert.equal((JSON.parse(duplicateText(client({ name: '' }))) as Editable).name, '');
});
