import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExactNumber } from '../../../../src/api/exactNumber';
import { parseJson } from '../../../../src/api/json';
import { dataOf, toClient } from '../../../../src/api/routes/answers';
import { containsAll } from '../../../../src/api/routes/readBack';
import type { Client } from '../../../../src/api/types';
import { checkText } from '../../../../src/records/check/check';
import { deepEqual, sameValue } from '../../../../src/records/compare';
import { clientField } from '../../../../src/records/fields/catalogue';
import { formatMoney } from '../../../../src/records/format';
import { planSave } from '../../../../src/records/merge/plan';
import { storedDifferently } from '../../../../src/records/merge/storedDifferently';
import { recordToText, textAfterSave } from '../../../../src/records/text/recordText';
import { duplicateText, planCreate } from '../../../../src/records/text/template';
import { client } from '../sample';

const long = '818617667421601852';
const rounded = '818617667421601800';

/** A client whose answer has the number under a key of its own, in its settings, a contact and nested. */
function answer(number = long): Client {
  const text = JSON.stringify({ data: client({ loyalty_number: 0, e_invoice: { n: 0 } }) })
    .replace('"loyalty_number":0', `"loyalty_number":${number}`)
    .replace('"payment_terms":"14"', `"payment_terms":${number},"loyalty":${number},"list":[{"n":${number}}]`)
    .replace('"custom_value1":""', `"custom_value1":${number}`);
  return toClient(dataOf(parseJson(Buffer.from(text))));
}

const digitsIn = (text: string) => [...text.matchAll(/\d{18}/g)].map(([found]) => found);

test('a save of another field sends the numbers of the settings as the server wrote them', () => {
  const base = answer();
  const text = recordToText(base);
  assert.deepEqual(digitsIn(text), Array<string>(5).fill(long));
  assert.deepEqual(checkText(text, { base, server: base }), []);
  const plan = planSave(base, answer(), text.replace('+49 40 5550134', '+49 40 1'));
  assert.equal(plan.kind, 'save');
  if (plan.kind !== 'save') return;
  assert.deepEqual(plan.conflicts, []);
  assert.deepEqual(plan.changed, [['phone']]);
  assert.deepEqual(digitsIn(JSON.stringify(plan.body)), [long, long, long]);
  assert.deepEqual(storedDifferently(plan, { ...base, phone: '+49 40 1' }, text), []);
  assert.ok(containsAll({ ...base, phone: '+49 40 1' }, plan.body));
});

test('the last digits of a number are a change, of either side', () => {
  const base = answer();
  const text = recordToText(base);
  const mine = planSave(base, base, text.replace(`"loyalty": ${long}`, `"loyalty": ${rounded}`));
  assert.equal(mine.kind === 'save' && digitsIn(JSON.stringify(mine.body)).includes(rounded), true);
  const theirs = planSave(base, answer('818617667421601853'), text.replace('+49 40 5550134', '+49 40 1'));
  assert.deepEqual(
    theirs.kind === 'save' && digitsIn(JSON.stringify(theirs.body)),
    Array(3).fill('818617667421601853'),
  );
  assert.ok(digitsIn(textAfterSave(text, answer('818617667421601853'))).every((one) => one.endsWith('3')));
  assert.equal(textAfterSave(text, answer()), text);
  assert.equal(planSave(base, answer(), text).kind, 'unchanged');
});

test('a number that the user types goes out with all its digits', () => {
  const base = client();
  const text = recordToText(base).replace(
    '"payment_terms": "14"',
    `"payment_terms": ${long}, "own": ${long}, "large": 1e400`,
  );
  const plan = planSave(base, base, text);
  assert.match(JSON.stringify(plan), new RegExp(`"payment_terms":"${long}".*"own":${long},"large":1e400`));
  const created = planCreate(`{"name":"x","settings":{"own":${long}}}`);
  assert.match(JSON.stringify(created), new RegExp(`"own":${long}`));
  assert.deepEqual(digitsIn(duplicateText(answer())), Array(4).fill(long));
});

test('a number in place of an object or a list is an error', () => {
  const server = client();
  for (const text of [`{"settings":${long}}`, `{"contacts":${long}}`, `{"contacts":[${long}]}`]) {
    const errors = checkText(text, { server }).filter(({ severity }) => severity === 'error');
    assert.deepEqual(
      errors.map(({ code }) => code),
      ['type'],
      text,
    );
  }
});

test('exact numbers compare with numbers and texts by their digits', () => {
  const number = new ExactNumber(long);
  const field = clientField('balance');
  assert.ok(sameValue(field, number, long));
  assert.ok(sameValue(field, '0x10', 16));
  assert.ok(sameValue(field, '1.50', 1.5));
  assert.ok(!sameValue(field, long, rounded));
  assert.ok(!sameValue(field, number, Number(rounded)));
  assert.ok(sameValue(undefined, number, ` ${long}`));
  assert.ok(!deepEqual(number, { source: long }));
  assert.ok(deepEqual([number], [new ExactNumber(long)]));
  assert.equal(formatMoney(new ExactNumber('1234.50000000000000001'), undefined, 'en'), '1,234.50');
});
