import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { Deadline } from './deadline';

/** One HTTP request. */
export interface WireRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path with query, from the root of the origin. */
  path: string;
  headers: Record<string, string>;
  body?: string | AsyncIterable<Uint8Array>;
}

/** Limits of one request. */
export interface WireLimits {
  /** Milliseconds until the connection is established, a proxy included. */
  connect: number;
  /** Milliseconds from the last byte sent to the first byte of the answer. */
  headers: number;
  /** Milliseconds without receiving or being able to send a byte. */
  body: number;
  /** Maximum size in bytes of an answer that is kept in memory. */
  maxBytes: number;
}

/** A complete answer, whatever its status. */
export interface WireAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** Empty if a `BodyStream` took the body. */
  body: Buffer;
  bytesReceived: number;
}

/** Receives the body of an answer as it arrives. */
export interface BodyStream {
  /** Whether this answer's body goes to `write`; otherwise it is kept in memory. */
  wants(status: number, headers: WireAnswer['headers']): boolean;
  write(chunk: Uint8Array): Promise<void>;
  /** Maximum number of bytes to write. */
  maxBytes: number;
}

/** Why a request has no complete answer. `stream`: the caller's own file or sink failed; `cause` is its error. */
export type WireFailureKind = 'canceled' | 'timeout' | 'tooLarge' | 'network' | 'stream';

/** A request that has no complete answer. */
export class WireFailure extends Error {
  constructor(
    readonly kind: WireFailureKind,
    /** Whether a byte of the request may have left this machine. */
    readonly sent: boolean,
    /** Whether a part of the answer has been written to the `BodyStream`. */
    readonly delivered: boolean,
    readonly bytesReceived: number,
    override readonly cause: unknown,
  ) {
    super(kind);
  }
}

/**
 * Sends one request once and reads its answer. Rejects with `WireFailure` only.
 * undici's own timers are turned off: they expire in the middle of an upload over a slow line.
 */
export function exchange(
  dispatcher: Dispatcher,
  origin: string,
  request: WireRequest,
  limits: WireLimits,
  signal: AbortSignal,
  stream?: BodyStream,
): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    new Exchange(limits, signal, stream, resolve, reject).start(dispatcher, origin, request);
  });
}

/** Bytes that wait for the `BodyStream` before the server is made to wait. */
const maxWaiting = 4 * 1024 * 1024;
/** As `maxWaiting`, where the server cannot be made to wait: more than any document has. */
const maxWaitingUnpaused = 256 * 1024 * 1024;

/**
 * Whether the connection certainly stays open after this answer. undici (7.30) cannot end an answer while its parser is
 * paused: where the server closes the connection then, an assertion fails outside of every call, and the answer never ends.
 */
function outlivesAnswer({ connection, 'transfer-encoding': encoding }: WireAnswer['headers']): boolean {
  if (/\bclose\b/i.test(String(connection))) return false;
  return /\bkeep-alive\b/i.test(String(connection)) || /\bchunked\b/i.test(String(encoding));
}

