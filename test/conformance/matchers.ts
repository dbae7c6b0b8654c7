/** State of a scenario's replay. The matchers are those of the corpus' README ("How to compare"). */
export interface Scene {
  /** Address of the server, for `${origin}`. */
  origin: string;
  newestTimestamp: number;
  /** JSON of the scenario's answers so far. */
  answers: unknown[];
}

type Json = Record<string, unknown>;
/** A sentence about the first difference, or undefined. */
export type Difference = string | undefined;

/** A JSON object that is no list. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Replaces `${origin}` in all texts of a value. */
export function withOrigin<Value>(value: Value, origin: string): Value {
  return JSON.parse(JSON.stringify(value).replaceAll('${origin}', origin)) as Value;
}

const lettersAndDigits = (length: number) => new RegExp(`^[A-Za-z0-9]{${length}}$`);
const matches = (pattern: RegExp) => (value: unknown) => typeof value === 'string' && pattern.test(value);

type Test = (value: unknown, matcher: Json, scene: Scene, beside: Json) => boolean;

const tests: Record<string, Test> = {
  timestamp: (value, _matcher, scene) =>
    Number.isInteger(value) &&
    (Number(value) > scene.newestTimestamp || Math.abs(Number(value) - Date.now() / 1000) < 600),
  key32: matches(lettersAndDigits(32)),
  key40: matches(lettersAndDigits(40)),
  uuid: matches(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i),
  contact_link: (value, _matcher, scene, beside) =>
    value === `${scene.origin}/client/key_login/${String(beside.contact_key)}`,
  filehash: (value, { ext }) =>
    matches(
      new RegExp(
        `^[A-Za-z0-9]{40}${ext === undefined ? '(\\.\\w+)?' : `\\.${JSON.stringify(ext).slice(1, -1)}`}$`,
      ),
    )(value),
  disposition: (value, { type, ext }) =>
    matches(new RegExp(`^${String(type)}; filename="?[A-Za-z0-9]{40}\\.${String(ext)}"?$`))(value),
  html: (value, { contains }) =>
    matches(/<html/i)(value) &&
    (Array.isArray(contains) ? contains : []).every((part) => String(value).includes(String(part))),
  string: (value) => typeof value === 'string',
  nonempty: (value) => typeof value === 'string' && value !== '',
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  object: isObject,
  ip: matches(/^([\d.]+|[\da-f:]+)$/i),
  date: matches(/^\d{4}-\d\d-\d\d$/),
  datetime: matches(/^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d/),
  anything: (value) => value !== undefined,
};

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? '(absent)';
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function differs(at: string, expected: unknown, actual: unknown): string {
  return `${at || 'the whole'}: expected ${show(expected)}, got ${show(actual)}`;
}

function pathInto(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => (inner as Json | undefined)?.[key], value);
}

/** First difference between a recorded value and an answered one. */
export function compare(
  expected: unknown,
  actual: unknown,
  scene: Scene,
  at = '',
  beside: Json = {},
): Difference {
  if (Array.isArray(expected)) return compareArrays(expected, actual, scene, at);
  if (!isObject(expected)) return expected === actual ? undefined : differs(at, expected, actual);
  if ('$any' in expected) {
    const test = tests[String(expected.$any)];
    if (!test) return `${at}: the matcher ${show(expected)} is unknown`;
    return test(actual, expected, scene, beside) ? undefined : differs(at, expected, actual);
  }
  if ('$same' in expected || '$after' in expected) return compareWithStep(expected, actual, scene, at);
  if ('$length' in expected || '$includes' in expected) return compareContents(expected, actual, scene, at);
  if ('$list' in expected) return compareList(expected.$list as Json, actual, scene);
  const subset = '$subset' in expected;
  const wanted = (subset ? expected.$subset : expected) as Json;
  if (!isObject(actual)) return differs(at, expected, actual);
  for (const [key, value] of Object.entries(wanted)) {
    const inner = at ? `${at}.${key}` : key;
    if (!Object.hasOwn(actual, key)) return differs(inner, value, undefined);
    const difference = compare(value, actual[key], scene, inner, actual);
    if (difference !== undefined) return difference;
  }
  const extra = subset ? undefined : Object.keys(actual).find((key) => !Object.hasOwn(wanted, key));
  return extra === undefined ? undefined : differs(`${at}.${extra}`, undefined, actual[extra]);
}

function compareArrays(expected: unknown[], actual: unknown, scene: Scene, at: string): Difference {
  if (!Array.isArray(actual)) return differs(at, expected, actual);
  for (const [index, value] of expected.entries()) {
    if (index >= actual.length) break;
    const difference = compare(value, actual[index], scene, `${at}[${index}]`);
    if (difference !== undefined) return difference;
  }
  return expected.length === actual.length
    ? undefined
    : differs(`${at}.length`, expected.length, actual.length);
}

function compareWithStep(expected: Json, actual: unknown, scene: Scene, at: string): Difference {
  const { step, path } = (expected.$same ?? expected.$after) as { step: number; path: string };
  const earlier = pathInto(scene.answers[step - 1], path);
  const fits =
    '$same' in expected
      ? actual === earlier
      : typeof actual === 'number' && typeof earlier === 'number' && actual > earlier;
  return fits ? undefined : `${differs(at, expected, actual)} (step ${step} had ${show(earlier)})`;
}

function compareContents(expected: Json, actual: unknown, scene: Scene, at: string): Difference {
  if (!Array.isArray(actual)) return differs(at, expected, actual);
  const length = expected.$length;
  if (length !== undefined && length !== actual.length) return differs(`${at}.length`, length, actual.length);
  const wanted = (expected.$includes ?? []) as unknown[];
  const missing = wanted.find((value) => !actual.some((item) => compare(value, item, scene) === undefined));
  return missing === undefined ? undefined : `${at}: nothing like ${show(missing)}`;
}

/** A whole list by its ids; rows of a group may come in any order. */
function compareList(expected: Json, actual: unknown, scene: Scene): Difference {
  const rows = isObject(actual)
    ? actual[typeof expected.key === 'string' ? expected.key : 'data']
    : undefined;
  if (!isObject(actual) || !Array.isArray(rows)) return differs('data', '(rows)', actual);
  const records = rows as Json[];
  const ids = records.map((row) => String(row.id));
  const groups = expected.groups as string[][] | undefined;
  let difference: Difference;
  if (groups) {
    let next = 0;
    for (const group of groups) {
      const part = ids.slice(next, (next += group.length));
      difference ??= compare([...group].sort(), part.sort(), scene, 'ids of a group, sorted');
    }
    difference ??= compare(next, ids.length, scene, 'number of rows');
  } else {
    difference = compare(expected.ids, ids, scene, 'ids');
  }
  for (const [field, values] of Object.entries((expected.pick ?? {}) as Json)) {
    difference ??= compare(
      values,
      records.map((row) => row[field]),
      scene,
      `data[].${field}`,
    );
  }
  return difference ?? compare(expected.meta, actual.meta, scene, 'meta');
}
