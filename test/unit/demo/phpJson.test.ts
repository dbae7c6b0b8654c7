import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineAt, phpJson } from '../../../src/demo/answers/phpJson';
import { withDemo } from './calls';

const ID = 'VolejRejNm';

test('JSON is written as PHP writes it: in levels, in ASCII, with escaped slashes', () => {
  const value = { name: 'Zoë 🎉', url: 'https://x/y', list: [1, []], none: {}, text: 'a\nb' };
  const expected = [
    '{',
    '    "name": "Zo\\u00eb \\ud83c\\udf89",',
    '    "url": "https:\\/\\/x\\/y",',
    '    "list": [',
    '        1,',
    '        []',
    '    ],',
    '    "none": {},',
    '    "text": "a\\nb"',
    '}',
  ];
  assert.equal(phpJson(value), expected.join('\n'));
  assert.equal(phpJson(value, 2), expected.join(lineAt(2)));
  assert.deepEqual(JSON.parse(phpJson(value)), value);
});

test('lists, records and blank clients are written that way in every envelope; failures are not', async () => {
  await withDemo({}, async ({ call }) => {
    const paths = [
      'clients?per_page=5',
      'clients?per_page=5&include=documents',
      'clients?filter=nobody%20is%20called%20so',
      'clients?per_page=2&include_static=true',
      'clients?per_page=2&index=none',
      'clients?per_page=2&index=rows',
      `clients/${ID}`,
      `clients/${ID}?index=none`,
      'clients/create',
      'group_settings',
      'companies/current',
    ];
    for (const path of paths) {
      const { status, text } = await call(path === 'companies/current' ? 'POST' : 'GET', path);
      assert.equal(status, 200, path);
      // Parsing and formatting it again gives the same text, so every level is indented correctly.
      assert.equal(text, phpJson(JSON.parse(text)), path);
    }
    const { status, text } = await call('POST', 'clients', { contacts: [{ email: 'no address' }] });
    assert.equal(status, 422);
    assert.equal(text, JSON.stringify(JSON.parse(text)));
  });
});
