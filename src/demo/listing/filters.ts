import { containsPattern, equalityKey, fold } from '../store/collation';
import { momentFilter, newerFilters } from './newerFilters';
import { decodeId } from '../store/hashIds';
import { leadingNumber, type Fields } from '../php';
import {
  compareNumber,
  keepRows,
  withValue,
  type Filter,
  type FilterContext,
  type Selection,
} from './selection';
import { serverError } from '../http/problem';
import { parseSort } from './sorting';

function keepIds(selection: Selection, ids: Iterable<number>, context: FilterContext): void {
  const wanted = new Set(ids);
  if (selection.rows === context.store.clients.all()) {
    const found = [...wanted].flatMap((id) => context.store.clients.get(id) ?? []);
    selection.rows = found.sort((a, b) => a.id - b.id);
  } else {
    keepRows(selection, (client) => wanted.has(client.id));
  }
}

const serverErrorFilter: Filter = () => {
  throw serverError();
};

const balance = withValue((selection, value, { dialect }) => {
  const [first, second] = value.split(':');
  if (second === undefined) return;
  const [operator, limit] = dialect.balanceSyntax === 'value:operator' ? [second, first] : [first, second];
  const test = compareNumber(operator, leadingNumber(limit ?? ''));
  keepRows(selection, (client) => test(client.balance));
});

const betweenBalance = withValue((selection, value) => {
  const [from, to, more] = value.split(':');
  if (from === undefined || to === undefined || more !== undefined) return;
  const [low, high] = [leadingNumber(from), leadingNumber(to)];
  keepRows(selection, (client) => client.balance >= low && client.balance <= high);
});

const email = withValue((selection, value, context) => {
  const key = equalityKey(value);
  const ids = [...context.store.emails.find(value)].filter((id) =>
    context.store.contactsOf
      .of(id)
      .some(
        (contact) => contact.deleted_at === 0 && contact.email !== null && equalityKey(contact.email) === key,
      ),
  );
  keepIds(selection, ids, context);
});

const filter = withValue((selection, value, { dialect, searchText }) => {
  const terms = dialect.filterText === 'words' ? value.split(' ').filter((word) => word !== '') : [value];
  for (const matches of terms.map(containsPattern)) {
    // The whole text is tested first, which is cheaper, then each field by itself: a match must not span two.
    keepRows(selection, (client) => {
      const text = searchText(client);
      return matches(text) && text.split('\n').some(matches);
    });
  }
});

const status = withValue((selection, value) => {
  const words = new Set(value.split(','));
  const known = ['active', 'archived', 'deleted'].filter((word) => words.has(word));
  if (known.length === 0) return;
  keepRows(selection, (client) => {
    if (words.has('active') && client.deleted_at === 0) return true;
    if (words.has('archived') && client.deleted_at > 0 && !client.is_deleted) return true;
    return words.has('deleted') && client.is_deleted;
  });
});

/** Adds clients to the rows selected so far and puts them first (recorded: list/with). */
const withClients = withValue((selection, value, { store, dialect }) => {
  const ids = (dialect.severalWith ? value.split(',') : [value]).map(decodeId);
  const added = ids.flatMap((id) => store.clients.get(id) ?? []);
  const wanted = new Set(added);
  selection.rows = [...new Set([...selection.rows, ...added])].sort((a, b) => a.id - b.id);
  // The other rows keep the order of an unsorted list.
  const descending = dialect.defaultOrder === 'desc';
  selection.order.push({
    column: '',
    descending,
    value: (client) => Number(wanted.has(client) === descending),
  });
});

const group = withValue((selection, value) => {
  const id = decodeId(value);
  keepRows(selection, (client) => client.group_settings_id === id);
});

const commonFilters: Record<string, Filter> = {
  balance,
  between_balance: betweenBalance,
  client_id: withValue((selection, value, context) => {
    keepIds(selection, [decodeId(value)], context);
  }),
  created_at: momentFilter('created_at'),
  updated_at: momentFilter('updated_at'),
  email,
  filter,
  group,
  id_number: withValue((selection, value, context) => {
    keepIds(selection, context.store.idNumbers.find(value), context);
  }),
  number: withValue((selection, value, context) => {
    keepIds(selection, context.store.numbers.find(value), context);
  }),
  name: withValue((selection, value) => {
    const matches = containsPattern(value);
    keepRows(selection, (client) => client.name !== null && matches(fold(client.name)));
  }),
  /**
   * Compares text with a number column: only text that begins with 1 finds deleted clients (recorded:
   * list/is-deleted).
   */
  is_deleted: (selection, value) => {
    const wanted = leadingNumber(value ?? '');
    keepRows(selection, (client) => Number(client.is_deleted) === wanted);
  },
  status,
  sort: (selection, _value, { store, dialect }, raw) => {
    selection.order.push(...parseSort(store, dialect, raw));
  },
  with: withClients,
  with_trashed: (selection, value) => {
    if (value === undefined) throw serverError();
    if (value === 'false') keepRows(selection, (client) => !client.is_deleted);
  },
  filter_deleted_clients: (_selection, value) => {
    if (value === undefined || value === 'true') throw serverError();
  },
  // The server calls the method of that name in its filter class; these fail (docs/invoice-ninja-api.md §5.5).
  without_deleted_clients: serverErrorFilter,
  apply: serverErrorFilter,
  split: serverErrorFilter,
  basequery: serverErrorFilter,
  __construct: serverErrorFilter,
};

/** Applies the parameters of a list request in their order. Names ignore case, as PHP's methods do. */
export function applyFilters(input: Fields, context: FilterContext): Selection {
  const selection: Selection = { rows: context.store.clients.all(), order: [] };
  const filters: Record<string, Filter> = { ...commonFilters, ...newerFilters(context.dialect) };
  for (const [name, value] of Object.entries(input)) {
    const key = name.toLowerCase();
    const apply = Object.hasOwn(filters, key) ? filters[key] : undefined;
    apply?.(selection, typeof value === 'string' ? value : undefined, context, value);
  }
  return selection;
}
