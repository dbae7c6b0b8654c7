import * as vscode from 'vscode';
import type { Client } from '../api/types';
import { formatMoney } from '../records/format';
import type { Session } from '../session/session';

/** In the client's currency once the lookup tables are there, a bare number before. */
export function money(client: Client, amount: number, session: Session | undefined): string {
  const { statics, company } = session?.facts() ?? {};
  const own = client.settings.currency_id;
  const id = typeof own === 'string' && own !== '' ? own : company?.currencyId;
  const currency = statics?.currencies.find((row) => row.id === id);
  return formatMoney(amount, currency, vscode.env.language);
}
