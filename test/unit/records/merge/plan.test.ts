import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client } from '../../../../src/api/types';
import { asObjects } from '../../../../src/records/json';
import { planSave } from '../../../../src/records/merge/plan';
import type { Save } from '../../../../src/records/merge/plan';
import { recordToText } from '../../../../src/records/text/recordText';
import { client, contact, edited } from '../sample';
import type { Editable } from '../sample';

const base = client();
const wholeSettings = { ...base.settings };

function plan(edit: (value: Editable) => void, server = base, from = base): ReturnType<typeof planSave> {
  return planSave(from, server, edited(recordToText(from), edit));
}

function save(edit: (value: Editable) => void, server = base, from = base): Save {
  const result = plan(edit, server, from);
  assert.equal(result.kind, 'save');
  return result;
}

function at(value: Editable, index: number): Record<string, unknown> {
  const found = value.contacts[index];
  assert.ok(found);
  return found;
}

test('formatting, another spelling and computed values are no change', () => {
  const unchanged = { kind: 'unchanged' };
  assert.deepEqual(planSave(base, base, recordToText(base)), unchanged);
  assert.deepEqual(planSave(base, base, JSON.stringify(JSON.parse(recordToText(base)))), unchanged);
  assert.deepEqual(
    plan((v) =>
      Object.assign(v, { country_id: 276, phone: ` ${base.phone as string}\n`, address2: null, balance: 7 }),
    ),
    unchanged,
  );
  assert.deepEqual(
    plan((v) => Object.assign(v.settings, { payment_terms: 14, language_id: '', send_reminders: null })),
    unchanged,
  );
  assert.deepEqual(
    plan((v) => v.contacts.reverse()),
    unchanged,
  );
  assert.deepEqual(
    plan((v) => {
      for (const key of Object.keys(v)) Reflect.deleteProperty(v, key);
    }),
    unchanged,
    'what is left out is unchanged',
  );
  assert.deepEqual(
    plan((v) => (at(v, 0).password = '**********')),
    unchanged,
  );
});

test('the body holds the changed fields and the whole settings, nothing else', () => {
  const { body, changed } = save((v) => Object.assign(v, { phone: '1', classification: '' }));
  assert.deepEqual(body, { phone: '1', classification: '', settings: wholeSettings });
  assert.deepEqual(changed, [['phone'], ['classification']]);
});

test('numbers for tables are sent as text, null as empty', () => {
  const { body } = save((v) => Object.assign(v, { country_id: 840, phone: null }));
  assert.deepEqual(body, { phone: '', country_id: '840', settings: wholeSettings });
});

test('one setting changed, one removed', () => {
  const { body } = save((v) => {
    v.settings.default_task_rate = '90.5';
    delete v.settings.payment_terms;
  });
  const settings: Client['settings'] = { ...wholeSettings, default_task_rate: 90.5 };
  delete settings.payment_terms;
  assert.deepEqual(body, { settings });
});

test("settings that others changed survive, also through a body without the user's own", () => {
  const server = client({ settings: { ...wholeSettings, language_id: '3', pdf: { deep: [1] } } });
  const { body } = save((v) => (v.phone = '1'), server);
  assert.deepEqual(body.settings, server.settings);
});

test('a contact changed: all contacts with ids and writable keys', () => {
  const { body } = save((v) => (at(v, 1).email = 'new@example.com'));
  const contacts = asObjects(body.contacts);
  assert.deepEqual(contacts[1], {
    id: 'Contact2',
    first_name: 'First2',
    last_name: 'Last2',
    email: 'new@example.com',
    phone: '+49 2',
    is_primary: false,
    send_email: true,
    cc_only: false,
    custom_value1: '',
    custom_value2: '',
    custom_value3: '',
    custom_value4: '',
  });
  assert.equal(contacts[0]?.id, 'Contact1');
  assert.equal(contacts[0].is_primary, true);
  assert.equal(JSON.stringify(body).includes('contactKey'), false);
  assert.equal(JSON.stringify(body).includes('password'), false);
});

