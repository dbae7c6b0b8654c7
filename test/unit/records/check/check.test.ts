import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkText } from '../../../../src/records/check/check';
import { recordToText } from '../../../../src/records/text/recordText';
import { client, contact, edited } from '../sample';
import type { Editable } from '../sample';

const base = client();
const text = recordToText(base);

/** Findings as `severity code path`, and that each has a sentence and marks what it is about. */
function findings(edit: (value: Editable) => void, known = { base }): string[] {
  const mine = edited(text, edit);
  return checkText(mine, known).map(({ severity, code, path, message, offset, length }) => {
    assert.match(message, /^[A-Z“].*\.$/);
    assert.ok(offset >= 0 && length > 0 && offset + length <= mine.length);
    return `${severity} ${code} ${path.join('.')}`;
  });
}

function marked(edit: (value: Editable) => void, code: string): string | undefined {
  const mine = edited(text, edit);
  const problem = checkText(mine, { base }).find((one) => one.code === code);
  return problem && mine.slice(problem.offset, problem.offset + problem.length);
}

/** The contact at an index of a sample text. */
function at(value: Editable, index: number): Record<string, unknown> {
  const found = value.contacts[index];
  assert.ok(found);
  return found;
}

test('what the server gave is never a problem, however odd', () => {
  assert.deepEqual(checkText(text, { base }), []);
  const odd = client({
    name: 'x'.repeat(300),
    classification: 'cooperative',
    country_id: 'DE',
    is_tax_exempt: 1,
    number: 7 as unknown as string,
    settings: { currency_id: 'EUR', send_reminders: 'no' },
    loyalty: 5,
    contacts: [
      contact(1, { email: 'nobody' }),
      contact(2, { email: 'nobody', is_primary: 'yes' as unknown as boolean }),
    ],
  });
  const errors = checkText(recordToText(odd), { base: odd }).filter((one) => one.severity === 'error');
  assert.deepEqual(errors, []);
});

test('syntax errors come alone', () => {
  assert.deepEqual(
    checkText('{ "name": 5, }', { base }).map((one) => one.code),
    ['trailingComma'],
  );
});

test('types', () => {
  assert.deepEqual(
    findings((v) => (v.name = 5)),
    ['error type name'],
  );
  assert.deepEqual(
    findings((v) => (v.name = ['x'])),
    ['error type name'],
  );
  assert.deepEqual(
    findings((v) => (v.is_tax_exempt = 'true')),
    ['error type is_tax_exempt'],
  );
  assert.deepEqual(
    findings((v) => (v.is_tax_exempt = null)),
    ['error type is_tax_exempt'],
  );
  assert.deepEqual(
    findings((v) => (v.phone = null)),
    [],
  );
  assert.deepEqual(
    findings((v) => (v.country_id = 276)),
    [],
  );
  assert.deepEqual(
    findings((v) => (v.country_id = 'Germany')),
    ['error digits country_id'],
  );
  assert.deepEqual(
    findings((v) => (v.industry_id = 1.5)),
    ['error digits industry_id'],
  );
  assert.deepEqual(
    findings((v) => (v.group_settings_id = 'a b')),
    ['error id group_settings_id'],
  );
  assert.deepEqual(
    findings((v) => Object.assign(v, { contacts: {} })),
    ['error type contacts'],
  );
  assert.deepEqual(
    findings((v) => Object.assign(v, { contacts: null })),
    ['error type contacts'],
  );
  assert.deepEqual(
    findings((v) => Object.assign(v, { settings: null })),
    ['error type settings'],
  );
  assert.deepEqual(
    findings((v) => Object.assign(v, { settings: [] })),
    ['error type settings'],
  );
  assert.ok(findings((v) => v.contacts.push('x' as unknown as Editable)).includes('error type contacts.2'));
  assert.equal(
    marked((v) => (v.name = 5), 'type'),
    '5',
  );
});

test('choices', () => {
  assert.deepEqual(
    findings((v) => (v.classification = 'cooperative')),
    ['error enum classification'],
  );
  assert.deepEqual(
    findings((v) => (v.classification = '')),
    [],
  );
  assert.deepEqual(
    findings((v) => (v.classification = 'charity')),
    [],
  );
  assert.deepEqual(
    findings((v) => (v.settings.auto_bill = 'maybe')),
    ['error enum settings.auto_bill'],
  );
});

