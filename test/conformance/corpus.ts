import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sendRecorded, type RecordedRequest, type ServerAnswer } from './answer';
import { compare, isObject, withOrigin, type Difference, type Scene } from './matchers';

/** The response of a step; values may be matchers (matchers.ts). */
export interface RecordedResponse {
  status: number;
  headers?: Record<string, unknown>;
  body?: unknown;
  text?: unknown;
  base64?: unknown;
}

/** Requests and their recorded answers, played in order on one state of the server. */
export interface Scenario {
  name: string;
  area: string;
  steps: { pauseMs?: number; request: RecordedRequest; response: RecordedResponse }[];
}

/** What the replay needs of seed.json. */
export interface Seed {
  newest_timestamp: number;
  defaults: { headers: Record<string, string> };
}

/** A corpus: a folder with `seed.json` and `scenarios/<area>/<name>.json`. */
export function loadCorpus(folder: string): { seed: Seed; scenarios: Scenario[] } {
  const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
  const root = path.join(folder, 'scenarios');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.json'),
  );
  return {
    seed: read(path.join(folder, 'seed.json')) as Seed,
    scenarios: files.sort().map((file) => read(path.join(root, file)) as Scenario),
  };
}

/** Plays a scenario against a server that was just reset; returns the first difference. */
export async function playScenario(origin: string, scenario: Scenario, seed: Seed): Promise<Difference> {
  const scene: Scene = { origin, newestTimestamp: seed.newest_timestamp, answers: [] };
  for (const [index, step] of scenario.steps.entries()) {
    if (step.pauseMs !== undefined) await wait(step.pauseMs);
    const answer = await sendRecorded(
      origin,
      withOrigin(step.request, origin),
      withOrigin(seed.defaults.headers, origin),
    );
    scene.answers.push(jsonOf(answer));
    const difference = compareAnswer(withOrigin(step.response, origin), answer, scene);
    if (difference !== undefined) {
      const { method, path: route, query } = step.request;
      const queryText = query === undefined ? '' : ` ${JSON.stringify(query)}`;
      return `step ${index + 1} of ${scenario.steps.length}, ${method} ${route}${queryText}: ${difference}`;
    }
  }
  return undefined;
}

function jsonOf(answer: ServerAnswer): unknown {
  try {
    return JSON.parse(answer.bytes.toString());
  } catch {
    return undefined;
  }
}

/** First difference between a recorded response and an answer. */
export function compareAnswer(expected: RecordedResponse, answer: ServerAnswer, scene: Scene): Difference {
  if (expected.status !== answer.status) {
    return `status ${answer.status} instead of ${expected.status}: ${answer.bytes.toString().slice(0, 200)}`;
  }
  for (const [name, value] of Object.entries(expected.headers ?? {})) {
    const difference = compareHeader(name, value, answer.headers[name], scene);
    if (difference !== undefined) return difference;
  }
  if ('body' in expected) {
    const json = jsonOf(answer);
    return json === undefined
      ? `no JSON: ${answer.bytes.toString().slice(0, 200)}`
      : compare(expected.body, json, scene);
  }
  if ('text' in expected) return compare(expected.text, answer.bytes.toString(), scene, 'text');
  if ('base64' in expected) return compare(expected.base64, answer.bytes.toString('base64'), scene, 'bytes');
  return undefined;
}

function compareHeader(name: string, expected: unknown, actual: unknown, scene: Scene): Difference {
  if (expected === null) return actual === undefined ? undefined : `header ${name} must be absent`;
  if (isObject(expected)) return compare(expected, actual, scene, `header ${name}`);
  const plain = (value: unknown): string => {
    const text = String(value);
    return name === 'content-type' ? text.toLowerCase().replace(/\s+/g, '') : text;
  };
  return compare(plain(expected), actual === undefined ? undefined : plain(actual), scene, `header ${name}`);
}
