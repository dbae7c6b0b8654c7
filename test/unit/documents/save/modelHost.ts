import type { InvoiceNinjaApi } from '../../../../src/api/api';
import {
  createDocuments,
  type DocumentsContext,
  type DocumentsFeature,
} from '../../../../src/documents/entry';
import type { Account } from '../../../../src/session/account';
import { Session } from '../../../../src/session/session';
import { type Editor, EventEmitter, type ModelWindow, type Provider, Uri } from '../vscodeModel';

/** What the windows of one run have in common. */
export interface Machine {
  /** The folder of the global storage. */
  storage: string;
  accountId: string;
}

/** The documents feature of a window, as it is after its extension host has started. */
export class Host {
  readonly provider: Provider;
  readonly session: Session;
  private readonly feature: DocumentsFeature;

  constructor(
    { storage, accountId }: Machine,
    private readonly window: ModelWindow,
    editor: () => Editor | undefined,
    api: InvoiceNinjaApi,
  ) {
    const account: Account = { id: accountId, kind: 'server', address: '', companyName: 'A', label: 'A' };
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