test('lengths that the server would cut, in characters or bytes as its columns count', () => {
  for (const [key, fits] of [
    ['name', 'ä'.repeat(191)],
    ['name', '🦀'.repeat(191)],
    ['phone', '1'.repeat(255)],
    ['public_notes', 'x'.repeat(65535)],
    ['custom_value1', 'ä'.repeat(32767)],
  ] as const) {
    assert.deepEqual(
      findings((v) => (v[key] = fits)),
      [],
      key,
    );
    assert.deepEqual(
      findings((v) => (v[key] = `${fits}${fits.startsWith('ä') ? 'ä' : 'x'}`)),
      [`error tooLong ${key}`],
    );
  }
  const email = `${'a'.repeat(88)}@example.com`;
  assert.deepEqual(
    findings((v) => (at(v, 0).email = email)),
    [],
  );
  assert.deepEqual(
    findings((v) => (at(v, 0).email = `a${email}`)),
    ['error tooLong contacts.0.email'],
  );
  assert.deepEqual(
    findings((v) => (at(v, 0).phone = '1'.repeat(192))),
    ['error tooLong contacts.0.phone'],
  );
});

test('e-mail addresses, leniently', () => {
  for (const email of [
    '',
    ' ',
    null,
    'a@b',
    'a.b+c@d.example',
    'jörg@müller.example',
    '"a b"@c.d',
    "o'neil@x.y",
  ]) {
    assert.deepEqual(
      findings((v) => (at(v, 0).email = email)),
      [],
      String(email),
    );
  }
  for (const email of [
    'a',
    '@b',
    'a@',
    'a b@c',
    'a@b c',
    'a@@b',
    'a@b,c@d',
    'a@b;c@d',
    '<a@b>',
    'a..b@c',
    'a@.c',
    '.a@b',
  ]) {
    assert.deepEqual(
      findings((v) => (at(v, 0).email = email)),
      ['error email contacts.0.email'],
      email,
    );
  }
  assert.equal(
    marked((v) => (at(v, 1).email = 'a b'), 'email'),
    '"a b"',
  );
});

test('an address twice: alike the server refuses it, in other letters it does not', () => {
  assert.deepEqual(
    findings((v) => (at(v, 1).email = 'c1@example.com')),
    ['error duplicateEmail contacts.1.email'],
  );
  assert.deepEqual(
    findings((v) => (at(v, 1).email = ' c1@example.com ')),
    ['error duplicateEmail contacts.1.email'],
  );
  assert.deepEqual(
    findings((v) => (at(v, 1).email = 'C1@example.com')),
    ['warning duplicateEmail contacts.1.email'],
  );
  // Already so on the server: the user may still change a telephone number.
  const twins = client({
    contacts: [contact(1, { is_primary: true }), contact(2, { email: 'c1@example.com' })],
  });
  const mine = edited(recordToText(twins), (v) => (v.phone = '1'));
  assert.deepEqual(
    checkText(mine, { base: twins }).map((one) => one.severity),
    ['warning'],
  );
});

test('ids: twice, foreign, of another client', () => {
  assert.deepEqual(
    findings((v) => (at(v, 1).id = 'Contact1')).filter((one) => one.includes('Id')),
    ['error duplicateId contacts.1.id'],
  );
  assert.deepEqual(
    findings((v) => v.contacts.push({ id: 'Foreign', first_name: 'X' })),
    ['error foreignId contacts.2.id'],
  );
  assert.deepEqual(
    findings((v) => v.contacts.push({ id: 7, first_name: 'X' })),
    ['error foreignId contacts.2.id'],
  );
  assert.deepEqual(
    findings((v) => v.contacts.push({ id: ['x'], first_name: 'X' })),
    ['error type contacts.2.id'],
  );
  assert.deepEqual(
    findings((v) => (v.id = 'Other')),
    ['error otherClient id'],
  );
  // Known to the server since.
  const server = client({ contacts: [...base.contacts, contact(3)] });
  assert.deepEqual(
    findings((v) => v.contacts.push({ ...contact(3) }), { base, server } as { base: typeof base }),
    [],
  );
  assert.equal(
    marked((v) => v.contacts.push({ id: 'Foreign', first_name: 'X' }), 'foreignId'),
    '"Foreign"',
  );
});

