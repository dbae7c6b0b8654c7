/** Colors that tell accounts apart at a glance; names of theme colors `charts.…`. */
export const accountColors = ['red', 'orange', 'yellow', 'green', 'blue', 'purple'] as const;
export type AccountColor = (typeof accountColors)[number];

/** Who signed in where, without secrets. */
export interface Account {
  /** Authority of this account's document URIs: hash of the address and the company's id, or `sample`. */
  readonly id: string;
  readonly kind: 'server' | 'sample' | 'dev';
  /** Normalized server address, without `/api/v1`. */
  readonly address: string;
  readonly companyName: string;
  /** What people call it: company and host, or the name they gave it. */
  readonly label: string;
  /** The label was given by the user: signing in again keeps it. */
  readonly renamed?: boolean;
  /** The account's color. Stored accounts of released versions have it under this key. */
  readonly mark?: AccountColor;
  /** Nothing is ever sent that could change something on the server. */
  readonly readOnly?: boolean;
  /** The user insists on talking to this server although its certificate cannot be verified. Shown wherever it is true. */
  readonly unverifiedTls?: boolean;
}
