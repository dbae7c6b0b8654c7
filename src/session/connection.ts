import type { InvoiceNinjaApi } from '../api/api';
import { ApiError } from '../api/errors';
import type { Account } from './account';
import { Emitter } from './emitter';
import { guardedApi } from './guardedApi';

/** An account's API client, connected on first use: no HTTP stack is loaded before something is asked of the server. */
export class Connection {
  private opened: Promise<InvoiceNinjaApi> | undefined;
  private closed = false;
  private readonly refusals = new Emitter<ApiError>();
  /** The server no longer accepts the token. */
  readonly onDidRejectToken = this.refusals.event;

  constructor(
    private readonly connect: () => Promise<InvoiceNinjaApi>,
    private readonly account: () => Account,
  ) {}

  /**
   * A failed attempt is tried anew by the next call. It changes nothing while the account is read-only. Rejects once it is
   * closed: who still holds it does not know what became of the account since.
   */
  api(): Promise<InvoiceNinjaApi> {
    if (this.closed) return Promise.reject(ended(this.account()));
    if (this.opened === undefined) {
      const attempt = this.connect().then((api) =>
        guardedApi(api, this.account, (error) => this.refusals.fire(error)),
      );
      this.opened = attempt;
      attempt.catch(() => {
        if (this.opened === attempt) this.opened = undefined;
      });
    }
    return this.opened;
  }

  /** Ends what is under way, for good; never throws. */
  async close(): Promise<void> {
    this.closed = true;
    const opened = this.opened;
    this.opened = undefined;
    await opened?.then((api) => api.close()).catch(() => undefined);
  }
}

function ended({ label }: Account): ApiError {
  return new ApiError(
    'refused',
    `“${label}” was signed in or out meanwhile, or its settings changed. Nothing was sent; start again.`,
  );
}