test('a typed password is sent, a masked or empty one never', () => {
  const { body, changed } = save((v) => {
    at(v, 0).password = '**********';
    at(v, 1).password = 'Secret123';
  });
  assert.deepEqual(
    asObjects(body.contacts).map((one) => one.password),
    [undefined, 'Secret123'],
  );
  assert.deepEqual(changed, [['contacts', 1, 'password']]);
  const added = save((v) => v.contacts.push({ first_name: 'N', email: 'n@x.y', password: 'Secret123' }));
  assert.equal(asObjects(added.body.contacts)[2]?.password, 'Secret123');
});

test('both sides changed the same: reported only where they differ', () => {
  const server = client({ phone: '2', city: 'Kiel', settings: { ...wholeSettings, payment_terms: '30' } });
  const { body, conflicts } = save((v) => {
    Object.assign(v, { phone: '1', city: ' Kiel ' });
    v.settings.payment_terms = '60';
  }, server);
  assert.deepEqual(conflicts, [
    { path: ['phone'], label: 'Phone', base: base.phone, server: '2', mine: '1' },
    { path: ['settings', 'payment_terms'], label: 'Payment terms', base: '14', server: '30', mine: '60' },
  ]);
  assert.deepEqual(body, { phone: '1', settings: { ...wholeSettings, payment_terms: '60' } });
  assert.deepEqual(plan((v) => (v.phone = '2'), server).kind, 'unchanged');
});

test('contacts merge field by field', () => {
  const server = client({
    contacts: [
      contact(1, { is_primary: true, phone: 'theirs', email: 'theirs@example.com' }),
      contact(2),
      contact(3),
    ],
  });
  const { body, conflicts } = save(
    (v) => Object.assign(at(v, 0), { first_name: 'Mine', email: 'mine@example.com' }),
    server,
  );
  const contacts = asObjects(body.contacts);
  assert.deepEqual(
    contacts.map((one) => one.id),
    ['Contact1', 'Contact2', 'Contact3'],
  );
  assert.deepEqual([contacts[0]?.first_name, contacts[0]?.phone], ['Mine', 'theirs']);
  assert.deepEqual(
    conflicts.map(({ path, label }) => [path.join('.'), label]),
    [['contacts.0.email', 'First1 Last1: E-mail']],
  );
});

test('a removed contact is reported by name, also where it only lost its id', () => {
  const removed = save((v) => v.contacts.splice(1, 1));
  assert.deepEqual(removed.removedContacts, [
    { id: 'Contact2', name: 'First2 Last2', email: 'c2@example.com', reason: 'removed' },
  ]);
  assert.equal(asObjects(removed.body.contacts).length, 1);
  const lost = save((v) => delete at(v, 1).id);
  assert.deepEqual(
    lost.removedContacts.map(({ id, reason }) => [id, reason]),
    [['Contact2', 'lostId']],
  );
  assert.equal(asObjects(lost.body.contacts).find(({ id }) => id === undefined)?.email, 'c2@example.com');
  const all = save((v) => (v.contacts = []));
  assert.deepEqual(all.body.contacts, []);
  assert.equal(all.removedContacts.length, 2);
});

test('edit against removal of a contact is a conflict, both ways', () => {
  const edit = (phone: string) =>
    client({ contacts: [contact(1, { is_primary: true }), contact(2, { phone })] });
  const mineGone = save((v) => v.contacts.splice(1, 1), edit('theirs'));
  assert.deepEqual(
    mineGone.conflicts.map(({ path, label, mine }) => [path, label, mine]),
    [[['contacts'], 'First2 Last2', undefined]],
  );
  const theirsGone = client({ contacts: [contact(1, { is_primary: true })] });
  const kept = save((v) => (at(v, 1).phone = 'mine'), theirsGone);
  assert.deepEqual(
    kept.conflicts.map(({ path, server }) => [path, server]),
    [[['contacts', 1], undefined]],
  );
  assert.deepEqual(
    asObjects(kept.body.contacts).map((one) => [one.id, one.phone]),
    [
      ['Contact1', '+49 1'],
      [undefined, 'mine'],
    ],
  );
  assert.deepEqual(
    plan(() => undefined, theirsGone),
    { kind: 'unchanged' },
  );
});

