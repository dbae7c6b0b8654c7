import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numberedName, safeFileName } from '../../../../src/actions/files/fileNames';

test('file names are made valid and stay readable', () => {
  const names: [string, string, string][] = [
    ['Offer 2026.pdf', 'pdf', 'Offer 2026.pdf'],
    ['../../etc/passwd', 'txt', '_∕..∕etc∕passwd.txt'.replaceAll('∕', '_')],
    ['C:\\boot.ini', 'txt', 'C__boot.ini'],
    ['.bashrc', 'txt', '_bashrc.txt'],
    ['CON', 'txt', '_CON.txt'],
    ['a\u202efdp.exe', 'txt', 'afdp.exe'],
    ['scan', 'png', 'scan.png'],
    ['trailing. ', 'png', 'trailing.png'],
    ['', 'pdf', 'client.pdf'],
  ];
  for (const [name, type, safe] of names) assert.equal(safeFileName({ name, type }), safe, name);
  assert.equal(numberedName('a.b.pdf', 2), 'a.b (2).pdf');
});

test('names are cut by bytes, between code points, before their number and extension', () => {
  const signs = ['😀', '👩\u200D👧', 'ü', 'x', '漢', 'e\u0301'];
  for (const sign of signs)
    for (const [ending, type] of [
      ['.pdf', 'pdf'],
      ['', 'png'],
      [`.${'y'.repeat(200)}`, 'txt'],
    ] as const) {
      const name = safeFileName({ name: sign.repeat(80) + ending, type });
      for (const number of [1, 2, 10, 100_000]) {
        const numbered = numberedName(name, number);
        assert.ok(Buffer.byteLength(numbered) <= 255, `${Buffer.byteLength(numbered)} bytes: ${numbered}`);
        assert.ok(!/[\ud800-\udfff]/u.test(numbered), 'no code point is cut');
        assert.ok(!/\u200D[ .]/.test(numbered), 'no joiner is left without its second sign');
        if (number > 1) assert.ok(numbered.includes(` (${number})`), numbered);
        assert.ok(numbered.endsWith(name.slice(-4)), `${numbered} keeps ${name.slice(-4)}`);
      }
    }
});
