import * as vscode from 'vscode';
import type { Password } from '../../api/api';
import { isApiError } from '../../api/errors';
import type { Client, Id } from '../../api/types';
import { UserError } from '../../platform/sentences';
import type { Session } from '../../session/session';
import { backupStands, type Backup } from './backup';
import type { Passwords } from '../passwords';
import { isTyped } from './confirmationText';

/** Purge one client, or merge a loser into a survivor. */
export type FinalKind = 'purge' | 'merge';

/** Who is gone for good afterwards, and for a merge who has everything then. */
export interface FinalIds {
  readonly gone: Id;
  readonly survivor: Id | undefined;
}

/** What somebody who wants it done brings along. Nothing of it is believed. */
export interface FinalClaim {
  readonly gone: unknown;
  readonly survivor: unknown;
  readonly typed: unknown;
}

const origin = 'final';

/**
 * The one way to a purge or a merge. It holds what the host itself did, whichever way the wish came: the ids that were
 * shown, the backup that was written of them, and the text that has to be typed. Anything else is refused and sends nothing.
 */
export class FinalAct {
  private backup: Backup | undefined;
  private running = false;

  constructor(
    private readonly session: Session,
    private readonly passwords: Passwords,
    readonly kind: FinalKind,
    private ids: FinalIds,
  ) {}

  get target(): FinalIds {
    return this.ids;
  }

  /** A merge the other way round needs a look at the facts and a typed name of its own; the backup holds both clients. */
  swap(): void {
    const { gone, survivor } = this.ids;
    if (survivor !== undefined && !this.running) this.ids = { gone: survivor, survivor: gone };
  }

  /** The clients that a backup has to hold. */
  get affected(): Id[] {
    return [this.ids.gone, ...(this.ids.survivor === undefined ? [] : [this.ids.survivor])];
  }

  backedUp(backup: Backup | undefined): void {
    this.backup = backup;
  }

  /** Does it. The survivor of a merge, or `purged`; undefined when the user gave no password: nothing was done then. */
  async run(claim: FinalClaim): Promise<Client | 'purged' | undefined> {
    if (this.running) throw new UserError(vscode.l10n.t('This is under way already.'));
    this.running = true;
    const { ids } = this;
    const { gone, survivor } = ids;
    let checked = false;
    // While the password is typed anybody may change a client: every sending is checked anew, in its turn.
    const first = async () => {
      checked = false;
      await this.check(claim);
      checked = true;
    };
    try {
      // Nobody is to type a password in vain.
      await this.check(claim);
      const work = async (password: Password): Promise<Client | 'purged'> => {
        if (survivor !== undefined) return this.session.merge(survivor, gone, password, { origin, first });
        await this.session.purge(gone, password, { origin, first });
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
      return await this.afterLoss(error, ids);
    } finally {
      this.running = false;
    }
  }

  private async check({ gone, survivor, typed }: FinalClaim): Promise<void> {
    if (gone !== this.ids.gone || survivor !== this.ids.survivor)
      throw new UserError(vscode.l10n.t('These are not the clients that were shown. Nothing was done.'));
    const { backup } = this;
    if (backup === undefined || !this.affected.every((id) => backup.ids.includes(id)))
      throw new UserError(vscode.l10n.t('There is no backup yet. Nothing was done; write the backup first.'));
    const before = backup.clients.get(gone);
    if (before === undefined || !(await backupStands(backup))) {
      this.backup = undefined;
      throw new UserError(
        vscode.l10n.t('The backup is no longer where it was written. Nothing was done; write it again.'),
      );
    }
    if (!isTyped(typed, before))
      throw new UserError(
        vscode.l10n.t('The typed text does not match. Nothing was done; type it as it is shown.'),
      );
    for (const id of this.affected) {
      const now = await this.session.get(id, { origin });
      if (!sameRecord(now, backup.clients.get(id))) {
        this.backup = undefined;
        throw new UserError(
          vscode.l10n.t(
            'Somebody changed a client since the backup. Nothing was done; look at the facts and write the backup again.',
          ),
        );
      }
    }
  }

  /** A lost answer leaves open what happened: the record itself tells, and nothing is sent twice. */
  private async afterLoss(error: unknown, { gone, survivor }: FinalIds): Promise<Client | 'purged'> {
    if (!isApiError(error) || error.effect !== 'unknown') throw error;
    try {
      await this.session.get(gone, { origin });
    } catch (missing) {
      if (!isApiError(missing, 'notFound')) throw error;
      return survivor === undefined ? 'purged' : this.session.get(survivor, { origin });
    }
    throw error;
  }
}

function sameRecord(a: Client, b: Client | undefined): boolean {
  return b !== undefined && JSON.stringify(a) === JSON.stringify(b);
}
