import * as vscode from 'vscode';
import type { ClientQuery } from '../../api/query/clientQuery';
import { back, type Back } from './ask';
import type { Answer, Condition } from './condition';
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

/** Every condition the server can be asked for, in the order in which they are offered. */
export function conditions(): Condition[] {
  const text = (label: string, key: TextKey, hint: string): Condition => ({
    label,
    key,
    ask: async (step) =>
      plain(await askText(step, hint, step.filter.query[key]), (value) => ({ [key]: value })),
  });
  return [
    text(
      vscode.l10n.t('Text anywhere'),
      'filter',
      vscode.l10n.t('Words in name, numbers, contacts or custom fields'),
    ),
    text(vscode.l10n.t('Name'), 'name', vscode.l10n.t('Part of the name')),
    text(vscode.l10n.t('E-mail'), 'email', vscode.l10n.t('The whole e-mail address of a contact')),
    text(vscode.l10n.t('Number'), 'number', vscode.l10n.t('The whole number of the client')),
    text(vscode.l10n.t('Id number'), 'idNumber', vscode.l10n.t('The whole id number')),
    text(vscode.l10n.t('VAT number'), 'vatNumber', vscode.l10n.t('Part of the VAT number')),
    { label: vscode.l10n.t('Balance'), key: 'balance', ask: askAmount },
    { label: vscode.l10n.t('Balance between'), key: 'betweenBalance', ask: askAmounts },
    { label: vscode.l10n.t('Created'), key: 'createdAt', ask: (step) => askDay(step, 'createdAt') },
    {
      label: vscode.l10n.t('Created between'),
      key: 'createdBetween',
      ask: (step) => askDays(step, 'createdBetween'),
    },
    { label: vscode.l10n.t('Changed'), key: 'updatedAt', ask: (step) => askDay(step, 'updatedAt') },
    {
      label: vscode.l10n.t('Changed between'),
      key: 'updatedBetween',
      ask: (step) => askDays(step, 'updatedBetween'),
    },
    { label: vscode.l10n.t('State'), key: 'status', ask: askStates },
    { label: vscode.l10n.t('Deleted or not'), key: 'isDeleted', ask: askDeleted },
    { label: vscode.l10n.t('Group'), key: 'group', ask: (step) => askLookup(step, 'group', 'group') },
    {
      label: vscode.l10n.t('Any of several groups'),
      key: 'groups',
      ask: (step) => askLookup(step, 'groups', 'group'),
    },
    {
      label: vscode.l10n.t('Country'),
      key: 'countries',
      ask: (step) => askLookup(step, 'countries', 'country'),
    },
    {
      label: vscode.l10n.t('Industry'),
      key: 'industries',
      ask: (step) => askLookup(step, 'industries', 'industry'),
    },
    { label: vscode.l10n.t('Company size'), key: 'sizes', ask: (step) => askLookup(step, 'sizes', 'size') },
    {
      label: vscode.l10n.t('Classification'),
      key: 'classifications',
      ask: (step) => askLookup(step, 'classifications', 'classification'),
    },
    {
      label: vscode.l10n.t('Assigned user'),
      key: 'assignedUsers',
      ask: (step) => askLookup(step, 'assignedUsers', 'user'),
    },
    { label: vscode.l10n.t('Tag'), key: 'tags', ask: (step) => askLookup(step, 'tags', 'tag') },
    { label: vscode.l10n.t('Custom field'), key: 'customValues', ask: askCustomField },
    { label: vscode.l10n.t('One client only'), key: 'clientId', ask: (step) => askId(step, 'clientId') },
    { label: vscode.l10n.t('One client besides'), key: 'with', ask: (step) => askId(step, 'with') },
    { label: vscode.l10n.t('Sort by'), key: 'sort', ask: askSort },
    { label: vscode.l10n.t('Further details to load'), key: 'include', ask: askDetails },
    { label: vscode.l10n.t('Clients a page'), key: 'perPage', ask: askPageSize },
  ];
}

type TextKey = 'filter' | 'name' | 'email' | 'number' | 'idNumber' | 'vatNumber';

function plain(
  answer: string | Back | undefined,
  query: (value: string) => Partial<ClientQuery>,
): Answer | Back | undefined {
  return answer === undefined || answer === back ? answer : { query: query(answer) };
}
