import { existsSync } from 'node:fs';
import type { SharedDemo } from '../../demo/entry';
import { lazily } from '../../platform/lazily';

const loadDemo = lazily(() => import('../../demo/entry'));

/**
 * The demo server of all windows, in the extension host of the first that used it. Its data is in the extension's storage, so
 * that changes survive a reload; when the window that has it ends, the next use in another one takes over.
 */
export class SampleServer {
  private joined: Promise<SharedDemo> | undefined;

  /** `onEnded`: another window's server has ended, so what is connected to it has to connect again. */
  constructor(
    private readonly folder: string,
    private readonly onEnded: () => void,
  ) {}

  start(): Promise<SharedDemo> {
    if (this.joined === undefined) {
      const joined = loadDemo().then(({ joinDemo }) => joinDemo(this.folder, { clients: 250 }));
      this.joined = joined;
      const forget = (): boolean => {
        if (this.joined !== joined) return false;
        this.joined = undefined;
        return true;
      };
      joined.then(
        ({ ended }) => ended.then(() => forget() && this.onEnded()),
        () => forget(),
      );
    }
    return this.joined;
  }

  /** Leaves the server, and ends it if it is this window's; changed sample data stays in the folder. */
  async stop(): Promise<void> {
    const { joined } = this;
    this.joined = undefined;
    await joined?.then((demo) => demo.leave()).catch(() => undefined);
  }

  /** Ends the server in whichever window it is, and removes its data. */
  async discard(): Promise<void> {
    if (this.joined === undefined && !existsSync(this.folder)) return;
    const demo = await this.start();
    this.joined = undefined;
    await demo.discard();
  }
}
