import type { ClientState, Id, Timestamp } from '../types';

export type Comparison = 'lt' | 'lte' | 'gt' | 'gte' | 'eq';

/** A moment: unix seconds, or a calendar day `YYYY-MM-DD` in the company's time zone. */
export type Moment = Timestamp | string;

/** Everything the list route can be asked for, independent of the server's version. */
export interface ClientQuery {
  balance?: { is: Comparison; amount: number };
  /** Inclusive at both ends. */
  betweenBalance?: { from: number; to: number };
  clientId?: Id;
  createdAt?: { is: Comparison; at: Moment };
  updatedAt?: { is: Comparison; at: Moment };
  createdBetween?: { from: string; to: string };
  updatedBetween?: { from: string; to: string };
  /** Exact address of any contact. */
  email?: string;
  /** Free text over name, numbers, contacts and custom fields. */
  filter?: string;
  idNumber?: string;
  number?: string;
  vatNumber?: string;
  /** Part of the name. */
  name?: string;
  isDeleted?: boolean;
  /** States to list. Never left to the server: the default is active and archived. */
  status?: ClientState[];
  group?: Id;
  groups?: Id[];
  countries?: string[];
  industries?: string[];
  sizes?: string[];
  classifications?: string[];
  /** Part of custom field 1 to 4. */
  customValues?: Partial<Record<1 | 2 | 3 | 4, string>>;
  assignedUsers?: Id[];
  tags?: Id[];
  /** A client that is added to the result whatever the other conditions say, and sorted first. */
  with?: Id;
  include?: ClientInclude[];
  /** Rows a page, 1 to 5000. */
  perPage?: number;
  /** First page is 1. */
  page?: number;
  /** Never left to the server: the default is `id` ascending. */
  sort?: { column: string; direction: 'asc' | 'desc' };
}

export type ClientInclude =
  | 'contacts'
  | 'documents'
  | 'gateway_tokens'
  | 'activities'
  | 'ledger'
  | 'system_logs'
  | 'group_settings'
  | 'locations'
  | 'tags';
