import * as vscode from 'vscode';
import type { ClientQuery } from '../../api/query/clientQuery';
import { back, type Ask, type Back } from './ask';
import { askAmount, askAmounts, askDay, askDays, askId, askText } from './filterQuestions';
import {
  askCustomField,
  askDetails,
  askDeleted,
  askLookup,
  askPageSize,
  askSort,
  askStates,
} from './filterLists';
import type { Filter } from './filterState';
import type { Session } from '../../session/session';

/** What a step may use to ask one condition. */
export interface Step {
  ask: Ask;
  session: Session;
  filter: Filter;
  title: string;
}

/** The condition as answered: what it adds to the query, and what its ids are called. */
export interface Answer {
  query: Partial<ClientQuery>;
  names?: Record<string, string>;
}

export interface Condition {
  label: string;
  /** Parameters it sets: they are set and taken away together. */
  key: keyof ClientQuery;
  ask: (step: Step) => Promise<Answer | Back | undefined>;
}

/** Every condition the server can be asked for, in the order in which they are offered. */
export function conditions(): Condition[] {
  const { t } = vscode.l10n;
  const text = (label: string, key: TextKey, hint: string): Condition => ({
    label,
    key,
    ask: async (step) =>
      plain(await askText(step, hint, step.filter.query[key]), (value) => ({ [key]: value })),
  });
  return [
    text(t('Text anywhere'), 'filter', t('Words in name, numbers, contacts or custom fields')),
    text(t('Name'), 'name', t('Part of the name')),
    text(t('E-mail'), 'email', t('The whole e-mail address of a contact')),
    text(t('Number'), 'number', t('The whole number of the client')),
    text(t('Id number'), 'idNumber', t('The whole id number')),
    text(t('VAT number'), 'vatNumber', t('Part of the VAT number')),
    { label: t('Balance'), key: 'balance', ask: askAmount },
    { label: t('Balance between'), key: 'betweenBalance', ask: askAmounts },
    { label: t('Created'), key: 'createdAt', ask: (step) => askDay(step, 'createdAt') },
    { label: t('Created between'), key: 'createdBetween', ask: (step) => askDays(step, 'createdBetween') },
    { label: t('Changed'), key: 'updatedAt', ask: (step) => askDay(step, 'updatedAt') },
    { label: t('Changed between'), key: 'updatedBetween', ask: (step) => askDays(step, 'updatedBetween') },
    { label: t('State'), key: 'status', ask: askStates },
    { label: t('Deleted or not'), key: 'isDeleted', ask: askDeleted },
    { label: t('Group'), key: 'group', ask: (step) => askLookup(step, 'group', 'group') },
    { label: t('Any of several groups'), key: 'groups', ask: (step) => askLookup(step, 'groups', 'group') },
    { label: t('Country'), key: 'countries', ask: (step) => askLookup(step, 'countries', 'country') },
    { label: t('Industry'), key: 'industries', ask: (step) => askLookup(step, 'industries', 'industry') },
    { label: t('Company size'), key: 'sizes', ask: (step) => askLookup(step, 'sizes', 'size') },
    {
      label: t('Classification'),
      key: 'classifications',
      ask: (step) => askLookup(step, 'classifications', 'classification'),
    },
    {
      label: t('Assigned user'),
      key: 'assignedUsers',
      ask: (step) => askLookup(step, 'assignedUsers', 'user'),
    },
    { label: t('Tag'), key: 'tags', ask: (step) => askLookup(step, 'tags', 'tag') },
    { label: t('Custom field'), key: 'customValues', ask: askCustomField },
    { label: t('One client only'), key: 'clientId', ask: (step) => askId(step, 'clientId') },
    { label: t('One client besides'), key: 'with', ask: (step) => askId(step, 'with') },
    { label: t('Sort by'), key: 'sort', ask: askSort },
    { label: t('Further details to load'), key: 'include', ask: askDetails },
    { label: t('Clients a page'), key: 'perPage', ask: askPageSize },
  ];
}

type TextKey = 'filter' | 'name' | 'email' | 'number' | 'idNumber' | 'vatNumber';

function plain(
  answer: string | Back | undefined,
  query: (value: string) => Partial<ClientQuery>,
): Answer | Back | undefined {
  return answer === undefined || answer === back ? answer : { query: query(answer) };
}
