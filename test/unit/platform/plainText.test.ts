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

test('invisible characters vanish, and none of them opens a link or an icon', () => {
  assert.equal(plainText('Donau\u00addampf\u2060schiff\u3164'), 'Donaudampfschiff');
  assert.equal(plainText('می\u200cخواهم'), 'می\u200cخواهم');
  assert.equal(plainText('\ud800x'), '\ufffdx');
  assert.doesNotMatch(plainText('[x]\u00ad(command:y)'), /\]\s*\(/);
  assert.equal(pickerText('$\u00ad(trash)'), '$\u200b(trash)');
  assert.equal(plainText(pickerText('$(trash)')), '$ (trash)');
});

test('of a very long text only the beginning is read', () => {
  assert.equal(plainText('\u00ad'.repeat(10_000_000) + 'x', 80), '');
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
