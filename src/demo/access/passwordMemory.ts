import type { Clock } from '../clock';
import { Problem } from '../http/problem';
import type { UserRow } from '../store/rows';

/** Remembers which users gave their password; every use extends the time (docs/invoice-ninja-api.md §2.5). */
export class PasswordMemory {
  private readonly until = new Map<number, number>();
  /** True: the users signed up through an OAuth provider and need no password (docs/invoice-ninja-api.md §2.5). */
  singleSignOn = false;

  constructor(private readonly clock: Clock) {}

  knows(user: UserRow): boolean {
    return (this.until.get(user.id) ?? 0) > this.clock.milliseconds();
  }

  /** `timeout` is the company's `default_password_timeout` in milliseconds; 0 never expires. */
  remember(user: UserRow, timeout: number): void {
    this.until.set(user.id, timeout === 0 ? Infinity : this.clock.milliseconds() + timeout);
  }

  forgetAll(): void {
    this.until.clear();
    this.singleSignOn = false;
  }

  /** Throws 412 unless the password is right or remembered. The Base64 header wins; a wrong password always fails. */
  check(user: UserRow, header: (name: string) => string | undefined, timeout: number): void {
    const encoded = header('x-api-password-base64');
    const plain = encoded ? Buffer.from(encoded, 'base64').toString('utf8') : header('x-api-password');
    if (this.singleSignOn && !encoded && !plain) return;
    if (encoded || plain ? plain !== user.password : !this.knows(user)) {
      throw new Problem('password', 'Invalid Password', {});
    }
    this.remember(user, timeout);
  }
}
