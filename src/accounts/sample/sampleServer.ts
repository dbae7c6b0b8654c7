import type { DemoServer } from '../../demo/entry';

/**
 * The demo server inside the extension host, started by the first use. Its data is in the extension's storage, so that
 * changes survive a reload of the window.
 */
export class SampleServer {
  private running: Promise<DemoServer> | undefined;

  constructor(private readonly folder: string) {}

  start(): Promise<DemoServer> {
    if (this.running === undefined) {
      const attempt = import('../../demo/entry').then(({ startDemo }) =>
        startDemo({ clients: 250, dataDir: this.folder }),
      );
      this.running = attempt;
      attempt.catch(() => {
        if (this.running === attempt) this.running = undefined;
      });
    }
    return this.running;
  }

  /** Closes its connections; changed sample data stays in the folder. */
  async stop(): Promise<void> {
    const running = this.running;
    this.running = undefined;
    await running?.then((server) => server.close()).catch(() => undefined);
  }
}
