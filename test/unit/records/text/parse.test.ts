import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isExactNumber } from '../../../../src/api/exactNumber';
import { parseText } from '../../../../src/records/text/parse';

/** Numbers that a double cannot hold become the nearest one, as `JSON.parse` makes them. */
function asDoubles(value: unknown): unknown {
  if (isExactNumber(value)) return Number(value);
  if (Array.isArray(value)) return value.map(asDoubles);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, asDoubles(child)]));
}

function problemsOf(text: string): [string, string][] {
  return parseText(text).problems.map(({ code, offset, length }) => [
    code,
    text.slice(offset, offset + length),
  ]);
}

test('strict JSON with an object at its root is read', () => {
  assert.deepEqual(parseText('{"a":[1,true,null,"x"]}').value, { a: [1, true, null, 'x'] });
  assert.deepEqual(parseText('\uFEFF{"a":1}').value, { a: 1 });
  assert.deepEqual(parseText('{"a":1}').problems, []);
});

test('what JSON does not allow is an error at its place', () => {
  assert.deepEqual(problemsOf('{"a":1 // note\n}'), [['InvalidCommentToken', '// note']]);
  assert.deepEqual(problemsOf('{"a":1 /* note */}'), [['InvalidCommentToken', '/* note */']]);
  assert.deepEqual(problemsOf('{"a":1,}'), [['trailingComma', '}']]);
  assert.deepEqual(problemsOf('{"a":[1,]}')[0], ['trailingComma', ']']);
  assert.deepEqual(problemsOf('{"a":1,"b":2,"a":3}'), [['duplicateKey', '"a"']]);
  assert.deepEqual(problemsOf('{"s":{"a":1,"a":1}}'), [['duplicateKey', '"a"']]);
  assert.equal(problemsOf('{"a":1 "b":2}')[0]?.[0], 'CommaExpected');
  assert.equal(problemsOf("{'a':1}")[0]?.[0], 'InvalidSymbol');
  assert.equal(problemsOf('{} {}')[0]?.[0], 'EndOfFileExpected');
  for (const text of ['{"a":1 // note\n}', '{"a":1,}', '{"a":1,"a":2}', '[]', '7', '', '{']) {
    assert.equal(parseText(text).value, undefined, text);
  }
});

test('anything but an object at the root is an error', () => {
  for (const text of ['[]', '"x"', '7', 'null', 'true'])
    assert.equal(parseText(text).problems[0]?.code, 'notObject');
  for (const text of ['', '  \n']) assert.equal(parseText(text).problems.length, 1);
});

test('a prototype cannot be set', () => {
  const { value, problems } = parseText('{"__proto__":{"polluted":1}}');
  assert.equal(value, undefined);
  assert.deepEqual(
    problems.map((problem) => problem.code),
    ['key'],
  );
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
  assert.deepEqual(Object.keys(parseText('{"constructor":1,"toString":2}').value ?? {}), [
    'constructor',
    'toString',
  ]);
});

test('very deep and very long texts are refused at once', () => {
  assert.equal(parseText(`{"a":${'['.repeat(200_000)}`).problems[0]?.code, 'tooDeep');
  assert.equal(parseText(`{"a":"${'x'.repeat(8_000_000)}"}`).problems[0]?.code, 'tooLong');
  assert.deepEqual(parseText(`{"a":"${'['.repeat(1000)}"}`).problems, []);
  assert.deepEqual(parseText(`{"a":"\\"${'{'.repeat(1000)}"}`).problems, []);
});

test('messages are plain sentences', () => {
  for (const text of ['{"a":1,}', '{"a"}', "{'a':1}", '{"a":"\n"}', '{"a":01}', '{"a":1 /**/}', '']) {
    for (const problem of parseText(text).problems) assert.match(problem.message, /^[A-Z“].*\.$/);
  }
});

test('what JSON.parse refuses is refused, what it reads is read alike', () => {
  fc.assert(
    fc.property(
      fc.json({ maxDepth: 4 }),
      fc.nat(),
      fc.constantFrom('', ',', '}', '"', '/', '0', '-', '\t'),
      (json, at, noise) => {
        const cut = at % (json.length + 1);
        const text = `{"v":${json.slice(0, cut)}${noise}${json.slice(cut)}}`;
        let expected: unknown;
        try {
          expected = JSON.parse(text);
        } catch {
          assert.ok(parseText(text).problems.length > 0, text);
          return;
        }
        const { value, problems } = parseText(text);
        if (problems.length === 0) assert.deepEqual(asDoubles(value), expected);
        else
          assert.ok(
            problems.every(({ code }) => ['duplicateKey', 'key'].includes(code)),
            text,
          );
      },
    ),
    { numRuns: 1000 },
  );
});
