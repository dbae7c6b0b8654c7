import * as vscode from 'vscode';
import type { Activity, Client, ClientDocument } from '../../api/types';
import { formatDate, formatDateTime, formatSize } from '../../records/format';
import { asText } from '../../records/json';
import type { Session } from '../../session/session';
import { activityName } from './activityNames';
import type { Section } from '../tree/nodes';

/** One line of a section, in plain text. */
export interface Detail {
  id: string;
  label: string;
  description: string;
  tooltip: string;
  icon: string;
}

/** So many documents are loaded; the server's next pages are not. */
const maxDocuments = 100;

/** Loads the rows of a section. Throws what the request throws. */
export async function loadDetails(
  session: Session,
  client: Client,
  section: Section,
  locale = vscode.env.language,
): Promise<Detail[]> {
  switch (section) {
    case 'documents': {
      const page = await (await session.api()).listDocuments(client.id, { perPage: maxDocuments });
      return page.rows.map((row) => documentDetail(row, locale));
    }
    case 'tokens':
      return (await embedded(session, client, 'gateway_tokens')).map(tokenDetail);
    case 'locations':
      return (await embedded(session, client, 'locations')).map(locationDetail);
    case 'activity':
      return (await (await session.api()).activities(client.id)).map((row, index) =>
        activityDetail(row, index, locale),
      );
  }
}

/** Records that the list may have included; else the client is read with them. */
async function embedded(
  session: Session,
  client: Client,
  key: 'gateway_tokens' | 'locations',
): Promise<Record<string, unknown>[]> {
  return client[key] ?? (await session.get(client.id))[key] ?? [];
}

function documentDetail(row: ClientDocument, locale: string): Detail {
  const size = formatSize(row.size, locale);
  const date = formatDate(row.created_at, locale);
  const seen = row.is_public ? vscode.l10n.t('seen in the portal') : vscode.l10n.t('private');
  return {
    id: row.id,
    label: row.name,
    description: [size, date].filter(Boolean).join(' · '),
    tooltip: [row.name, [size, formatDateTime(row.created_at, locale)].join(', '), seen].join('\n'),
    icon: row.is_public ? 'file' : 'lock',
  };
}

function tokenDetail(row: Record<string, unknown>, index: number): Detail {
  const meta = (row.meta ?? {}) as Record<string, unknown>;
  const [brand, last4, month, year] = ['brand', 'last4', 'exp_month', 'exp_year'].map((key) =>
    text(meta[key]),
  );
  const label = [brand || vscode.l10n.t('Payment method'), last4 && `•••• ${last4}`]
    .filter(Boolean)
    .join(' ');
  const expires = year ? vscode.l10n.t('expires {0}', [month, year].filter(Boolean).join('/')) : '';
  const standard = row.is_default === true ? vscode.l10n.t('default') : '';
  const description = [expires, standard].filter(Boolean).join(' · ');
  return {
    id: text(row.id) || String(index),
    label,
    description,
    tooltip: [label, description].filter(Boolean).join('\n'),
    icon: 'credit-card',
  };
}

function locationDetail(row: Record<string, unknown>, index: number): Detail {
  const address = ['address1', 'address2', 'postal_code', 'city', 'state'].map((key) => text(row[key]));
  const label = text(row.name) || address.find(Boolean) || vscode.l10n.t('(no name)');
  return {
    id: text(row.id) || String(index),
    label,
    description: text(row.city),
    tooltip: [label, ...address].filter(Boolean).join('\n'),
    icon: 'location',
  };
}

function activityDetail(row: Activity, index: number, locale: string): Detail {
  const user = (row.user ?? {}) as Record<string, unknown>;
  const label = activityName(row.activity_type_id);
  const when = formatDateTime(row.created_at, locale);
  const who = text(user.label);
  return {
    id: `${text(row.id) || 'row'}-${index}`,
    label: row.notes ? `${label}: ${row.notes}` : label,
    description: [formatDate(row.created_at, locale), who].filter(Boolean).join(' · '),
    tooltip: [label, row.notes, who, when].filter(Boolean).join('\n'),
    icon: row.notes ? 'comment' : 'history',
  };
}

function text(value: unknown): string {
  return typeof value === 'boolean' ? '' : asText(value).trim();
}
