import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { accountId, isLoopback, normalizeAddress } from '../../../src/api/address';

const accepted: [input: string, address: string, insecure: boolean][] = [
  ['invoicing.co', 'https://invoicing.co', false],
  ['  https://Invoicing.CO/  ', 'https://invoicing.co', false],
  ['https://ninja.example:8443/', 'https://ninja.example:8443', false],
  ['https://ninja.example:443', 'https://ninja.example', false],
  ['https://example.com/ninja/', 'https://example.com/ninja', false],
  ['https://example.com/ninja/api/v1', 'https://example.com/ninja', false],
  ['https://example.com/api/v1/clients?page=2', 'https://example.com', false],
  ['https://example.com/api/v1/clients/VolejRejNm/edit', 'https://example.com', false],
  ['https://example.com/api', 'https://example.com', false],
  ['https://example.com/#/clients/VolejRejNm', 'https://example.com', false],
  ['https://example.com/ninja//index.php', 'https://example.com/ninja', false],
  ['ninja', 'https://ninja', false],
  ['ninja:8080', 'https://ninja:8080', false],
  ['http://ninja', 'http://ninja', true],
  ['http://localhost:8000', 'http://localhost:8000', false],
  ['http://127.1.2.3', 'http://127.1.2.3', false],
  ['http://[::1]:80/', 'http://[::1]', false],
  ['http://192.168.1.10', 'http://192.168.1.10', true],
  ['HTTPS://EXAMPLE.COM', 'https://example.com', false],
  ['//example.com/x', 'https://example.com/x', false],
  ['https://exam\u200bple.com\n', 'https://example.com', false],
  ['https://müller.example', 'https://xn--mller-kva.example', false],
  ['https://example.com/apiary', 'https://example.com/apiary', false],
];

for (const [input, address, insecure] of accepted) {
  test(`address ${JSON.stringify(input)}`, () => {
    assert.deepEqual(normalizeAddress(input), { address, insecure });
  });
}

for (const input of [
  '',
  '   ',
  'ftp://example.com',
  'https://',
  'https://u:p@example.com',
  'me@example.com',
  'https://a b%%/',
  'javascript://x',
  'https://[::',
]) {
  test(`address ${JSON.stringify(input)} is refused with a sentence`, () => {
    const result = normalizeAddress(input);
    if ('address' in result) assert.deepEqual(result, { address: 'https://ab%%', insecure: false });
    else assert.match(result.error, /^[A-Z].*\.$/);
  });
}

test('normalizing any text never throws, and twice is the same as once', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true, withFragments: true })),
      (input) => {
        const once = normalizeAddress(input);
        if (!('address' in once)) return;
        const twice = normalizeAddress(once.address);
        assert.deepEqual(twice, once);
      },
    ),
    { numRuns: 500 },
  );
});

test('loopback is this machine only', () => {
  for (const host of ['localhost', 'demo.localhost', '127.0.0.1', '[::1]'])
    assert.ok(isLoopback(`http://${host}:1/x`));
  for (const host of ['127.0.0.1.example.com', 'localhost.example.com', '10.0.0.1'])
    assert.ok(!isLoopback(`http://${host}`));
  assert.ok(!isLoopback('nonsense'));
});

test('an account id is stable, short and depends on address and company', () => {
  const id = accountId('https://example.com', 'VolejRejNm');
  assert.match(id, /^[0-9a-f]{16}$/);
  assert.equal(id, accountId('https://EXAMPLE.com/api/v1/', 'VolejRejNm'));
  assert.notEqual(id, accountId('https://example.com', 'Wpmbk5ezJn'));
  assert.notEqual(id, accountId('http://example.com', 'VolejRejNm'));
});
