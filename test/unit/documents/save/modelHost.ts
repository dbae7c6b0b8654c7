import fs from 'node:fs/promises';
import type { InvoiceNinjaApi } from '../../../../src/api/api';
import type { DemoServer } from '../../../../src/demo/entry';
import {
  createDocuments,
  type DocumentsContext,
  type DocumentsFeature,
} from '../../../../src/documents/entry';
import type { Account } from '../../../../src/session/account';
import { Session } from '../../../../src/session/session';
import {
  activeWindow,
  type Editor,
  EventEmitter,
  type ModelWindow,
  type Provider,
  Uri,
} from '../vscodeModel';

export const account: Account = { id: 'a', kind: 'server', address: '', companyName: 'A', label: 'A' };

/** What the windows of one run have in common. */
export interface Machine {
  server: DemoServer;
  /** The folder of the global storage, for all windows. */
  storage: string;
}

/** The documents feature of a window, as it is after its extension host has started. */
export class Host {
  readonly provider: Provider;
  readonly session: Session;
  private readonly feature: DocumentsFeature;

  constructor(
    { storage }: Machine,
    private readonly window: ModelWindow,
    editor: () => Editor | undefined,
    api: InvoiceNinjaApi,
  ) {
    const changes = new EventEmitter<{ type: number; uri: Uri }[]>();
    changes.event((list) => list.forEach(({ type }) => editor()?.changed(type)));
    this.session = new Session(account, () => Promise.resolve(api), {
      open: () => Promise.reject(new Error('nothing is created here')),
      close: () => Promise.resolve(),
      pending: () => Promise.resolve([]),
    });
    const sessions = [this.session];
    const context: unknown = {
      storage: Uri.file(storage),
      accounts: {
        all: () => [account],
        session: () => this.session,
        openSessions: () => sessions,
        onDidChange: () => ({ dispose: () => undefined }),
        onDidOpenSession: () => ({ dispose: () => undefined }),
      },
      signIn: () => Promise.resolve(),
      log: { failure: () => undefined },
      changes,
    };
    this.feature = window.run(() => createDocuments(context as DocumentsContext));
    this.provider = this.feature.files;
  }

  /** Drafts are on disk. */
  flushed(): Promise<void> {
    return this.window.run(() => this.feature.flushed());
  }

  stop(): void {
    this.feature.dispose();
  }
}

/** Gives every window the clock and the disk of its own machine; others have the real ones. Returns how to end that. */
export function ownClocksAndDisks(): () => void {
  const RealDate = Date;
  const now = () => RealDate.now() + activeWindow().clockError;
  globalThis.Date = class extends RealDate {
    constructor(...values: [number?]) {
      super(...((values.length === 0 ? [now()] : values) as [number]));
    }
    static override now = now;
  } as DateConstructor;
  const { open } = fs;
  fs.open = async (file, flags, mode) => {
    const handle = await open(file, flags, mode);
    if (!activeWindow().diskFull || flags === undefined || flags === 'r') return handle;
    const write = handle.writeFile.bind(handle);
    handle.writeFile = async (data) => {
      await write(String(data).slice(0, 100));
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    };
    return handle;
  };
  return () => {
    globalThis.Date = RealDate;
    fs.open = open;
  };
}
