import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cleanFileName } from '../../../src/records/fileName';
import { clientName, clientState, contactName } from '../../../src/records/names';
import { client, contact } from './sample';

test('a client is called by its name, else by its first contact, else by its number', () => {
  assert.equal(clientName(client()), 'Harbour Bakery');
  assert.equal(clientName(client({ name: '  ' })), 'First1 Last1');
  assert.equal(
    clientName(client({ name: '', contacts: [contact(1, { first_name: '', last_name: '' })] })),
    'c1@example.com',
  );
  const blank = contact(1, { first_name: '', last_name: ' ', email: ' ' });
  assert.equal(clientName(client({ name: '', contacts: [blank, contact(2)] })), 'First2 Last2');
  assert.equal(clientName(client({ name: '', contacts: [blank] })), 'Client 0001');
  assert.equal(clientName({}), 'Client');
  assert.equal(contactName(contact(1, { last_name: '' })), 'First1');
});

test('deleted wins over archived', () => {
  assert.equal(clientState(client()), 'active');
  assert.equal(clientState(client({ archived_at: 5 })), 'archived');
  assert.equal(clientState(client({ archived_at: 5, is_deleted: true })), 'deleted');
});

test('a file name holds no separators and nothing invisible', () => {
  assert.equal(cleanFileName('A/B\\C'), 'A∕B⧵C');
  assert.equal(cleanFileName('[Refund](command:x)'), '[Refund] (command:x)');
  assert.equal(cleanFileName('  a \t\n b\u2028c '), 'a b c');
  assert.equal(cleanFileName('a\u202Eb\u200Bc\u0007d\uFEFFe\u2066f'), 'abcd ef');
  assert.equal(cleanFileName('Familie 👨‍👩‍👧 Müller'), 'Familie 👨‍👩‍👧 Müller');
  assert.equal(cleanFileName('👩🏽‍🚀 ❤️‍🔥'), '👩🏽‍🚀 ❤️‍🔥');
  assert.equal(cleanFileName('a\u200Db'), 'ab');
  assert.equal(cleanFileName('مخبز الميناء'), 'مخبز الميناء');
  assert.equal(cleanFileName('100% #1? +"q"'), '100% #1? +"q"');
  for (const name of ['', ' ', '.', '..', '\u200B', '\uD800']) assert.equal(cleanFileName(name), 'client');
});

test('a file name is short, whole and stable, whatever the name', () => {
  assert.equal(Array.from(cleanFileName('🦀'.repeat(200))).length, 80);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
      const clean = cleanFileName(name);
      assert.ok(clean.length > 0 && !/\p{Cs}/u.test(clean) && Array.from(clean).length <= 80);
      assert.ok(!/[/\\\p{Cc}]/u.test(clean) && clean === clean.trim());
      assert.equal(cleanFileName(clean), clean);
    }),
    { numRuns: 1000 },
  );
});
