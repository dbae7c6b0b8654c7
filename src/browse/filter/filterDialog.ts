import * as vscode from 'vscode';
import type { InvoiceNinjaApi } from '../../api/api';
import type { ClientQuery } from '../../api/query/clientQuery';
import { sentence } from '../../platform/sentences';
import type { Account } from '../../session/account';
import type { Session } from '../../session/session';
import { back, type Ask, type Choice } from './ask';
import type { Condition } from './condition';
import { conditions } from './filterConditions';
import { conditionText, filterSentence } from './filterSentence';
import { isEmptyFilter, listQuery, noFilter, type Filter } from './filterState';

type Server = Pick<InvoiceNinjaApi, 'isUnsupported' | 'whyUnsupported'>;
type Chosen = Condition | 'show' | 'clear' | 'save';

/** The dialog's result: a filter to show, and the name to save it under, if any. */
export interface FilterAnswer {
  filter: Filter;
  name?: string;
}

/**
 * Builds a filter in steps: the first list shows what is set and what may be, each condition asks its own question and
 * comes back. Undefined when the user gave up; nothing changes then.
 */
export async function filterDialog(
  ask: Ask,
  account: Account,
  session: Session,
  start: Filter,
  locale = vscode.env.language,
): Promise<FilterAnswer | undefined> {
  // Without a connection the server's version is unknown; the list itself reports what goes wrong.
  const server = await session.api().catch(() => undefined);
  let filter = start;
  let problem: string | undefined;
  for (;;) {
    const chosen = await ask.one<Chosen>({
      title: vscode.l10n.t('Filter Clients of {0}', account.label),
      placeholder: problem ?? (filterSentence(filter, locale) || vscode.l10n.t('Choose a condition')),
      items: firstList(filter, { changed: filter !== start, locale, server }),
    });
    problem = undefined;
    if (chosen === undefined || chosen === back) return undefined;
    if (chosen === 'show') return { filter };
    if (chosen === 'clear') filter = noFilter;
    else if (chosen === 'save') {
      const name = await askName(ask);
      if (name === undefined) return undefined;
      if (name !== back) return { filter, name };
    } else {
      const next = isUnsupported(chosen, filter, server)
        ? { problem: vscode.l10n.t('{0}: {1}.', chosen.label, unsupportedText()) }
        : await oneCondition(ask, session, filter, chosen);
      if (next === undefined) return undefined;
      if ('problem' in next) problem = next.problem;
      else {
        const error = server?.whyUnsupported(listQuery(next));
        // Where the filter was impossible before, e.g. after a change of servers, its parts can still be removed.
        if (error === undefined || server?.whyUnsupported(listQuery(filter)) !== undefined) filter = next;
        else problem = sentence(error);
      }
    }
  }
}

interface DisplayOptions {
  changed: boolean;
  locale: string;
  server: Server | undefined;
}

/** A condition that the server's version would ignore. One that is set already is offered all the same, to be removed. */
function isUnsupported({ key }: Condition, { query }: Filter, server: Server | undefined): boolean {
  return query[key] === undefined && server?.isUnsupported(key) === true;
}

function unsupportedText(): string {
  return vscode.l10n.t('not in this version of Invoice Ninja');
}

function firstList(filter: Filter, options: DisplayOptions): Choice<Chosen>[] {
  const { changed } = options;
  const all = conditions();
  const set = all.filter(({ key }) => filter.query[key] !== undefined);
  const others = all.filter((condition) => !set.includes(condition));
  const items: Choice<Chosen>[] = [];
  if (changed)
    items.push({ label: vscode.l10n.t('Show Clients'), icon: 'check', value: 'show', picked: true });
  items.push(
    ...group(
      vscode.l10n.t('Set'),
      set.map((condition) => choice(condition, filter, options)),
    ),
  );
  items.push(
    ...group(
      vscode.l10n.t('Add'),
      others.map((condition) => choice(condition, filter, options)),
    ),
  );
  if (!isEmptyFilter(filter))
    items.push(
      ...group<Chosen>(vscode.l10n.t('This filter'), [
        { label: vscode.l10n.t('Save as Query…'), icon: 'save', value: 'save' },
        { label: vscode.l10n.t('Clear All'), icon: 'clear-all', value: 'clear' },
      ]),
    );
  return items;
}

function choice(condition: Condition, filter: Filter, { locale, server }: DisplayOptions): Choice<Chosen> {
  return {
    label: `${condition.label}…`,
    description: isUnsupported(condition, filter, server)
      ? unsupportedText()
      : conditionText(condition.key, filter, locale) || undefined,
    value: condition,
  };
}

function group<T>(title: string, items: Choice<T>[]): Choice<T>[] {
  return items.map((item, index) => (index === 0 ? { ...item, group: title } : item));
}

async function oneCondition(
  ask: Ask,
  session: Session,
  filter: Filter,
  condition: Condition,
): Promise<Filter | undefined> {
  const title = condition.label;
  if (filter.query[condition.key] !== undefined) {
    const change = await ask.one<'change' | 'remove'>({
      title,
      back: true,
      items: [
        { label: vscode.l10n.t('Change…'), value: 'change' },
        { label: vscode.l10n.t('Take Away'), value: 'remove' },
      ],
    });
    if (change === undefined) return undefined;
    if (change === back) return filter;
    if (change === 'remove') return without(filter, condition.key);
  }
  const answer = await condition.ask({ ask, session, filter, title });
  if (answer === undefined) return undefined;
  if (answer === back) return filter;
  return { query: { ...filter.query, ...answer.query }, names: { ...filter.names, ...answer.names } };
}

function without({ query, names }: Filter, key: keyof ClientQuery): Filter {
  const rest: ClientQuery = { ...query };
  delete rest[key];
  return { query: rest, names };
}

function askName(ask: Ask) {
  return ask.text({
    title: vscode.l10n.t('Save as Query'),
    placeholder: vscode.l10n.t('Name of the query'),
    check: (name) =>
      name === '' || name.length > 80 ? vscode.l10n.t('A name has 1 to 80 characters.') : undefined,
    back: true,
  });
}
