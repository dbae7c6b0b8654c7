import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Client } from '../../../../src/api/types';
import { asObject, asObjects } from '../../../../src/records/json';
import type { JsonObject } from '../../../../src/records/json';
import { planSave } from '../../../../src/records/merge/plan';
import { visibleRecord } from '../../../../src/records/text/visibleRecord';
import { recordToText, textAfterSave } from '../../../../src/records/text/recordText';
import { client, contact, edited } from '../sample';

test('the text shows what a user edits first and what the server computes last', () => {
  const text = recordToText(client());
  assert.ok(text.endsWith('}\n'));
  const keys = Object.keys(JSON.parse(text) as JsonObject);
  assert.deepEqual(keys.slice(0, 4), ['name', 'number', 'contacts', 'phone']);
  const order = [
    'contacts',
    'address1',
    'shipping_city',
    'classification',
    'settings',
    'custom_value1',
    'public_notes',
  ];
  const places = [...order, 'balance', 'id'].map((key) => keys.indexOf(key));
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
  );
});

test('secrets, lists and objects are left out; settings that mean "inherit" too', () => {
  const text = recordToText(
    client({ documents: [], newList: [1], activities: [], settings: client().settings }),
  );
  for (const hidden of [
    'secretClientHash',
    'contactKey1',
    'key_login',
    '****',
    'password',
    'documents',
    'newList',
  ]) {
    assert.equal(text.includes(hidden), false, hidden);
  }
  assert.deepEqual(asObject(JSON.parse(text)).settings, { currency_id: '3', payment_terms: '14' });
});

test('portal keys show on demand, passwords never', () => {
  const text = recordToText(client(), { showPortalKeys: true });
  for (const key of ['secretClientHash', 'contactKey1', 'key_login']) assert.ok(text.includes(key), key);
  assert.equal(text.includes('password'), false);
});

test('scalar keys of newer servers stand at the end, those that look like a login do not', () => {
  const newer = client({ loyalty_points: 5, portal_token: 'geheim', nested: { a: 1 } });
  newer.contacts[0] = contact(1, { pronoun: 'she', magic_link: 'https://geheim' });
  const value = JSON.parse(recordToText(newer)) as JsonObject;
  assert.equal(Object.keys(value).at(-1), 'loyalty_points');
  assert.equal(asObjects(value.contacts)[0]?.pronoun, 'she');
  assert.equal(JSON.stringify(value).includes('geheim'), false);
  assert.equal('nested' in value, false);
});

test('an empty list for settings, as PHP sends it, shows as empty settings', () => {
  const text = recordToText(client({ settings: [] as unknown as JsonObject }));
  assert.deepEqual(asObject(JSON.parse(text)).settings, {});
});

