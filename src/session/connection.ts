import * as l10n from '@vscode/l10n';
import type { InvoiceNinjaApi } from '../api/api';
import { ApiError } from '../api/errors';
import type { Account } from './account';
import { Emitter } from './emitter';
import { guardedApi } from './guardedApi';

/** The API client of one account, created on first use: the HTTP bundle is only loaded for a request. */
export class Connection {
  private opened: Promise<InvoiceNinjaApi> | undefined;
  private closed = false;
  private readonly rejections = new Emitter<ApiError>();
  /** Fires when the server no longer accepts the token. */
  readonly onDidRejectToken = this.rejections.event;

  constructor(
    private readonly connect: () => Promise<InvoiceNinjaApi>,
    private readonly account: () => Account,
  ) {}

  /**
   * The client, see `guardedApi`. After a failure the next call tries again. Rejects once the connection is closed: the
   * caller belongs to a sign-in that has ended.
   */
  api(): Promise<InvoiceNinjaApi> {
    if (this.closed) return Promise.reject(endedError(this.account()));
    if (this.opened === undefined) {
      const attempt = this.connect().then((api) =>
        guardedApi(api, this.account, (error) => this.rejections.fire(error)),
      );
      this.opened = attempt;
      attempt.catch(() => {
        if (this.opened === attempt) this.opened = undefined;
      });
    }
    return this.opened;
  }

  /** Aborts all calls in flight; later ones are rejected. Never throws. */
  async close(): Promise<void> {
    this.closed = true;
    const opened = this.opened;
    this.opened = undefined;
    await opened?.then((api) => api.close()).catch(() => undefined);
  }
}

function endedError({ label }: Account): ApiError {
  return new ApiError(
    'refused',
    l10n.t(
      '“{0}” was signed in or out meanwhile, or its settings changed. Nothing was sent; start again.',
      label,
    ),
  );
}
