import type { IncomingMessage } from 'node:http';
import { authenticate } from './access/authenticate';
import { activityRoutes } from './routes/activityRoutes';
import type { Backend } from './backend';
import { clientRoutes } from './routes/clientRoutes';
import { documentRoutes } from './routes/documentRoutes';
import { groupRoutes } from './routes/groupRoutes';
import { locationRoutes } from './routes/locationRoutes';
import { tagRoutes } from './routes/tagRoutes';
import { Problem, serverError } from './http/problem';
import { relatedRoutes } from './routes/relatedRoutes';
import { makeRequest, type ApiRequest, type Body } from './http/request';
import { problemAnswer, type Answer } from './http/respond';
import { Router } from './http/router';
import { systemRoutes } from './routes/systemRoutes';

/**
 * Answers API requests: finds the route, checks JSON, token and password, and calls the route's handler
 * (docs/invoice-ninja-api.md §2.4).
 */
export class App {
  private readonly router: Router;

  constructor(
    readonly backend: Backend,
    private readonly log: (text: string) => void,
  ) {
    this.router = new Router([
      ...systemRoutes,
      ...clientRoutes,
      ...documentRoutes,
      ...groupRoutes,
      ...relatedRoutes,
      ...activityRoutes,
      ...(backend.dialect.locations ? locationRoutes : []),
      ...(backend.dialect.tags ? tagRoutes : []),
    ]);
  }

  /** The answer to a request whose body was read. Never rejects: failures become answers. */
  async handle(message: IncomingMessage, body: Body): Promise<Answer> {
    let request: ApiRequest | undefined;
    try {
      request = makeRequest(message, body);
      return await this.route(request, body);
    } catch (error) {
      const problem = error instanceof Problem ? error : this.unexpected(error);
      return problemAnswer(
        problem,
        request?.expectsJson ?? true,
        request?.origin ?? '',
        message.headers.referer,
      );
    }
  }

  private async route(request: ApiRequest, body: Body): Promise<Answer> {
    const { backend } = this;
    const found = this.router.find(request);
    if ('status' in found) return found;
    if (body.malformed && backend.dialect.malformedJson === 'reject') {
      throw new Problem('malformed', 'Malformed JSON payload.');
    }
    request.user = authenticate(backend.store, backend.dialect, request.headers['x-api-token']);
    if (found.route.password) {
      const header = (name: string): string | undefined => {
        const value = request.headers[name];
        return (Array.isArray(value) ? value[0] : value)?.trim();
      };
      backend.passwords.check(request.user, header, backend.store.company.default_password_timeout);
    }
    return found.route.handler(backend, request, found.values);
  }

  private unexpected(error: unknown): Problem {
    this.log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return serverError();
  }
}
