import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { containsPattern, equalityKey, fold } from '../../../src/demo/store/collation';
import { parseMoment } from '../../../src/demo/listing/dates';
import { isEmail } from '../../../src/demo/writing/emailRule';
import { parseForm } from '../../../src/demo/http/formFields';
import { decodeId, encodeId, encodeReference, INVALID_ID } from '../../../src/demo/store/hashIds';
import {
  asBoolean,
  asInteger,
  jsonEncode,
  leadingNumber,
  normalize,
  stripTags,
  toInt,
} from '../../../src/demo/php';
import { castSettings, checkSettings } from '../../../src/demo/writing/settings';
import { ValidationErrors, Problem } from '../../../src/demo/http/problem';

describe('ids', () => {
  test('as the corpus has them', () => {
    const samples: [number, string][] = [
      [1, 'VolejRejNm'],
      [2, 'Wpmbk5ezJn'],
      [48, 'wMvbmZOdYA'],
      [100, 'Wjneg56bwZ'],
      [0, 'WjnegYbwZ1'],
    ];
    for (const [number, id] of samples) assert.deepEqual([encodeId(number), decodeId(id)], [id, number]);
  });
  test('text that is no id', () => {
    for (const id of ['xxxxxxxxxx', 'volejrejnm', '1', '', 'VolejRejNmx', 5, null, 'ä'.repeat(10)])
      assert.equal(decodeId(id), INVALID_ID);
    assert.equal(encodeReference(null), '');
    assert.equal(encodeReference(INVALID_ID), '');
  });
});

describe('PHP', () => {
  test('numbers in text', () => {
    assert.deepEqual(['1e2', '20abc', '+5', ' 7 ', 'abc', '', '-1.9'].map(toInt), [100, 20, 5, 7, 0, 0, -1]);
    assert.deepEqual(['5', '+5', '05', '5.0', '1e2', true, 2.5].map(asInteger), [
      5,
      5,
      undefined,
      undefined,
      undefined,
      1,
      undefined,
    ]);
    assert.equal(leadingNumber('.5x'), 0.5);
  });
  test('booleans in text', () => {
    assert.deepEqual(['1', 'yes', 'off', '', 'odd', 0].map(asBoolean), [
      true,
      true,
      false,
      false,
      undefined,
      false,
    ]);
  });
  test('strip_tags', () => {
    assert.equal(stripTags('<b>New</b> name <x>'), 'New name ');
    assert.equal(stripTags('A <b@x>'), 'A ');
    assert.equal(stripTags('1 < 2'), '1 < 2');
    assert.equal(stripTags('<a title=">">x</a>'), 'x');
  });
  test('trimming and empty texts', () => {
    assert.deepEqual(normalize({ a: ' \u3000x\u00a0', b: '  ', c: ['', { d: ' y ' }], password: ' p ' }), {
      a: 'x',
      b: null,
      c: [null, { d: 'y' }],
      password: ' p ',
    });
  });
  test('__proto__ in a body is an ordinary key', () => {
    const out = normalize(JSON.parse('{"__proto__":{"polluted":1},"a":{"__proto__":{"polluted":1}}}')) as {
      a: object;
    };
    assert.equal(({} as { polluted?: number }).polluted, undefined);
    assert.equal((out.a as { polluted?: number }).polluted, undefined);
    parseForm('__proto__[polluted]=1&a[__proto__][polluted]=1');
    assert.equal(({} as { polluted?: number }).polluted, undefined);
  });
  test('json_encode', () => {
    assert.equal(jsonEncode(['ä/b']), '["\\u00e4\\/b"]');
  });
  test('form fields', () => {
    assert.deepEqual(parseForm('a=1&b[]=2&b[]=3&c[x][y]=4&a=5&d+e=%C3%A4%'), {
      a: '5',
      b: { 0: '2', 1: '3' },
      c: { x: { y: '4' } },
      d_e: 'ä%',
    });
  });
});

describe('collation', () => {
  test('case, accents and what has none', () => {
    assert.equal(fold('MÜLLER'), 'muller');
    assert.notEqual(fold('Søn'), fold('Son'));
    assert.equal(equalityKey('A  '), equalityKey('a'));
    assert.equal(fold('🎉'), fold('🧁'));
  });
  test('LIKE', () => {
    assert.ok(containsPattern('b_d')('abcde'));
    assert.ok(containsPattern('a%e')('xabcdex'));
    assert.ok(!containsPattern('*')('abc'));
    assert.ok(containsPattern('\\%')('100% cotton') && !containsPattern('\\%')('100 cotton'));
    assert.ok(!containsPattern('.')('abc'));
  });
});

test('e-mail addresses', () => {
  for (const good of [
    'a@b',
    'a.b+c@d-e.example',
    'ü@ö.example',
    '"a b"@c.de',
    "o'brien@x.ie",
    'a@[127.0.0.1]',
  ])
    assert.ok(isEmail(good), good);
  for (const bad of [
    'bad',
    'a@',
    '@b',
    'a b@c.de',
    'a..b@c.de',
    'a@b..c',
    'a@-b.de',
    '.a@b.de',
    'a@b c',
    5,
    null,
  ])
    assert.ok(!isEmail(bad), String(bad));
});

test('dates of filters', () => {
  const now = Date.UTC(2026, 10, 22, 12) / 1000;
  assert.equal(parseMoment('1795325218', now), 1_795_325_218);
  assert.equal(parseMoment('2026-01-01', now), Date.UTC(2026, 0, 1) / 1000);
  assert.equal(parseMoment('2026-01-01T02:00:00+02:00', now), Date.UTC(2026, 0, 1) / 1000);
  assert.equal(parseMoment('yesterday', now), Date.UTC(2026, 10, 21) / 1000);
  assert.equal(parseMoment('-2 days', now), now - 172_800);
  for (const garbage of ['garbage', '2026-13-01', '']) assert.equal(parseMoment(garbage, now), undefined);
});

describe('settings', () => {
  const problem = (settings: Record<string, unknown>): unknown => {
    const errors = new ValidationErrors();
    checkSettings(settings, errors);
    try {
      errors.throwIfAny();
      return undefined;
    } catch (error) {
      return (error as Problem).errors?.settings;
    }
  };
  test('types', () => {
    assert.deepEqual(problem({ payment_terms: 'x' }), ['payment_terms is not a valid integer']);
    assert.deepEqual(problem({ send_reminders: 'no' }), ['send_reminders is not a valid bool']);
    assert.deepEqual(problem({ custom_value1: 5 }), ['custom_value1 is not a valid string']);
    for (const fine of [
      { send_reminders: '0' },
      { payment_terms: 14 },
      { currency_id: '-1' },
      { unknown: 'x' },
      { default_task_rate: 'x' },
    ]) {
      assert.equal(problem(fine), undefined);
    }
    assert.throws(() => checkSettings({ anything: [1] }, new ValidationErrors()), Problem);
  });
  test('casts', () => {
    assert.deepEqual(
      castSettings({
        payment_terms: 14,
        send_reminders: 'true',
        default_task_rate: '12.5',
        language_id: null,
        foo: 1,
      }),
      {
        payment_terms: '14',
        send_reminders: true,
        default_task_rate: 12.5,
        language_id: null,
        foo: 1,
      },
    );
  });
});
