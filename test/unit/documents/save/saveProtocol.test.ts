import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Log } from '../../../../src/platform/log';
import { UserError } from '../../../../src/platform/sentences';
import type { HiddenSaves } from '../../../../src/documents/save/hiddenSaves';
import { SaveProtocol, type Check, type Write } from '../../../../src/documents/save/saveProtocol';
import { dialogs, TextDocumentSaveReason, Uri } from '../vscodeModel';

const version = (mtime: number) => ({ mtime, size: mtime });
const conflicts = (...places: string[]): Check => ({ version: version(9), conflicts: new Set(places) });

/** A strategy whose checks and writes are scripted, and a record of what it was called with. */
class Script {
  checks: (Check | Promise<Check>)[] = [];
  failure: Error | undefined;
  asked: string[] = [];
  writes: Write[] = [];
  savedTexts: string[] = [];
  refusals = 0;

  async check(text: string): Promise<Check> {
    this.asked.push(text);
    return (await this.checks.shift()) ?? { version: version(1), conflicts: new Set<string>() };
  }
  send(write: Write) {
    this.writes.push(write);
    return this.failure === undefined ? Promise.resolve(version(5)) : Promise.reject(this.failure);
  }
  saved(text: string) {
    this.savedTexts.push(text);
  }
  refused() {
    this.refusals++;
  }
}

let script: Script;
let save: SaveProtocol;
let messages: string[];

beforeEach(() => {
  script = new Script();
  const hidden = { began: () => undefined, ended: () => undefined } as unknown as HiddenSaves;
  const log = { failure: () => undefined } as unknown as Log;
  save = new SaveProtocol(Uri.parse('ninja-client://a/x'), script, hidden, log);
  messages = [];
  dialogs.answer = (text) => {
    messages.push(text);
    return Promise.resolve(undefined);
  };
});

const manual = (text = 'mine') => save.willSave(TextDocumentSaveReason.Manual, text);
/** VS Code writes a text; the editor shows the same, if nothing else is said. */
const write = (text: string, shown = text, encoding = 'utf8') =>
  save.write(Buffer.from(text), { encoding, getText: () => shown });
const answers = () => {
  try {
    return save.statAfterWrite();
  } catch (error) {
    return (error as Error).message;
  }
};

test('all stats of one save get the answer of the first, also while it looks at the server', async () => {
  manual();
  let answer: (check: Check) => void = () => undefined;
  script.checks.push(new Promise((resolve) => (answer = resolve)));
  const stats = [save.statBeforeSave('mine'), save.statBeforeSave('mine'), save.statBeforeSave('typed on')];
  answer(conflicts('city="Bonn"'));
  assert.deepEqual(await Promise.all(stats), [version(9), version(9), version(9)]);
  assert.deepEqual(script.asked, ['mine']);
});

test('a stat between the question and Overwrite does not widen what was answered', async () => {
  manual();
  script.checks.push(conflicts('city="Bonn"'), conflicts('city="Bonn"', 'phone="1"'));
  await save.statBeforeSave('mine');
  await save.statBeforeSave('mine');
  assert.deepEqual(script.asked, ['mine']);
  manual();
  await save.statBeforeSave('mine');
  await write('mine');
  assert.deepEqual([...(script.writes[0]?.answered ?? [])], ['city="Bonn"']);
  assert.deepEqual([...(script.writes[0]?.check?.conflicts ?? [])], ['city="Bonn"', 'phone="1"']);
});

test('no stat outside a save looks at the server', async () => {
  assert.equal(await save.statBeforeSave('mine'), undefined);
  manual();
  await save.statBeforeSave('mine');
  await write('mine');
  save.didSave('mine');
  assert.equal(await save.statBeforeSave('more'), undefined);
  assert.deepEqual(script.asked, ['mine']);
});

test('a refusal stays for every stat until an edit, a read or a save after VS Code can have seen it', async () => {
  script.failure = new UserError('No.');
  for (const end of [() => save.wasRead(), () => manual()]) {
    manual();
    await write('mine');
    save.wasRead();
    assert.deepEqual([answers(), answers(), answers()], ['No.', 'No.', 'No.']);
    end();
    assert.equal(answers(), undefined);
  }
});

