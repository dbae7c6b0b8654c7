import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkText } from '../../../src/records/check/check';
import { planSave } from '../../../src/records/merge/plan';
import { storedDifferently } from '../../../src/records/merge/storedDifferently';
import { recordToText, textAfterSave } from '../../../src/records/text/recordText';
import { duplicateText, planCreate } from '../../../src/records/text/template';
import { withoutSecrets } from '../../../src/records/withoutSecrets';
import { client, contact, edited } from './sample';

/** A client whose record has a mark in every place from which somebody could log in or pay. */
function marked() {
  const key = (name: string) => `MARK ${name}`;
  return client({
    client_hash: key('hash'),
    magic_link: key('magic'),
    contacts: [
      contact(1, {
        is_primary: true,
        contact_key: key('contact'),
        link: key('link'),
        password: key('password'),
      }),
    ],
    settings: {
      currency_id: '3',
      smtp_password: key('smtp'),
      postmark_secret: key('postmark'),
      translations: { total: 'Sum', api_key: key('api') },
      enable_client_portal_password: true,
    },
    invitations: [{ key: key('invitation'), link: key('invitation link') }],
    ledger: [{ amount: 5, invoice: { invitations: [{ key: key('ledger') }], number: 'R1' } }],
    activities: [{ notes: 'Hello', contact: { link: key('activity'), label: 'Ada' } }],
    group: { name: 'Group', settings: { mailgun_secret: key('mailgun'), name: 'Inc.' } },
    gateway_tokens: [{ token: key('token') }],
    documents: [{ id: 'doc', name: 'a.pdf', hash: key('document') }] as never,
  });
}

test('a record without its secrets keeps everything else', () => {
  const plain = withoutSecrets(marked());
  assert.doesNotMatch(JSON.stringify(plain), /MARK/);
  assert.deepEqual(plain.settings, {
    currency_id: '3',
    translations: { total: 'Sum' },
    enable_client_portal_password: true,
  });
  assert.deepEqual(plain.ledger, [{ amount: 5, invoice: { number: 'R1' } }]);
  assert.deepEqual(plain.activities, [{ notes: 'Hello', contact: { label: 'Ada' } }]);
  assert.deepEqual(plain.group, { name: 'Group', settings: { name: 'Inc.' } });
  assert.deepEqual(plain.documents, [{ id: 'doc', name: 'a.pdf' }]);
  assert.equal((plain.contacts as { email: string }[])[0]?.email, 'c1@example.com');
});

test('texts contain no secret setting, and a save leaves those of the server alone', () => {
  const record = marked();
  delete (record.settings.translations as Record<string, unknown>).api_key;
  for (const text of [recordToText(record), duplicateText(record)]) assert.doesNotMatch(text, /MARK/);
  const text = edited(recordToText(record), (value) => (value.settings.payment_terms = '7'));
  const plan = planSave(record, record, text);
  assert.ok(plan.kind === 'save');
  assert.deepEqual(plan.body.settings, { ...record.settings, payment_terms: '7' });
});

test('a secret setting that the user writes is sent, and taken out of the text after the save', () => {
  const record = marked();
  const text = edited(recordToText(record), (value) => {
    value.settings.smtp_password = 'new';
    value.settings.postmark_secret = '';
  });
  assert.deepEqual(checkText(text, { base: record, server: record }), []);
  const moved = client({ ...record, settings: { ...record.settings, smtp_password: 'theirs' } });
  const plan = planSave(record, moved, text);
  assert.ok(plan.kind === 'save');
  const { smtp_password: smtp, ...rest } = plan.body.settings as Record<string, unknown>;
  assert.equal(smtp, 'new');
  assert.equal(Object.hasOwn(rest, 'postmark_secret'), false);
  assert.deepEqual(plan.conflicts, []);
  const stored = client({ ...record, settings: { ...record.settings, smtp_password: '*****' } });
  assert.deepEqual(storedDifferently(plan, stored, text), []);
  assert.equal(textAfterSave(text, record).includes('smtp_password'), false);
  const created = planCreate('{"name":"x","settings":{"smtp_password":"new"}}');
  assert.ok(created.kind === 'create');
  assert.deepEqual(created.body.settings, { smtp_password: 'new' });
});
