import type { Backend } from '../backend';
import { Problem } from './problem';
import type { ApiRequest } from './request';
import { appPage, type Answer } from './respond';

/** Values of the `{…}` parts of a route's pattern, decoded. */
export type PathValues = Record<string, string>;
/** Answers one route; throws a Problem for a failure. */
export type Handler = (backend: Backend, request: ApiRequest, path: PathValues) => Answer | Promise<Answer>;

/** A path with its methods. */
export interface Route {
  methods: string[];
  /** E.g. `clients/{client}/purge`, below `/api/v1/`. */
  pattern: string;
  handler: Handler;
  /** Needs the user's password, which is checked before the handler runs. */
  password?: boolean;
}

interface Compiled {
  route: Route;
  parts: string[];
}

/** Finds routes by path and method. */
export class Router {
  private readonly byLength = new Map<number, Compiled[]>();

  constructor(routes: Route[]) {
    for (const route of routes) {
      const parts = route.pattern.split('/');
      const list = this.byLength.get(parts.length) ?? [];
      list.push({ route, parts });
      this.byLength.set(parts.length, list);
    }
  }

  /** The route, or the web app's page for an unknown GET path. Throws for other methods. */
  find(request: ApiRequest): { route: Route; values: PathValues } | Answer {
    const prefix = '/api/v1/';
    const parts = request.path.startsWith(prefix) ? request.path.slice(prefix.length).split('/') : [];
    for (const { route, parts: pattern } of this.byLength.get(parts.length) ?? []) {
      if (!route.methods.includes(request.method)) continue;
      const values = matchPath(pattern, parts);
      if (values) return { route, values };
    }
    if (request.method === 'GET') return appPage();
    throw new Problem('wrong-verb', 'Method not supported for this route');
  }
}

function matchPath(pattern: string[], parts: string[]): PathValues | undefined {
  const values: PathValues = {};
  for (const [index, part] of pattern.entries()) {
    const actual = parts[index] ?? '';
    if (!part.startsWith('{')) {
      if (part !== actual) return undefined;
      continue;
    }
    if (actual === '') return undefined;
    try {
      values[part.slice(1, -1)] = decodeURIComponent(actual);
    } catch {
      return undefined;
    }
  }
  return values;
}
