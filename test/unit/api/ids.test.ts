import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import Hashids from 'hashids';
import { isApiError } from '../../../src/api/errors';
import { isId } from '../../../src/api/ids';
import { NumericIds } from '../../../src/api/numericIds';
import { requireId } from '../../../src/api/routes/requireId';

test('an id is letters and digits, 10 to 64 of them', () => {
  for (const id of ['VolejRejNm', 'a'.repeat(64), '0123456789']) assert.equal(requireId(id), id);
  for (const id of [
    '',
    'short',
    'a'.repeat(65),
    '../../purge',
    'VolejRejN/',
    'VolejRejNm?',
    'Völejrejnm',
    'VolejRejNm\n',
  ]) {
    assert.equal(isId(id), false);
    assert.throws(
      () => requireId(id),
      (error) => isApiError(error, 'notFound'),
    );
  }
  assert.equal(isId(17), false);
});

test('numbers come and go with the ids that were seen', () => {
  const numbers = new NumericIds();
  assert.equal(numbers.toNumber('VolejRejNm'), undefined, 'nothing seen yet');
  numbers.see('VolejRejNm');
  numbers.see('');
  assert.equal(numbers.toNumber('Opnel5aKBz'), 3);
  assert.equal(numbers.toId(7064), 'YQdJqg9bOG');
  for (const value of [0, -1, 1.5, NaN, 2 ** 60]) assert.equal(numbers.toId(value), undefined);
  numbers.see('AAAAAAAAAA');
  assert.equal(numbers.usable, false);
  assert.equal(numbers.toNumber('VolejRejNm'), undefined);
  assert.equal(numbers.toId(1), undefined);
});

test('a salt decodes its own ids only', () => {
  const foreign = new Hashids('other salt', 10).encode(12);
  const plain = new NumericIds();
  plain.see(foreign);
  assert.equal(plain.usable, false);
  const salted = new NumericIds('other salt');
  salted.see(foreign);
  assert.equal(salted.toNumber(foreign), 12);
});

test('no text makes it throw', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.double(), (salt, id, value) => {
      const numbers = new NumericIds(salt);
      numbers.see(id);
      numbers.toNumber(id);
      numbers.toId(value);
    }),
  );
});
