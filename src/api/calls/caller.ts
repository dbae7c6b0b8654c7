import type { ApiOptions, CallOptions } from '../api';
import { ShapeError } from '../routes/answers';
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
import { following, Stop, Stopped } from '../transport/stop';
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
  private readonly closing = new Stop();
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
  }

  get concurrency(): number {
    return Math.max(1, Math.floor(this.options.concurrency ?? 4));
  }

  /** Sends a call and reads its JSON answer with `read`, which throws `ShapeError` when it is not what it should be. */
  async json<T>(
    call: Call,
    options: CallOptions,
    read: (body: unknown, answer: WireAnswer) => T,
  ): Promise<T> {
    return this.reader(await this.answer(call, options), call, read)();
  }

  /** Reads an answer later: bytes that wait are cheaper to keep than what they say. */
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
        if (error instanceof SyntaxError || error instanceof ShapeError)
          throw this.unexpectedAnswer(answer, call);
        throw error;
      }
    };
  }

  /** Sends a call and returns its successful answer. Identical reads under way are sent once. Throws `ApiError` only. */
  async answer(call: Call, options: CallOptions): Promise<WireAnswer> {
    const urgency: Urgency = { priority: options.priority ?? 'user' };
    try {
      return await following(options.signal, (stop) => {
        if (stop.stopped || this.closing.stopped) throw new Stopped();
        if (call.writes || call.stream) return this.tryUntilDone(call, stop, urgency);
        const body = call.json === undefined ? '' : JSON.stringify(call.json);
        const key = `${call.method} ${call.path}${call.query ?? ''} ${body}`;
        const run = (own: Stop, shared: Urgency) => this.tryUntilDone(call, own, shared);
        return this.reads.join(key, stop, urgency, run, () => {
          this.limiter.reconsider();
        });
      });
    } catch (error) {
      throw error instanceof Stopped ? new ApiError('canceled', 'Canceled.') : error;
    }
  }

  /** The error for an answer of success that is not what was asked for. */
  unexpectedAnswer(answer: WireAnswer, call: Call): ApiError {
    return unexpectedAnswer(answer, this.failed(call));
  }

  /** Ends everything under way and closes the connections. */
  async close(): Promise<void> {
    this.closing.stop();
    await this.transport?.dispatcher.destroy();
  }

  /** Rejects with `Stopped` when it is stopped before anything is sent. */
  private async tryUntilDone(call: Call, stop: Stop, urgency: Urgency): Promise<WireAnswer> {
    const close = () => {
      stop.stop();
    };
    this.closing.on(close);
    try {
      for (let attempt = 1; ; attempt++) {
        const outcome = await this.once(call, stop, urgency, attempt);
        if ('status' in outcome && outcome.status >= 200 && outcome.status < 300) return outcome;
        await this.beforeNextTry(outcome, call, stop, attempt);
      }
    } finally {
      this.closing.off(close);
    }
  }

  /** Waits until the call may be tried again, or throws what callers see. */
  private async beforeNextTry(outcome: Outcome, call: Call, stop: Stop, attempt: number): Promise<void> {
    const { clock } = this;
    const random = () => clock.random();
    if ('status' in outcome && outcome.status === 429) {
      const pause = pauseAfter429(outcome, attempt, clock.now(), random);
      this.limiter.pause(pause);
      this.options.onPause?.(pause);
    }
    const delay = retryDelay(outcome, attempt, call.writes, clock.now(), random);
    if (delay === undefined) throw this.toError(outcome, call);
    await clock.wait(delay, stop);
  }

  private async once(call: Call, stop: Stop, urgency: Urgency, attempt: number): Promise<Outcome> {
    const request = toRequest(call, this.basePath, this.options.token, this.options.userAgent);
    const leave = await this.limiter.enter(urgency, stop);
    const began = performance.now();
    const number = ++this.requests;
    let outcome: Outcome;
    try {
      const { dispatcher, proxied } = this.open();
      const limits = this.limits(proxied);
      outcome = await exchange(dispatcher, this.origin, request, limits, stop, call.stream);
    } catch (error) {
      if (!(error instanceof WireFailure)) throw error;
      outcome = error;
    } finally {
      leave();
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
      const sentence = 'The proxy or certificate settings cannot be used; check them for mistakes.';
      throw new ApiError('unreachable', sentence, { reason: 'other' });
    }
  }

  private toError(outcome: Outcome, call: Call): unknown {
    const failed = this.failed(call);
    if (outcome instanceof WireFailure) {
      // The caller's own file or sink failed: that error is the caller's to explain.
      return outcome.kind === 'stream' ? outcome.cause : networkError(outcome, failed);
    }
    const wait = retryAfter(outcome, this.clock.now());
    return httpError(outcome, {
      ...failed,
      origin: this.origin,
      withPassword: call.password !== undefined,
      ofRecord: call.route.includes('{id}'),
      ...(wait === undefined ? {} : { retryAfter: wait }),
    });
  }

  private failed(call: Call): FailedCall {
    return { host: this.host, writes: call.writes, proxied: this.transport?.proxied ?? false };
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
    const failure = succeeded ? {} : { failure: failureWord(this.toError(outcome, call)) };
    this.options.log({ method, route, status, bytesSent, bytesReceived, ...more, ...failure });
  }
}

function failureWord(error: unknown): string {
  if (!isApiError(error)) return 'stream';
  return error.reason === undefined ? error.kind : `${error.kind} (${error.reason})`;
}
