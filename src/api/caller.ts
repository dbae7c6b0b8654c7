import type { ApiOptions, CallOptions } from './api';
import type { Clock } from './clock';
import { ApiError, isApiError } from './errors';
import { fromWire, type FailedCall } from './failures';
import { ShapeError } from './check';
import { parseJson } from './json';
import { Limiter, type Urgency } from './limiter';
import { openTransport, type Transport } from './network';
import { fromAnswer, notUnderstood } from './refusals';
import { pauseAfter429, retryAfter, retryDelay } from './retry';
import { SharedReads } from './sharedReads';
import { exchange, WireFailure, type BodyStream, type WireAnswer, type WireRequest } from './wire';

/** One operation of the API, before it becomes requests. */
export interface Call {
  method: WireRequest['method'];
  /** Path below `/api/v1` with ids replaced by `{id}`, for the log. */
  route: string;
  /** Path below `/api/v1`. */
  path: string;
  /** `?…` or empty. */
  query?: string;
  json?: unknown;
  /** A body of another type, made anew for every try. */
  upload?: { contentType: string; size: number; open(): AsyncIterable<Uint8Array> };
  password?: string;
  /** Whether the call changes something; some reads are POSTs. */
  writes: boolean;
  stream?: BodyStream;
}

const tokenHeader = 'X-API-TOKEN';

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
  reader<T>(answer: WireAnswer, call: Call, read: (body: unknown, answer: WireAnswer) => T): () => T {
    return () => {
      try {
        return read(parseJson(answer.body.toString('utf8')), answer);
      } catch (error) {
        if (error instanceof SyntaxError || error instanceof ShapeError)
          throw this.notUnderstood(answer, call);
        throw error;
      }
    };
  }

  /** Sends a call and returns its successful answer. Identical reads under way are sent once. Throws `ApiError` only. */
  async answer(call: Call, options: CallOptions): Promise<WireAnswer> {
    const urgency: Urgency = { priority: options.priority ?? 'user' };
    const run = (signal: AbortSignal, shared: Urgency) => this.tryUntilDone(call, signal, shared);
    const signal = options.signal ?? new AbortController().signal;
    if (signal.aborted) throw new ApiError('canceled', 'Canceled.');
    if (call.writes || call.stream) return run(signal, urgency);
    const key = `${call.method} ${call.path}${call.query ?? ''} ${call.json === undefined ? '' : JSON.stringify(call.json)}`;
    return this.reads.join(key, signal, urgency, run, () => {
      this.limiter.reconsider();
    });
  }

  /** The error for an answer of success that is not what was asked for. */
  notUnderstood(answer: WireAnswer, call: Call): ApiError {
    return notUnderstood(answer, this.failed(call));
  }

  /** Ends everything under way and closes the connections. */
  async close(): Promise<void> {
    this.closing.abort(new Error('closed'));
    await this.transport?.dispatcher.destroy();
  }

  private async tryUntilDone(call: Call, callerSignal: AbortSignal, urgency: Urgency): Promise<WireAnswer> {
    const { signal, unlink } = linked(callerSignal, this.closing.signal);
    try {
      return await this.tries(call, signal, urgency);
    } finally {
      unlink();
    }
  }

  private async tries(call: Call, signal: AbortSignal, urgency: Urgency): Promise<WireAnswer> {
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.once(call, signal, urgency, attempt);
      if ('status' in outcome && outcome.status >= 200 && outcome.status < 300) return outcome;
      const { clock } = this;
      if ('status' in outcome && outcome.status === 429) {
        const pause = pauseAfter429(outcome, attempt, clock.now(), () => clock.random());
        this.limiter.pause(pause);
        this.options.onPause?.(pause);
      }
      const delay = retryDelay(outcome, attempt, call.writes, clock.now(), () => clock.random());
      if (delay === undefined) throw this.toError(outcome, call);
      await clock.wait(delay, signal).catch(() => {
        throw new ApiError('canceled', 'Canceled.');
      });
    }
  }

  private async once(
    call: Call,
    signal: AbortSignal,
    urgency: Urgency,
    attempt: number,
  ): Promise<WireAnswer | WireFailure> {
    const request = this.toRequest(call);
    const leave = await this.limiter.enter(urgency, signal).catch(() => {
      throw new ApiError('canceled', 'Canceled.');
    });
    const began = performance.now();
    const number = ++this.requests;
    let outcome: WireAnswer | WireFailure;
    try {
      const { dispatcher, proxied } = this.open();
      const connect = this.connectTimeout * (proxied ? 2 : 1);
      const { headers = 60_000, body = 60_000 } = this.options.timeouts ?? {};
      const limits = { connect, headers, body, maxBytes: this.options.maxResponseBytes ?? 64 * 1024 * 1024 };
      outcome = await exchange(dispatcher, this.origin, request, limits, signal, call.stream);
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
    this.log(call, request, outcome, number, attempt, performance.now() - began);
    return outcome;
  }

  private open(): Transport {
    try {
      this.transport ??= openTransport(
        this.origin,
        this.concurrency,
        this.connectTimeout,
        this.options.network ?? {},
      );
      return this.transport;
    } catch {
      throw new ApiError(
        'unreachable',
        'The proxy or certificate settings cannot be used; check them for mistakes.',
        { reason: 'other' },
      );
    }
  }

  private get connectTimeout(): number {
    return this.options.timeouts?.connect ?? 10_000;
  }

  private toRequest(call: Call): WireRequest {
    if (!/^[\x21-\x7e]+$/.test(this.options.token)) {
      throw new ApiError('wrongToken', 'The API token holds characters that no token has.');
    }
    const headers: Record<string, string> = {
      [tokenHeader]: this.options.token,
      'X-Requested-With': 'XMLHttpRequest',
      Accept: 'application/json',
      'User-Agent': this.options.userAgent,
    };
    if (call.password !== undefined) {
      headers['X-API-PASSWORD-BASE64'] = Buffer.from(call.password, 'utf8').toString('base64');
    }
    const request: WireRequest = {
      method: call.method,
      path: this.basePath + call.path + (call.query ?? ''),
      headers,
    };
    if (call.json !== undefined) {
      headers['Content-Type'] = 'application/json';
      request.body = JSON.stringify(call.json);
    } else if (call.upload) {
      headers['Content-Type'] = call.upload.contentType;
      headers['Content-Length'] = String(call.upload.size);
      request.body = call.upload.open();
    } else if (call.method === 'POST') {
      headers['Content-Length'] = '0';
    }
    return request;
  }

  private toError(outcome: WireAnswer | WireFailure, call: Call): unknown {
    const failed = this.failed(call);
    if (outcome instanceof WireFailure) {
      // The caller's own file or sink failed: that error is the caller's to explain.
      return outcome.kind === 'stream' ? outcome.cause : fromWire(outcome, failed);
    }
    const wait = retryAfter(outcome, this.clock.now());
    return fromAnswer(outcome, {
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
    outcome: WireAnswer | WireFailure,
    number: number,
    attempt: number,
    milliseconds: number,
  ): void {
    if (!this.options.log) return;
    const bytesSent =
      typeof request.body === 'string' ? Buffer.byteLength(request.body) : (call.upload?.size ?? 0);
    const failure = failureWord(outcome, () => this.toError(outcome, call));
    this.options.log({
      number,
      method: call.method,
      route: call.route,
      status: 'status' in outcome ? outcome.status : undefined,
      milliseconds: Math.round(milliseconds),
      bytesSent,
      bytesReceived: outcome.bytesReceived,
      attempt,
      ...(failure === undefined ? {} : { failure }),
    });
  }
}

/** A signal that follows both. Not `AbortSignal.any`, which on Node 20 keeps what it made as long as its sources live. */
function linked(...sources: AbortSignal[]): { signal: AbortSignal; unlink: () => void } {
  const controller = new AbortController();
  const abort = () => {
    controller.abort(new Error('canceled'));
  };
  for (const source of sources) {
    if (source.aborted) abort();
    else source.addEventListener('abort', abort, { once: true });
  }
  const unlink = () => {
    for (const source of sources) source.removeEventListener('abort', abort);
  };
  return { signal: controller.signal, unlink };
}

function failureWord(outcome: WireAnswer | WireFailure, toError: () => unknown): string | undefined {
  if ('status' in outcome && outcome.status >= 200 && outcome.status < 300) return undefined;
  const error = toError();
  if (!isApiError(error)) return 'stream';
  return error.reason === undefined ? error.kind : `${error.kind} (${error.reason})`;
}
