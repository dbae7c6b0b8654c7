import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutPasswords } from '../../../../src/records/text/passwords';

const cases: [string, string][] = [
  ['{ "password": "Secret1" }', '{ "password": "" }'],
  [
    '{ "contacts": [{ "password":"a \\" b", "phone": "1" }] }',
    '{ "contacts": [{ "password":"", "phone": "1" }] }',
  ],
  ['{ "smtp_password": 12345678 }', '{ "smtp_password": "" }'],
  ['{ "postmark_secret": "x" }', '{ "postmark_secret": "" }'],
  ['{ "p\\u0061ssword": "Secret1" }', '{ "p\\u0061ssword": "" }'],
  [
    '{ "enable_client_portal_password": true, "password": null }',
    '{ "enable_client_portal_password": true, "password": null }',
  ],
  ['{ "notes": "\\"password\\": \\"no key\\"" }', '{ "notes": "\\"password\\": \\"no key\\"" }'],
  ['["password", "Open"]', '["password", "Open"]'],
];

test('passwords are taken out of a text, and nothing else is', () => {
  for (const [text, expected] of cases) assert.equal(withoutPasswords(text), expected);
});

test('they are taken out while they are typed, too', () => {
  for (const text of [
    '{ "password": "Secret1',
    '{ "password": Secret1 Secret2 }',
    '{ "password": "Secret1\n}',
    '"password" "Secret1"',
  ])
    assert.doesNotMatch(withoutPasswords(text), /Secret/);
});

test('it takes linear time', () => {
  for (const part of ['"password":', '[{', '"\\', '"password": "x", '])
    assert.ok(withoutPasswords(part.repeat(100_000)).length > 0);
});