test('the same contact added by both sides is one', () => {
  const server = client({
    contacts: [...base.contacts, contact(3, { email: 'new@example.com', phone: '' })],
  });
  const result = save(
    (v) => v.contacts.push({ first_name: 'First3', email: 'new@example.com', phone: '5' }),
    server,
  );
  const contacts = asObjects(result.body.contacts);
  assert.equal(contacts.length, 3);
  assert.deepEqual([contacts[2]?.id, contacts[2]?.phone, contacts[2]?.last_name], ['Contact3', '5', 'Last3']);
  assert.deepEqual(result.conflicts, []);
  const other = save((v) => v.contacts.push({ email: 'New@example.com', send_email: false }), server);
  assert.deepEqual(
    other.conflicts.map(({ path, server: theirs, mine }) => [path.join('.'), theirs, mine]),
    [
      ['contacts.2.email', 'new@example.com', 'New@example.com'],
      ['contacts.2.send_email', true, false],
    ],
  );
});

test('the primary contact changes only when the user says so, and the plan reports it', () => {
  const ref = (n: number) => ({ id: `Contact${n}`, name: `First${n} Last${n}`, email: `c${n}@example.com` });
  const primaries = ({ body }: Save) => asObjects(body.contacts).map((one) => one.is_primary);
  const moved = save((v) => v.contacts.forEach((one, i) => (one.is_primary = i === 1)));
  assert.deepEqual(moved.primaryChange, { from: ref(1), to: ref(2) });
  assert.deepEqual(primaries(moved), [false, true]);
  const ticked = save((v) => (at(v, 1).is_primary = true));
  assert.deepEqual(ticked.primaryChange, { from: ref(1), to: ref(2) });
  assert.deepEqual(primaries(ticked), [false, true]);
  const gone = save((v) => v.contacts.splice(0, 1));
  assert.deepEqual(gone.primaryChange, { from: ref(1), to: ref(2) });
  const other = save((v) => (at(v, 1).phone = '1'));
  assert.equal(other.primaryChange, undefined);
  assert.equal(plan((v) => (at(v, 0).is_primary = false)).kind, 'unchanged', 'the first one stays it');
  const server = client({ contacts: [contact(1), contact(2), contact(3, { is_primary: true })] });
  const both = save((v) => v.contacts.forEach((one, i) => (one.is_primary = i === 1)), server);
  assert.deepEqual(both.conflicts, [
    {
      path: ['contacts', 1, 'is_primary'],
      label: 'Primary contact',
      base: 'First1 Last1',
      server: 'First3 Last3',
      mine: 'First2 Last2',
    },
  ]);
});

test('deleted clients are locked, but only against a change', () => {
  const server = client({ is_deleted: true, archived_at: 5 });
  assert.deepEqual(
    plan((v) => (v.phone = '1'), server),
    { kind: 'locked' },
  );
  assert.equal(plan(() => undefined, server).kind, 'unchanged');
  assert.equal(plan((v) => (v.phone = '1'), client({ archived_at: 5 })).kind, 'save');
});

test('a text with errors is not sent, one with warnings is', () => {
  assert.equal(planSave(base, base, '{').kind, 'invalid');
  assert.equal(plan((v) => (v.name = 5)).kind, 'invalid');
  assert.equal(plan((v) => v.contacts.push({ id: 'Foreign' })).kind, 'invalid');
  assert.equal(plan((v) => Object.assign(v, { nmae: 'x', phone: '1' })).kind, 'save');
});

test('settings that PHP sends as an empty list are empty settings', () => {
  const bare = client({ settings: [] as unknown as Client['settings'] });
  assert.deepEqual(save((v) => (v.phone = '1'), bare, bare).body, { phone: '1', settings: {} });
});

test('no prototype is touched', () => {
  const odd = client({
    settings: JSON.parse('{"__proto__":{"polluted":1},"currency_id":"3"}') as Client['settings'],
  });
  save((v) => (v.phone = '1'), odd, odd);
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
});
