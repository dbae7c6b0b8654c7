import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanFileName } from '../../../src/records/fileName';
import { formatMoney } from '../../../src/records/format';
import { withoutInvisible } from '../../../src/records/invisible';

const all = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code));

test('no character that nobody sees stays between Latin letters', () => {
  const hidden = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/u;
  const left = all.filter((char) => hidden.test(char) && withoutInvisible(`a${char}b`) !== 'ab');
  assert.deepEqual(left, []);
  for (const char of '\u00ad\u034f\u115f\u17b4\u180e\u200b\u2800\u3164\ufff9\u{e0041}\u{1d159}')
    assert.equal(withoutInvisible(`a${char}b`), 'ab', char.codePointAt(0)?.toString(16));
});

test('half a pair and what is no character is replaced by the sign for that', () => {
  assert.equal(withoutInvisible('a\ud83db\uffff\u{1fffe}\ufdd0'), 'a\ufffdb\ufffd\ufffd\ufffd');
  assert.ok(all.every((char) => !/[\p{Cs}\p{Noncharacter_Code_Point}]/u.test(withoutInvisible(char))));
});

test('texts of every script and emoji stay as they are', () => {
  const texts = [
    'Müller & Söhne GmbH',
    'می‌خواهم', // Persian, with a non-joiner
    'ශ්‍රී ලංකා', // Sinhala, with a joiner
    'क्‍ष र्‌य', // Hindi
    'ന്‍', // Malayalam, a joiner at the end
    'שָׁלוֹם',
    '١٢٣\u0600', // an Arabic number sign
    '葛\u{e0100}城市 神\ufe00',
    'ᠮᠣᠩᠭᠣᠯ\u180bᠪ',
    '👩🏽‍🔧 👨‍👩‍👧 ❤️‍🔥 1️⃣ ✔︎ 🏳️‍🌈',
    '\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
  ];
  for (const text of texts) assert.equal(withoutInvisible(text), text);
});

test('a useful character is kept once, and not where it hides a text', () => {
  assert.equal(withoutInvisible('क\u200d\u200d\u200d'), 'क\u200d');
  assert.equal(withoutInvisible(`\u{1f3f4}${'\u{e0061}'.repeat(40)}`).length, 2 + 2 * 7);
  assert.equal(withoutInvisible('pay\u200cpal раз\u200dдел'), 'paypal раздел');
});

test('the title of a tab has none of them either', () => {
  assert.equal(cleanFileName('a\u00ad\u115f\u2800\u{e0041}b\u{1fffe}\ud800'), 'ab');
  assert.equal(cleanFileName('\u3164\u2800'), 'client');
});

test('a currency of the server stands behind an amount only if it is a short text', () => {
  const money = (code: string, symbol = '') => formatMoney(5, { id: '1', name: '', code, symbol }, 'en');
  assert.equal(money('usdt'), '5.00 USDT');
  assert.equal(money('', 'R$'), '5.00 R$');
  assert.equal(money('', 'د.إ'), '5.00 د.إ');
  for (const code of ['\u202eDRA', '$(trash)', '](command:x)', 'X\u200b', '\u3164', 'A\nB', 'x'.repeat(40)])
    assert.equal(money(code), '5.00', code);
  assert.equal(money('$(trash)', 'kr'), '5.00 kr');
});
