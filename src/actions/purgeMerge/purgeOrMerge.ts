import * as vscode from 'vscode';
import type { Password } from '../../api/api';
import { isApiError } from '../../api/errors';
import type { Client, Id } from '../../api/types';
import { UserError } from '../../platform/sentences';
import type { Session } from '../../session/session';
import type { Passwords } from '../context';
import { isBackupIntact, type Backup } from './backup';
import { matchesConfirmation } from './confirmationText';

/** The client that a purge or a merge removes, and the one that survives a merge; a purge has no survivor. */
export interface PurgeMergeIds {
  readonly removed: Id;
  readonly survivor: Id | undefined;
}

/** Untrusted input from the page; `check` verifies every part. */
interface UntrustedRequest {
  readonly removed: unknown;
  readonly survivor: unknown;
  readonly typed: unknown;
}

const origin = 'purgeMerge';

/**
 * The only way to purge or merge clients. It keeps what this extension itself has done: which clients it has shown,
 * and which backup it has written of them. A request that does not fit is rejected with a `UserError`, and nothing
 * is sent.
 */
export class PurgeOrMerge {
  private backup: Backup | undefined;
  private running = false;

  constructor(
    private readonly session: Session,
    private readonly passwords: Passwords,
    private clients: PurgeMergeIds,
  ) {}

  get kind(): 'purge' | 'merge' {
    return this.clients.survivor === undefined ? 'purge' : 'merge';
  }

  get ids(): PurgeMergeIds {
    return this.clients;
  }

  /** The clients that the backup must contain. */
  get affected(): Id[] {
    const { removed, survivor } = this.clients;
    return survivor === undefined ? [removed] : [removed, survivor];
  }

  /** Merges the other way round. The backup stays valid, because it contains both clients. */
  swap(): void {
    const { removed, survivor } = this.clients;
    if (survivor !== undefined && !this.running) this.clients = { removed: survivor, survivor: removed };
  }

  /** Sets the backup that was written, or takes it away. */
  setBackup(backup: Backup | undefined): void {
    this.backup = backup;
  }

  /**
   * Purges or merges. Resolves to the survivor of a merge, to `purged`, or to undefined where the user entered no
   * password and nothing was done.
   */
  async run(request: UntrustedRequest): Promise<Client | 'purged' | undefined> {
    if (this.running) throw new UserError(vscode.l10n.t('This is under way already.'));
    this.running = true;
    const ids = this.clients;
    const { removed, survivor } = ids;
    let checked = false;
    // Clients may change while the user enters the password, so everything is checked again before each attempt,
    // when all earlier writes to these clients have been sent.
    const beforeSending = async () => {
      checked = false;
      await this.check(request);
      checked = true;
    };
    try {
      // Checked here too, so that the password is not asked for in vain.
      await this.check(request);
      const work = async (password: Password): Promise<Client | 'purged'> => {
        if (survivor !== undefined)
          return this.session.merge(survivor, removed, password, { origin, beforeSending });
        await this.session.purge(removed, password, { origin, beforeSending });
        return 'purged';
      };
      const done = await this.passwords.with(this.session.account, work);
      return done?.value;
    } catch (error) {
      if (!checked) throw error;
      if (isApiError(error, 'noPermission')) {
        throw new UserError(
          vscode.l10n.t(
            'Only an administrator may do this. Nothing was done; ask an administrator of this company.',
          ),
        );
      }
      return await this.outcomeAfter(error, ids);
    } finally {
      this.running = false;
    }
  }

  private async check({ removed, survivor, typed }: UntrustedRequest): Promise<void> {
    if (removed !== this.clients.removed || survivor !== this.clients.survivor)
      throw new UserError(vscode.l10n.t('These are not the clients that were shown. Nothing was done.'));
    const { backup } = this;
    if (backup === undefined || !this.affected.every((id) => backup.ids.includes(id)))
      throw new UserError(vscode.l10n.t('There is no backup yet. Nothing was done; write the backup first.'));
    const backedUp = backup.clients.get(removed);
    if (backedUp === undefined || !(await isBackupIntact(backup))) {
      this.backup = undefined;
      throw new UserError(
        vscode.l10n.t('The backup is no longer where it was written. Nothing was done; write it again.'),
      );
    }
    if (!matchesConfirmation(typed, backedUp))
      throw new UserError(
        vscode.l10n.t('The typed text does not match. Nothing was done; type it as it is shown.'),
      );
    for (const id of this.affected) {
      const current = await this.session.get(id, { origin });
      if (!isSameRecord(current, backup.clients.get(id))) {
        this.backup = undefined;
        throw new UserError(
          vscode.l10n.t(
            'Somebody changed a client since the backup. Nothing was done; look at the facts and write the backup again.',
          ),
        );
      }
    }
  }

  /**
   * After a lost answer: whether the removed client is still on the server tells what happened. Nothing is sent
   * twice.
   */
  private async outcomeAfter(
    error: unknown,
    { removed, survivor }: PurgeMergeIds,
  ): Promise<Client | 'purged'> {
    if (!isApiError(error) || error.effect !== 'unknown') throw error;
    try {
      await this.session.get(removed, { origin });
    } catch (missing) {
      if (!isApiError(missing, 'notFound')) throw resultUnknown();
      if (survivor === undefined) return 'purged';
      const known = this.backup?.clients.get(survivor);
      return this.session.get(survivor, { origin }).catch((failure: unknown) => {
        // It is done, whether the survivor can be read now or not.
        if (known === undefined) throw failure;
        return known;
      });
    }
    throw error;
  }
}

function resultUnknown(): UserError {
  return new UserError(
    vscode.l10n.t(
      'The answer of the server was lost, so it is not known whether this was done. Look for the client before you try again.',
    ),
  );
}

function isSameRecord(a: Client, b: Client | undefined): boolean {
  return b !== undefined && JSON.stringify(a) === JSON.stringify(b);
}