test('a refusal that VS Code has not heard of is shown when it takes the text for saved', async () => {
  script.failure = new UserError('No.');
  for (const others of [() => undefined, () => (answers(), save.wasRead())]) {
    messages.length = 0;
    manual();
    await write('mine');
    others();
    save.didSave('mine');
    assert.deepEqual(messages, ['No.']);
    assert.deepEqual(script.savedTexts, []);
    assert.equal(answers(), undefined);
  }
});

test('a saved version is the answer to everybody until VS Code has taken note of it', async () => {
  manual();
  await write('mine');
  save.wasRead();
  assert.deepEqual([answers(), answers()], [version(5), version(5)]);
  assert.equal(save.isBetweenWriteAndDidSave, true);
  save.didSave('mine');
  assert.deepEqual([answers(), save.isBetweenWriteAndDidSave], [undefined, false]);
  assert.deepEqual(script.savedTexts, ['mine']);
});

test('the check of a save that never came to its write is not used by a much later write', async (t) => {
  manual();
  script.checks.push(conflicts());
  await save.statBeforeSave('mine');
  const later = performance.now() + 60_000;
  t.mock.method(performance, 'now', () => later);
  await save.statBeforeSave('mine');
  await write('mine');
  assert.equal(script.writes[0]?.check, undefined);
});

test('a write that no save announced gets nothing of a save that was given up before', async () => {
  manual();
  script.checks.push(conflicts('city="Bonn"'));
  await save.statBeforeSave('mine');
  await write('mine');
  await write('mine');
  assert.equal(script.writes[1]?.check, undefined);
  assert.deepEqual([...(script.writes[1]?.answered ?? ['?'])], []);
});

test('a write that no save announced fails itself, and no stat after it', async () => {
  script.failure = new UserError('No.');
  await assert.rejects(write('mine'), /No\./);
  assert.equal(answers(), undefined);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(script.refusals, 1);
});

test('a write of another text than the editor has is refused and ends no save', async () => {
  await assert.rejects(write('theirs', 'mine'), /Only the text of its editor/);
  manual();
  await save.statBeforeSave('mine');
  await assert.rejects(write('theirs', 'mine'), /Only the text of its editor/);
  await assert.rejects(save.write(Buffer.from([0xff]), { encoding: 'utf8', getText: () => 'mine' }));
  await write('mine');
  assert.deepEqual(
    script.writes.map(({ text, check }) => [text, check?.version]),
    [['mine', version(1)]],
  );
});

test('a save writes the text that it was announced with, or one that came since, though the user types on', async () => {
  manual('mine ');
  save.edited('mine');
  save.edited('mine, typed on');
  await assert.rejects(write('earlier', 'mine, typed on'));
  await write('mine', 'mine, typed on');
  await assert.rejects(write('mine', 'mine, typed on'));
  assert.deepEqual(
    script.writes.map(({ text }) => text),
    ['mine'],
  );
});

test('a document in another encoding is refused; a byte order mark is not part of its text', async () => {
  manual('mine');
  await write('mine', 'mine', 'windows1252');
  assert.throws(() => save.statAfterWrite(), /not in UTF-8 \(windows1252\)/);
  manual('mine');
  await write('\ufeffmine', 'mine', 'utf8bom');
  assert.deepEqual(
    script.writes.map(({ text }) => text),
    ['mine'],
  );
});

test('what was saved without VS Code is over with the next edit or read', async () => {
  for (const end of [() => save.edited('more'), () => save.wasRead(), () => save.synchronized()]) {
    await write('mine');
    assert.deepEqual(answers(), version(5));
    end();
    assert.equal(answers(), undefined);
  }
  manual();
  await write('mine');
  save.synchronized();
  assert.equal(answers(), undefined);
});

test('nothing of one save reaches the next', async () => {
  manual();
  script.checks.push(conflicts('city="Bonn"'));
  await save.statBeforeSave('mine');
  save.synchronized();
  manual();
  await write('other');
  assert.deepEqual([...(script.writes[0]?.answered ?? ['?'])], []);
  assert.equal(script.writes[0]?.check, undefined);
});

test('the strategy hears of a refusal once, after VS Code', async () => {
  script.failure = new UserError('No.');
  manual();
  await write('mine');
  answers();
  answers();
  assert.equal(script.refusals, 0);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(script.refusals, 1);
});
