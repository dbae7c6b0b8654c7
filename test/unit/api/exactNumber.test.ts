import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ExactNumber, isExactNumber, numberOf, sameDecimal } from '../../../src/api/exactNumber';
import { isRecord, parseJson, parseList } from '../../../src/api/json';

const bytes = (text: string) => Buffer.from(text);

test('a number is kept as its text only where a double has another value', () => {
  for (const source of [
    '0',
    '-0',
    '1.10',
    '1e3',
    '1E+3',
    '0.1',
    '9007199254740992',
    '1.0e+25',
    '5e-324',
    '100000000000000000000',
  ])
    assert.equal(numberOf(source), Number(source), source);
  for (const source of [
    '818617667421601852',
    '-9223372036854775807',
    '9007199254740993',
    '0.12345678901234567890',
    '1e400',
    '-1e-400',
    '99999999999999.123456',
  ])
    assert.deepEqual(numberOf(source), new ExactNumber(source));
  // Other texts that stand for numbers.
  assert.equal(numberOf('0x10'), 16);
  assert.equal(numberOf('+5'), 5);
});

test('decimals are compared with all their digits', () => {
  assert.ok(sameDecimal('1e1', '10.0'));
  assert.ok(sameDecimal('-0.0', '0'));
  assert.ok(sameDecimal('818617667421601852', '818617667421601852.0'));
  assert.ok(!sameDecimal('818617667421601852', '818617667421601800'));
  assert.ok(!sameDecimal('1', '-1'));
  assert.ok(!sameDecimal('abc', 'abc'));
  assert.ok(!sameDecimal('1e9999999999999999999', '1e9999999999999999998'));
});

test('an exact number is shown, counted with and written, and is no record', () => {
  const number = new ExactNumber('818617667421601852');
  assert.equal(String(number), '818617667421601852');
  assert.equal(Number(number), 818617667421601800);
  assert.equal(JSON.stringify({ a: [number] }, null, 1), '{\n "a": [\n  818617667421601852\n ]\n}');
  assert.ok(isExactNumber(number));
  assert.ok(!isExactNumber({ source: '818617667421601852' }));
  assert.ok(!isRecord(number));
});

test('every number of an answer is written as it was read', () => {
  const digits = (min: number, max: number) =>
    fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: min, maxLength: max });
  const number = fc
    .tuple(fc.constantFrom('', '-'), fc.integer({ min: 1, max: 9 }), digits(0, 30), fc.option(digits(1, 30)))
    .map(
      ([sign, first, rest, fraction]) => `${sign}${first}${rest}${fraction === null ? '' : `.${fraction}`}`,
    );
  const blank = fc.constantFrom('', ' ', '\n\t');
  fc.assert(
    fc.property(fc.array(fc.tuple(number, blank, fc.string({ maxLength: 20 }))), (parts) => {
      const text = `[${parts.map(([n, gap, note]) => `{"n":${gap}${n}${gap},"s":${JSON.stringify(`${note}${n}`)}}`).join()}]`;
      for (const read of [parseJson, parseList]) {
        const rows = JSON.parse(
          JSON.stringify(read(bytes(text))),
          (key, value: unknown, context?: { source: string }) => (key === 'n' ? context?.source : value),
        ) as { n: string; s: string }[];
        rows.forEach((row, at) => {
          const [sent = '', , note = ''] = parts[at] ?? [];
          assert.ok(sameDecimal(row.n, sent), `${row.n} for ${sent}`);
          assert.equal(row.s, `${note}${sent}`);
        });
      }
    }),
  );
  assert.deepEqual(parseJson(bytes('818617667421601852')), new ExactNumber('818617667421601852'));
});

test('long digits inside of texts are left alone, deep nesting is an error of syntax', () => {
  assert.deepEqual(parseJson(bytes('{"a":"818617667421601852","b":", 818617667421601852 ,"}')), {
    a: '818617667421601852',
    b: ', 818617667421601852 ,',
  });
  const deep = `${'['.repeat(200_000)}818617667421601852${']'.repeat(200_000)}`;
  assert.throws(() => parseJson(bytes(deep)), SyntaxError);
});
