import type { Clock } from '../clock';
import { Problem } from '../http/problem';
import type { UserRow } from '../store/rows';

/** Remembers that a user gave the password: per user, renewed on use (docs/invoice-ninja-api.md §2.5). */
export class PasswordMemory {
  private readonly until = new Map<number, number>();
  /** The users signed up through another service: they have no password here (§2.5, step 2). */
  singleSignOn = false;

  constructor(private readonly clock: Clock) {}

  knows(user: UserRow): boolean {
    return (this.until.get(user.id) ?? 0) > this.clock.milliseconds();
  }

  /** `timeout` is the company's `default_password_timeout` in milliseconds; 0 means for good. */
  remember(user: UserRow, timeout: number): void {
    this.until.set(user.id, timeout === 0 ? Infinity : this.clock.milliseconds() + timeout);
  }

  forgetAll(): void {
    this.until.clear();
    this.singleSignOn = false;
  }

  /** Lets a request pass or throws 412. The Base64 header wins; a wrong password fails even while one is remembered. */
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
