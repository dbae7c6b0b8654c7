/** Who signed in where, without secrets. */
export interface Account {
  /** Authority of this account's document URIs: hash of the address and the company's id, or `sample`. */
  readonly id: string;
  readonly kind: 'server' | 'sample' | 'dev';
  /** Normalised server address, without `/api/v1`. */
  readonly address: string;
  readonly companyName: string;
  /** What people call it: company and host. */
  readonly label: string;
}
