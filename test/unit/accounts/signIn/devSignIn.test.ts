import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDevSignIn } from '../../../../src/accounts/signIn/devSignIn';

const token = 'a'.repeat(48);

test('a loopback address with a token is taken', () => {
  for (const url of ['http://127.0.0.1:4711', 'http://localhost:4711', 'http://[::1]:4711/'])
    assert.deepEqual(readDevSignIn(JSON.stringify({ url, token })), {
      address: url.replace(/\/$/, ''),
      token,
    });
});

test('any other address is ignored, however it is written', () => {
  const urls = [
    'https://invoicing.co',
    'http://10.0.0.1',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'http://127.0.0.1@evil.example',
    'http://evil.example/127.0.0.1',
    '127.0.0.1.nip.io',
  ];
  for (const url of urls) assert.equal(readDevSignIn(JSON.stringify({ url, token })), undefined, url);
});

test('without a proper token, or with anything but that JSON, it is ignored', () => {
  const url = 'http://127.0.0.1:4711';
  const values = [
    undefined,
    '',
    '{',
    'null',
    '[]',
    '"x"',
    JSON.stringify({ url }),
    JSON.stringify({ url, token: '' }),
  ];
  values.push(
    JSON.stringify({ url, token: 'short' }),
    JSON.stringify({ url, token: 'x\n'.repeat(40) }),
    'x'.repeat(5000),
  );
  for (const value of values) assert.equal(readDevSignIn(value), undefined, String(value));
});

test('a prefill only fills in an address', () => {
  assert.deepEqual(readDevSignIn(JSON.stringify({ prefill: 'ninja.example/api/v1/', token })), {
    prefill: 'https://ninja.example',
  });
  assert.equal(readDevSignIn(JSON.stringify({ prefill: 'ftp://x' })), undefined);
});