test('settings', () => {
  assert.deepEqual(
    findings((v) => (v.settings.payment_terms = 30)),
    [],
  );
  assert.deepEqual(
    findings((v) => (v.settings.payment_terms = 'soon')),
    ['error digits settings.payment_terms'],
  );
  assert.deepEqual(
    findings((v) => (v.settings.send_reminders = 'no')),
    ['error type settings.send_reminders'],
  );
  assert.deepEqual(
    findings((v) => (v.settings.default_task_rate = '12.5')),
    [],
  );
  assert.deepEqual(
    findings((v) => (v.settings.default_task_rate = 'x')),
    ['error type settings.default_task_rate'],
  );
  assert.deepEqual(
    findings((v) => (v.settings.invoice_terms = 5)),
    ['error type settings.invoice_terms'],
  );
  assert.deepEqual(
    findings((v) => (v.settings.entity = 'x')),
    ['warning readOnly settings.entity'],
  );
  for (const inherit of ['', null])
    assert.deepEqual(
      findings((v) => (v.settings.send_reminders = inherit)),
      [],
    );
  assert.deepEqual(
    findings((v) => (v.settings.something_new = [1])),
    [],
    'unknown settings are kept',
  );
  assert.deepEqual(
    findings((v) => (v.settings.something_id = 'x')),
    ['error digits settings.something_id'],
  );
  assert.deepEqual(
    findings((v) => Object.assign(v, { settings: {} })),
    [],
    'removing overrides is fine',
  );
});

test('passwords', () => {
  const set = (password: unknown) => findings((v) => (at(v, 0).password = password));
  for (const fine of ['', null, '**********', 'Secret1', 'Pässword9']) assert.deepEqual(set(fine), []);
  for (const weak of ['Secre1', 'secret1', 'SECRET1', 'Secrets'])
    assert.deepEqual(set(weak), ['error password contacts.0.password']);
  assert.deepEqual(set(1234567), ['error type contacts.0.password']);
  const lonely = findings((v) => Object.assign(at(v, 0), { password: 'Secret1', email: '' }));
  assert.deepEqual(lonely, ['warning passwordEmail contacts.0.password']);
});

test('computed and unknown keys will not be saved', () => {
  assert.deepEqual(
    findings((v) => (v.balance = 1)),
    ['warning readOnly balance'],
  );
  assert.deepEqual(
    findings((v) => (v.client_hash = 'x')),
    ['warning readOnly client_hash'],
  );
  assert.deepEqual(
    findings((v) => (v.documents = [1])),
    ['warning readOnly documents'],
  );
  assert.deepEqual(
    findings((v) => (v.nmae = 'x')),
    ['warning unknownKey nmae'],
  );
  assert.equal(
    marked((v) => (v.nmae = 'x'), 'unknownKey'),
    '"nmae"',
  );
  assert.deepEqual(
    findings((v) => (at(v, 0).is_locked = true)),
    ['warning readOnly contacts.0.is_locked'],
  );
  assert.deepEqual(
    findings((v) => (at(v, 0).mail = 'x')),
    ['warning unknownKey contacts.0.mail'],
  );
  // A contact copied with all it has is a new one; what the server computes is no news then.
  assert.deepEqual(
    findings((v) => v.contacts.push({ ...at(v, 1), id: '', email: 'x@y.z' })),
    [],
  );
});

test('a missing text stays as it is, and the user is warned', () => {
  assert.deepEqual(
    findings((v) => delete v.phone),
    ['warning missingKey '],
  );
  assert.deepEqual(
    findings((v) => delete v.address2),
    [],
    'it was empty anyway',
  );
  assert.deepEqual(
    findings((v) => delete at(v, 1).email),
    ['warning missingKey contacts.1'],
  );
  assert.deepEqual(
    findings((v) => Object.assign(v, { contacts: undefined, settings: undefined, balance: undefined })),
    [],
  );
});

test('what the server fills in by itself', () => {
  assert.deepEqual(
    findings((v) => (v.number = '')),
    ['warning newNumber number'],
  );
  assert.deepEqual(
    findings((v) => (v.country_id = '')),
    ['warning companyCountry country_id'],
  );
  assert.deepEqual(
    findings((v) => (v.name = 'A <b>B</b>')),
    ['warning tags name'],
  );
  assert.deepEqual(
    findings((v) => (v.name = 'A < B')),
    [],
  );
  assert.deepEqual(
    findings((v) => v.contacts.push({ first_name: '' })),
    ['warning blankContact contacts.2'],
  );
});

test('the primary contact is one', () => {
  assert.deepEqual(
    findings((v) => (at(v, 1).is_primary = true)),
    ['warning twoPrimaries contacts.0.is_primary'],
  );
  assert.deepEqual(
    findings((v) => (at(v, 0).is_primary = false)),
    ['warning noPrimary contacts'],
  );
  assert.deepEqual(
    findings((v) => v.contacts.forEach((one, i) => (one.is_primary = i === 1))),
    [],
  );
});

test('problems stand in the order of the text', () => {
  const mine = edited(text, (v) => Object.assign(v, { balance: 1, name: 5, id: 'Other' }));
  const offsets = checkText(mine, { base }).map((one) => one.offset);
  assert.equal(offsets.length, 3);
  assert.deepEqual(
    offsets,
    offsets.toSorted((a, b) => a - b),
  );
});
