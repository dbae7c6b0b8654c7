import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ProblemMarks } from '../../../src/documents/language/problemMarks';
import { HiddenSaves } from '../../../src/documents/save/hiddenSaves';
import { dialogs, Editor, Uri, type Provider } from './vscodeModel';

const uri = Uri.parse('ninja-client://a/x');

test('no problem is looked for after the end, also of a text that was typed just before', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let looked = 0;
  const problems = () => (looked++, []);
  const document = new Editor(
    uri,
    {} as Provider,
    () => Promise.resolve(),
    () => 'cancel',
  ) as never;
  const marks = new ProblemMarks();
  marks.check(problems, document);
  t.mock.timers.tick(1000);
  assert.equal(looked, 1);
  marks.check(problems, document);
  marks.dispose();
  marks.check(problems, document);
  marks.show(problems, document);
  t.mock.timers.tick(1000);
  assert.equal(looked, 1);
});

test('a hidden client is kept, and nobody asked, after the end', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let asked = 0;
  dialogs.answer = (_, buttons) => Promise.resolve((asked++, buttons[0]));
  const hidden = new HiddenSaves();
  const save = { uri: uri as never, name: 'X', account: 'A' };
  const waiting = hidden.decide(false, save);
  hidden.dispose();
  const later = hidden.decide(false, save);
  t.mock.timers.tick(20_000);
  assert.deepEqual([await waiting, await later, asked], ['keep', 'keep', 0]);
});