test('a save keeps the layout and changes only what the server changed', () => {
  const mine =
    '{\r\n\t"phone" : "+1",\r\n\t"name": "B",\r\n\t"contacts": [ { "email": "c1@example.com", "id": "Contact1" } ]\r\n}';
  const record = {
    ...client({ contacts: [contact(1, { is_primary: true })] }),
    name: 'B',
    phone: '+1 2',
  };
  const text = textAfterSave(mine, record);
  assert.ok(text.startsWith('{\r\n\t"phone" : "+1 2",\r\n\t"website" : "https://harbour.example",'));
  assert.match(text, /\[ \{ "first_name": "First1", "last_name": "Last1", "email": "c1@example.com", /);
  assert.equal(text.includes('\n\n'), false);
  assert.equal(/[^\r]\n/.test(text), false);
});

test('values that mean the same stay as the user wrote them', () => {
  const record = client({ country_id: '276', balance: 120.5 });
  const mine = edited(recordToText(record), (value) => {
    value.country_id = 276;
    value.phone = ` ${record.phone as string} `;
    value.settings.language_id = '';
  });
  assert.equal(textAfterSave(mine, record), mine);
});

test('a new contact gets its id, a typed password goes', () => {
  const before = client();
  const mine = edited(recordToText(before), (value) => {
    value.contacts.push({ first_name: 'New', email: 'new@example.com', password: 'Secret123' });
  });
  const after = client({
    contacts: [
      ...before.contacts,
      contact(3, { first_name: 'New', last_name: '', email: 'new@example.com' }),
    ],
  });
  const contacts = asObjects(asObject(JSON.parse(textAfterSave(mine, after))).contacts);
  assert.equal(contacts.length, 3);
  assert.equal(contacts[2]?.id, 'Contact3');
  assert.deepEqual(Object.keys(contacts[2] ?? {}).slice(0, 1), ['first_name']);
  assert.equal('password' in (contacts[2] ?? {}), false);
});

test('new contacts that are alike get one id each', () => {
  const before = client();
  const mine = edited(recordToText(before), (value) => value.contacts.push({ phone: '' }, { phone: '' }));
  const blankOne = { first_name: '', last_name: '', email: '', phone: '' };
  const after = client({ contacts: [...before.contacts, contact(3, blankOne), contact(4, blankOne)] });
  assert.deepEqual(
    asObjects(asObject(JSON.parse(textAfterSave(mine, after))).contacts).map((one) => one.id),
    ['Contact1', 'Contact2', 'Contact3', 'Contact4'],
  );
});

test('a contact that came back under a new id keeps its layout', () => {
  const before = client();
  const mine = recordToText(before).replace('"first_name": "First2"', '"first_name":   "First2"');
  const after = client({ contacts: [contact(1, { is_primary: true }), contact(2, { id: 'Again' })] });
  const text = textAfterSave(mine, after);
  assert.equal(text, mine.replace('"Contact2"', '"Again"'));
});

test('a text that is not valid is replaced', () => {
  assert.equal(textAfterSave('{ "name": ', client()), recordToText(client()));
  assert.equal(textAfterSave('', client()), recordToText(client()));
  assert.equal(textAfterSave('[]', client()), recordToText(client()));
});

/** Rewrites JSON as a user might have: other order, indentation, line breaks, missing and superfluous keys. */
function userText(value: JsonObject, style: Style): string {
  const shuffle = (object: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(object)
        .map(([key, one], i) => [(i * style.step) % 17, key, one] as const)
        .sort(([a], [b]) => a - b)
        .filter((_, i) => (i + style.step) % 7 !== 0)
        .map(([, key, one]) => [key, one]),
    );
  const mine = shuffle(value);
  if (style.step % 2 === 0) mine.superfluous = { a: [1] };
  if (Array.isArray(mine.contacts)) mine.contacts = asObjects(mine.contacts).map(shuffle).reverse();
  if (mine.settings) mine.settings = { ...shuffle(asObject(mine.settings)), gone: 'x' };
  return JSON.stringify(mine, null, style.indent).replaceAll('\n', style.eol);
}

interface Style {
  indent: string;
  eol: string;
  step: number;
}

const style = fc.record({
  indent: fc.constantFrom('', '  ', '\t', '    '),
  eol: fc.constantFrom('\n', '\r\n'),
  step: fc.integer({ min: 1, max: 16 }),
});
const record: fc.Arbitrary<Client> = fc
  .record({
    name: fc.string({ unit: 'grapheme' }),
    public_notes: fc.string(),
    balance: fc.double({ noNaN: true, noDefaultInfinity: true }),
    settings: fc.dictionary(
      fc.constantFrom('currency_id', 'payment_terms', 'x', 'y'),
      fc.constantFrom('', '1', '2', null, { deep: [1] }),
    ),
    ids: fc.uniqueArray(fc.integer({ min: 1, max: 6 })),
    phone: fc.constantFrom('', '1', '2'),
  })
  .map(({ ids, phone, ...rest }) =>
    client({ ...rest, contacts: ids.map((n) => contact(n, { phone: phone + n })) }),
  );

test('whatever the layout, the text says afterwards what the record says, and stays so', () => {
  fc.assert(
    fc.property(record, record, style, (old, now, look) => {
      const text = textAfterSave(userText(visibleRecord(old), look), now);
      const value = JSON.parse(text) as JsonObject;
      assertSays(value, visibleRecord(now));
      assert.equal(textAfterSave(text, now), text);
      assert.deepEqual(planSave(now, now, text), { kind: 'unchanged' });
      assert.equal(textAfterSave(recordToText(now), now), recordToText(now));
    }),
    { numRuns: 1000 },
  );
});

const blank = (value: unknown) =>
  value === undefined || value === null || (typeof value === 'string' && !value.trim());

/** Each key of the record is there with its value, or missing where it is blank; nothing else says anything. */
function assertSays(value: JsonObject, wanted: JsonObject): void {
  for (const key of new Set([...Object.keys(value), ...Object.keys(wanted)])) {
    if (key === 'contacts') {
      const sorted = (list: unknown) =>
        asObjects(list).toSorted((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
      const [left, right] = [sorted(value.contacts), sorted(wanted.contacts)];
      assert.equal(left.length, right.length);
      left.forEach((one, i) => assertSays(one, right[i] ?? {}));
    } else if (key === 'settings') {
      assertSays(asObject(value.settings), asObject(wanted.settings));
    } else if (!blank(value[key]) || !blank(wanted[key])) {
      const trimmed = (one: unknown) => (typeof one === 'string' ? one.trim() : Object.is(one, -0) ? 0 : one);
      assert.deepEqual(trimmed(value[key]), trimmed(wanted[key]), key);
    }
  }
}
