import type { ClientState, Id, Timestamp } from '../types';

/** Comparison operators of the list route. */
export type Comparison = 'lt' | 'lte' | 'gt' | 'gte' | 'eq';

/** A moment: unix seconds, or a calendar day `YYYY-MM-DD` in the company's time zone. */
export type Moment = Timestamp | string;

/** Everything that can be queried of the list route, whatever the server's version. */
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
  /** States to list. Default: active and archived. */
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
  /** Rows per page, 1 to 5000. */
  perPage?: number;
  /** First page is 1. */
  page?: number;
  /** Default: `id` ascending. */
  sort?: { column: string; direction: 'asc' | 'desc' };
}

/** Related data that the server can embed into clients. */
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
