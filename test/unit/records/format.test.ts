import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  formatCount,
  formatDate,
  formatDateTime,
  formatMoney,
  formatSize,
} from '../../../src/records/format';

const plain = (text: string) => text.replace(/[\u00A0\u202F]/g, ' ');
const row = (code: string, precision: unknown, symbol = '') => ({
  id: '1',
  name: code,
  code,
  precision,
  symbol,
});

test('money follows locale and currency', () => {
  assert.equal(formatMoney(1234.5, row('EUR', 2), 'en-US'), '€1,234.50');
  assert.equal(plain(formatMoney(1234.5, row('EUR', '2'), 'de')), '1.234,50 €');
  assert.equal(formatMoney('1234', row('JPY', 0), 'en-US'), '¥1,234');
  assert.equal(formatMoney(-1.5, row('USD', 2), 'en-US'), '-$1.50');
  const dollars = row('USD', 2);
  assert.deepEqual(
    [-0, 0, 1.5, -1.5, 1.5].map((amount) => formatMoney(amount, dollars, 'en-US')),
    ['$0.00', '$0.00', '$1.50', '-$1.50', '$1.50'],
  );
});

test('odd currencies, locales and amounts do not throw', () => {
  assert.equal(formatMoney(2, undefined, 'en'), '2.00');
  assert.equal(formatMoney(2, row('BTCX', 8, '₿'), 'en'), '2.00000000 BTCX');
  assert.equal(formatMoney(2, row('', 2, '₿'), 'en'), '2.00 ₿');
  assert.equal(formatMoney(2, row('EUR', 99), 'en-US'), '€2.00');
  assert.equal(formatMoney('x', undefined, 'en'), '');
  assert.notEqual(formatMoney(2, row('EUR', 2), 'not a locale'), '');
});

test('times are unix seconds, 0 is never', () => {
  assert.equal(formatDate(1767225600, 'en-US', 'UTC'), 'Jan 1, 2026');
  assert.equal(formatDate('1767225600', 'de', 'UTC'), '01.01.2026');
  assert.equal(plain(formatDateTime(1767225600, 'en-US', 'UTC')), 'Jan 1, 2026, 12:00 AM');
  for (const never of [0, '', undefined, 'x', -1, 1e300]) assert.equal(formatDate(never, 'en'), '');
});

test('counts and sizes follow the locale', () => {
  assert.deepEqual(
    ['en', 'de'].map((locale) => formatCount(1234567, locale)),
    ['1,234,567', '1.234.567'],
  );
  assert.deepEqual(
    [0, 1, 999, 1500, 15_000, 102_400_000, 5e12].map((bytes) => formatSize(bytes, 'en')),
    ['0 bytes', '1 byte', '999 bytes', '1.5 kB', '15 kB', '102 MB', '5,000 GB'],
  );
  assert.equal(plain(formatSize(1500, 'de')), '1,5 kB');
});
