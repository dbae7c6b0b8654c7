import { setMaxListeners } from 'node:events';
import * as l10n from '@vscode/l10n';
import type { ApiOptions, CallOptions } from '../api';
import { isChange } from '../callEffects';
import type { Clock } from '../transport/clock';
import { ApiError, isApiError } from '../errors';
import { networkError, type FailedCall } from './networkErrors';
import { parseJson } from '../json';
import { Limiter, type Urgency } from './limiter';
import { openTransport, type Transport } from '../transport/network';
import { toRequest, type Call } from '../transport/outgoing';
import { httpError, unexpectedAnswer } from './httpErrors';
import { pauseAfter429, retryAfter, retryDelay } from './retry';
import { SharedReads } from './sharedReads';
import { withSignal } from '../transport/signals';
import { exchange, WireFailure, type WireAnswer, type WireRequest } from '../transport/wire';

type Outcome = WireAnswer | WireFailure;

/** Sends the calls of one account: limits, retries, sharing, errors, log. */
export class Caller {
  serverVersion: string | undefined;
  private readonly origin: string;
  private readonly basePath: string;
  private readonly host: string;
  private readonly limiter: Limiter;
  private readonly reads = new SharedReads();
  private readonly closing = new AbortController();
  private transport: Transport | undefined;
  private requests = 0;

  constructor(
    private readonly options: ApiOptions,
    readonly clock: Clock,
  ) {
    const url = new URL(options.address);
    this.origin = url.origin;
    this.host = url.host;
    this.basePath = `${url.pathname.replace(/\/+$/, '')}/api/v1`;
    this.limiter = new Limiter(this.concurrency, clock);
    // Every call in flight listens; Node warns of a leak from the eleventh on.
    setMaxListeners(0, this.closing.signal);
  }

  get concurrency(): number {
    return Math.max(1, Math.floor(this.options.concurrency ?? 4));
  }

  /** Sends a call and converts its JSON answer with `read`, which throws for an unexpected shape. */
  async json<T>(
    call: Call,
    options: CallOptions,
    read: (body: unknown, answer: WireAnswer) => T,
  ): Promise<T> {
    return this.reader(await this.answer(call, options), call, read)();
  }

  /** A function that converts an answer when it is called: until then the bytes need less memory than the records. */
  reader<T>(
    answer: WireAnswer,
    call: Call,
    read: (body: unknown, answer: WireAnswer) => T,
    parse: (bytes: Buffer) => unknown = parseJson,
  ): () => T {
    return () => {
      try {
        return read(parse(answer.body), answer);
      } catch (error) {
        if (isApiError(error)) throw error;
        // Whatever reading fails of: the server has answered, so a change may have been made.
        throw this.unexpectedAnswer(answer, call);
      }
    };
  }

  /** Sends a call and returns its successful answer. Identical reads in flight share a request. Throws `ApiError` only. */
  async answer(call: Call, options: CallOptions): Promise<WireAnswer> {
    const urgency: Urgency = { priority: options.priority ?? 'user' };
    return withSignal([options.signal, this.closing.signal], async (signal) => {
      try {
        signal.throwIfAborted();
        if (isChange(call.name)) return await this.change(call, signal, urgency);
        if (call.stream) return await this.tryUntilDone(call, signal, urgency);
        const body = call.json === undefined ? '' : JSON.stringify(call.json);
        const key = `${call.method} ${call.path}${call.query ?? ''} ${body}`;
        const run = (own: AbortSignal, shared: Urgency) => this.tryUntilDone(call, own, shared);
        return await this.reads.join(key, signal, urgency, run, () => {
          this.limiter.reconsider();
        });
      } catch (error) {
        throw error === signal.reason ? new ApiError('canceled', l10n.t('Canceled.')) : error;
      }
    });
  }

  /** The error for a successful answer with other content than was requested. */
  unexpectedAnswer(answer: WireAnswer, call: Call): ApiError {
    return unexpectedAnswer(answer, this.failed(call));
  }

  /** Aborts all calls in flight and closes the connections. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.transport?.dispatcher.destroy();
  }

  /**
   * A call that can change something, and with it the answer to every read: no read that is asked for after it began or
   * ended, whatever its outcome, shares the request of an earlier one.
   */
  private async change(call: Call, signal: AbortSignal, urgency: Urgency): Promise<WireAnswer> {
    this.reads.cut();
    try {
      return await this.tryUntilDone(call, signal, urgency);
    } finally {
      this.reads.cut();
    }
  }

