import assert from 'node:assert/strict';
import { test } from 'node:test';
import { storedDifferently } from '../../../../src/records/merge/storedDifferently';
import { planSave } from '../../../../src/records/merge/plan';
import type { Save } from '../../../../src/records/merge/plan';
import { locateFieldErrors } from '../../../../src/records/check/serverErrors';
import { recordToText, textAfterSave } from '../../../../src/records/text/recordText';
import type { Client } from '../../../../src/api/types';
import { applyPut } from './model';
import { client, contact, edited } from '../sample';
import type { Editable } from '../sample';

const base = client();

function saved(edit: (value: Editable) => void, answer: (after: Client) => void, server = base) {
  const text = edited(recordToText(base), edit);
  const plan = planSave(base, server, text) as Save;
  assert.equal(plan.kind, 'save');
  const after = applyPut(server, plan.body);
  answer(after);
  const now = textAfterSave(text, after);
  return storedDifferently(plan, after, now).map(({ path, severity, message, offset, length }) => {
    assert.equal(severity, 'warning');
    return `${path.join('.')} @${now.slice(offset, offset + length)}: ${message}`;
  });
}

test('what the server took, trimmed or spelt otherwise, is not worth a word', () => {
  assert.deepEqual(
    saved(
      (v) => {
        Object.assign(v, { phone: ' 1 ', country_id: 840, name: 'B', is_tax_exempt: true });
        Object.assign(v.settings, { payment_terms: 30, language_id: '', default_task_rate: '90.0' });
        v.contacts[0] = { ...v.contacts[0], email: ' x@y.z ', password: 'Secret123' };
        v.contacts.push({ first_name: 'New', email: 'n@x.y' });
      },
      (after) => {
        after.settings.payment_terms = '30';
        after.contacts.forEach((one) => (one.password = '**********'));
      },
    ),
    [],
  );
});

test('what the server changed or dropped is reported on its key', () => {
  assert.deepEqual(
    saved(
      (v) => Object.assign(v, { name: 'A <b@x>', number: '', classification: 'trust', website: 'x' }),
      (after) => {
        Object.assign(after, { name: 'A', number: '0042', classification: '' });
        Reflect.deleteProperty(after, 'website');
      },
    ),
    [
      'name @"A": Name was changed by the server to “A”.',
      'number @"0042": Number was empty; the server put in “0042”.',
      'website @{: Website was not stored; this server does not keep it.',
      'classification @"": Classification was not stored; the server left it empty.',
    ],
  );
});

test('only settings that the user edited are compared', () => {
  assert.deepEqual(
    saved(
      (v) => Object.assign(v, { settings: { payment_terms: '7' } }),
      (after) => Object.assign(after.settings, { payment_terms: '8', entity: 'changed' }),
    ),
    [
      'settings.payment_terms @"8": Payment terms was changed by the server to “8”.',
      'settings.currency_id @"1": Currency was empty; the server put in “1”.',
    ],
  );
});

test('contacts are found again although the server sorts them', () => {
  const findings = saved(
    (v) => {
      v.contacts.reverse();
      v.contacts[0] = { ...v.contacts[0], send_email: false, cc_only: true };
      v.contacts[1] = { ...v.contacts[1], password: 'Secret123' };
      v.contacts.push({ first_name: 'New', email: 'n@x.y', can_sign: true });
    },
    (after) => {
      for (const one of after.contacts) {
        Object.assign(one, { send_email: true, cc_only: false, password: '' });
        Reflect.deleteProperty(one, 'can_sign');
      }
    },
  );
  assert.deepEqual(
    findings.map((one) => one.split(':')[0]),
    [
      'contacts.0.send_email @true',
      'contacts.0.cc_only @false',
      'contacts.1.password @{',
      'contacts.2.can_sign @{',
    ],
  );
  assert.equal(findings.join().includes('Secret123'), false);
});

test('a refused field is an error on its node, contacts followed by id', () => {
  const server = client({ contacts: [contact(2), contact(1, { is_primary: true }), contact(3)] });
  const text = edited(recordToText(base), (v) => {
    v.contacts.push({ first_name: 'New', email: 'bad@x' });
    v.number = '7';
  });
  const { body } = planSave(base, server, text) as Save;
  const moved = edited(text, (v) => v.contacts.reverse());
  const problems = locateFieldErrors(
    moved,
    [
      { path: ['number'], message: 'The number has already been taken.' },
      { path: ['contacts', 0, 'email'], message: 'First.' },
      { path: ['contacts', 2, 'email'], message: 'New.' },
      { path: ['contacts', 3, 'email'], message: 'Only on the server.' },
      { path: ['contacts', 1, 'password'], message: 'Password Strength' },
      { path: ['settings'], message: 'payment_terms is not a valid integer' },
      { path: ['settings'], message: 'Something else.' },
      { path: ['tags', 0], message: 'Nowhere.' },
    ],
    body,
  );
  assert.deepEqual(
    problems.map(({ path, offset, length, severity }) => [
      severity,
      path.join('.'),
      moved.slice(offset, offset + length),
    ]),
    [
      ['error', 'number', '"7"'],
      ['error', 'contacts.2.email', '"c1@example.com"'],
      ['error', 'contacts.0.email', '"bad@x"'],
      ['error', 'contacts', '"contacts"'],
      ['error', 'contacts.1.password', '{'],
      ['error', 'settings.payment_terms', '"14"'],
      ['error', 'settings', '"settings"'],
      ['error', 'tags.0', '{'],
    ],
  );
  const broken = locateFieldErrors('{ "number": "7", ', [{ path: ['number'], message: 'Taken.' }], body);
  assert.equal(broken[0]?.offset, 12);
  assert.deepEqual(locateFieldErrors('', [{ path: ['number'], message: 'Taken.' }], body)[0]?.offset, 0);
});
