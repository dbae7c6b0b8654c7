import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addContact,
  contactOffset,
  makePrimary,
  removeContact,
  setPortalPassword,
} from '../../../../src/records/contacts/contactEdits';
import { applyEdits } from '../../../../src/records/text/edits';
import type { Edit } from '../../../../src/records/text/edits';
import { planSave } from '../../../../src/records/merge/plan';
import { recordToText } from '../../../../src/records/text/recordText';
import { client, contact } from '../sample';
import type { Editable } from '../sample';

const base = client({ contacts: [contact(1, { is_primary: true }), contact(2), contact(3)] });
const text = recordToText(base);

function after(edits: Edit[] | undefined, of = text): string {
  assert.ok(edits);
  const result = applyEdits(of, edits);
  JSON.parse(result);
  return result;
}

function ids(of: string): unknown[] {
  return (JSON.parse(of) as Editable).contacts.map((one) => one.id);
}

test('a contact is added at the end, laid out as its neighbors', () => {
  const result = after(addContact(text, { email: 'n@x.y' }));
  assert.equal(result, `${JSON.stringify(JSON.parse(result), null, 2)}\n`);
  const added = (JSON.parse(result) as Editable).contacts[3];
  assert.deepEqual(added, { first_name: '', last_name: '', email: 'n@x.y', phone: '', send_email: true });
  assert.equal(
    after(addContact('{"name":"A"}', {}), '{"name":"A"}').startsWith('{"name":"A","contacts":['),
    true,
  );
  for (const bare of ['{}', '{\n  "contacts": []\n}', '{"contacts":[]}']) after(addContact(bare), bare);
  assert.equal(addContact('{'), undefined);
  assert.equal(addContact('{"contacts":5}'), undefined);
});

test('a contact is removed, whichever it is', () => {
  for (const [id, rest] of [
    ['Contact1', ['Contact2', 'Contact3']],
    ['Contact2', ['Contact1', 'Contact3']],
    ['Contact3', ['Contact1', 'Contact2']],
  ] as const) {
    const result = after(removeContact(text, id));
    assert.deepEqual(ids(result), rest);
    assert.equal(result, `${JSON.stringify(JSON.parse(result), null, 2)}\n`);
  }
  let rest = text;
  for (let left = 3; left > 0; left--) rest = after(removeContact(rest, 0), rest);
  assert.deepEqual(ids(rest), []);
  assert.equal(removeContact(text, 'Other'), undefined);
  assert.equal(removeContact(text, 3), undefined);
});

test('one contact becomes the primary one, the others cease to be', () => {
  const result = after(makePrimary(text, 'Contact2'));
  const flags = (JSON.parse(result) as Editable).contacts.map((one) => one.is_primary);
  assert.deepEqual(flags, [false, true, false]);
  const plan = planSave(base, base, result);
  assert.ok(plan.kind === 'save' && plan.primaryChange?.to.id === 'Contact2');
  const bare = '{ "contacts": [ { "email": "a@b.c" }, {} ] }';
  assert.equal(
    after(makePrimary(bare, 0), bare),
    '{ "contacts": [ { "email": "a@b.c", "is_primary": true }, {} ] }',
  );
  assert.deepEqual((JSON.parse(after(makePrimary(bare, 1), bare)) as Editable).contacts[1], {
    is_primary: true,
  });
});

test('a portal password is written, and written over', () => {
  const once = after(setPortalPassword(text, 'Contact2', 'Secret123'));
  const twice = after(setPortalPassword(once, 'Contact2', 'Quote"456'), once);
  assert.equal((JSON.parse(twice) as Editable).contacts[1]?.password, 'Quote"456');
  assert.equal(twice, `${JSON.stringify(JSON.parse(twice), null, 2)}\n`);
});

test('a contact is found in the text, also in one with errors', () => {
  for (const of of [text, text.slice(0, -2), text.replace('"name"', '//\n"name"')]) {
    const offset = contactOffset(of, 'Contact2');
    assert.ok(offset !== undefined);
    assert.match(of.slice(offset), /^\{\s+"first_name": "First2"/);
  }
  assert.equal(contactOffset(text, 'Other'), undefined);
  assert.equal(contactOffset('', 'Contact1'), undefined);
});

test('Windows line breaks and tabs stay', () => {
  const windows = JSON.stringify(JSON.parse(text), null, '\t').replaceAll('\n', '\r\n');
  for (const edits of [
    addContact(windows),
    removeContact(windows, 1),
    setPortalPassword(windows, 0, 'Secret123'),
  ]) {
    const result = after(edits, windows);
    assert.equal(result, JSON.stringify(JSON.parse(result), null, '\t').replaceAll('\n', '\r\n'));
  }
});