  /** Rejects with the signal's reason if it aborts while nothing is being sent. */
  private async tryUntilDone(call: Call, signal: AbortSignal, urgency: Urgency): Promise<WireAnswer> {
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.once(call, signal, urgency, attempt);
      if ('status' in outcome && outcome.status >= 200 && outcome.status < 300) return outcome;
      await this.beforeNextTry(outcome, call, signal, attempt);
    }
  }

  /** Waits until the call may be tried again, or throws what callers see. */
  private async beforeNextTry(
    outcome: Outcome,
    call: Call,
    signal: AbortSignal,
    attempt: number,
  ): Promise<void> {
    const { clock } = this;
    const random = () => clock.random();
    if ('status' in outcome && outcome.status === 429) {
      const pause = pauseAfter429(outcome, attempt, clock.timeOfDay(), random);
      this.limiter.pause(pause);
      this.options.onPause?.(pause);
    }
    const delay = retryDelay(outcome, attempt, isChange(call.name), clock.timeOfDay(), random);
    if (delay === undefined) throw this.toError(outcome, call);
    await clock.wait(delay, signal);
  }

  private async once(call: Call, signal: AbortSignal, urgency: Urgency, attempt: number): Promise<Outcome> {
    const request = toRequest(call, this.basePath, this.options.token, this.options.userAgent);
    const release = await this.limiter.enter(urgency, signal);
    const began = performance.now();
    const number = ++this.requests;
    let outcome: Outcome;
    try {
      const { dispatcher, proxied } = this.open();
      const limits = this.limits(proxied);
      outcome = await exchange(dispatcher, this.origin, request, limits, signal, call.stream);
    } catch (error) {
      if (!(error instanceof WireFailure)) throw error;
      outcome = error;
    } finally {
      release();
    }
    if ('status' in outcome) {
      const version = outcome.headers['x-app-version'];
      if (typeof version === 'string' && version !== '') this.serverVersion = version;
    }
    this.log(call, request, outcome, {
      number,
      attempt,
      milliseconds: Math.round(performance.now() - began),
    });
    return outcome;
  }

  private limits(proxied: boolean) {
    const { connect = 10_000, headers = 60_000, body = 60_000 } = this.options.timeouts ?? {};
    const maxBytes = this.options.maxResponseBytes ?? 64 * 1024 * 1024;
    return { connect: proxied ? 2 * connect : connect, headers, body, maxBytes };
  }

  private open(): Transport {
    try {
      const { network = {} } = this.options;
      this.transport ??= openTransport(this.origin, this.concurrency, this.limits(false).connect, network);
      return this.transport;
    } catch {
      const sentence = l10n.t('The proxy or certificate settings cannot be used; check them for mistakes.');
      throw new ApiError('unreachable', sentence, { reason: 'other' });
    }
  }

  private toError(outcome: Outcome, call: Call): unknown {
    const failed = this.failed(call);
    if (outcome instanceof WireFailure) {
      // The caller's own file or sink failed: the caller explains its error.
      return outcome.kind === 'stream' ? outcome.cause : networkError(outcome, failed);
    }
    const wait = retryAfter(outcome, this.clock.timeOfDay());
    return httpError(outcome, {
      ...failed,
      origin: this.origin,
      withPassword: call.password !== undefined,
      ofRecord: call.route.includes('{id}'),
      ...(wait === undefined ? {} : { retryAfter: wait }),
    });
  }

  private failed(call: Call): FailedCall {
    return { host: this.host, writes: isChange(call.name), proxied: this.transport?.proxied ?? false };
  }

  private log(
    call: Call,
    request: WireRequest,
    outcome: Outcome,
    more: { number: number; attempt: number; milliseconds: number },
  ): void {
    if (!this.options.log) return;
    const { method, route, upload } = call;
    const status = 'status' in outcome ? outcome.status : undefined;
    const bytesSent =
      typeof request.body === 'string' ? Buffer.byteLength(request.body) : (upload?.size ?? 0);
    const { bytesReceived } = outcome;
    const succeeded = status !== undefined && status >= 200 && status < 300;
    const failure = succeeded ? {} : { failure: failureName(this.toError(outcome, call)) };
    this.options.log({ method, route, status, bytesSent, bytesReceived, ...more, ...failure });
  }
}

function failureName(error: unknown): string {
  if (!isApiError(error)) return 'stream';
  return error.reason === undefined ? error.kind : `${error.kind} (${error.reason})`;
}