class Exchange implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | undefined;
  private readonly deadline = new Deadline(() => {
    this.fail('timeout', undefined);
  });
  private finished = false;
  private sent = false;
  private status = 0;
  private headers: WireAnswer['headers'] = {};
  private chunks: Buffer[] = [];
  private received = 0;
  private streaming = false;
  private writing: Promise<void> = Promise.resolve();
  /** Bytes that the `BodyStream` has not taken yet. */
  private waiting = 0;
  private mayPause = false;
  private paused = false;

  constructor(
    private readonly limits: WireLimits,
    private readonly signal: AbortSignal,
    private readonly stream: BodyStream | undefined,
    private readonly resolve: (answer: WireAnswer) => void,
    private readonly reject: (failure: WireFailure) => void,
  ) {}

  start(dispatcher: Dispatcher, origin: string, request: WireRequest): void {
    if (this.signal.aborted) {
      this.fail('canceled', undefined);
      return;
    }
    this.signal.addEventListener('abort', this.cancel);
    this.extendDeadline(this.limits.connect);
    const { method, path, headers } = request;
    // undici sends any async iterable (lib/core/request.js); its type only names streams.
    const body =
      typeof request.body === 'object' ? (this.upload(request.body) as unknown as Readable) : request.body;
    dispatcher.dispatch({ origin, method, path, headers, body, headersTimeout: 0, bodyTimeout: 0 }, this);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.finished) {
      controller.abort(new Error('given up before sending'));
      return;
    }
    this.sent = true;
    this.extendDeadline(this.limits.headers);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: WireAnswer['headers'],
  ): void {
    if (this.finished || status < 200) return;
    this.status = status;
    this.headers = headers;
    this.streaming = this.stream?.wants(status, headers) ?? false;
    this.mayPause = outlivesAnswer(headers);
    const announced = Number(headers['content-length']);
    if (announced > this.maxBytes) this.fail('tooLarge', undefined);
    else this.extendDeadline(this.limits.body);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    // Resuming makes undici's parser report an empty chunk; pausing on that would never end.
    if (this.finished || chunk.length === 0) return;
    this.received += chunk.length;
    if (this.received > this.maxBytes) {
      this.fail('tooLarge', undefined);
      return;
    }
    this.deadline.within(this.limits.body);
    if (this.streaming && this.stream) this.queue(controller, this.stream, chunk);
    else this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    // What is still to be written is not the server's time.
    this.deadline.clear();
    const finish = () => {
      const { status, headers, chunks, received } = this;
      const body =
        chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, chunks.length ? received : 0);
      this.finish(() => {
        this.resolve({ status, headers, body, bytesReceived: received });
      });
    };
    this.writing.then(finish, (error: unknown) => this.fail('stream', error));
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.fail('network', error);
  }

  private get maxBytes(): number {
    return this.streaming && this.stream ? this.stream.maxBytes : this.limits.maxBytes;
  }

  private queue(controller: Dispatcher.DispatchController, stream: BodyStream, chunk: Buffer): void {
    this.waiting += chunk.length;
    this.writing = this.writing.then(() => this.deliver(controller, stream, chunk));
    if (this.paused || this.waiting <= maxWaiting) return;
    if (this.mayPause) {
      this.paused = true;
      this.deadline.clear();
      controller.pause();
    } else if (this.waiting > maxWaitingUnpaused) this.fail('tooLarge', undefined);
  }

  private async deliver(
    controller: Dispatcher.DispatchController,
    stream: BodyStream,
    chunk: Buffer,
  ): Promise<void> {
    if (this.finished) return;
    try {
      await stream.write(chunk);
    } catch (error) {
      this.fail('stream', error);
      return;
    }
    this.waiting -= chunk.length;
    if (!this.paused || this.finished || this.waiting > 0) return;
    this.paused = false;
    this.extendDeadline(this.limits.body);
    controller.resume();
  }

  /** The body to send. Extends the deadline with every chunk, so a line that takes nothing for too long is a timeout. */
  private async *upload(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of body) {
        if (this.finished) return;
        this.extendDeadline(this.limits.body);
        yield chunk;
      }
    } catch (error) {
      this.fail('stream', error);
    }
    this.extendDeadline(this.limits.headers);
  }

  private readonly cancel = (): void => {
    this.fail('canceled', undefined);
  };

  private extendDeadline(milliseconds: number): void {
    if (!this.finished) this.deadline.within(milliseconds);
  }

  private fail(kind: WireFailureKind, cause: unknown): void {
    this.finish(() => {
      const delivered = this.streaming && this.received > 0;
      const failure = new WireFailure(kind, this.sent, delivered, this.received, cause);
      this.chunks = [];
      this.reject(failure);
      this.controller?.abort(failure);
    });
  }

  private finish(report: () => void): void {
    if (this.finished) return;
    this.finished = true;
    this.deadline.clear();
    this.signal.removeEventListener('abort', this.cancel);
    report();
  }
}
