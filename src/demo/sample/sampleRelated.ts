import { Random } from './random';
import type { ClientRow, RelatedKind, RelatedRow } from '../store/rows';
import { RELATED_KINDS } from '../store/rows';

const PER_CLIENT = 10;

/** Amounts and open balances of a sample client's invoices, without creating the rows. */
export function invoiceAmounts(clientId: number): { amount: number; balance: number }[] {
  const random = new Random(clientId * 7 + 1);
  const count = random.nextInt(5);
  return Array.from({ length: count }, () => {
    const amount = 20 + random.nextInt(200_000) / 100;
    return { amount, balance: random.nextInt(3) === 0 ? amount : 0 };
  });
}

/** Sample invoices, quotes and other records of one client. */
export function relatedRows(kind: RelatedKind, client: ClientRow): RelatedRow[] {
  const amounts = kind === 'invoices' ? invoiceAmounts(client.id) : otherAmounts(kind, client.id);
  return amounts.map(({ amount, balance }, index) => {
    const id = (client.id - 1) * PER_CLIENT + index + 1;
    const at = client.created_at + (index + 1) * 86_400;
    return {
      id,
      client_id: client.id,
      number: String(id).padStart(5, '0'),
      status_id: balance > 0 ? '2' : '4',
      amount: Math.round(amount * 100) / 100,
      balance: Math.round(balance * 100) / 100,
      paid_to_date: Math.round((amount - balance) * 100) / 100,
      date: new Date(at * 1000).toISOString().slice(0, 10),
      is_deleted: false,
      contact_ids: [],
      created_at: at,
      updated_at: at,
      deleted_at: 0,
    };
  });
}

function otherAmounts(kind: RelatedKind, clientId: number): { amount: number; balance: number }[] {
  const random = new Random(clientId * 31 + RELATED_KINDS.indexOf(kind));
  return Array.from({ length: random.nextInt(4) }, () => ({ amount: 10 + random.nextInt(500), balance: 0 }));
}
