import { createServer } from 'node:http';
import { listen, stop } from './httpServer';
import { makeDemo } from './instance';
import type { DemoOptions, DemoServer } from './options';

export type { DemoOptions, DemoServer } from './options';
export { joinDemo, type SharedDemo } from './shared/joinDemo';

/** Starts a demo server on loopback. Rejects if the port is taken or an option is out of range. */
export async function startDemo(options: DemoOptions = {}): Promise<DemoServer> {
  const { listener, end, ...secrets } = makeDemo(options);
  const server = createServer(listener);
  let url: string;
  try {
    url = await listen(server, options.port);
  } catch (error) {
    end();
    throw error;
  }
  let closed: Promise<void> | undefined;
  return { url, ...secrets, close: () => (closed ??= stop(server).then(end)) };
}
