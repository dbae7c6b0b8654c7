import * as vscode from 'vscode';
import { isApiError } from '../../api/errors';
import type { Client, ClientState } from '../../api/types';
import { findClients } from '../../platform/pickers/clientSearch';
import type { Session } from '../../session/session';

/** The clients found for a text. */
export interface Found {
  clients: readonly Client[];
  /** How many there are on the server. */
  total: number;
  /** A sentence about fields that this server does not search. */
  notSearched: string;
}

/**
 * Asks the server for clients by text: name, number, id number, contacts, their e-mail and phone, custom fields. When it
 * finds none and the text could be a VAT number, it asks for that, one request after the other.
 */
export async function searchClients(
  session: Session,
  text: string,
  states: ClientState[],
  signal: AbortSignal,
): Promise<Found> {
  const page = await findClients(session, { filter: text, status: states }, signal);
  if (page.rows.length > 0 || !/\d/.test(text) || /\s/.test(text))
    return { clients: page.rows, total: page.pagination.total, notSearched: unsearchedFields() };
  try {
    const byVat = await findClients(session, { vatNumber: text, status: states }, signal);
    return { clients: byVat.rows, total: byVat.pagination.total, notSearched: unsearchedFields() };
  } catch (error) {
    if (!isApiError(error, 'unsupported')) throw error;
    const notSearched = vscode.l10n.t('This server does not search VAT numbers, addresses and notes.');
    return { clients: [], total: 0, notSearched };
  }
}

function unsearchedFields(): string {
  return vscode.l10n.t('Servers do not search addresses and notes.');
}
