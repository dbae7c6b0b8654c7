import type { SafeSecrets } from './safeSecrets';

/** The secrets of one account. */
const kinds = ['token', 'password', 'salt'] as const;
export type SecretKind = (typeof kinds)[number];

const keyOf = (kind: SecretKind, id: string) => `${kind}:${id}`;

/** Tokens, remembered login passwords and salts, in the secret storage and nowhere else. */
export class AccountSecrets {
  /** The tokens this window uses: for machines that cannot keep secrets, and to tell other windows' changes from its own. */
  private readonly tokens = new Map<string, string>();

  constructor(private readonly secrets: SafeSecrets) {}

  /** Throws `SecretsUnavailable`. */
  async token(id: string): Promise<string | undefined> {
    let stored: string | undefined;
    try {
      stored = await this.secrets.require(keyOf('token', id));
    } catch (error) {
      const known = this.tokens.get(id);
      if (known === undefined) throw error;
      return known;
    }
    if (stored) this.tokens.set(id, stored);
    return stored || this.tokens.get(id);
  }

  /** False when it could not be stored and lasts for this window only. */
  setToken(id: string, token: string): Promise<boolean> {
    this.tokens.set(id, token);
    return this.secrets.write(keyOf('token', id), token);
  }

  /** Drops the token that this window uses; the stored one stays. */
  forgetToken(id: string): void {
    this.tokens.delete(id);
  }

  /** The account whose stored token is another one than this window uses; the changed secret is `key`. */
  async followToken(key: string): Promise<string | undefined> {
    if (!key.startsWith('token:')) return undefined;
    const id = key.slice('token:'.length);
    const stored = (await this.secrets.read(key)) || undefined;
    if (stored === this.tokens.get(id)) return undefined;
    if (stored === undefined) this.tokens.delete(id);
    else this.tokens.set(id, stored);
    return id;
  }

  async read(kind: 'password' | 'salt', id: string): Promise<string | undefined> {
    return (await this.secrets.read(keyOf(kind, id))) || undefined;
  }

  /** False when it could not be stored. */
  write(kind: 'password' | 'salt', id: string, value: string): Promise<boolean> {
    return this.secrets.write(keyOf(kind, id), value);
  }

  /** False when it may still be there. */
  erase(kind: SecretKind, id: string): Promise<boolean> {
    if (kind === 'token') this.tokens.delete(id);
    return this.secrets.erase(keyOf(kind, id));
  }

  /** Erases all secrets of these accounts. Returns the kinds of which some may still be there. */
  async eraseAll(ids: Iterable<string>): Promise<Set<SecretKind>> {
    const left = new Set<SecretKind>();
    for (const id of ids) for (const kind of kinds) if (!(await this.erase(kind, id))) left.add(kind);
    return left;
  }

  /** The accounts whose token this window has. */
  ids(): Iterable<string> {
    return this.tokens.keys();
  }
}
