import type { ClientQuery } from '../../api/query/clientQuery';
import type { Session } from '../../session/session';
import type { Ask, Back } from './ask';
import type { Filter } from './filterState';

/** One condition that a filter can have. */
export interface Condition {
  label: string;
  /** The parameter it sets. A filter has at most one condition of a key. */
  key: keyof ClientQuery;
  /** Asks for its value; undefined when the user canceled. */
  ask: (step: Step) => Promise<Answer | Back | undefined>;
}

/** What a condition may use while it asks. */
export interface Step {
  ask: Ask;
  session: Session;
  /** The filter as it is so far. */
  filter: Filter;
  title: string;
}

/** The answer: what it adds to the query, and the names of the ids in it. */
export interface Answer {
  query: Partial<ClientQuery>;
  names?: Record<string, string>;
}
