import { type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { App } from './app';
import { answerControl, isLocal, type ControlTarget } from './control/control';
import { faultAnswer, sendFaulty } from './control/faultAnswers';
import { actAsOtherUser } from './control/otherUser';
import { numberOf, type Fault, type Release } from './control/faults';
import { Problem } from './http/problem';
import { discardUploads, readBody, splitUrl, type Body } from './http/request';
import type { LogEntry } from './control/requestLog';
import { commonHeaders, json, preflight, problemAnswer, type Answer } from './http/respond';
import { send } from './http/send';

/** What the HTTP server is made of. */
export interface ServerParts {
  app: App;
  /** Undefined without `control`. */
  control: ControlTarget | undefined;
  /** Milliseconds added to every API answer. */
  latency: number;
  /** Runs before the answer to a request that was carried out; if it throws, there is no answer. */
  beforeAnswer?: (() => void) | undefined;
  log: (text: string) => void;
}

const sendingFaults = new Set(['truncate', 'content-type', 'drip', 'endless']);

const LOOPBACK = '127.0.0.1';

/** What answers requests: reads bodies, applies faults, logs requests, sends answers. */
export function requestListener(parts: ServerParts): RequestListener {
  return (message, response) => {
    serve(parts, message, response).catch((error: unknown) => {
      // The client went away, or the disk failed: no answer can be sent.
      if (!message.destroyed && !response.destroyed) parts.log(String(error));
      response.destroy();
    });
  };
}

/** Listens on loopback, on a free port by default, and returns the address. Rejects if the port is taken. */
export function listen(server: Server, port = 0): Promise<string> {
  server.requestTimeout = 0;
  return new Promise((listening, failed) => {
    server.once('error', failed);
    server.listen(port, LOOPBACK, () =>
      listening(`http://${LOOPBACK}:${(server.address() as AddressInfo).port}`),
    );
  });
}

/** Closes the server and all its connections. */
export function stop(server: Server): Promise<void> {
  return new Promise((stopped) => {
    server.close(() => stopped());
    server.closeAllConnections();
  });
}

async function serve(parts: ServerParts, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const { path } = splitUrl(message);
  if (parts.control && path.startsWith('/__demo/')) return serveControl(parts.control, message, response);
  if (message.method === 'OPTIONS') return send(response, preflight(), {}, false);
  const entry = parts.control?.requests.open(message);
  const faults = parts.control?.faults.matching(message.method ?? 'GET', path) ?? [];
  response.on('close', () => {
    if (entry && !response.writableFinished) entry.aborted = true;
  });
  if (faults.some((fault) => fault.kind === 'reset-before')) {
    message.socket.destroy();
    return;
  }
  const body = await readBodyOrProblem(parts, message);
  try {
    if (entry && !(body instanceof Problem)) {
      entry.bodyBytes = body.bytes;
      if (body.json !== undefined) entry.body = body.json;
    }
    await applyDelays(parts, faults);
    if ((await held(parts, faults, 'request')) === 'drop') {
      message.socket.destroy();
      return;
    }
    const answer =
      body instanceof Problem
        ? problemAnswer(body, true, '')
        : await answerWithFaults(parts, message, body, faults, entry);
    if (answer === undefined || (await held(parts, faults, 'answer')) === 'drop') message.socket.destroy();
    else await sendWithFaults(parts, message, response, answer, faults, entry);
  } finally {
    if (!(body instanceof Problem)) await discardUploads(body);
  }
}

async function readBodyOrProblem(parts: ServerParts, message: IncomingMessage): Promise<Body | Problem> {
  try {
    return await readBody(message, parts.app.backend.files.folder);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

async function applyDelays(parts: ServerParts, faults: Fault[]): Promise<void> {
  const delays = faults.filter((fault) => fault.kind === 'delay').map((fault) => numberOf(fault, 'ms', 0));
  const total = delays.reduce((sum, ms) => sum + ms, parts.latency);
  if (total > 0) await wait(total);
}

/** Waits while a fault holds the request at this point. */
async function held(
  { control }: ServerParts,
  faults: Fault[],
  at: 'request' | 'answer',
): Promise<Release | undefined> {
  return faults.some((fault) => fault.kind === 'hold' && fault.at === at)
    ? control?.faults.hold()
    : undefined;
}

/** The answer, or undefined if a fault closes the connection without one. */
async function answerWithFaults(
  parts: ServerParts,
  message: IncomingMessage,
  body: Body,
  faults: Fault[],
  entry: LogEntry | undefined,
): Promise<Answer | undefined> {
  for (const fault of faults) actAsOtherUser(parts.app.backend, fault);
  for (const fault of faults) {
    const instead = faultAnswer(fault);
    if (instead) return instead;
    if (fault.kind === 'endless') return json(null);
  }
  const answer = await parts.app.handle(message, body);
  parts.beforeAnswer?.();
  if (entry) entry.applied = answer.status < 400;
  return faults.some((fault) => fault.kind === 'reset-after') ? undefined : answer;
}

async function sendWithFaults(
  parts: ServerParts,
  message: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  faults: Fault[],
  entry: LogEntry | undefined,
): Promise<void> {
  if (response.destroyed) return;
  if (entry) entry.status = answer.status;
  const head = commonHeaders(parts.app.backend.dialect);
  const broken = faults.find((fault) => sendingFaults.has(fault.kind));
  if (broken) await sendFaulty(response, answer, head, broken);
  else await send(response, answer, head, message.method === 'HEAD');
}

async function serveControl(
  control: ControlTarget,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(message, control.backend.files.folder);
  const answer = isLocal(message)
    ? answerControl(control, message, body.fields)
    : json({ message: 'Control routes are for this machine only.' }, 403);
  await discardUploads(body);
  await send(response, answer, {}, message.method === 'HEAD');
}
