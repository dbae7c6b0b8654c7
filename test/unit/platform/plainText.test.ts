import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labelText, pickerText, plainText } from '../../../src/platform/plainText';

test('a Markdown link no longer is one, and stays readable', () => {
  const text = plainText('Saved [Harbour Bakery](command:workbench.action.quit) and [x] (http://x.example)');
  assert.doesNotMatch(text, /\]\s*\(/);
  assert.equal(
    text.replaceAll('\u200b', ''),
    'Saved [Harbour Bakery](command:workbench.action.quit) and [x] (http://x.example)',
  );
});

test('nothing invisible between bracket and parenthesis survives to hide a link', () => {
  assert.doesNotMatch(plainText('[x]\u200b(command:y)'), /\]\s*\(/);
  assert.doesNotMatch(plainText('[x]\u0000(command:y)'), /\]\s*\(/);
  assert.doesNotMatch(plainText('[x]\n(command:y)'), /\]\s*\(/);
});

test('line breaks, bidirectional marks and controls become blanks', () => {
  assert.equal(plainText('a\r\nb\u202Ec\u2066d\u0007e'), 'a b c d e');
});

test('a right-to-left name is kept to itself, and no other', () => {
  assert.equal(labelText('חברת הנמל'), '\u2068חברת הנמל\u2069');
  assert.equal(pickerText('شركة $(x)'), '\u2068شركة $\u200b(x)\u2069');
  assert.equal(labelText('Harbour 和平'), 'Harbour 和平');
});

test('long text is cut without leaving half a character', () => {
  const text = plainText('😀'.repeat(400), 100);
  assert.equal(text.length <= 100, true);
  assert.equal(text.endsWith('…'), true);
  assert.doesNotThrow(() => encodeURIComponent(text));
});
